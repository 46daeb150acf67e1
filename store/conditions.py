"""What each filter asks of an event: terms that an index answers, a test of its row, ways to the rows that meet it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import ge
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Connection, false, select, true

from store import cql2, masks
from store.backend import Backend
from store.columns import COLUMNS, OF_PLACE, OF_RANK, E
from store.cql2 import Node, Property
from store.cql2.tree import Call
from store.filters import Filters, plane_box, since
from store.narrowing import conjuncts, properties, ranged, term_sets
from store.schema import ACCOUNT, ARTICLE, PLACE
from store.spatial import Layout
from store.strangers import no_such_place
from store.stretches import Test
from store.terms import COARSEST, PRECISIONS, SINGLE, STEPS, actor_terms, fact, outlet_term, sought_words, step_term
from store.written import utf8

if TYPE_CHECKING:
    from store.glance import Glance

_RANKED: Final = {"deaths_min": "deaths", "source_count": "sources", "confidence": "confidence", "updated": "updated"}


@dataclass(frozen=True, slots=True)
class Way:
    """A test that one index answers by itself; without a name, the index is the rows' own, or that of ids.

    ``values`` are how many single values of the index it names.
    """

    test: Test | None = None
    index: str | None = None
    values: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: terms of which an event has one, a test of its row, or both.

    ``exact`` says that the terms alone decide; without a test, only the terms can be asked. ``cover`` are more terms,
    which decide alone, for whoever looks at many events. ``way`` leads to the rows that meet it, and perhaps to more.
    ``held`` says exactly which events of a part of the columns in memory meet it.
    """

    terms: tuple[str, ...] = ()
    test: Test | None = None
    exact: bool = False
    cover: tuple[str, ...] = ()
    way: Way | None = None
    held: Callable[["Glance", slice], Any] | None = None

    @property
    def thorough(self) -> "Condition":
        """The same, by the terms that decide alone where there are any."""
        return replace(self, terms=self.cover, exact=True) if self.cover else self


def conditions_of(
    filters: Filters,
    cql: Node | None,
    connection: Connection,
    backend: Backend,
    layout: Callable[[], Layout],
    *,
    in_memory: bool = False,
) -> Iterator[Condition]:
    """The conditions that filters set, but for the window of time; ``cql`` is their CQL2 filter, read.

    ``in_memory`` says that columns are there, which are asked first.
    """
    yield from _facts(filters, backend)
    yield from _words(filters)
    yield from _told_by(filters, connection, backend)
    if _is_spatial(filters):
        yield _spatial(filters, connection, backend, layout())
    if cql is not None:
        yield from _asked(list(conjuncts(cql)), connection, backend, layout, in_memory=in_memory)


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
            terms = (fact(PRECISIONS[column], coarsest),) if coarsest < COARSEST else ()
            yield Condition(terms, E.c[column] <= coarsest, exact=True)
    for column, least in (
        ("deaths_min", filters.deaths),
        ("source_count", filters.sources),
        ("confidence", filters.confidence),
    ):
        if least is not None:
            steps = [step for step in STEPS[column] if step <= least]
            terms = (step_term(column, steps[-1]),) if steps else ()
            exact = bool(steps) and steps[-1] == least
            way = _ranked(column, OF_RANK.properties[column][0] >= least)
            held = partial(_compared, column, max(least, 0))
            yield Condition(terms, E.c[column] >= least, exact, way=way, held=held)
    if filters.ids is not None:
        yield _listed(E.c.id, [utf8(each) for each in filters.ids], backend)
    if filters.updated is not None:
        moment = since(filters.updated)
        written = E.c.updated >= moment
        held = partial(_compared, "updated", moment)
        yield Condition(test=written, way=_ranked("updated", written), held=held)


def _ranked(column: str, test: Test) -> Way:
    return Way(test, f"ordered_by_{_RANKED[column]}")


def _compared(name: str, value: Any, glance: "Glance", part: slice) -> Any:
    return glance.compared(name, ge, value, part)


def _lying_at(keys: Sequence[int], glance: "Glance", part: slice) -> Any:
    return glance.at(keys, part)


def _listed(column: ColumnElement[Any], values: Collection[Any], backend: Backend) -> Condition:
    test = backend.among(column, values)
    return Condition(test=test, way=Way(test))


def _words(filters: Filters) -> Iterator[Condition]:
    for readings in (*sought_words(filters.text or ""), *actor_terms(filters.actor or "")):
        yield Condition(readings, exact=True)


def _told_by(filters: Filters, connection: Connection, backend: Backend) -> Iterator[Condition]:
    """An outlet, or an article's id."""
    if filters.source is None:
        return
    joined = ACCOUNT.join(ARTICLE, ARTICLE.c.key == ACCOUNT.c.article)
    query = select(ACCOUNT.c.event).select_from(joined).where(ARTICLE.c.id == utf8(filters.source))
    keys = [key for key in connection.execute(query).scalars() if key is not None]
    if keys:
        yield _listed(E.c.key, keys, backend)
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
        chosen.append(_called(filters.place, connection, spots))
    if filters.places is not None:
        chosen.append(spots.called(filters.places))
    if filters.placed is not None:
        chosen.append(spots.placed if filters.placed else ~spots.placed)
    met = chosen[0]
    for each in chosen[1:]:
        met = met & each
    return _at(met, backend, spots)


def _called(name: str, connection: Connection, spots: Layout) -> Any:
    """Where the id, the p-code or the name is this; ``FilterError`` where nothing is so called."""
    met = spots.named(connection, utf8(name))
    if not met.any():
        raise no_such_place(name)
    return met


def _at(met: Any, backend: Backend, spots: Layout) -> Condition:
    """At one of some places."""
    where = spots.where(met)
    if not where.keys:
        return Condition(test=false())
    held = partial(_lying_at, where.keys)
    others = spots.keys[~met].tolist()
    if len(others) < len(where.keys):
        elsewhere = backend.among(E.c.place, others).is_(false())
        return Condition(where.terms, elsewhere, where.exact, where.cover, held=held)
    test = backend.among(E.c.place, where.keys)
    return Condition(where.terms, test, where.exact, where.cover, Way(test, "ordered_by_place", len(where.keys)), held)


def _asked(
    parts: Sequence[Node],
    connection: Connection,
    backend: Backend,
    layout: Callable[[], Layout],
    *,
    in_memory: bool,
) -> Iterator[Condition]:
    """A CQL2 filter: what it asks of the place alone, by the place table; the rest, with terms to find it by."""

    def lying(*asked: Node) -> Sequence[int]:
        query = select(PLACE.c.key).where(*(cql2.condition(part, OF_PLACE) for part in asked))
        return layout().meeting(asked, connection, query)

    of_place = [part for part in parts if properties(part) and properties(part) <= OF_PLACE.properties.keys()]
    if of_place:
        seen = layout()
        yield _at(seen.keyed(lying(*of_place)), backend, seen)
    for part in parts:
        if part not in of_place:
            held = masks.known(part, lying) if in_memory else None
            yield Condition(test=cql2.condition(part, COLUMNS), way=_way(part), held=held)
            for terms in term_sets(part):
                yield Condition(terms, true(), exact=True, held=held)


def _way(part: Node) -> Way | None:
    """The way to the rows of a filter that bounds one value by which events are ordered."""
    if (name := ranged(part)) is None or name not in _RANKED:
        return None
    value, kind = OF_RANK.properties[name]
    if part == Call("isNull", (Property(name),)):
        return _ranked(name, value < 0) if kind == "number" else None
    return _ranked(name, cql2.condition(part, OF_RANK))
