"""A selection over the columns in memory: which events it leaves, the first of them in any order, and how many."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from sqlalchemy import Connection, False_, select

from store.backend import Backend
from store.columns import E
from store.conditions import Condition
from store.held import NEVER, Held, Numbers
from store.orders import At, Order
from store.selection import Selection
from store.terms import REJECTED

_FIRST: Final = 500  # events that are looked up at once where the columns do not tell all, then ever more
_MOST: Final = 20_000  # and all together: whoever must look at more does so in an index
_STEP: Final = 100_000  # numbers that are gone through at once


@dataclass(frozen=True, slots=True)
class Glance:
    """Columns in memory, as one connection sees the store too."""

    held: Held
    connection: Connection
    backend: Backend

    def dated(self, selection: Selection, first: int, last: int, wanted: int, *, falling: bool) -> list[int] | None:
        """The first keys of a range, by time; null where the columns cannot tell."""
        asked = _Asked(self, selection)
        if asked.unknown:
            return None
        part = asked.part(first, last)
        numbers = np.flatnonzero(asked.met(part)) + part.start
        met = asked.first(iter([numbers[::-1] if falling else numbers]), wanted)
        return None if met is None else self.held.keys[met].tolist()

    def ranked(self, selection: Selection, order: Order, after: At | None, wanted: int) -> list[At] | None:
        """The first places after one of them, in an order by value; null where the columns cannot tell."""
        asked = _Asked(self, selection)
        if asked.unknown:
            return None
        name = order.name.removeprefix("-")
        ranking = self.held.ranking(name)
        left = self._after(name, ranking.values, ranking.numbers, after, falling=order.falling)
        part = asked.part()
        mask = np.zeros(len(self.held.keys), bool)
        mask[part] = asked.met(part)
        numbers = ranking.numbers[left][::-1] if order.falling else ranking.numbers[left]
        met = asked.first(_among(numbers, mask), wanted)
        if met is None:
            return None
        values = self.held.values[name][met].tolist()
        told = [self.held.times[value] for value in values] if name == "updated" else values
        return [*zip(told, self.held.keys[met].tolist(), strict=True)]

    def count(self, selection: Selection) -> int | None:
        """How many events it leaves; null where the columns cannot tell."""
        asked = _Asked(self, selection)
        return None if asked.unknown or asked.tests else int(np.count_nonzero(asked.met(asked.part())))

    def _after(self, name: str, values: Numbers, numbers: Numbers, after: At | None, *, falling: bool) -> slice:
        """What comes after a place in an order, as a slice of that order, the least first."""
        if after is None:
            return slice(0, len(values))
        value, key = after
        if name == "updated":
            bounds = [bisect(self.held.times, value) for bisect in (bisect_left, bisect_right)]
            first, last = np.searchsorted(values, np.array(bounds, values.dtype))
        else:
            sought = np.array(value, values.dtype)  # of another type, all values would be turned into that
            first, last = np.searchsorted(values, sought, "left"), np.searchsorted(values, sought, "right")
        side: Literal["left", "right"] = "left" if falling else "right"
        number = np.array(np.searchsorted(self.held.keys, key, side), numbers.dtype)
        place = int(first + np.searchsorted(numbers[first:last], number))
        return slice(0, place) if falling else slice(place, len(values))

    def having(self, terms: Sequence[str], part: slice) -> Numbers:
        """Which events have one of some terms."""
        met = np.zeros(part.stop - part.start, bool)
        for term in terms:
            if (found := self.held.having(term, self.connection, self.backend)) is not None:
                met |= found[part]
        return met

    def at(self, keys: Collection[int], part: slice) -> Numbers:
        """Which events lie at one of some places."""
        listed = np.fromiter(keys, np.int64, len(keys))
        table = np.zeros(max(int(listed.max(initial=0)), int(self.held.place.max())) + 1, bool)
        table[listed] = True
        met: Numbers = table.take(self.held.place[part])
        return met

    def since(self, moment: str, part: slice) -> Numbers:
        """Which events were written from a moment on."""
        met: Numbers = self.held.values["updated"][part] >= bisect_left(self.held.times, moment)
        return met

    def dates(self, part: slice) -> Numbers:
        """Which events have a date."""
        met: Numbers = self.held.ends[part] != NEVER
        return met

    def value(self, name: str, part: slice) -> Numbers:
        """One of the values by which events are ordered."""
        met: Numbers = self.held.values[name][part]
        return met


class _Asked:
    """What a selection asks of the columns, and what has to be looked up."""

    def __init__(self, glance: Glance, selection: Selection) -> None:
        self._glance, self._selection = glance, selection
        self._known = [each for each in selection.conditions if each.held or (each.terms and each.exact)]
        left = [each for each in selection.conditions if not (each.held or (each.terms and each.exact))]
        self.tests = [each.test for each in left if each.test is not None]
        # What names single events by their ids is answered by that.
        self.unknown = any(each.way is not None and each.way.index is None for each in left)

    def part(self, first: int = 0, last: int | None = None) -> slice:
        """The numbers of the keys of a range that lie in the window."""
        extent, keys = self._selection.extent, self._glance.held.keys
        last = extent.last if last is None else min(last, extent.last)
        start = int(np.searchsorted(keys, max(first, extent.first), "left"))
        return slice(start, max(start, int(np.searchsorted(keys, last, "right"))))

    def met(self, part: slice) -> Numbers:
        """Which events of a part meet all that the columns tell."""
        met = np.ones(part.stop - part.start, bool)
        if any(isinstance(test, False_) for test in self.tests):
            return ~met
        if (starts := self._selection.extent.until) is not None:
            met &= self._glance.held.ends[part] >= starts
        for each in self._known:
            met &= self._of(each, part)
        if not self._selection.rejected:
            met &= ~self._glance.having((REJECTED,), part)
        return met

    def _of(self, condition: Condition, part: slice) -> Numbers:
        if condition.held is not None:
            met: Numbers = condition.held(self._glance, part)
            return met
        return self._glance.having(condition.terms, part)

    def first(self, numbers: Iterator[Numbers], wanted: int) -> Numbers | None:
        """The first of some numbers whose events meet what is left to be tested; null where too many do not."""
        found, looked, size = list[Numbers](), 0, _FIRST
        left = wanted
        for some in numbers:
            start = 0
            while start < len(some) and left > 0:
                if self.tests and looked > _MOST:
                    return None
                step = some[start : start + (size if self.tests else left)]
                start += len(step)
                if self.tests:
                    looked, size = looked + len(step), size * 2
                    step = self._tested(step)
                found.append(step[:left])
                left -= len(step)
            if left <= 0:
                break
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def _tested(self, numbers: Numbers) -> Numbers:
        keys = self._glance.held.keys[numbers]
        chosen = self._glance.backend.among(E.c.key, keys.tolist())
        query = select(E.c.key).where(chosen, *self.tests)
        met = np.array(self._glance.connection.execute(query).scalars().all(), np.int64)
        left: Numbers = numbers[np.isin(keys, met)]
        return left


def _among(numbers: Numbers, mask: Numbers) -> Iterator[Numbers]:
    """Those of some numbers that a mask lets through, in their order."""
    for start in range(0, len(numbers), _STEP):
        some = numbers[start : start + _STEP]
        yield some[mask[some]]


Known = Callable[[Glance, slice], Numbers]
