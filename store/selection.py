"""What filters mean in the tables: terms that an index answers, conditions on the event's row, and stretches of keys.

Rows lie in the order of time, so a page of a query is read from the first event on and ends when it is full, whatever
the filters; the index of terms leaves out what none of them lets through.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, False_, Select, false, literal, or_, select, union_all

from store.backend import Backend
from store.columns import E
from store.conditions import Condition, conditions_of
from store.filters import Filters, read_cql
from store.moments import LAST
from store.narrowing import bounds, is_undated
from store.spatial import Layout, Spots
from store.stretches import Extent, Stretch, Test, extent_of, stretches_of
from store.terms import REJECTED

_CHEAP: Final = 6  # terms


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters as the tables answer them. ``stretches`` overlap in time and no event lies in two."""

    conditions: tuple[Condition, ...]
    stretches: tuple[Stretch, ...]
    window: Test | None  # the stretches as one test of a row
    rejected: bool
    extent: Extent

    @property
    def thorough(self) -> "Selection":
        """The same, for whoever looks at many events: a question takes longer to begin, and each event less."""
        return replace(self, conditions=tuple(condition.thorough for condition in self.conditions))

    @property
    def lean(self) -> "Selection":
        """The same, for whoever wants to see whether it is few events: only conditions of few terms ask for them."""
        kept = (
            each if each.test is None or len(each.terms) <= _CHEAP else replace(each, terms=(), exact=False)
            for each in self.conditions
        )
        return replace(self, conditions=tuple(kept))

    @property
    def is_everything(self) -> bool:
        """Does it leave nothing out, but what reviewers rejected?"""
        return not self.conditions and self.window is None

    @property
    def is_simple(self) -> bool:
        """Does the index of words answer it at once, in the order of time?"""
        asked = self.conditions
        single = len(asked) == 1 and asked[0].exact and 0 < len(asked[0].terms) <= _CHEAP
        return self.window is None and (not asked or single)

    @property
    def has_terms(self) -> bool:
        """Does it ask the index of words at all?"""
        return any(condition.terms for condition in self.conditions)

    def is_cheap(self, most: int = _CHEAP) -> bool:
        """Does every condition ask the index of words, and all together for few terms?"""
        terms = [len(condition.terms) for condition in self.conditions]
        return all(terms) and sum(terms) <= most

    def cut(self, first: int, last: int) -> Iterator[Stretch]:
        """The stretches within a range of keys."""
        for stretch in self.stretches:
            cut = replace(stretch, first=max(stretch.first, first), last=min(stretch.last, last))
            if cut.first <= cut.last:
                yield cut

    def arms(
        self,
        backend: Backend,
        first: int = 0,
        last: int = LAST,
        *,
        terms: Sequence[str] = (),
        without: Sequence[str] = (),
        tested: bool = True,
        value: ColumnElement[Any] | None = None,
        tests: Sequence[Test] = (),
    ) -> Iterator[Select[Any]]:
        """Queries for keys in a range, one a stretch, neither sorted nor limited.

        ``terms`` and ``without`` are further terms that an event must have and must not; where no condition has
        terms, the latter are passed over. Without ``tested``, the terms alone decide, and let some through in vain.
        With a ``value`` of the row, that comes before the key, and the row must meet ``tests`` too.
        """
        if any(isinstance(condition.test, False_) for condition in self.conditions):
            return
        further = [(term,) for term in terms]
        for cut in self.cut(first, last):
            yield self._arm(backend, cut, further, without, tested=tested, value=value, tests=tests)

    def _arm(
        self,
        backend: Backend,
        stretch: Stretch,
        further: Sequence[tuple[str, ...]],
        without: Sequence[str],
        *,
        tested: bool,
        value: ColumnElement[Any] | None,
        tests: Sequence[Test],
    ) -> Select[Any]:
        terms = [*(condition.terms for condition in self.conditions if condition.terms), *further]
        asked = [*self._left_to_test(), *tests] if tested else [*tests]
        shown = [] if value is None else [value]
        if not terms:
            asked += self._standing() if tested else []
            asked += [] if stretch.test is None else [stretch.tested(E.c.key, stretch.test)]
            return select(*shown, E.c.key).where(E.c.key.between(stretch.first, stretch.last), *asked)
        words = backend.words
        key = words.c.event
        absent = without if self.rejected else (*without, REJECTED)
        met = backend.matching([*terms, *([stretch.terms] if stretch.terms else [])], absent)
        query = select(*shown, key).where(met, key.between(stretch.first, stretch.last))
        within = stretch.test if tested else None
        if asked or shown:
            return backend.joined(query, E, asked if within is None else [*asked, stretch.tested(key, within)])
        if within is None:
            return query
        return query.where(stretch.tested(key, select(literal(1)).where(E.c.key == key, within).exists()))

    def _left_to_test(self) -> list[Test]:
        """What terms do not decide."""
        return [each.test for each in self.conditions if each.test is not None and not (each.terms and each.exact)]

    def row_tests(self) -> list[Test]:
        """What the row ``e`` of an event must meet that the terms have let through."""
        tests = [condition.test for condition in self.conditions if condition.test is not None]
        if self.window is not None:
            tests.append(self.window)
        return [*tests, *self._standing()]

    def tested(self, backend: Backend, decided: Test | None = None) -> list[Test]:
        """What the row ``e`` of an event must meet that nothing has chosen yet, but for what is ``decided``."""
        terms = [each.terms for each in self.conditions if each.test is None]
        tests = [test for test in self.row_tests() if test is not decided]
        return [*tests, *([backend.holding(E.c.key, terms)] if terms else [])]

    @property
    def is_of_words(self) -> bool:
        """Does it ask for what only the terms of an event tell?"""
        return any(condition.test is None for condition in self.conditions)

    def rejects(self, backend: Backend) -> list[Select[Any]]:
        """Queries for the keys of all events that reviewers rejected, where it leaves them out."""
        query = select(backend.words.c.event).where(backend.matching([(REJECTED,)], ()))
        return [] if self.rejected else [query]

    def _standing(self) -> list[Test]:
        return [] if self.rejected else [or_(E.c.verdict.is_(None), E.c.verdict != "rejected")]


def merged(arms: Iterable[Select[Any]], limit: int, *, falling: bool, gone_through: bool = True) -> Select[Any]:
    """One query for the first keys of several, in their order; sorted, where they are not to be gone through in it."""

    def first(query: Select[Any]) -> Select[Any]:
        key = query.selected_columns[0]  # the event's, or that of its words
        key = key if gone_through else key + 0
        return query.order_by(key.desc() if falling else key).limit(limit)

    each = [first(arm) for arm in arms]
    if len(each) == 1:
        return each[0]
    if not each:
        return select(E.c.key).where(false())
    return first(select(union_all(*(select(one.subquery().c[0].label("key")) for one in each)).subquery().c.key))


def select_by(
    filters: Filters, connection: Connection, backend: Backend, spots: Spots, *, held: bool = False
) -> Selection:
    """The selection that filters mean in a store as one connection sees it; ``held``: for columns in memory first."""

    def layout() -> Layout:
        return replace(spots.seen(connection), without_terms=held)

    node = read_cql(filters.cql) if isinstance(filters.cql, str) else filters.cql
    conditions = tuple(conditions_of(filters, node, connection, backend, layout, in_memory=held))
    if node is not None and filters.dated is None and is_undated(node):
        filters = replace(filters, dated=False)  # a test of the row becomes a range of keys
    within = None if node is None else bounds(node)
    stretches, window = stretches_of(filters, within)
    return Selection(conditions, stretches, window, filters.rejected, extent_of(filters, within))
