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
    return any(not is_public(str(address[4][0])) for address in found)


def is_private_number(host: str) -> bool:
    """Does a host say of itself that it is private: ``localhost``, or the number of such a machine?"""
    try:
        return host == "localhost" or not is_public(host.strip("[]"))
    except ValueError:  # a name, which says nothing: whoever owns it decides where it leads
        return False


def is_public(number: str) -> bool:
    """Is it the address of one machine on the open internet, also by the IPv4 address that an IPv6 one carries?"""
    address = ipaddress.ip_address(number.partition("%")[0])
    if address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_reserved
    if address in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)))
    carried = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    if any(inner is not None and not is_public(str(inner)) for inner in carried):
        return False
    return address.is_global and not address.is_reserved and not address.is_site_local


def pools(seconds: float, *, private: bool, own: str | None = None) -> dict[str, Any]:
    """Pools by scheme whose connections end so many seconds after a question was asked, answered or not.

    Dripped byte by byte, an answer would never time out by itself: neither its headers nor its body. ``own`` is one
    host that may be private where others may not.
    """
    kinds = (_Watched, _WatchedTls) if private else (_Public, _PublicTls)
    plain, tls = (type(kind.__name__, (kind,), {"whole_s": seconds, "own": own}) for kind in kinds)
    return {
        "http": type("Pool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("TlsPool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": tls}),
    }


class _Watched(HTTPConnection):
    whole_s: float = 60.0
    own: str | None = None

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
        if self.own is not None and self.host.strip("[]") == self.own:
            return super()._new_conn()
        if is_private(self.host):
            raise UnreadableError(_PRIVATE)
        connected = super()._new_conn()
        if not is_public(connected.getpeername()[0]):
            connected.close()
            raise UnreadableError(_PRIVATE)
        return connected


class _WatchedTls(_Watched, HTTPSConnection):
    """The same over TLS."""


class _PublicTls(_Public, HTTPSConnection):
    """The same over TLS."""


_PRIVATE: Final = "leads to a private address, which is not followed"
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def _end(connection: socket.socket | None) -> None:
    try:
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        return
