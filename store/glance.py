"""A selection over the columns in memory: which events it leaves, the first of them in any order, and how many."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from sqlalchemy import Connection

from store.backend import Backend
from store.conditions import Condition
from store.held import NEVER, Coded, Compare, Held, Numbers, Ranking, within
from store.moments import BITS
from store.orders import At, Order
from store.selection import Selection
from store.sieve import Left, Sieve

_STEP: Final = 100_000  # numbers that are gone through at once
_PIECE: Final = 1 << 17  # numbers, of the first piece of a part
_TIMES: Final = ("datetime", "starts", "ends")


@dataclass(frozen=True, slots=True)
class Glance:
    """Columns in memory, as one connection sees the store too."""

    held: Held
    connection: Connection
    backend: Backend

    def dated(self, selection: Selection, first: int, last: int, wanted: int, *, falling: bool) -> list[int] | None:
        """The first keys of a range, by time; null where the columns cannot tell."""

        def met(sieve: Sieve) -> Numbers | None:
            pieces = _pieces(sieve.part(first, last), falling=falling)
            return sieve.first((_in_order(sieve.left(piece), piece, falling=falling) for piece in pieces), wanted)

        found = self._sifted(selection, wanted, met)
        return None if found is None else self.held.keys[found].tolist()

    def ranked(self, selection: Selection, order: Order, after: At | None, wanted: int) -> list[At] | None:
        """The first places after one of them, in an order by value; null where the columns cannot tell."""
        ranking = self.held.rankings[order.column]
        behind = self._after(order, ranking, after)

        def met(sieve: Sieve) -> Numbers | None:
            part, mask = sieve.part(), np.zeros(len(self.held.keys), bool)
            left = sieve.left(part)
            mask[part] = left.met
            numbers = ranking.numbers[behind][::-1] if order.falling else ranking.numbers[behind]
            return sieve.first(((some, left.spared) for some in _among(numbers, mask)), wanted)

        found = self._sifted(selection, wanted, met)
        if found is None:
            return None
        column = self.held.columns[order.column]
        values = column.numbers[found].tolist()
        told = [column.values[value] for value in values] if isinstance(column, Coded) else values
        return [*zip(told, self.held.keys[found].tolist(), strict=True)]

    def count(self, selection: Selection) -> int | None:
        """How many events it leaves; null where the columns cannot tell."""

        def met(sieve: Sieve) -> Numbers | None:
            part = sieve.part()
            return None if sieve.tests else sieve.first(iter([_in_order(sieve.left(part), part)]), len(self.held.keys))

        found = self._sifted(selection, len(self.held.keys), met)
        return None if found is None else len(found)

    def _sifted(self, selection: Selection, wanted: int, met: Callable[[Sieve], Numbers | None]) -> Numbers | None:
        """What a sieve leaves that first spares common words, and where that was in vain another, which does not."""
        sieve = Sieve(self, selection, wanted)
        if sieve.is_blind:
            return None
        found = met(sieve)
        return met(Sieve(self, selection)) if found is None and sieve.has_spared else found

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

    def cost(self, terms: Sequence[str], part: slice) -> tuple[float, float]:
        """What it costs to list the events of a part that have one of some terms, in ms; and which share they are."""
        remembered = self.held.remembered
        sought = [term for term in terms if self.held.having(term, slice(0, 0)) is None]
        share = sum(remembered.share(term, self.connection, self.backend) for term in sought)
        missing = sum(remembered.missing(term, part) for term in sought)
        return share * missing * self.backend.listing_ms, share

    def learn(self, terms: Sequence[str]) -> None:
        """Have some terms listed by somebody who has the time."""
        self.held.remembered.wanted.update(terms)

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


def _pieces(part: slice, *, falling: bool) -> Iterator[slice]:
    """A part cut into pieces, each longer than the one before: most pages are full after the first."""
    size, start, stop = _PIECE, part.start, part.stop
    while start < stop:
        if falling:
            edge = max(start, (stop - 1) // _PIECE * _PIECE + _PIECE - size)
            yield slice(edge, stop)
            stop = edge
        else:
            edge = min(stop, start // _PIECE * _PIECE + size)
            yield slice(start, edge)
            start = edge
        size *= 2


def _in_order(left: Left, part: slice, *, falling: bool = False) -> tuple[Numbers, Sequence[Condition]]:
    """The numbers of what is left of a part, and what of them is still to be asked."""
    numbers: Numbers = np.flatnonzero(left.met) + part.start
    return numbers[::-1] if falling else numbers, left.spared


def _among(numbers: Numbers, mask: Numbers) -> Iterator[Numbers]:
    """Those of some numbers that a mask lets through, in their order."""
    for start in range(0, len(numbers), _STEP):
        some = numbers[start : start + _STEP]
        yield some[mask[some]]
