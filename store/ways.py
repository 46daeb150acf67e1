"""Ways to the rows of a selection that leave most others aside, and which of them leads to fewest.

A window of time is one: rows lie in the order of time. So is what one of the wide indexes answers by itself: places,
and values from so much on. To count where a way leads costs a fraction of going it, and no more than asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Select, func, literal, select, union_all
from sqlalchemy.sql.visitors import iterate

from store.backend import Backend
from store.columns import E
from store.conditions import Way
from store.moments import LAST, UNDATED_FROM
from store.schema import PLACE, TOLD
from store.selection import Selection
from store.stretches import Test

WINDOW: Final = Way()  # the rows of the stretches
FEW: Final = 12_000  # events: to look at so many costs a millisecond
MANY: Final = 60_000  # and so many less than to ask the index of words for many terms
_EACH: Final = 40  # events of a place: where so many places would be too many, they are not counted
_SPANS: Final = "event_by_span"
# What it costs to look at an event, by where the tests of it read: a wide index, the row, or what else is kept of it.
_INDEX: Final = 1
_ROW: Final = 10
_BEYOND: Final = 20
_SPARED: Final = 5  # of events, one that other conditions leave


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to the rows of a selection, over one connection."""

    connection: Connection
    backend: Backend
    selection: Selection

    def weight(self, index: str | None = None) -> int:
        """What it costs to look at an event of an index, or else of the rows, in units of what an index tells."""
        tests = [each.test for each in self.selection.conditions if each.test is not None]
        costs = [_cost(test, index) for test in tests] + [_BEYOND] * self.selection.is_of_words
        most = max(costs, default=_INDEX)
        return max(most // _SPARED, _INDEX) if _INDEX in costs else most  # what costs more is asked of what is left

    def least(self, most: int) -> Way | None:
        """The way that costs least, as looking at events goes; null where each costs more than looking at so many."""
        best = None
        for way in self._all():
            weight = self.weight(way.index)
            bound = most // weight
            if bound > 0 and way.values * _EACH <= bound and (number := self._count(way, bound)) <= bound:
                best, most = way, number * weight - 1
        return best

    def _all(self) -> Iterator[Way]:
        yield from (each.way for each in self.selection.conditions if each.way is not None)
        main = self.selection.stretches[0]
        if len(self.selection.stretches) > 1 or main.first > 0 or main.last < UNDATED_FROM - 1:
            yield WINDOW

    def _count(self, way: Way, most: int) -> int:
        """Where a way leads; one more than ``most`` where it leads to more."""
        counted = select(func.count()).select_from(union_all(*self._led_to(way)).limit(most + 1).subquery())
        return self.connection.execute(counted).scalar_one()

    def _led_to(self, way: Way) -> Iterator[Select[Any]]:
        one = select(literal(1)).select_from(E)
        if way.test is not None:
            yield _hinted(one.where(way.test), way.index)
            return
        for stretch in self.selection.stretches:
            query = one.where(E.c.key.between(stretch.first, stretch.last))
            if stretch.terms and stretch.test is not None:
                query = _hinted(query.where(stretch.test), _SPANS)
            yield query

    def rows(
        self,
        way: Way,
        first: int = 0,
        last: int = LAST,
        *,
        value: ColumnElement[Any] | None = None,
        tests: Sequence[Test] = (),
    ) -> Iterator[Select[Any]]:
        """Queries for the selected keys of a range by the rows that a way leads to, neither sorted nor limited.

        With a ``value`` of the row, that comes before the key; the row must meet ``tests`` too.
        """
        shown = [E.c.key] if value is None else [value, E.c.key]
        asked = [*self.selection.tested(self.backend, way.test), *tests]
        if way.test is not None:
            yield _hinted(select(*shown).where(way.test, E.c.key.between(first, last), *asked), way.index)
            return
        for stretch in self.selection.cut(first, last):
            query = select(*shown).where(E.c.key.between(stretch.first, stretch.last), *asked)
            query = query if stretch.test is None else query.where(stretch.tested(E.c.key, stretch.test))
            yield _hinted(query, _SPANS) if stretch.terms else self._in_time(query)

    def _in_time(self, query: Select[Any]) -> Select[Any]:
        """A query that goes through the rows themselves, unless few of them are named."""
        named = any(each.way is not None and each.way.index is None for each in self.selection.conditions)
        return query if named else query.with_hint(E, "NOT INDEXED", "sqlite")


def _cost(test: Test, index: str | None) -> int:
    columns = [part for part in iterate(test) if isinstance(part, Column)]
    if any(column.table not in (E, PLACE) for column in columns):
        return _BEYOND
    if any(column.table is PLACE for column in columns):
        return _ROW
    told = TOLD.get(index or "")
    return _INDEX if told is None or all(column.name in told for column in columns) else _ROW


def _hinted(query: Select[Any], index: str | None) -> Select[Any]:
    return query if index is None else query.with_hint(E, f"INDEXED BY {index}", "sqlite")
