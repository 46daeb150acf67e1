"""Before any answer: who asks, under which name, how much and how often; and the headers that every answer carries."""

import base64
import binascii
import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.problems import Problem
from serve.settings import LOOPBACK_NAMES, Settings, is_loopback

_CLIENTS: Final = 10_000  # remembered at most
METHODS: Final = ("GET", "HEAD", "OPTIONS")
# Pages of ours run no script and load nothing from elsewhere; the map brings a stricter rule for itself.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}

Clock = Callable[[], float]


class Guard:
    """ASGI middleware that refuses before the application is asked."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Clock = time.monotonic) -> None:
        self._app = app
        self._settings = settings
        self._names = _names(settings)
        self._rate = Rate(settings.most_a_minute, clock) if settings.most_a_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        guarded = self._signed(send, headers.get("origin"))
        try:
            self._check(scope, headers)
        except Problem as problem:
            await problem.response()(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _check(self, scope: Scope, headers: Headers) -> None:
        settings = self._settings
        if self._names and _host(headers.get("host", "")) not in self._names:
            raise Problem(421, f"this server is not {headers.get('host', '')[:100]!r} (--allow-host names another)")
        if self._rate and (wait := self._rate.wait((scope.get("client") or ("?",))[0])):
            raise Problem(429, f"more than {settings.most_a_minute} requests a minute", {"retry-after": str(wait)})
        length = len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string") or b"")
        if length > settings.address_letters:
            raise Problem(414, f"the address has {length} letters; at most {settings.address_letters} are read")
        if scope["method"] not in METHODS:
            raise Problem(405, f"{scope['method']}: this server is only read", {"allow": ", ".join(METHODS)})
        size = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not size.isdigit() or int(size) > settings.body_bytes:
            raise Problem(413, f"a request here needs no body; at most {settings.body_bytes} bytes are passed over")
        asks_whether_to_ask = scope["method"] == "OPTIONS" and self._named(headers.get("origin"))
        if settings.token and not asks_whether_to_ask and not _knows(settings.token, headers.get("authorization", "")):
            challenge = 'Bearer realm="waqai", Basic realm="waqai", charset="UTF-8"'
            raise Problem(401, "a token is needed: Authorization: Bearer …", {"www-authenticate": challenge})

    def _named(self, origin: str | None) -> bool:
        """May scripts of this page read the answers? Browsers ask by OPTIONS first, and never with a token."""
        return bool(origin) and (origin in self._settings.origins or "*" in self._settings.origins)

    def _signed(self, send: Send, origin: str | None) -> Send:
        async def signed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", POLICY)
                headers.setdefault("cache-control", "private, no-cache")
                self._allow(headers, origin)
            await send(message)

        return signed

    def _allow(self, headers: MutableHeaders, origin: str | None) -> None:
        """Scripts of named web pages may read the answer (CORS)."""
        if not self._settings.origins:
            return
        headers.add_vary_header("Origin")
        if origin and self._named(origin):
            headers["access-control-allow-origin"] = origin
            headers["access-control-allow-methods"] = ", ".join(METHODS)
            headers["access-control-allow-headers"] = "Authorization, If-None-Match"
            headers["access-control-expose-headers"] = "ETag, Link, Content-Crs, Retry-After"
            headers["cross-origin-resource-policy"] = "cross-origin"


def _names(settings: Settings) -> frozenset[str]:
    """The names under which the server may be asked; empty where any will do, as a token is asked for.

    On loopback a web page elsewhere could otherwise point its own name at 127.0.0.1 and read the store.
    """
    if not is_loopback(settings.host) and not settings.hosts:
        return frozenset()
    own = f"[{settings.host}]" if ":" in settings.host else settings.host
    public = [urlsplit(settings.public).hostname or ""] if settings.public else []
    return frozenset(name.lower() for name in (*LOOPBACK_NAMES, own, *settings.hosts, *public))


def _host(written: str) -> str:
    """A Host header without its port."""
    name, colon, port = written.lower().rpartition(":")
    return name if colon and port.isdigit() else written.lower()


def _knows(token: str, given: str) -> bool:
    """Is the token given, as Bearer or, as browsers and GIS do, as the password of Basic?"""
    scheme, _, credentials = given.partition(" ")
    if scheme.lower() == "basic":
        try:
            credentials = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(credentials.strip().encode(), token.encode())


class Rate:
    """A bucket for each client that holds a minute's requests and fills evenly."""

    def __init__(self, most: int, clock: Clock) -> None:
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # requests left, and when that was so

    def wait(self, client: str) -> int:
        """Count a request; the seconds to wait where it is one too many, else 0."""
        now = self._clock()
        left, then = self._buckets.pop(client, (float(self._most), now))
        left = min(self._most, left + (now - then) * self._most / 60)
        granted = left >= 1
        self._buckets[client] = (left - 1 if granted else left, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return 0 if granted else int((1 - left) * 60 / self._most) + 1
