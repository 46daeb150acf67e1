"""The web: an address fetched with limits, and never a private one that somebody else's page names."""

import ipaddress
import re
import socket
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from articles.model import Article
from articles.origin import RECORD_BYTES, Origin, UnreadableError
from articles.page import page_article

_TRIES: Final = urllib3.Retry(
    connect=2, read=1, status=2, redirect=0, other=0, backoff_factor=0.5, status_forcelist=(429, 502, 503, 504),
    raise_on_redirect=False, raise_on_status=False, respect_retry_after_header=False,
)  # fmt: skip
_WAIT: Final = urllib3.Timeout(connect=10, read=20)
_WHOLE_SECONDS: Final = 60  # a server that drips a byte a second never times out by itself
_REDIRECTS: Final = 5
_CHUNK: Final = 65_536
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.I)
_HEADERS: Final = {"User-Agent": "Waqai/0.1", "Accept-Encoding": "gzip", "Accept-Language": "ar,en;q=0.5"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave, and the address it was found at after redirects."""

    data: bytes
    url: str
    kind: str  # media type, lower case, without parameters
    charset: str | None


def fetch(url: str, *, private: bool) -> Fetched:
    """An http or https address; ``private`` allows addresses of this machine and its network.

    Only the caller's own address may be private: what a page or a feed names, or redirects to, may not.
    """
    pool = urllib3.PoolManager(headers=_HEADERS, retries=_TRIES, timeout=_WAIT)
    deadline = time.monotonic() + _WHOLE_SECONDS
    try:
        for _ in range(_REDIRECTS + 1):
            _refuse_address(url, private=private)
            answer = pool.request("GET", url, preload_content=False, redirect=False)
            if not private:
                _refuse_peer(answer)
            target = answer.get_redirect_location()
            if not target:
                return _read(answer, url, deadline)
            answer.release_conn()
            url = urljoin(url, target)
    except (HTTPError, OSError) as problem:
        raise UnreadableError(f"cannot be fetched: {_cause(problem)}") from problem
    finally:
        pool.clear()
    raise UnreadableError(f"more than {_REDIRECTS} redirects")


def fetch_named(url: str) -> Fetched:
    """An address that the caller names: a private one may lead to private ones, a public one may not."""
    _refuse_scheme(url)
    return fetch(url, private=is_private(url))


def is_private(url: str) -> bool:
    """Does the address lie on this machine or its own network?"""
    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise UnreadableError(f"cannot be fetched: no address is known for {host or 'it'}") from problem
    return any(not ipaddress.ip_address(address[4][0]).is_global for address in found)


def linked_article(url: str, feed: Origin) -> Article:
    """The article of a page that a feed links to."""
    fetched = fetch(url, private=bool(feed.url) and is_private(feed.url or ""))
    return page_article(fetched.data, Origin(url, url, fetched.url, fetched.charset))


def _refuse_address(url: str, *, private: bool) -> None:
    _refuse_scheme(url)
    if not private and is_private(url):
        raise UnreadableError("leads to a private address, which is not followed")


def _refuse_scheme(url: str) -> None:
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError as problem:
        raise UnreadableError(f"no web address: {problem}") from problem
    if scheme not in ("http", "https"):
        raise UnreadableError(f"{scheme or 'no'} address: only http and https are fetched")


def _refuse_peer(answer: urllib3.BaseHTTPResponse) -> None:
    """The machine that answered is looked at too: a name may lead elsewhere when it is asked a second time."""
    connected = getattr(answer.connection, "sock", None)
    if connected is None or not ipaddress.ip_address(connected.getpeername()[0]).is_global:
        raise UnreadableError("leads to a private address, which is not followed")


def _read(answer: urllib3.BaseHTTPResponse, url: str, deadline: float) -> Fetched:
    if answer.status != 200:
        raise UnreadableError(f"the server answers {answer.status} {answer.reason or ''}".strip())
    data = bytearray()
    for chunk in answer.stream(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > RECORD_BYTES:
            raise UnreadableError(f"larger than {RECORD_BYTES // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise UnreadableError(f"not finished after {_WHOLE_SECONDS} seconds")
    content_type = answer.headers.get("Content-Type", "")
    charset = _CHARSET.search(content_type)
    return Fetched(bytes(data), url, content_type.partition(";")[0].strip().lower(), charset and charset[1])


def _cause(problem: BaseException) -> str:
    """The innermost words of a chain of network errors."""
    reason = getattr(problem, "reason", None)
    return _cause(reason) if isinstance(reason, BaseException) else str(problem).split(": ", 1)[-1][:200]
