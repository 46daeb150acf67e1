"""Pages in the order of a value (deaths, confidence …): a part of the order at a time, each read the cheaper way.

Few events are sorted; where a part of the order holds many that are asked for, whoever goes through it meets them soon.
What costs is the row that is looked at in vain: a part is sorted up to so many events that either way costs the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, func, literal, select, union_all

from store.backend import Backend
from store.columns import E
from store.conditions import Way
from store.orders import EVERYWHERE, At, Order, Part
from store.selection import Selection, merged
from store.stretches import Test
from store.ways import FEW, MANY, Ways

_AT_ONCE: Final = 1_000  # events that terms let through: so few need no other way
_AHEAD: Final = 10_000  # events that are gone through before any is counted
_FARTHEST: Final = 100_000  # and so many more, where those let expect that they fill the page
_OF_A_PART: Final = 4_000  # events that are sorted; going through the order tells of that many the most rows in vain
_OF_WORDS: Final = 16_000  # the same, where going through means to read the terms of every event


class _Ahead(NamedTuple):
    """What going through an order has met until a place in it, and whether that is all that was asked for."""

    found: list[At]
    end: At | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """Selected events in an order by value, over one connection."""

    connection: Connection
    backend: Backend
    selection: Selection
    order: Order

    def places(self, after: At | None, wanted: int | None) -> Iterator[At]:
        """Places in the order after one of them; about ``wanted`` are asked for at most."""
        if self.selection.is_everything:
            yield from self._through(EVERYWHERE, after, wanted)
            return
        ways = Ways(self.connection, self.backend, self.selection)
        if self.selection.is_of_words or self.selection.is_cheap():
            found = self._keys(self.selection.lean.arms(self.backend, tested=False), _AT_ONCE)
            if found is not None:
                yield from self._sorted(found, EVERYWHERE, after, wanted)
                return
        if (way := ways.least(FEW)) is not None:
            yield from self._along(ways, way, after, wanted)
            return
        ahead = self._ahead(ways.weight(self.order.index), after, wanted)
        yield from ahead.found
        if ahead.whole:
            return
        after = ahead.end
        wanted = None if wanted is None else wanted - len(ahead.found)
        if (way := ways.least(MANY)) is not None:
            yield from self._along(ways, way, after, wanted)
            return
        yield from self._by_parts(after, wanted)

    def _by_parts(self, after: At | None, wanted: int | None) -> Iterator[At]:
        """Places of one part of the order after the other, unless the terms leave few events in all."""
        if self.selection.has_terms and (found := self._few(EVERYWHERE, _OF_A_PART)) is not None:
            yield from self._sorted(found, EVERYWHERE, after, wanted)
            return
        for part in self.order.parts(after, *self._ends()):
            found = self._few(part, _OF_A_PART)
            if found is not None:
                yield from self._sorted(found, part, after, wanted)
            elif self.selection.is_of_words and self._count(part, _OF_WORDS) <= _OF_WORDS:
                yield from self._sorted_there(part, after, wanted)
            else:
                yield from self._through(part, after, wanted)

    def _ends(self) -> tuple[Any, Any]:
        """The least and the greatest value that is asked for; null where there is none."""
        ends = (
            select(self.order.value).select_from(E).where(*self._bounds()).order_by(*order.clauses()).limit(1)
            for order in (self.order, self.order.reversed)
        )
        first, last = (self.connection.execute(end).scalar() for end in ends)
        return (last, first) if self.order.falling else (first, last)

    def _bounds(self) -> list[Test]:
        """What conditions ask of the value that the order compares: whoever goes through it begins and ends there."""
        ways = (each.way for each in self.selection.conditions)
        return [way.test for way in ways if way is not None and way.test is not None and way.index == self.order.index]

    def _ahead(self, weight: int, after: At | None, wanted: int | None) -> "_Ahead":
        """What is met by going through the order, as long as that promises to fill the page soon."""
        found, number = list[At](), max(1, _AHEAD // weight)
        while True:
            end = self._place(after, number)
            left = None if wanted is None else wanted - len(found)
            met = list(self._through(EVERYWHERE, after, left, end))
            found += met
            if end is None or (left is not None and len(met) >= left):
                return _Ahead(found, end, whole=True)
            number = 2 * number * (left - len(met)) // len(met) if left and met else _FARTHEST + 1
            if number > _FARTHEST // weight:
                return _Ahead(found, end, whole=False)
            after = end

    def _place(self, after: At | None, number: int) -> At | None:
        """The place that is so many events after another, whatever they are; null where there are fewer."""
        for run in self.order.runs(after, None):
            query = select(self.order.value, E.c.key).select_from(E).where(*self._bounds(), *run.tests)
            query = query.order_by(*run.clauses)
            found = self.connection.execute(self._in_order(query.offset(number - 1).limit(1))).tuples().first()
            if found is not None:
                value, key = found
                return value, key
            counted = select(func.count()).select_from(self._in_order(query.limit(number)).subquery())
            number -= self.connection.execute(counted).scalar_one()
        return None

    def _few(self, part: Part, most: int) -> Sequence[int] | None:
        """The keys that the terms let through, some of them in vain; null where there are more than ``most``."""
        return self._keys(self._arms(part), most)

    def _keys(self, arms: Iterable[Select[Any]], most: int) -> Sequence[int] | None:
        keys = self.connection.execute(merged(arms, most + 1, falling=False)).scalars().all()
        return keys if len(keys) <= most else None

    def _arms(self, part: Part) -> Iterator[Select[Any]]:
        return self.selection.thorough.arms(self.backend, terms=part.terms, without=part.without, tested=False)

    def _count(self, part: Part, most: int) -> int:
        """How many the terms let through; one more than ``most`` where there are more."""
        each = [select(literal(1)).select_from(arm.subquery()) for arm in self._arms(part)]
        counted = select(func.count()).select_from(union_all(*each).limit(most + 1).subquery())
        return self.connection.execute(counted).scalar_one() if each else 0

    def _sorted(self, keys: Sequence[int], part: Part, after: At | None, wanted: int | None) -> Iterator[At]:
        if keys:
            chosen = self.backend.among(E.c.key, keys)
            tests = [chosen, *self.selection.row_tests(), *self.order.within(part, after)]
            query = select(self.order.value, E.c.key).where(*tests).order_by(*self.order.clauses()).limit(wanted)
            yield from self.connection.execute(query).tuples()

    def _sorted_there(self, part: Part, after: At | None, wanted: int | None) -> Iterator[At]:
        """As ``_sorted``, without fetching the keys: quicker where there are many, and the terms are asked twice."""
        tests = self.order.within(part, after)
        given: dict[str, Any] = {"terms": part.terms, "without": part.without, "value": self.order.value}
        yield from self._in_all(self.selection.arms(self.backend, tests=tests, **given), wanted)

    def _through(self, part: Part, after: At | None, wanted: int | None, end: At | None = None) -> Iterator[At]:
        tests = [*self._bounds(), *self.selection.tested(self.backend), *self.order.within(part, None)]
        for run in self.order.runs(after, end):
            query = select(self.order.value, E.c.key).where(*tests, *run.tests).order_by(*run.clauses).limit(wanted)
            for place in self.connection.execute(self._in_order(query)).tuples():
                yield place
                wanted = None if wanted is None else wanted - 1
            if wanted is not None and wanted <= 0:
                return

    def _in_order(self, query: Select[Any]) -> Select[Any]:
        """A query that goes through the index of the order."""
        return query.with_hint(E, f"INDEXED BY {self.order.index}", "sqlite")

    def _along(self, ways: Ways, way: Way, after: At | None, wanted: int | None) -> Iterator[At]:
        """As ``_sorted``, of what a way leads to."""
        tests = self.order.within(EVERYWHERE, after)
        yield from self._in_all(ways.rows(way, value=self.order.value, tests=tests), wanted)

    def _in_all(self, arms: Iterable[Select[Any]], wanted: int | None) -> Iterator[At]:
        """The first of several queries for values and keys, in the order."""
        each = [*map(_columns, arms)]
        if not each:
            return
        found = union_all(*each).subquery()
        query = select(*found.c).order_by(*self.order.sorting(*found.c)).limit(wanted)
        yield from self.connection.execute(query).tuples()


def _columns(arm: Select[Any]) -> Select[Any]:
    """A query of a value and a key by those names."""
    value, key = arm.selected_columns
    return arm.with_only_columns(value.label("value"), key.label("key"))
