"""robots.txt: what a site lets us ask for, and how fast (RFC 9309)."""

import logging
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from articles.origin import UnreadableError
from articles.web import PassingError, Web

_log: Final = logging.getLogger("waqai")
_BYTES: Final = 500_000  # of robots.txt that count: the standard asks for no more
_SLOWEST_S: Final = 60.0  # a longer Crawl-delay would keep a site's news away for days


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's robots.txt says."""

    parsed: Protego | None = None  # null: everything is allowed
    unreachable: str | None = None  # why nothing may be asked for now

    def allows(self, url: str, agent: str) -> bool:
        """May the address be asked for?"""
        return self.parsed is None or bool(self.parsed.can_fetch(url, agent))

    def delay_s(self, agent: str) -> float:
        """Seconds between two requests that the site asks for."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(agent)
        asked = (self.parsed.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        return min(max(asked), _SLOWEST_S)


def site(url: str) -> str:
    """Scheme, host and port: what one robots.txt is for."""
    try:
        parts = urlsplit(url)
    except ValueError:  # no address: asking for it says so
        return url
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def rules(web: Web, url: str) -> Rules:
    """The rules of an address's site: none where it has no robots.txt, nothing allowed while it cannot be had."""
    try:
        fetched = web.follow(f"{site(url)}/robots.txt")
    except PassingError as problem:
        return Rules(unreachable=f"robots.txt cannot be had: {problem}")
    except UnreadableError:  # 404 and the like: everything is allowed
        return Rules()
    if "html" in fetched.kind:  # a front page for every address: nothing is asked of us
        return Rules()
    if len(fetched.data) > _BYTES:
        _log.warning("%s/robots.txt is larger than %d KB: the rest does not count", site(url), _BYTES // 1000)
    return Rules(Protego.parse(fetched.data[:_BYTES].decode("utf-8-sig", "replace")))
