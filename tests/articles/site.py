"""A news site on loopback for tests: pages, feeds and sitemaps that change, fail, redirect, drip and lie."""

import gzip
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Misbehaviour = Callable[["Handler"], None]


@dataclass
class Answer:
    """What one address gives."""

    data: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    act: Misbehaviour | None = None  # instead of all this


@dataclass
class Site:
    """Addresses and their answers; ``served`` counts whole answers, ``asked`` requests."""

    answers: dict[str, Answer] = field(default_factory=dict)
    served: Counter[tuple[str, bytes]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    busy: int = 0
    busiest: int = 0
    base: str = ""
    lock: Any = field(default_factory=threading.Lock)

    def put(self, path: str, data: str | bytes = b"", **told: Any) -> str:
        """An address with its answer; the whole address."""
        self.answers[path] = Answer(data.encode() if isinstance(data, str) else data, **told)
        return self.base + path


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    @property
    def site(self) -> Site:
        return self.server.site  # type: ignore[attr-defined,no-any-return]

    def do_GET(self) -> None:
        site = self.site
        with site.lock:
            site.asked[self.path] += 1
            site.times.append(time.monotonic())
            site.agents.add(self.headers.get("User-Agent", ""))
            site.busy += 1
            site.busiest = max(site.busiest, site.busy)
        self._served = False
        try:
            self._answer(site.answers.get(self.path, Answer(b"", "text/plain", 404)))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self._done()

    def _done(self) -> None:
        """No more of the busy ones: said before the last bytes, since who has them may ask for the next at once."""
        with self.site.lock:
            self.site.busy -= not self._served
            self._served = True

    def _answer(self, answer: Answer) -> None:
        if answer.act is not None:
            self.close_connection = True
            answer.act(self)
            return
        etag = f'"{zlib.crc32(answer.data):x}"'
        if answer.etag and answer.status == 200 and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.send_header("Content-Length", "0")
            self._done()
            self.end_headers()
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.data)))
        if answer.etag and answer.status == 200:
            self.send_header("ETag", etag)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self._done()
        self.end_headers()
        self.wfile.write(answer.data)
        if answer.status == 200:
            with self.site.lock:
                self.site.served[self.path, answer.data] += 1

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    site: Site

    def handle_error(self, *_: object) -> None:
        """Clients that go away in the middle are what these tests are about."""


@contextmanager
def serving(site: Site | None = None) -> Iterator[Site]:
    """The site on a free port."""
    with _Server(("127.0.0.1", 0), Handler) as server:
        server.site = site or Site()
        server.site.base = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.site
        server.shutdown()


# --- How servers misbehave ---


def half(data: bytes) -> Misbehaviour:
    """States the whole length and sends half."""

    def act(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])

    return act


def unmeasured(data: bytes) -> Misbehaviour:
    """States no length and ends when it likes."""

    def act(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(data)

    return act


def endless(handler: Handler) -> None:
    """Never stops sending."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>" + b"a" * 60_000)


def dripping(handler: Handler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_headers(handler: Handler) -> None:
    """A header that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    """No answer for longer than anybody waits."""
    time.sleep(600)


def bomb(handler: Handler) -> None:
    """A few kilobytes that unpack to fifty megabytes."""
    data = gzip.compress(b"\0" * 50_000_000, 1)
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def sometimes(bad: Answer, good: Answer, times: int) -> Misbehaviour:
    """Bad so many times, then good for ever."""
    left = [times]

    def act(handler: Handler) -> None:
        left[0] -= 1
        handler._answer(bad if left[0] >= 0 else good)

    return act


# --- What it writes ---


def page(title: str, text: str, *, day: str | None = "2016-12-07", head: str = "", around: str = "") -> str:
    """An article's page, in UTF-8."""
    dated = f'<meta property="article:published_time" content="{day}T10:00:00+02:00">' if day else ""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>{dated}{head}</head><body>'
        f"<nav><a href='/'>الرئيسية</a></nav><article><h1>{title}</h1>{paragraphs}</article>{around}</body></html>"
    )


def rss(items: list[tuple[str, str]], *, name: str = "وكالة الخبر", extra: str = "") -> str:
    """A feed of addresses and titles."""
    listed = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>" for link, title in items
    )
    channel = f"<channel><title>{name}</title>{extra}{listed}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'


def sitemap(rows: list[tuple[str, str | None]], *, index: bool = False) -> str:
    """A sitemap, or an index of sitemaps, of addresses and the days of their last change."""
    name, root = ("sitemap", "sitemapindex") if index else ("url", "urlset")
    listed = "".join(
        f"<{name}><loc>{link}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{name}>" for link, day in rows
    )
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</{root}>'
