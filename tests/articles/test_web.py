"""Addresses, over loopback: limits, redirects, and nobody's page leads to a private address."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from articles import Article, Refusal, connections, read, web
from articles.origin import RECORD_BYTES, Origin, UnreadableError
from tests.articles.test_pages import FEED, _page

_TEASERS = (
    "<rss><channel><item><title>خبر</title><link>{url}</link><description>موجز</description></item></channel></rss>"
)


class _Outlet(BaseHTTPRequestHandler):
    """A news site on loopback."""

    tries = 0

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_address[1]}"  # type: ignore[index]
        answers = {
            "/2016/12/07/page": ("text/html; charset=utf-8", _page()),
            "/text": ("text/plain", "قصف على حلب".encode()),
            "/feed": ("application/rss+xml", FEED.encode()),
            "/teasers": ("text/xml", _TEASERS.format(url=f"{base}/2016/12/07/page").encode()),
            "/rows.jsonl": ("application/octet-stream", b'{"id": "a", "text": "x"}\n{'),
            "/huge": ("text/html", b"a" * (RECORD_BYTES + 1)),
        }  # fmt: skip
        if self.path == "/shaky" and (_Outlet.tries < 1):
            _Outlet.tries += 1
            self._answer(503, "text/plain", b"")
        elif self.path in ("/loop", "/moved", "/tofile", "/home"):
            target = {
                "/home": f"{base}/text",
                "/loop": "/loop",
                "/moved": "/2016/12/07/page",
                "/tofile": "file:///etc/passwd",
            }[self.path]
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
        elif self.path == "/shaky":
            self._answer(200, "text/plain", "عاد الموقع".encode())
        elif self.path in answers:
            self._answer(200, *answers[self.path])
        else:
            self._answer(404, "text/plain", b"")

    def _answer(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def outlet() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Outlet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _only(url: str) -> Article | Refusal:
    (item,) = read([url])
    return item


def test_a_page_is_fetched_with_its_date(outlet: str) -> None:
    article = _only(f"{outlet}/moved")
    assert isinstance(article, Article)
    assert (article.id, article.url) == (f"{outlet}/moved", f"{outlet}/2016/12/07/page")
    assert (article.published, article.published_basis) == ("2016-12-07", "url")


def test_text_rows_and_feeds_are_read_by_what_they_are(outlet: str) -> None:
    text = _only(f"{outlet}/text")
    assert isinstance(text, Article)
    assert text.text == "قصف على حلب"
    assert [type(item) for item in read([f"{outlet}/rows.jsonl"])] == [Article, Refusal]
    assert len([*read([f"{outlet}/feed"])]) == 3


def test_a_teaser_in_a_feed_is_followed_to_its_page(outlet: str) -> None:
    article = _only(f"{outlet}/teasers")
    assert isinstance(article, Article)
    assert article.text.count("الدفاع المدني") == 5
    assert article.published == "2016-12-07"


def test_a_busy_server_is_tried_again(outlet: str) -> None:
    _Outlet.tries = 0
    assert isinstance(_only(f"{outlet}/shaky"), Article)


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/none", "404"), ("/loop", "redirects"), ("/tofile", "only http and https"), ("/huge", "larger than 20 MB")],
)
def test_what_cannot_be_fetched_says_why(outlet: str, path: str, reason: str) -> None:
    refusal = _only(outlet + path)
    assert isinstance(refusal, Refusal)
    assert reason in refusal.reason


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a", "gopher://127.0.0.1/"])
def test_only_the_web_is_fetched(url: str) -> None:
    refusal = _only(url)
    assert isinstance(refusal, Refusal)
    assert "only http and https" in refusal.reason


def test_a_server_that_is_not_there_is_named() -> None:
    refusal = _only("http://127.0.0.1:9/")
    assert isinstance(refusal, Refusal)
    assert "cannot be fetched" in refusal.reason


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0"])  # noqa: S104
def test_a_private_address_that_a_page_names_is_not_followed(host: str) -> None:
    with pytest.raises(UnreadableError, match="private address"):
        web.fetch(f"http://{host}/", private=False)


def test_a_public_feed_cannot_send_us_to_our_own_machine(outlet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = Origin("feed", "feed", "http://93.184.216.34/feed", follow=True)
    with pytest.raises(UnreadableError, match="private address"):
        web.linked_article(f"{outlet}/2016/12/07/page", feed)


def test_a_public_address_cannot_redirect_us_to_our_own_machine(outlet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = web.Web(web.Limits(private=False))
    monkeypatch.setattr(web.Web, "ask", _first_hop_open(outlet, public))
    with pytest.raises(UnreadableError, match="private address"):
        public.follow(f"{outlet}/home")


def _first_hop_open(outlet: str, public: web.Web) -> object:
    """As if the outlet were a public machine and only where it leads to were not."""
    ask, ours = web.Web.ask, web.Web(web.Limits(private=True))
    return lambda _, url: ask(ours if url == f"{outlet}/home" else public, url)


def test_a_name_that_leads_home_when_asked_again_is_refused(outlet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "is_private", lambda _: False)
    with pytest.raises(UnreadableError, match="private address"):
        web.fetch(f"{outlet}/text", private=False)
