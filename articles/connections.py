"""Connections of the web client: to no private machine, and none that outlives the time an answer may take."""

import ipaddress
import socket
import threading
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


def pools(seconds: float, *, private: bool) -> dict[str, Any]:
    """Pools by scheme whose connections end so many seconds after a question was asked, answered or not.

    Dripped byte by byte, an answer would never time out by itself: neither its headers nor its body.
    """
    kinds = (_Watched, _WatchedTls) if private else (_Public, _PublicTls)
    plain, tls = (type(kind.__name__, (kind,), {"whole_s": seconds}) for kind in kinds)
    return {
        "http": type("Pool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("TlsPool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": tls}),
    }


class _Watched(HTTPConnection):
    whole_s: float = 60.0

    def getresponse(self) -> Any:
        watch = threading.Timer(self.whole_s, _end, (self.sock,))
        watch.daemon = True
        watch.start()
        try:
            answer: Any = super().getresponse()
        except BaseException:
            watch.cancel()
            raise
        answer.watch = watch
        return answer


class _Public(_Watched):
    """A connection to no private machine; a name may lead elsewhere when it is asked again, so both are looked at."""

    def _new_conn(self) -> socket.socket:
        if is_private(self.host):
            raise UnreadableError(_PRIVATE)
        connected = super()._new_conn()
        if not ipaddress.ip_address(connected.getpeername()[0]).is_global:
            connected.close()
            raise UnreadableError(_PRIVATE)
        return connected


class _WatchedTls(_Watched, HTTPSConnection):
    """The same over TLS."""


class _PublicTls(_Public, HTTPSConnection):
    """The same over TLS."""


_PRIVATE: Final = "leads to a private address, which is not followed"


def _end(connection: socket.socket | None) -> None:
    try:
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        return
