"""Windows of time as ranges of keys, and what tells beside the key that an event lies in the window."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_

from store.columns import E
from store.filters import Filters
from store.interval import BEGINNING, END
from store.moments import LAST, UNDATED_FROM, Arm, arms, key_from, key_to
from store.narrowing import Bounds
from store.terms import SINGLE, fact

Test = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of keys, both ends included, and what a row whose key lies before ``inside`` must meet besides."""

    first: int
    last: int
    terms: tuple[str, ...] = ()
    test: Test | None = None
    inside: int = 0

    def tested(self, key: ColumnElement[int], test: Test) -> Test:
        """The test where it is needed."""
        return test if self.inside > self.last else or_(key >= self.inside, test)


@dataclass(frozen=True, slots=True)
class Extent:
    """A window as one range of keys, both ends included, and the minute before which nothing in it ends."""

    first: int = 0
    last: int = LAST
    until: int | None = None


def extent_of(filters: Filters, within: Bounds | None) -> Extent:
    """The extent of a window, within bounds that a CQL2 filter sets."""
    first, last = _range(filters, within)
    if filters.window is None:
        return Extent(first, last, (within.until if within else 0) or None)
    starts, ends = filters.window
    return Extent(first, min(last, key_to(ends)), max(starts, within.until) if within else starts)


def _range(filters: Filters, within: Bounds | None) -> tuple[int, int]:
    dated = True if within is not None and filters.dated is None else filters.dated
    first, last = (0, LAST) if dated is None else (0, UNDATED_FROM - 1) if dated else (UNDATED_FROM, LAST)
    if within is not None:
        first = max(first, key_from(within.first))
        last = min(last, key_to(within.last))
    return first, last


def stretches_of(filters: Filters, within: Bounds | None) -> tuple[tuple[Stretch, ...], Test | None]:
    """The ranges of keys of a window, within bounds that a CQL2 filter sets; and the window as a test."""
    first, last = _range(filters, within)
    undated = None if filters.dated is None else E.c.ends.isnot(None) if filters.dated else E.c.ends.is_(None)
    if filters.window is None and (within is None or not within.until):
        return (Stretch(first, last),), undated
    starts, ends = filters.window or (BEGINNING, END)
    key = E.c.key + 0  # a test beside others, and no way to the rows
    window = None if filters.window is None else and_(key <= key_to(ends), E.c.ends >= starts)
    if within is not None:
        starts, ends = max(starts, within.until), min(ends, within.last)
    stretches = tuple(_stretch(arm, first, last) for arm in arms((starts, ends)))
    tests = [test for test in (window, undated) if test is not None]
    return stretches, and_(*tests) if tests else None


def _stretch(arm: Arm, first: int, last: int) -> Stretch:
    """One arm of a window; a day is tested in the row: it is so common that its term would leave out little."""
    spans = arm.spans or (0,)
    test = and_(E.c.span.in_(spans), E.c.ends >= arm.starts)
    terms = tuple(fact(SINGLE["span"], span) for span in arm.spans)
    return Stretch(max(first, arm.first), min(last, arm.last), terms, test, arm.inside)
