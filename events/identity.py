"""Ids: the same reading keeps its id whenever and however often it is made."""

import hashlib
from typing import Final

from events.model import Count, EventType

# Types that two outlets may give to one happening; an id and a merge look at the family.
FAMILY: Final[dict[EventType, str]] = {kind: kind.value for kind in EventType} | {
    EventType.AIRSTRIKE: "bombing",
    EventType.SHELLING: "bombing",
}


def family(kind: EventType) -> str:
    """The family of a type: airstrikes and shelling are one, most types are their own."""
    return FAMILY[kind]


def digest(*facts: str) -> str:
    """A short id made of facts."""
    return hashlib.blake2b("|".join(facts).encode(), digest_size=8).hexdigest()


def event_id(
    kind: EventType, place: str | None, days: tuple[str | None, str | None], deaths: Count | None, words: str
) -> str:
    """An id from what tells a happening from others: family, place, days and deaths.

    ``words`` (the article's id and the evidence) enter only where place or date is missing: without them two
    happenings cannot be told to be one.
    """
    start, end = days
    key = [family(kind), place or "", (start or "")[:10], (end or "")[:10]]
    if deaths is not None:
        key.append(f"{deaths.min}-{deaths.max}")
    if place is None or start is None:
        key.append(words)
    return digest(*key)
