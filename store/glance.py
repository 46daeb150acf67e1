"""A selection over the columns in memory: which events it leaves, the first of them in any order, and how many."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from sqlalchemy import Connection, False_, select

from store.backend import Backend
from store.columns import E
from store.conditions import Condition
from store.held import NEVER, Coded, Compare, Held, Numbers, Ranking, within
from store.moments import BITS
from store.orders import At, Order
from store.remembered import STRETCH
from store.selection import Selection
from store.terms import REJECTED

_FIRST: Final = 500  # events that are looked up at once where the columns do not tell all, then ever more
_MOST: Final = 20_000  # and all together: whoever must look at more does so in an index
_SPARED: Final = 1_000  # where terms can be asked for instead
_STEP: Final = 100_000  # numbers that are gone through at once
# Of events, how many have a term of which that is looked up for single events, rather than all that have it listed.
_COMMON: Final = 0.25
_TIMES: Final = ("datetime", "starts", "ends")


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
        pieces = _pieces(asked.part(first, last), falling=falling)
        met = asked.first((_in_order(asked.met(piece), piece, falling=falling) for piece in pieces), wanted)
        return None if met is None else self.held.keys[met].tolist()

    def ranked(self, selection: Selection, order: Order, after: At | None, wanted: int) -> list[At] | None:
        """The first places after one of them, in an order by value; null where the columns cannot tell."""
        asked = _Asked(self, selection)
        if asked.unknown:
            return None
        met = self._first_ranked(asked.sparing(), order, after, wanted)
        if met is None and asked.spares:
            met = self._first_ranked(asked, order, after, wanted)
        if met is None:
            return None
        column = self.held.columns[order.column]
        values = column.numbers[met].tolist()
        told = [column.values[value] for value in values] if isinstance(column, Coded) else values
        return [*zip(told, self.held.keys[met].tolist(), strict=True)]

    def _first_ranked(self, asked: "_Asked", order: Order, after: At | None, wanted: int) -> Numbers | None:
        ranking = self.held.ranking(order.column)
        left = self._after(order, ranking, after)
        part = asked.part()
        mask = np.zeros(len(self.held.keys), bool)
        mask[part] = asked.met(part)
        numbers = ranking.numbers[left][::-1] if order.falling else ranking.numbers[left]
        return asked.first(_among(numbers, mask), wanted)

    def count(self, selection: Selection) -> int | None:
        """How many events it leaves; null where the columns cannot tell."""
        asked = _Asked(self, selection)
        return None if asked.unknown or asked.tests else int(np.count_nonzero(asked.met(asked.part())))

    def _after(self, order: Order, ranking: Ranking, after: At | None) -> slice:
        """What comes after a place in an order, as a slice of that order, the least first."""
        values, numbers = ranking.values, ranking.numbers
        if after is None:
            return slice(0, len(values))
        value, key = after
        column = self.held.columns[order.column]
        if isinstance(column, Coded):
            bounds = [bisect(column.values, value) for bisect in (bisect_left, bisect_right)]
            first, last = np.searchsorted(values, np.array(bounds, np.int64).astype(values.dtype))
        else:
            sought = np.array(value, values.dtype)  # of another type, all values would be turned into that
            first, last = np.searchsorted(values, sought, "left"), np.searchsorted(values, sought, "right")
        side: Literal["left", "right"] = "left" if order.falling else "right"
        number = np.array(np.searchsorted(self.held.keys, key, side), numbers.dtype)
        place = int(first + np.searchsorted(numbers[first:last], number))
        return slice(0, place) if order.falling else slice(place, len(values))

    def having(self, terms: Sequence[str], part: slice) -> Numbers:
        """Which events have one of some terms."""
        met = np.zeros(part.stop - part.start, bool)
        for term in terms:
            found = self.held.having(term, part)
            if found is None:
                found = self.held.remembered.having(term, part, self.connection, self.backend)
            met |= found
        return met

    def is_spared(self, terms: Sequence[str], part: slice) -> bool:
        """Are these terms, of which an event must have one, so common that it costs less to look at some events?"""
        sought = [term for term in terms if self.held.having(term, slice(0, 0)) is None]
        remembered = self.held.remembered
        if not sought or all(remembered.knows(term, part) for term in sought) or part.stop - part.start <= STRETCH:
            return False
        middle = (part.start + part.stop) // 2
        for term in sought:
            if remembered.share(term) is None:
                remembered.having(term, slice(middle, middle + 1), self.connection, self.backend)
        return sum(remembered.share(term) or 0 for term in sought) >= _COMMON

    def at(self, keys: Collection[int], part: slice) -> Numbers:
        """Which events lie at one of some places."""
        listed = np.fromiter(keys, np.int64, len(keys))
        table = np.zeros(max(int(listed.max(initial=0)), int(self.held.place.max())) + 1, bool)
        table[listed] = True
        met: Numbers = table.take(self.held.place[part])
        return met

    def told(self, name: str, part: slice) -> Numbers:
        """Which events have a value of a queryable that is held."""
        if name in _TIMES:
            met: Numbers = self.held.ends[part] != NEVER
            return met
        return self.held.columns[name].told(part)

    def compared(self, name: str, compare: Compare, value: Any, part: slice) -> Numbers:
        """Which events have such a value of what is held, or of their ``starts`` and ``ends`` in minutes."""
        if name == "starts":
            return within(compare, self.held.keys[part], value << BITS, (value + 1) << BITS)
        if name == "ends":
            met: Numbers = compare(self.held.ends[part], value)
            return met
        return self.held.columns[name].compared(compare, value, part)


class _Asked:
    """What a selection asks of the columns, and what has to be looked up.

    ``spared`` are conditions of terms that are not asked for, but looked up of the events that the others leave.
    """

    def __init__(self, glance: Glance, selection: Selection, spared: Collection[Condition] = ()) -> None:
        self._glance, self._selection, self.spares = glance, selection, bool(spared)
        asked = [each for each in selection.conditions if _is_known(each) and each not in spared]
        # What follows from a filter that is held beside it is told with that.
        self._known = [*{id(each.held) if each.held else number: each for number, each in enumerate(asked)}.values()]
        left = [each for each in selection.conditions if not _is_known(each)]
        self.tests = [each.test for each in left if each.test is not None]
        if spared:
            self.tests.append(glance.backend.holding(E.c.key, [each.terms for each in spared]))
        # What names single events by their ids is answered by that.
        self.unknown = any(each.way is not None and each.way.index is None for each in left)

    def sparing(self) -> "_Asked":
        """The same, which looks up rather than asks what is common and nobody has asked for."""
        part = self.part()
        by_terms = [each for each in self._known if each.held is None]
        spared = [each for each in by_terms if self._glance.is_spared(each.terms, part)]
        return _Asked(self._glance, self._selection, spared) if spared else self

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
                if self.tests and looked > (_SPARED if self.spares else _MOST):
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


def _is_known(condition: Condition) -> bool:
    """Do the columns, or terms, tell exactly which events meet it?"""
    return condition.held is not None or bool(condition.terms and condition.exact)


def _pieces(part: slice, *, falling: bool) -> Iterator[slice]:
    """A part cut into pieces, each longer than the one before: most pages are full after the first."""
    size, start, stop = STRETCH, part.start, part.stop
    while start < stop:
        if falling:
            edge = max(start, (stop - 1) // STRETCH * STRETCH + STRETCH - size)
            yield slice(edge, stop)
            stop = edge
        else:
            edge = min(stop, start // STRETCH * STRETCH + size)
            yield slice(start, edge)
            start = edge
        size *= 2


def _in_order(met: Numbers, part: slice, *, falling: bool) -> Numbers:
    """The numbers of a part that are met."""
    numbers: Numbers = np.flatnonzero(met) + part.start
    return numbers[::-1] if falling else numbers


def _among(numbers: Numbers, mask: Numbers) -> Iterator[Numbers]:
    """Those of some numbers that a mask lets through, in their order."""
    for start in range(0, len(numbers), _STEP):
        some = numbers[start : start + _STEP]
        yield some[mask[some]]
