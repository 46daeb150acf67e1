"""Keys that put events in the order of time, and how far back a window must look for those that reach into it."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from store.interval import END, UNDATED, Stretch

BITS: Final = 30  # of the id's hash: events of one minute in an order that never changes
_DAY: Final = 1440
SPANS: Final = (_DAY, 7 * _DAY, 31 * _DAY, 366 * _DAY)  # minutes; what is longer, or open, is the last class
LONGEST: Final = len(SPANS)
UNDATED_FROM: Final = UNDATED << BITS
LAST: Final = ((UNDATED + 1) << BITS) - 1


class Arm(NamedTuple):
    """A part of a window: events of some classes of length (none: any) whose keys lie in a range, both ends included.

    What begins from ``inside`` on lies in the window; what begins before it must not end before ``starts``.
    """

    spans: tuple[int, ...]
    first: int
    last: int
    inside: int
    starts: int


def moment(starts: int, event_id: str) -> int:
    """The key that an event wants; another event of the same minute may have it."""
    own = int.from_bytes(hashlib.blake2b(event_id.encode(), digest_size=4).digest()) >> 2
    return (starts << BITS) + own


def minute(key: int) -> int:
    """The minute that a key stands for."""
    return key >> BITS


def key_from(minute: int) -> int:
    """The first key of what begins in a minute; of the first minute of all before it."""
    return max(0, minute) << BITS


def key_to(minute: int) -> int:
    """The last key of what begins in a minute of a date; of the last such minute after it."""
    return ((min(minute, END) + 1) << BITS) - 1


def span_class(starts: int, ends: int | None) -> int:
    """The class of an event's length: 0 a day or less, then a week, a month, a year, and all that is longer."""
    if ends is None:
        return 0
    return bisect_right(SPANS, ends - starts)


def arms(window: Stretch) -> Iterator[Arm]:
    """A window's parts: what begins in it or the day before, and what reaches into it from as far as its length allows.

    Weeks and months are looked for together: they are near, and every part asks the index of words anew.
    """
    starts, ends = window
    inside = key_from(starts)
    yield Arm((), key_from(starts - SPANS[0] + 1), key_to(ends), inside, starts)
    for spans, reach in (((1, 2), SPANS[2]), ((3,), SPANS[3]), ((LONGEST,), starts + 1)):
        yield Arm(spans, key_from(starts - reach + 1), inside - 1, inside, starts)
