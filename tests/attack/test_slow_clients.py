"""Clients that ask byte by byte, or never take their answer, hold no connection for long; the others are answered."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

import serve
from serve.app import connections
from tests.attack.targets import filled

SETTINGS = serve.Settings(request_seconds=0.6, answer_seconds=1.2, connections=8)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = serve.create_app(filled(), settings=SETTINGS)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", **connections(SETTINGS))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(timeout=10)


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def ended(client: socket.socket) -> bool:
    """Does the server end the connection, by itself and without an answer?"""
    try:
        return client.recv(100) == b""
    except ConnectionError:
        return True


def asked(port: int, head: bytes = b"") -> bytes:
    with opened(port) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + head + b"\r\n")
        return b"".join(iter(lambda: client.recv(65_536), b""))


def test_a_question_that_never_ends_is_not_waited_for(port: int) -> None:
    with opened(port) as silent, opened(port) as dripping:
        dripping.sendall(b"GET /health HTTP/1.1\r\n")
        began = time.monotonic()
        with pytest.raises(ConnectionError):  # the server ends it while letters still come
            while time.monotonic() - began < 8:
                dripping.sendall(b"X")
                time.sleep(0.1)
        assert ended(silent)


def test_a_connection_without_a_next_question_is_let_go_of(port: int) -> None:
    with opened(port) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /hea")
        assert client.recv(65_536).startswith(b"HTTP/1.1 200")
        client.settimeout(8)
        assert ended(client)


def test_an_answer_that_is_not_taken_is_not_kept(port: int) -> None:
    with opened(port) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        question = b"GET /map HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        began = time.monotonic()
        with pytest.raises(ConnectionError):  # not TimeoutError, which is ours
            while time.monotonic() - began < 9:
                client.sendall(question)
                time.sleep(0.05)


def test_too_many_at_once_are_told_so_and_the_next_is_answered(port: int) -> None:
    held = [opened(port) for _ in range(10)]
    time.sleep(0.1)
    assert asked(port).startswith(b"HTTP/1.1 503")
    for client in held:
        client.close()
    time.sleep(0.2)
    assert asked(port).startswith(b"HTTP/1.1 200")


def test_a_header_without_end_is_refused(port: int) -> None:
    with contextlib.suppress(ConnectionError):  # it may be cut while we still send
        assert not asked(port, b"X: " + b"a" * 200_000 + b"\r\n").startswith(b"HTTP/1.1 200")
    assert asked(port).startswith(b"HTTP/1.1 200")


def test_what_is_no_http_is_refused_without_a_trace(port: int) -> None:
    with opened(port) as client:
        client.sendall(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
        answer = client.recv(1000)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"Traceback" not in answer
