"""Clients that ask byte by byte, or never take their answer, hold no connection for long; the others are answered."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn

import serve
from serve.app import connections
from tests.attack.targets import filled

PATIENCE_S = 300  # of these tests, on a busy machine


@contextmanager
def serving(settings: serve.Settings) -> Iterator[int]:
    """The port of a server that waits for its clients as the settings say."""
    app = serve.create_app(filled(), settings=settings)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", **connections(settings))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(timeout=PATIENCE_S)


@pytest.fixture(scope="module")
def hasty() -> Iterator[int]:
    """Waits for a question for half a second."""
    with serving(serve.Settings(request_seconds=0.6, answer_seconds=PATIENCE_S)) as port:
        yield port


@pytest.fixture(scope="module")
def usual() -> Iterator[int]:
    with serving(serve.Settings(request_seconds=PATIENCE_S, answer_seconds=PATIENCE_S, connections=8)) as port:
        yield port


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)


def rest(client: socket.socket) -> bytes:
    """What comes until the server ends the connection."""
    with contextlib.suppress(ConnectionError):
        return b"".join(iter(lambda: client.recv(65_536), b""))
    return b""


def asked(port: int, head: bytes = b"") -> bytes:
    with opened(port) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + head + b"\r\n")
        return rest(client)


def sent_until_it_ends(client: socket.socket, data: bytes, pause_s: float) -> None:
    """Go on sending until the server ends the connection, which it must."""
    until = time.monotonic() + PATIENCE_S
    with pytest.raises(ConnectionError):
        while time.monotonic() < until:
            client.sendall(data)
            time.sleep(pause_s)


def test_a_question_that_never_ends_is_not_waited_for(hasty: int) -> None:
    with opened(hasty) as silent, opened(hasty) as dripping:
        dripping.sendall(b"GET /health HTTP/1.1\r\n")
        sent_until_it_ends(dripping, b"X", 0.1)
        assert rest(silent) == b""


def test_a_connection_without_a_next_question_is_let_go_of(hasty: int) -> None:
    with opened(hasty) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /hea")
        answer = rest(client)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.count(b"HTTP/1.1") == 1


def test_an_answer_that_is_not_taken_is_not_kept() -> None:
    settings = serve.Settings(request_seconds=0.6, answer_seconds=1.2)
    with serving(settings) as port, opened(port) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        sent_until_it_ends(client, b"GET /map HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 0.05)


def test_too_many_at_once_are_told_so_and_the_next_is_answered(usual: int) -> None:
    until = time.monotonic() + PATIENCE_S
    held = [opened(usual) for _ in range(10)]
    while not asked(usual).startswith(b"HTTP/1.1 503"):  # it may not have seen all of them yet
        assert time.monotonic() < until
    for client in held:
        client.close()
    while not asked(usual).startswith(b"HTTP/1.1 200"):  # nor that they are gone
        assert time.monotonic() < until


def test_a_header_without_end_is_refused(usual: int) -> None:
    with contextlib.suppress(ConnectionError):  # it may be cut while we still send
        assert not asked(usual, b"X: " + b"a" * 200_000 + b"\r\n").startswith(b"HTTP/1.1 200")
    assert asked(usual).startswith(b"HTTP/1.1 200")


def test_what_is_no_http_is_refused_without_a_trace(usual: int) -> None:
    with opened(usual) as client:
        client.sendall(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
        answer = rest(client)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"Traceback" not in answer
