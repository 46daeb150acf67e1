"""No address that somebody else names leads to this machine or its network, however it is written."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from articles import Refusal, connections, read
from articles.connections import is_private, is_public
from articles.origin import UnreadableError
from articles.web import PRIVATE, Limits, Web, fetch

WRITTEN = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.000.000.001",
    "localhost", "LOCALHOST", "localhost.", "0", "0.0.0.0", "[::1]", "[::]",  # noqa: S104  # asked, never bound
    "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]", "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "10.0.0.1",
    "172.16.0.1", "192.168.1.1", "169.254.169.254", "2852039166", "0xa9fea9fe", "100.64.0.1", "198.18.0.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "news.example@127.0.0.1", "news.example:80@127.0.0.1",
    "①②⑦.⓪.⓪.①", "127。0。0。1",
)  # fmt: skip


@pytest.mark.parametrize("host", WRITTEN)
def test_no_way_of_writing_a_private_address_is_followed(host: str) -> None:
    with pytest.raises(UnreadableError, match=r"private address|cannot be fetched|no web address"):
        Web(Limits(tries=1, connect_s=0.2, seconds=2)).follow(f"http://{host}/latest/meta-data/")


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::1"])
def test_a_public_address_is_public(number: str) -> None:
    assert is_public(number)


class _Home(BaseHTTPRequestHandler):
    """A machine that should not be asked; its redirects lead to wherever their path says."""

    asked: list[str] = []  # noqa: RUF012  the server makes an object for each request

    def do_GET(self) -> None:
        _Home.asked.append(self.path)
        away = self.path.partition("?to=")[2]
        self.send_response(302 if away else 200)
        if away:
            self.send_header("Location", away)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write("سر من أسرار هذه الآلة".encode())

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def home() -> Iterator[int]:
    _Home.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Home) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def answers(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """From now on names lead to these numbers, one after the other, the last one for good."""
    real, left = socket.getaddrinfo, list(numbers)

    def told(host: str, *rest: Any, **more: Any) -> Any:
        return real(left.pop(0) if len(left) > 1 else left[0], *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", told)


def test_a_name_that_changes_where_it_leads_is_not_asked(home: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "93.184.216.34", "127.0.0.1")  # public when looked at, ours when connected to
    with pytest.raises(UnreadableError, match="private address"):
        fetch(f"http://news.example:{home}/")
    assert _Home.asked == []


def test_a_name_with_a_public_and_a_private_number_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", (number, 0)) for number in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert is_private("news.example")


@pytest.mark.parametrize(
    "target", ["http://localhost:{port}/a", "http://2130706433:{port}/a", "http://localhost.:{port}/a",
               "file:///etc/passwd", "gopher://127.0.0.1:{port}/", "ftp://127.0.0.1/", "data:text/plain,a"],
)  # fmt: skip
def test_a_redirect_leads_to_no_private_machine(home: int, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = f"http://127.0.0.1:{home}/?to=" + target.format(port=home)
    with pytest.raises(UnreadableError, match=r"private address|only http and https"):
        fetch(first, own="127.0.0.1")
    assert len(_Home.asked) == 1


def test_a_chain_of_redirects_ends(home: int) -> None:
    with pytest.raises(UnreadableError, match="more than 5 redirects"):
        fetch(f"http://127.0.0.1:{home}/" + "?to=/" * 8, own="127.0.0.1")


def test_a_name_that_leads_home_is_the_callers_only_by_a_setting(home: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "127.0.0.1")
    address = f"http://archive.example:{home}/a.txt"
    monkeypatch.delenv(PRIVATE, raising=False)
    (refused,) = read([address])
    assert isinstance(refused, Refusal)
    assert "private address" in refused.reason
    assert _Home.asked == []
    monkeypatch.setenv(PRIVATE, "true")
    assert [getattr(item, "text", None) for item in read([address])] == ["سر من أسرار هذه الآلة"]


def test_over_tls_the_same_holds(home: int) -> None:
    with pytest.raises(UnreadableError, match="private address"):
        Web(Limits(tries=1)).follow(f"https://127.0.0.1:{home}/")
    assert _Home.asked == []


def test_proxies_of_the_environment_are_not_used(home: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{home}")
    monkeypatch.setattr(connections, "is_private", lambda _: True)
    with pytest.raises(UnreadableError, match="private address"):
        fetch("http://news.example/")
    assert _Home.asked == []
