"""Connections of the web client: to no private machine, and with headers that come within a time."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from articles.origin import UnreadableError


def is_private(host: str) -> bool:
    """Does a name or number lead to this machine or its own network? A name nobody knows leads nowhere."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # connecting will say what is wrong with it
        return False
    return any(not ipaddress.ip_address(address[4][0]).is_global for address in found)


class _Watched(HTTPConnection):
    """A connection whose headers come within a time: dripped byte by byte they would never time out."""

    def getresponse(self) -> Any:
        with _ended_after(self.sock, 2 * float(self.timeout or 20)):
            return super().getresponse()


class _Public(_Watched):
    """A connection to no private machine; a name may lead elsewhere when it is asked again, so both are looked at."""

    def _new_conn(self) -> socket.socket:
        if is_private(self.host):
            raise UnreadableError("leads to a private address, which is not followed")
        connected = super()._new_conn()
        if not ipaddress.ip_address(connected.getpeername()[0]).is_global:
            connected.close()
            raise UnreadableError("leads to a private address, which is not followed")
        return connected


class _WatchedTls(_Watched, HTTPSConnection):
    """The same over TLS."""


class _PublicTls(_Public, HTTPSConnection):
    """The same over TLS."""


class _PublicPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Public


class _PublicTlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _PublicTls


class _WatchedPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Watched


class _WatchedTlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _WatchedTls


PUBLIC_POOLS: Final = {"http": _PublicPool, "https": _PublicTlsPool}
OPEN_POOLS: Final = {"http": _WatchedPool, "https": _WatchedTlsPool}


@contextmanager
def _ended_after(connection: socket.socket | None, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, _end, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(connection: socket.socket | None) -> None:
    try:
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        return
