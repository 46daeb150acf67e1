"""The web: an address asked with limits of time and size, and never a private one that somebody else names."""

import email.utils
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import urllib3
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter
from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError  # noqa: A004  # urllib3's own

from articles.connections import is_private_number, pools
from articles.model import Article
from articles.origin import RECORD_BYTES, Origin, UnreadableError
from articles.page import page_article

PRIVATE: Final = "WAQAI_FETCHING__PRIVATE"  # the settings file's [fetching] private, for addresses of the command line
_CHUNK: Final = 65_536
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.I)
_PASSING: Final = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524)
_MOVED: Final = (301, 302, 303, 307, 308)
_ACCEPTED: Final = {"Accept-Encoding": "gzip", "Accept-Language": "ar,en;q=0.5"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How an address is asked: who asks, how long, how much, how often it is tried."""

    agent: str = "Waqai/0.1"
    bytes: int = RECORD_BYTES  # of an answer, unpacked
    seconds: float = 60  # for a whole answer: a server that drips a byte a second never times out by itself
    connect_s: float = 10
    read_s: float = 20
    tries: int = 3
    backoff_s: float = 0.5
    longest_wait_s: float = 30  # a server that asks for more is left alone until then
    private: bool = False  # may an address of this machine or its network be asked?
    own: str | None = None  # one host that may be private all the same
    redirects: int = 5


USUAL: Final = Limits()


class PassingError(UnreadableError):
    """What may go well next time; ``after`` is how many seconds the server asks to be left alone.

    ``unreached``: there was no answer, or none in time, so that the server's other pages will hardly do better.
    """

    def __init__(self, message: str, after: float | None = None, *, unreached: bool = False) -> None:
        super().__init__(message)
        self.after = after
        self.unreached = unreached


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave, and the address it was found at after redirects."""

    data: bytes
    url: str
    kind: str  # media type, lower case, without parameters
    charset: str | None
    status: int = 200  # 200, 304, or that of a redirect
    etag: str | None = None
    modified: str | None = None  # Last-Modified as sent
    target: str | None = None  # where a redirect leads
    headers: Mapping[str, str] = field(default_factory=dict)


class Web:
    """A client with limits; its connections are kept and may be used from several threads."""

    def __init__(self, limits: Limits = USUAL) -> None:
        self.limits = limits
        self._pool = urllib3.PoolManager(
            num_pools=50,
            maxsize=8,
            headers={"User-Agent": limits.agent, **_ACCEPTED},
            retries=False,
            timeout=urllib3.Timeout(connect=limits.connect_s, read=limits.read_s),
        )
        self._pool.pool_classes_by_scheme = pools(limits.seconds, private=limits.private, own=limits.own)

    def ask(self, url: str, known: Mapping[str, str] | None = None) -> Fetched:
        """One request, tried again where a fault may pass; a redirect is returned, not followed.

        ``known`` are headers of a conditional request. Raises ``PassingError``, or ``UnreadableError`` for what stays.
        """
        limits = self.limits
        tried = Retrying(
            stop=stop_after_attempt(limits.tries),
            wait=_wait(
                wait_exponential_jitter(multiplier=limits.backoff_s, max=limits.longest_wait_s, jitter=limits.backoff_s)
            ),
            retry=retry_if_exception_type(PassingError),
            reraise=True,
            before_sleep=_leave_alone(limits.longest_wait_s),
        )
        return tried(self._ask_once, url, known or {})

    def follow(self, url: str) -> Fetched:
        """An address with its redirects."""
        for _ in range(self.limits.redirects + 1):
            fetched = self.ask(url)
            if fetched.target is None:
                return fetched
            url = fetched.target
        raise UnreadableError(f"more than {self.limits.redirects} redirects")

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def _ask_once(self, url: str, known: Mapping[str, str]) -> Fetched:
        _refuse_scheme(url)
        deadline = time.monotonic() + self.limits.seconds
        headers = {**self._pool.headers, **known}
        try:
            answer = self._pool.request("GET", url, headers=headers, preload_content=False, redirect=False)
            try:
                return self._read(answer, url, deadline)
            finally:
                answer.watch.cancel()  # type: ignore[attr-defined]  # ours, see articles.connections
                answer.close()  # what was not read to its end is of no use for the next request
        except urllib3.exceptions.LocationValueError as problem:
            raise UnreadableError(f"no web address: {problem}") from problem
        except (HTTPError, OSError, UnicodeError) as problem:
            if time.monotonic() >= deadline:
                raise PassingError(f"not finished after {self.limits.seconds:g} seconds", unreached=True) from problem
            unreached = isinstance(problem, NewConnectionError | TimeoutError)
            raise PassingError(f"cannot be fetched: {_cause(problem)}", unreached=unreached) from problem

    def _read(self, answer: urllib3.BaseHTTPResponse, url: str, deadline: float) -> Fetched:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        content_type = headers.get("content-type", "")
        charset = _CHARSET.search(content_type)
        kind = content_type.partition(";")[0].strip().lower()
        validators = (headers.get("etag"), headers.get("last-modified"))
        if answer.status == 304:
            return Fetched(b"", url, kind, None, 304, *validators, headers=headers)
        if answer.status in _MOVED and headers.get("location"):
            try:
                target = urljoin(url, headers["location"].strip())
            except ValueError as problem:
                raise UnreadableError(f"redirects to no web address: {problem}") from problem
            return Fetched(b"", url, kind, None, answer.status, target=target, headers=headers)
        if answer.status != 200:
            said = f"the server answers {answer.status} {answer.reason or ''}".strip()
            if answer.status in _PASSING:
                raise PassingError(said, _seconds(headers.get("retry-after")))
            raise UnreadableError(said)
        data = self._body(answer, deadline)
        _refuse_half(data, headers)
        return Fetched(data, url, kind, charset and charset[1], 200, *validators, headers=headers)

    def _body(self, answer: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        data = bytearray()
        for chunk in answer.stream(_CHUNK, decode_content=True):
            data += chunk
            if len(data) > self.limits.bytes:
                raise UnreadableError(f"larger than {self.limits.bytes / 1_000_000:g} MB")
        if time.monotonic() >= deadline:  # the connection was ended; without a stated length it looks like the end
            raise PassingError(f"not finished after {self.limits.seconds:g} seconds", unreached=True)
        return bytes(data)


def fetch(url: str, *, private: bool = False, own: str | None = None) -> Fetched:
    """An http or https address with its redirects; ``private`` allows addresses of this machine and its network.

    ``own`` is one host that may be private: what a page or a feed names, or redirects to, may else not.
    """
    web = Web(Limits(private=private, own=own))
    try:
        return web.follow(url)
    finally:
        web.close()


def fetch_named(url: str) -> Fetched:
    """An address that the caller names. The number of a private machine, or ``localhost``, is meant as it is written.

    A name that leads to a private machine may be somebody else's doing: it is refused unless WAQAI_FETCHING__PRIVATE
    says that this network may be asked.
    """
    _refuse_scheme(url)
    return fetch(url, private=_allowed(), own=_own(url))


def linked_article(url: str, feed: Origin) -> Article:
    """The article of a page that a feed links to."""
    fetched = fetch(url, private=_allowed(), own=_own(feed.url or ""))
    return page_article(fetched.data, Origin(url, url, fetched.url, fetched.charset))


def _own(url: str) -> str | None:
    host = (urlsplit(url).hostname or "").strip("[]")
    return host if is_private_number(host) else None


def _allowed() -> bool:
    return os.environ.get(PRIVATE, "").strip().lower() in ("1", "true", "yes", "on")


def _refuse_scheme(url: str) -> None:
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError as problem:
        raise UnreadableError(f"no web address: {problem}") from problem
    if scheme not in ("http", "https"):
        raise UnreadableError(f"{scheme or 'no'} address: only http and https are fetched")


def _refuse_half(data: bytes, headers: Mapping[str, str]) -> None:
    """A page without a stated length that lacks its end was cut: nothing else would tell."""
    measured = "content-length" in headers or "chunked" in headers.get("transfer-encoding", "")
    tail = data[-2000:].lower()
    if not measured and b"<html" in data[:2000].lower() and b"</html" not in tail and b"</body" not in tail:
        raise PassingError("breaks off in the middle")


# --- Waiting ---


def _wait(usual: wait_exponential_jitter) -> Any:
    def seconds(state: RetryCallState) -> float:
        problem = state.outcome.exception() if state.outcome else None
        asked = problem.after if isinstance(problem, PassingError) else None
        return asked if asked is not None else usual(state)

    return seconds


def _leave_alone(longest_s: float) -> Any:
    """Do not sit out an hour that a server asks for: the fault goes back to whoever can come again."""

    def raise_if_long(state: RetryCallState) -> None:
        problem = state.outcome.exception() if state.outcome else None
        if isinstance(problem, PassingError) and (problem.after or 0) > longest_s:
            raise problem

    return raise_if_long


def _seconds(retry_after: str | None) -> float | None:
    """Seconds that a Retry-After header names, as a number or as a date."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, OverflowError):  # neither: as if it had not been sent
        return None


def _cause(problem: BaseException) -> str:
    """The innermost words of a chain of network errors."""
    reason = getattr(problem, "reason", None)
    return _cause(reason) if isinstance(reason, BaseException) else str(problem).split(": ", 1)[-1][:200]
