"""The tree that a filter means, whichever way it is written. Source: OGC 21-065r2 (CQL2), its JSON encoding."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeAlias

LONGEST: Final = 10_000  # letters of a filter
DEEPEST: Final = 40  # nested calls
MOST: Final = 300  # calls and values in one filter: a database's own limit is about 1,000

_A_DAY: Final = timedelta(days=1)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT: Final = re.compile(rf"{_DAY.pattern}[Tt]\d\d:\d\d(:\d\d(\.\d{{1,9}})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)

# Every operator by its name in the JSON encoding, with how many arguments it takes.
SPATIAL: Final = frozenset(
    f"s_{relation}"
    for relation in ("intersects", "disjoint", "contains", "within", "touches", "crosses", "overlaps", "equals")
)
TEMPORAL: Final = frozenset(
    f"t_{relation}"
    for relation in (
        *("after", "before", "contains", "disjoint", "during", "equals", "finishedby", "finishes", "intersects"),
        *("overlappedby", "overlaps", "startedby", "starts"),
    )
)
COMPARISONS: Final = frozenset({"=", "<>", "<", "<=", ">", ">="})
ARGUMENTS: Final = (
    dict.fromkeys(COMPARISONS | SPATIAL | TEMPORAL | {"like", "in"}, 2)
    | {"between": 3, "isNull": 1, "not": 1, "casei": 1}
    | {"and": None, "or": None}  # two or more
)


class CqlError(ValueError):
    """A filter that cannot be read or applied; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Property:
    """A queryable, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, a number or a truth value."""

    value: str | float | bool


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day of Damascus."""

    value: date


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment, in UTC."""

    value: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From one bound to the other, both inclusive; null is open."""

    start: "Day | Instant | Property | None"
    end: "Day | Instant | Property | None"


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry of the filter's own, as WKT that shapely has read; degrees, CRS84."""

    wkt: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The values of ``in``."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """An operator and its arguments."""

    op: str
    args: tuple["Node", ...]


Node: TypeAlias = Property | Literal | Day | Instant | Span | Shape | Listed | Call


class Budget:
    """How much of a filter has been read, so that a hostile one is refused before it costs anything."""

    def __init__(self) -> None:
        self._left = MOST

    def spend(self, depth: int) -> None:
        """Count one call or value at this depth."""
        self._left -= 1
        if self._left < 0:
            raise CqlError(f"the filter has more than {MOST} parts")
        if depth > DEEPEST:
            raise CqlError(f"the filter is nested more deeply than {DEEPEST}")


def legible(written: str) -> str:
    """The filter, once it is sure that its length and letters may be read."""
    if len(written) > LONGEST:
        raise CqlError(f"the filter has {len(written)} letters; at most {LONGEST} are read")
    if "\x00" in written:
        raise CqlError(f"the filter has a null character at letter {written.index(chr(0)) + 1}")
    if not is_whole(written):
        raise CqlError("the filter holds half of a surrogate pair")
    return written


def is_whole(written: str) -> bool:
    """Is every letter one? Halves of a pair come through JSON's escapes and file names; no database holds them."""
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    return True


def call(op: str, args: tuple[Node, ...]) -> Call:
    """An operator with as many arguments as it takes."""
    if op not in ARGUMENTS:
        raise CqlError(f"filter: no operator {op!r} is known here; known are {', '.join(sorted(ARGUMENTS))}")
    wanted = ARGUMENTS[op]
    if len(args) != wanted if wanted else len(args) < 2:
        raise CqlError(f"filter: {op} takes {wanted or 'two or more'} arguments, {len(args)} were given")
    return Call(op, args)


def finite(value: float) -> float:
    """A number that is one."""
    try:
        if math.isfinite(value):
            return float(value)
    except OverflowError:  # a whole number that no float holds
        pass
    raise CqlError("filter: a number is not finite")


def day(written: str) -> Day:
    """``2016-12-06`` as a day."""
    try:
        if _DAY.fullmatch(written):
            return Day(date.fromisoformat(written))
    except ValueError as wrong:  # 31 February: the letters match, the day does not exist
        raise CqlError(f"filter: {written!r} is no date ({wrong})") from None
    raise CqlError(f"filter: {written!r} is no date: write 2016-12-06")


def instant(written: str) -> Instant:
    """``2016-12-06T16:40:00Z`` as a moment."""
    try:
        if _MOMENT.fullmatch(written):
            moment = datetime.fromisoformat(written).astimezone(UTC)
            moment + _A_DAY, moment - _A_DAY  # the edge of the calendar in any zone: OverflowError
            return Instant(moment)
    except (ValueError, OverflowError) as wrong:  # hour 25, or a moment on the calendar's very edge
        raise CqlError(f"filter: {written!r} is no timestamp ({wrong})") from None
    raise CqlError(f"filter: {written!r} is no timestamp: write 2016-12-06T16:40:00Z")


def bound(written: str) -> Day | Instant | None:
    """A side of an interval; ``..`` is open."""
    if written in ("..", ""):
        return None
    return moment(written)


def moment(written: str) -> Day | Instant:
    """A day or a moment, whichever is written."""
    return day(written) if "T" not in written.upper() else instant(written)


def box(numbers: list[Any]) -> Shape:
    """A bounding box of four numbers, or six with heights, as a polygon; two where it crosses the antimeridian."""
    if len(numbers) not in (4, 6):
        raise CqlError(f"filter: a bounding box has four or six numbers, {len(numbers)} were given")
    values = [finite(value) for value in numbers]
    west, south, east, north = (*values[:2], *values[len(values) // 2 :][:2])
    ring = "(({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))"
    if west <= east:
        return shape(f"POLYGON {ring.format(west, south, east, north)}")
    halves = ring.format(west, south, 180, north), ring.format(-180, south, east, north)
    return shape(f"MULTIPOLYGON ({', '.join(halves)})")


def shape(wkt: str) -> Shape:
    """A geometry that shapely can read."""
    import shapely  # noqa: PLC0415  0.2 s to import, needed for spatial filters only

    try:
        return Shape(str(shapely.force_2d(shapely.from_wkt(wkt)).wkt))
    except (ValueError, TypeError, shapely.errors.ShapelyError) as wrong:
        raise CqlError(f"filter: {wkt[:60]!r} is no geometry ({wrong})") from None
