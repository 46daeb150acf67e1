"""Which events: the filters that queries, maps and HTTP share, checked once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from store import cql2
from store.columns import COLUMNS
from store.cql2 import CqlError, Literal, Node, Property
from store.interval import Stretch, interval
from store.model import FACTUALITIES, TYPES
from store.queryables import QUERYABLES, Queryable
from store.terms import actor_terms, sought_words

PRECISIONS: Final = (1, 2, 3)
_FARTHEST_KM: Final = 20_040  # half way round the Earth


class FilterError(ValueError):
    """A filter that cannot be applied; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that an event must all meet; none is set by default.

    ``bbox`` is west, south, east, north in degrees WGS84 (west > east crosses the antimeridian; six numbers
    carry heights, which are ignored) and finds areas whose own box touches it. ``datetime`` is an OGC
    interval read in Damascus time. ``place`` is a name (any spelling), place id or pcode as the events
    carry it, and refused when it is asked where none does; ``places`` are place ids, for a caller who knows which lie
    inside which. ``near`` is a point and a distance: longitude, latitude, kilometres. ``text`` and ``actor`` want every
    word, in any spelling. Precisions are the coarsest that still counts; ``confidence``, ``deaths`` (that every source
    gives) and ``sources`` (articles) the least: an event that has no such number is left out (CQL2 finds both:
    ``confidence >= 0.8 OR confidence IS NULL``).
    ``updated`` is a time: what the store has written since, that moment included.
    """

    bbox: tuple[float, ...] | None = None
    datetime: str | None = None
    near: tuple[float, float, float] | None = None
    types: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    places: tuple[str, ...] | None = None
    text: str | None = None
    factuality: tuple[str, ...] = ()
    source: str | None = None
    ids: tuple[str, ...] | None = None
    time_precision: int | None = None
    geo_precision: int | None = None
    confidence: float | None = None
    deaths: int | None = None
    sources: int | None = None
    updated: str | None = None
    dated: bool | None = None
    placed: bool | None = None
    cql: str | Node | None = None  # CQL2 text, or what ``read_cql`` made of a filter
    rejected: bool = False  # also what a reviewer has rejected

    def __post_init__(self) -> None:
        _check_letters(self)
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
            _check_cql(self.cql)
        for name, written, words in (("text", self.text, sought_words), ("actor", self.actor, actor_terms)):
            if written is not None and not words(written):
                raise FilterError(f"{name}={written!r} holds no word to search for")
        if self.near is not None:
            _check_circle(self.near)
        if self.updated is not None:
            _day(self.updated)

    @property
    def window(self) -> Stretch | None:
        """The minutes of ``datetime``."""
        return None if self.datetime is None else _interval(self.datetime)


def _check_letters(filters: "Filters") -> None:
    for name in ("datetime", "actor", "place", "text", "source", "updated", "types", "subtypes", "ids"):
        asked: str | tuple[str, ...] | None = getattr(filters, name)
        for written in (asked,) if isinstance(asked, str) else asked or ():
            if not cql2.is_whole(written):
                raise FilterError(f"{name} holds half of a surrogate pair")


def read_bbox(written: str) -> tuple[float, ...]:
    """The numbers of ``west,south,east,north``."""
    try:
        return tuple(float(number) for number in written.split(","))
    except ValueError:
        raise FilterError(f"bbox={written!r}: write west,south,east,north in degrees") from None


def read_window(written: str) -> Stretch:
    """The minutes of a ``datetime``. Raises ``FilterError``."""
    return _interval(written)


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


def _check_circle(near: tuple[float, float, float]) -> None:
    lon, lat, km = near
    if not (-180 <= lon <= 180 and -90 <= lat <= 90 and 0 <= km <= _FARTHEST_KM):
        raise FilterError(f"near={lon},{lat},{km} is not longitude,latitude,kilometres")


def _day(written: str) -> str:
    try:
        return since(written)
    except (ValueError, OverflowError):  # no time, or one on the calendar's very edge
        raise FilterError(f"updated={written!r} is no time such as 2026-01-31 or 2026-01-31T12:00:00Z") from None


def since(written: str) -> str:
    """A time as the store writes its own, in UTC; ``ValueError`` where it is none."""
    moment = datetime.fromisoformat(written.replace(" ", "+"))  # a plus sign that an address has made a blank
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")


def _check_cql(filter_: str | Node) -> None:
    try:
        cql2.condition(read_cql(filter_) if isinstance(filter_, str) else filter_, COLUMNS)
    except CqlError as wrong:
        raise FilterError(str(wrong)) from None


def _interval(written: str) -> tuple[int, int]:
    try:
        return interval(written)
    except ValueError as wrong:
        raise FilterError(f"datetime: {wrong}") from None


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


def equals(name: str, written: str, queryables: Mapping[str, Queryable] = QUERYABLES) -> Node:
    """The filter that asks for one value of a queryable, written as in an address. Raises ``FilterError``."""
    if name not in queryables:
        raise FilterError(f"there is no {name!r} to filter by; known are {', '.join(queryables)}")
    try:
        value = cql2.finite(float(written)) if queryables[name].kind == "number" else written
        return cql2.call("=", (Property(name), Literal(value)))
    except ValueError:
        raise FilterError(f"{name}={written!r} is no number") from None
