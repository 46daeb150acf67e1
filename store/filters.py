"""Which events: the filters that queries, maps and HTTP share, checked once and turned into SQL with parameters."""

import json
import math
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.dialects import sqlite

from arabic import fold
from store import cql2
from store.columns import COLUMNS
from store.cql2 import CqlError, Literal, Node, Property
from store.interval import SHORT_MINUTES, interval
from store.model import FACTUALITIES, TYPES
from store.queryables import QUERYABLES
from store.search import match_expression

PRECISIONS: Final = (1, 2, 3)
_DIALECT: Final = sqlite.dialect(paramstyle="qmark")


class FilterError(ValueError):
    """A filter that cannot be applied; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that an event must all meet; none is set by default.

    ``bbox`` is west, south, east, north in degrees WGS84 (west > east crosses the antimeridian; six numbers
    carry heights, which are ignored) and finds areas whose own box touches it. ``datetime`` is an OGC
    interval read in Damascus time. ``place`` is a name (any spelling), place id or pcode as the events
    carry it; ``places`` are place ids, for a caller who knows which lie inside which. Precisions are the
    coarsest that still counts, ``uncertainty_km`` likewise.
    """

    bbox: tuple[float, ...] | None = None
    datetime: str | None = None
    types: tuple[str, ...] = ()
    place: str | None = None
    places: tuple[str, ...] | None = None
    text: str | None = None
    factuality: tuple[str, ...] = ()
    source: str | None = None
    ids: tuple[str, ...] | None = None
    time_precision: int | None = None
    geo_precision: int | None = None
    confidence: float | None = None
    dated: bool | None = None
    placed: bool | None = None
    cql: str | Node | None = None  # CQL2 text, or what ``read_cql`` made of a filter
    rejected: bool = False  # also what a reviewer has rejected

    def __post_init__(self) -> None:
        _check_bbox(self.bbox)
        _check_words("type", self.types, TYPES)
        _check_words("factuality", self.factuality, FACTUALITIES)
        for name, precision in (("time_precision", self.time_precision), ("geo_precision", self.geo_precision)):
            if precision is not None and precision not in PRECISIONS:
                raise FilterError(f"{name} is 1 (exact), 2 or 3 (coarse), not {precision}")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise FilterError(f"confidence lies between 0 and 1, {self.confidence} does not")
        if self.datetime is not None:
            _interval(self.datetime)
        if self.cql is not None:
            _cql(self.cql)
        if self.text is not None and not match_expression(self.text):
            raise FilterError(f"text={self.text!r} holds no word to search for")


def read_bbox(written: str) -> tuple[float, ...]:
    """The numbers of ``west,south,east,north``."""
    try:
        return tuple(float(number) for number in written.split(","))
    except ValueError:
        raise FilterError(f"bbox={written!r}: write west,south,east,north in degrees") from None


def _check_bbox(bbox: tuple[float, ...] | None) -> None:
    if bbox is None:
        return
    if len(bbox) not in (4, 6):
        raise FilterError(f"bbox has {len(bbox)} numbers: write west,south,east,north (or six, with heights)")
    if not all(math.isfinite(number) for number in bbox):
        raise FilterError("bbox holds a number that is not finite")
    west, south, east, north = plane_box(bbox)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise FilterError(f"bbox {west},{south},{east},{north} is not west,south,east,north in degrees")


def plane_box(bbox: tuple[float, ...]) -> tuple[float, float, float, float]:
    """The four numbers of a box that may carry heights."""
    west, south, east, north = bbox if len(bbox) == 4 else (bbox[0], bbox[1], bbox[3], bbox[4])
    return west, south, east, north


def _check_words(name: str, given: tuple[str, ...], known: frozenset[str]) -> None:
    if unknown := [word for word in given if word not in known]:
        raise FilterError(f"{name} {', '.join(map(repr, unknown))}: known are {', '.join(sorted(known))}")


def _interval(written: str) -> tuple[int, int]:
    try:
        return interval(written)
    except ValueError as wrong:
        raise FilterError(f"datetime: {wrong}") from None


Clause = tuple[str, list[Any]]  # SQL and its parameters


def read_cql(written: str, language: str = "cql2-text") -> Node:
    """The tree of a CQL2 filter in either of its languages. Raises ``FilterError``."""
    if language not in cql2.LANGUAGES:
        raise FilterError(f"filter-lang={language!r}: known are {', '.join(cql2.LANGUAGES)}")
    try:
        return cql2.LANGUAGES[language](written)
    except CqlError as wrong:
        raise FilterError(str(wrong)) from None


def both(*filters: Node) -> Node:
    """The filter that asks for all of some."""
    return cql2.call("and", filters) if len(filters) > 1 else filters[0]


def equals(name: str, written: str) -> Node:
    """The filter that asks for one value of a queryable, written as in an address. Raises ``FilterError``."""
    if name not in QUERYABLES:
        raise FilterError(f"there is no {name!r} to filter by; known are {', '.join(QUERYABLES)}")
    try:
        value = cql2.finite(float(written)) if QUERYABLES[name].kind == "number" else written
        return cql2.call("=", (Property(name), Literal(value)))
    except ValueError:
        raise FilterError(f"{name}={written!r} is no number") from None


def _cql(filter_: str | Node) -> Clause:
    try:
        condition = cql2.condition(read_cql(filter_) if isinstance(filter_, str) else filter_, COLUMNS)
    except CqlError as wrong:
        raise FilterError(str(wrong)) from None
    sql = condition.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return f"({sql})", [sql.params[name] for name in sql.positiontup or ()]


def selection(filters: Filters) -> Clause:
    """From what, where what, as one clause over ``e``, and its parameters; no letter of it comes from a user."""
    direct, searched = _direct(filters), _all(_searched(filters))
    if filters.datetime is None:
        where, values = _all([*_searched(filters), *direct])
        return f"event e WHERE {where}", values
    window, values = _within(*_all(direct), *_interval(filters.datetime))
    return f"({window}) e WHERE {searched[0]}", [*values, *searched[1]]


def _all(clauses: list[Clause]) -> Clause:
    return " AND ".join(["1", *(sql for sql, _ in clauses)]), [value for _, values in clauses for value in values]


def _direct(filters: Filters) -> list[Clause]:
    """What an index or the event's own row answers."""
    clauses = _listed(filters)
    if not filters.rejected:
        clauses.append(("(e.verdict IS NULL OR e.verdict <> 'rejected')", []))
    if filters.bbox is not None:
        clauses.append(_inside(plane_box(filters.bbox)))
    if filters.place is not None:
        clauses.append(_at(filters.place))
    if filters.cql is not None:
        clauses.append(_cql(filters.cql))
    return clauses + _measured(filters)


def _searched(filters: Filters) -> list[Clause]:
    """What another table answers, asked once for all that the rest lets through; needs ``e.fid`` and ``e.id`` only."""
    clauses: list[Clause] = []
    if filters.text is not None:
        told = "e.fid IN (SELECT rowid FROM words WHERE words MATCH ?)"
        clauses.append((told, [match_expression(filters.text)]))
    if filters.source is not None:
        clauses.append(("e.id IN (SELECT event FROM source WHERE source = ? OR article = ?)", [filters.source] * 2))
    return clauses


def _within(where: str, values: list[Any], starts: int, ends: int) -> Clause:
    """A window of time: short events begin near it, and the few long ones stand apart in the indexes."""
    arm = f"SELECT e.fid, e.id, e.starts FROM event e WHERE {where} AND"
    short = f"{arm} e.long = 0 AND e.starts BETWEEN ? AND ? AND e.ends >= ?"
    long = f"{arm} e.long = 1 AND e.starts <= ? AND e.ends >= ?"
    return f"{short} UNION ALL {long}", [*values, starts - SHORT_MINUTES, ends, starts, *values, ends, starts]


def _inside(box: tuple[float, float, float, float]) -> Clause:
    west, south, east, north = box
    across = "(east >= ? AND west <= ?)" if west <= east else "(east >= ? OR west <= ?)"
    keys = f"SELECT key FROM place WHERE north >= ? AND south <= ? AND {across}"
    return f"e.place IN ({keys})", [south, north, west, east]


def _at(place: str) -> Clause:
    keys = "SELECT key FROM place WHERE place_id = ? OR pcode = ? OR folded = ? OR name_en = ? COLLATE NOCASE"
    return f"e.place IN ({keys})", [place, place, fold(place.strip()), place.strip()]


def _listed(filters: Filters) -> list[Clause]:
    """Conditions that name the values they allow; a JSON parameter holds a list of any length."""
    among = "IN (SELECT value FROM json_each(?))"
    lists: list[tuple[str, str, tuple[str, ...] | None]] = [
        ("e.type", among, filters.types or None),
        ("e.factuality", among, filters.factuality or None),
        ("e.id", among, filters.ids),
        ("e.place", f"IN (SELECT key FROM place WHERE place_id {among})", filters.places),
    ]
    return [
        (f"{column} {condition}", [json.dumps(list(values), ensure_ascii=False)])
        for column, condition, values in lists
        if values is not None
    ]


def _measured(filters: Filters) -> list[Clause]:
    clauses: list[Clause] = []
    if filters.time_precision is not None:
        clauses.append(("e.time_precision <= ?", [filters.time_precision]))
    if filters.geo_precision is not None:
        clauses.append(("e.geo_precision <= ?", [filters.geo_precision]))
    if filters.confidence is not None:
        clauses.append(("e.confidence >= ?", [filters.confidence]))
    if filters.dated is not None:
        clauses.append((f"e.ends IS {'NOT ' if filters.dated else ''}NULL", []))
    if filters.placed is not None:
        on_map = "(SELECT key FROM place WHERE geometry IS NOT NULL)"
        clauses.append((f"e.place {'' if filters.placed else 'NOT '}IN {on_map}", []))
    return clauses
