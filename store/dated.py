"""Pages in the order of time: by the index of words where that is asked for few terms, else by the rows themselves."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from store.backend import Backend
from store.columns import E
from store.selection import Selection, merged
from store.ways import FEW, MANY, WINDOW, Ways

_CHUNK: Final = 1_000  # keys that are asked for at once, at the most, by whoever wants so many
_STREAMED: Final = 10_000  # and by whoever wants all
_TERMS: Final = 30  # so few are asked for at once
_AHEAD: Final = 10_000  # rows that are gone through before any is counted
_FARTHEST: Final = 100_000  # and so many more, where those let expect that they fill the page
_PARTS: Final = 64  # of a range, of which the last is read first
_WIDER: Final = 4  # times the one before

_Arms = Callable[[int, int], Iterable[Select[Any]]]  # of a range of keys


@dataclass(frozen=True, slots=True)
class Dated:
    """Selected events by their keys, over one connection."""

    connection: Connection
    backend: Backend
    selection: Selection
    falling: bool

    def keys(self, first: int, last: int, wanted: int | None) -> Iterator[int]:
        """The selected keys of a range; about ``wanted`` are asked for at most."""
        ways = Ways(self.connection, self.backend, self.selection)
        if self._asks_little():
            yield from self._by_words(first, last, wanted)
            return
        if (way := ways.least(FEW)) is not None:
            yield from self._read(partial(ways.rows, way), first, last, wanted)
            return
        if wanted is not None:
            weight = ways.weight()
            number = max(1, _AHEAD // weight)
            while (end := self._end(first, last, number)) is not None:
                met = self._met(ways.rows(WINDOW, *((end, last) if self.falling else (first, end))), wanted)
                yield from met
                if len(met) >= wanted:
                    return
                wanted -= len(met)
                first, last = (first, end - 1) if self.falling else (end + 1, last)
                number = 2 * number * wanted // len(met) if met else _FARTHEST
                if number >= _FARTHEST // weight:
                    break
            else:
                yield from self._met(ways.rows(WINDOW, first, last), wanted)
                return
        way = ways.least(MANY)
        if way is None:
            yield from self._by_words(first, last, wanted)
        else:
            yield from self._read(partial(ways.rows, way), first, last, wanted)

    def _asks_little(self) -> bool:
        """Is the index of words asked at once, or nothing but the rows?"""
        if self.selection.window is not None and not self.selection.is_of_words:
            return not self.selection.conditions
        return self.selection.is_cheap(_TERMS) or self.selection.is_of_words

    def _end(self, first: int, last: int, number: int) -> int | None:
        """The key so many rows into a range of the stretches; null where that ends before."""
        main = self.selection.stretches[0]
        order = E.c.key.desc() if self.falling else E.c.key
        within = E.c.key.between(max(first, main.first), min(last, main.last))
        query = select(E.c.key).where(within).order_by(order).offset(number - 1).limit(1)
        return self.connection.execute(query.with_hint(E, "NOT INDEXED", "sqlite")).scalar()

    def _by_words(self, first: int, last: int, wanted: int | None) -> Iterator[int]:
        """The keys of a range by the index of words; where that cannot be read backwards, by parts from the last on."""
        arms = partial(self.selection.arms, self.backend)
        if not self.falling or self.backend.reads_back or not self.selection.has_terms:
            yield from self._read(arms, first, last, wanted)
            return
        within = E.c.key.between(first, last)
        ends = (
            self.connection.execute(select(which(E.c.key)).where(within)).scalar() for which in (func.min, func.max)
        )
        first, last = (end or 0 for end in ends)
        width = (last - first) // _PARTS + 1
        while last >= first and (wanted is None or wanted > 0):
            low = max(first, last - width + 1)
            for key in self._read(arms, low, last, wanted, gone_through=False):
                yield key
                wanted = None if wanted is None else wanted - 1
            last, width = low - 1, width * _WIDER

    def _met(self, arms: Iterable[Select[Any]], wanted: int, *, gone_through: bool = True) -> list[int]:
        query = merged(arms, wanted, falling=self.falling, gone_through=gone_through)
        return [*self.connection.execute(query).scalars()]

    def _read(
        self, arms: _Arms, first: int, last: int, wanted: int | None, *, gone_through: bool = True
    ) -> Iterator[int]:
        """The keys of a range, a chunk at a time, so that little is read in vain."""
        size = wanted if wanted is not None and wanted <= _CHUNK else _STREAMED
        while True:
            keys = self._met(arms(first, last), size, gone_through=gone_through)
            yield from keys
            if len(keys) < size:
                return
            first, last = (first, keys[-1] - 1) if self.falling else (keys[-1] + 1, last)
