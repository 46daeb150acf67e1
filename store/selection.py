"""What filters mean in the tables: terms that an index answers, conditions on the event's row, and stretches of keys.

Rows lie in the order of time, so a page of a query is read from the first event on and ends when it is full, whatever
the filters; the index of terms leaves out what none of them lets through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, literal, or_, select

from store import cql2
from store.backend import Backend
from store.columns import COLUMNS, E
from store.cql2 import Node
from store.filters import Filters, plane_box, read_cql, since
from store.moments import LAST, UNDATED_FROM, Arm, arms
from store.schema import ACCOUNT, ARTICLE
from store.spatial import Spots
from store.terms import PRECISIONS, REJECTED, SINGLE, STEPS, actor_terms, fact, outlet_term, sought_words, step_term
from store.written import utf8

Test = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: terms of which an event has one, a test of its row, or both.

    ``exact`` says that the terms alone decide; without a test, only the terms can be asked.
    """

    terms: tuple[str, ...] = ()
    test: Test | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of keys, both ends included, and what else a row must meet to lie in the window."""

    first: int
    last: int
    terms: tuple[str, ...] = ()
    test: Test | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters as the tables answer them. ``stretches`` overlap in time and no event lies in two."""

    conditions: tuple[Condition, ...]
    stretches: tuple[Stretch, ...]
    window: Test | None  # the stretches as one test of a row
    rejected: bool

    def arms(self, backend: Backend, first: int = 0, last: int = LAST) -> Iterator[Select[Any]]:
        """Queries for keys in a range, one a stretch, neither sorted nor limited."""
        for stretch in self.stretches:
            low, high = max(stretch.first, first), min(stretch.last, last)
            if low <= high:
                yield self._arm(backend, stretch, low, high)

    def _arm(self, backend: Backend, stretch: Stretch, low: int, high: int) -> Select[Any]:
        terms = [condition.terms for condition in self.conditions if condition.terms]
        tests = [each.test for each in self.conditions if each.test is not None and not (each.terms and each.exact)]
        if stretch.test is not None:
            tests.append(stretch.test)
        if not terms:
            return select(E.c.key).where(E.c.key.between(low, high), *tests, *self._standing())
        if stretch.terms:
            terms.append(stretch.terms)
        words = backend.words
        query = select(words.c.event).where(
            backend.matching(terms, () if self.rejected else (REJECTED,)), words.c.event.between(low, high)
        )
        return backend.joined(query, E, tests) if tests else query

    def tested(self, backend: Backend) -> list[Test]:
        """All conditions as tests of a row ``e``, for an order in which the terms do not lie."""
        tests = [condition.test for condition in self.conditions if condition.test is not None]
        terms = [condition.terms for condition in self.conditions if condition.terms and condition.test is None]
        if terms:
            words = backend.words
            tests.append(select(literal(1)).where(words.c.event == E.c.key, backend.matching(terms, ())).exists())
        if self.window is not None:
            tests.append(self.window)
        return [*tests, *self._standing()]

    def _standing(self) -> list[Test]:
        return [] if self.rejected else [or_(E.c.verdict.is_(None), E.c.verdict != "rejected")]


def select_by(filters: Filters, connection: Connection, backend: Backend, spots: Spots) -> Selection:
    """The selection that filters mean in a store as one connection sees it."""
    conditions = [*_facts(filters, backend), *_words(filters), *_told_by(filters, connection, backend)]
    if _is_spatial(filters):
        spots.refresh(connection)
        conditions.append(_spatial(filters, connection, backend, spots))
    if filters.cql is not None:
        node = read_cql(filters.cql) if isinstance(filters.cql, str) else filters.cql
        conditions.append(Condition(test=cql2.condition(node, COLUMNS)))
        conditions += _plain_equalities(node)
    stretches, window = _stretches(filters)
    return Selection(tuple(conditions), stretches, window, filters.rejected)


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


def _spatial(filters: Filters, connection: Connection, backend: Backend, spots: Spots) -> Condition:
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
        chosen.append(spots.placed() if filters.placed else ~spots.placed())
    met = chosen[0]
    for each in chosen[1:]:
        met = met & each
    where = spots.where(met)
    if not where.keys:
        return Condition(test=false())
    exact = len(where.terms) == len(where.keys)  # each place has its own term
    return Condition(where.terms, backend.among(E.c.place, where.keys), exact=exact)


def _plain_equalities(node: Node) -> Iterator[Condition]:
    """Terms for what a CQL2 filter asks of every event in plain words: ``type = 'siege' AND ...``."""
    for column, value in cql2.required(node):
        if column in SINGLE and column != "span":
            yield Condition((fact(SINGLE[column], value),), test=E.c[column] == value, exact=True)


def _stretches(filters: Filters) -> tuple[tuple[Stretch, ...], Test | None]:
    first, last = (
        (0, LAST) if filters.dated is None else (0, UNDATED_FROM - 1) if filters.dated else (UNDATED_FROM, LAST)
    )
    undated = None if filters.dated is None else E.c.ends.isnot(None) if filters.dated else E.c.ends.is_(None)
    if filters.window is None:
        return (Stretch(first, last),), undated
    starts, ends = filters.window
    stretches = tuple(_stretch(arm, first, last) for arm in arms((starts, ends)))
    window = and_(E.c.starts <= ends, E.c.ends >= starts)
    return stretches, window if undated is None else and_(window, undated)


def _stretch(arm: Arm, first: int, last: int) -> Stretch:
    """One class of lengths; the commonest one, a day, is tested in the row: its term would leave out little."""
    test = and_(E.c.span == arm.span, E.c.ends >= arm.starts)
    terms = (fact(SINGLE["span"], arm.span),) if arm.span else ()
    return Stretch(max(first, arm.first), min(last, arm.last), terms, test)
