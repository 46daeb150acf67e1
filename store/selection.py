"""What filters mean in the tables: terms that an index answers, conditions on the event's row, and stretches of keys.

Rows lie in the order of time, so a page of a query is read from the first event on and ends when it is full, whatever
the filters; the index of terms leaves out what none of them lets through.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, False_, Select, false, literal, or_, select, true, union_all

from store import cql2
from store.backend import Backend
from store.columns import COLUMNS, OF_PLACE, E
from store.cql2 import Node
from store.filters import Filters, plane_box, read_cql, since
from store.moments import LAST
from store.narrowing import bounds, conjuncts, properties, term_sets
from store.schema import ACCOUNT, ARTICLE, PLACE
from store.spatial import Layout, Spots
from store.stretches import Stretch, Test, near, stretches_of
from store.terms import PRECISIONS, REJECTED, SINGLE, STEPS, actor_terms, fact, outlet_term, sought_words, step_term
from store.written import utf8


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: terms of which an event has one, a test of its row, or both.

    ``exact`` says that the terms alone decide; without a test, only the terms can be asked. ``cover`` are more terms,
    which decide alone, for whoever looks at many events.
    """

    terms: tuple[str, ...] = ()
    test: Test | None = None
    exact: bool = False
    cover: tuple[str, ...] = ()

    @property
    def thorough(self) -> "Condition":
        """The same, by the terms that decide alone where there are any."""
        return replace(self, terms=self.cover, exact=True) if self.cover else self


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters as the tables answer them. ``stretches`` overlap in time and no event lies in two."""

    conditions: tuple[Condition, ...]
    stretches: tuple[Stretch, ...]
    near: tuple[Test, ...]  # what the stretches leave of the rows, as an index by value tells it
    window: Test | None  # the stretches as one test of a row
    rejected: bool

    @property
    def thorough(self) -> "Selection":
        """The same, for whoever looks at many events: a question takes longer to begin, and each event less."""
        return replace(self, conditions=tuple(condition.thorough for condition in self.conditions))

    @property
    def is_everything(self) -> bool:
        """Does it leave nothing out, but what reviewers rejected?"""
        return not self.conditions and self.window is None

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
        for stretch in self.stretches:
            cut = replace(stretch, first=max(stretch.first, first), last=min(stretch.last, last))
            if cut.first <= cut.last:
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

    def tested(self, backend: Backend) -> list[Test]:
        """What the row ``e`` of an event must meet that nothing has chosen yet."""
        terms = [condition.terms for condition in self.conditions if condition.test is None]
        return [*self.near, *self.row_tests(), *([backend.holding(E.c.key, terms)] if terms else [])]

    @property
    def is_of_words(self) -> bool:
        """Does it ask for what only the terms of an event tell?"""
        return any(condition.test is None for condition in self.conditions)

    def _standing(self) -> list[Test]:
        return [] if self.rejected else [or_(E.c.verdict.is_(None), E.c.verdict != "rejected")]


def merged(arms: Iterable[Select[Any]], limit: int, *, falling: bool) -> Select[Any]:
    """One query for the first keys of several, in their order."""

    def first(query: Select[Any]) -> Select[Any]:
        key = query.selected_columns[0]  # the event's, or that of its words
        return query.order_by(key.desc() if falling else key).limit(limit)

    each = [first(arm) for arm in arms]
    if len(each) == 1:
        return each[0]
    if not each:
        return select(E.c.key).where(false())
    return first(select(union_all(*(select(one.subquery().c[0].label("key")) for one in each)).subquery().c.key))


def select_by(filters: Filters, connection: Connection, backend: Backend, spots: Spots) -> Selection:
    """The selection that filters mean in a store as one connection sees it."""
    conditions = [*_facts(filters, backend), *_words(filters), *_told_by(filters, connection, backend)]
    if _is_spatial(filters):
        conditions.append(_spatial(filters, connection, backend, spots.seen(connection)))
    within = None
    if filters.cql is not None:
        node = read_cql(filters.cql) if isinstance(filters.cql, str) else filters.cql
        conditions += _asked(list(conjuncts(node)), connection, backend, spots)
        within = bounds(node)
    stretches, window = stretches_of(filters, within)
    return Selection(tuple(conditions), stretches, near(stretches), window, filters.rejected)


def _facts(filters: Filters, backend: Backend) -> Iterator[Condition]:
    for column, values in (
        ("type", filters.types),
        ("subtype", filters.subtypes),
        ("factuality", filters.factuality),
    ):
        if values:
            terms = tuple(fact(SINGLE[column], value) for value in values)
            yield Condition(terms, backend.among(E.c[column], values), exact=True)
    for column, coarsest in (("time_precision", filters.time_precision), ("geo_precision", filters.geo_precision)):
        if coarsest is not None:
            terms = (fact(PRECISIONS[column], coarsest),) if coarsest < 3 else ()
            yield Condition(terms, E.c[column] <= coarsest, exact=True)
    for column, least in (
        ("deaths_min", filters.deaths),
        ("source_count", filters.sources),
        ("confidence", filters.confidence),
    ):
        if least is not None:
            steps = [step for step in STEPS[column] if step <= least]
            terms = (step_term(column, steps[-1]),) if steps else ()
            yield Condition(terms, E.c[column] >= least, exact=bool(steps) and steps[-1] == least)
    if filters.ids is not None:
        yield Condition(test=backend.among(E.c.id, [utf8(each) for each in filters.ids]))
    if filters.updated is not None:
        yield Condition(test=E.c.updated >= since(filters.updated))


def _words(filters: Filters) -> Iterator[Condition]:
    for word in sought_words(filters.text or ""):
        yield Condition((word,), exact=True)
    for word in actor_terms(filters.actor or ""):
        yield Condition((word,), exact=True)


def _told_by(filters: Filters, connection: Connection, backend: Backend) -> Iterator[Condition]:
    """An outlet, or an article's id."""
    if filters.source is None:
        return
    joined = ACCOUNT.join(ARTICLE, ARTICLE.c.key == ACCOUNT.c.article)
    query = select(ACCOUNT.c.event).select_from(joined).where(ARTICLE.c.id == utf8(filters.source))
    keys = [key for key in connection.execute(query).scalars() if key is not None]
    if keys:
        yield Condition(test=backend.among(E.c.key, keys))
    else:
        yield Condition((outlet_term(filters.source),), exact=True)


def _is_spatial(filters: Filters) -> bool:
    asked = (filters.bbox, filters.near, filters.place, filters.places, filters.placed)
    return any(each is not None for each in asked)


def _spatial(filters: Filters, connection: Connection, backend: Backend, spots: Layout) -> Condition:
    chosen: list[Any] = []
    if filters.bbox is not None:
        chosen.append(spots.inside(plane_box(filters.bbox)))
    if filters.near is not None:
        chosen.append(spots.near(*filters.near))
    if filters.place is not None:
        chosen.append(spots.named(connection, utf8(filters.place)))
    if filters.places is not None:
        chosen.append(spots.called(filters.places))
    if filters.placed is not None:
        chosen.append(spots.placed if filters.placed else ~spots.placed)
    met = chosen[0]
    for each in chosen[1:]:
        met = met & each
    return _at(met, backend, spots)


def _at(met: Any, backend: Backend, spots: Layout) -> Condition:
    """At one of some places."""
    where = spots.where(met)
    if not where.keys:
        return Condition(test=false())
    return Condition(where.terms, backend.among(E.c.place, where.keys), where.exact, where.cover)


def _asked(parts: Sequence[Node], connection: Connection, backend: Backend, spots: Spots) -> Iterator[Condition]:
    """A CQL2 filter: what it asks of the place alone, by the place table; the rest, with terms to find it by."""
    of_place = [part for part in parts if properties(part) and properties(part) <= OF_PLACE.properties.keys()]
    if of_place:
        query = select(PLACE.c.key).where(*(cql2.condition(part, OF_PLACE) for part in of_place))
        layout = spots.seen(connection)
        yield _at(layout.keyed(connection.execute(query).scalars().all()), backend, layout)
    for part in parts:
        if part not in of_place:
            yield Condition(test=cql2.condition(part, COLUMNS))
            for terms in term_sets(part):
                yield Condition(terms, true(), exact=True)
