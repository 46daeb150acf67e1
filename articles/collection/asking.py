"""How the web is asked, from the settings."""

from articles.collection.fetching import Politeness
from articles.collection.settings import Settings, Source
from articles.web import Limits


def politeness(settings: Settings, source: Source) -> Politeness:
    """How gently a source's hosts are asked."""
    common = settings.fetching
    return Politeness(
        source.rate if source.rate is not None else common.rate,
        source.per_host or common.per_host,
        common.robots if source.robots is None else source.robots,
    )


def limits(settings: Settings, mb: float) -> Limits:
    """Whom the client says it is and when it stops; ``mb`` is the largest answer."""
    asked = settings.fetching
    return Limits(
        agent=asked.identification,
        bytes=int(mb * 1_000_000),
        seconds=asked.seconds,
        connect_s=asked.connect_seconds,
        read_s=asked.read_seconds,
        tries=asked.tries,
        backoff_s=asked.backoff,
        longest_wait_s=asked.longest_wait,
        private=asked.private,
        redirects=asked.redirects,
    )
