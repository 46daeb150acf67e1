"""What a server allows: addresses, secrets, limits. Read from nowhere here; the caller knows the environment."""

import ipaddress
from dataclasses import dataclass
from typing import Final

SHORTEST_TOKEN: Final = 16  # letters
LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
RATE_ELSEWHERE: Final = 600  # requests a minute and client, where others than this machine may ask
_POSITIVE: Final = (
    *("page", "largest_page", "map_events", "feed_entries", "address_letters"),
    *("query_seconds", "request_seconds", "answer_seconds", "connections"),
)


class SettingsError(ValueError):
    """Settings that may not stand together; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every limit of the server; the defaults are for one person on one machine.

    ``rate`` is requests a minute and client, null for no limit. ``public`` is the address that
    links give, where a proxy stands before the server. ``hosts`` are further names under which the
    server may be asked. ``origins`` are the web pages (scheme://host:port) whose scripts may read the answers.
    """

    host: str = "127.0.0.1"
    token: str | None = None
    public: str | None = None
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    page: int = 100
    largest_page: int = 1_000
    map_events: int = 50_000
    feed_entries: int = 50
    address_letters: int = 16_384
    body_bytes: int = 65_536
    query_seconds: float = 10.0
    request_seconds: float = 15.0
    answer_seconds: float = 120.0
    connections: int = 200
    rate: int | None = None

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.token:
            raise SettingsError(
                f"{self.host} can be reached from other machines: a token is needed"
                " (--token-file FILE, or WAQAI_TOKEN in the environment)"
            )
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise SettingsError(f"the token has {len(self.token)} letters; it needs at least {SHORTEST_TOKEN}")
        if self.public is not None and not self.public.startswith(("http://", "https://")):
            raise SettingsError(f"--public {self.public}: an address begins with http:// or https://")
        for name in _POSITIVE:
            if getattr(self, name) <= 0:
                raise SettingsError(f"{name} is {getattr(self, name)}; it must be more than nothing")
        if "*" in self.origins and self.token is None:
            raise SettingsError("--origin *: every web page could read the store; name the pages that may")

    @property
    def most_a_minute(self) -> int | None:
        """The rate that holds: none on loopback unless it is set."""
        if self.rate is not None:
            return self.rate or None
        return None if is_loopback(self.host) else RATE_ELSEWHERE


def is_loopback(host: str) -> bool:
    """Can only this machine reach it?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:  # a name that the network explains
        return False
