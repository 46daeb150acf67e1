"""The tree of a filter as an SQL condition: every value is a parameter, every name one of the queryables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, and_, bindparam, false, func, not_, or_, true

from store.cql2 import tree
from store.cql2.like import Like
from store.cql2.tree import (
    COMPARISONS,
    SPATIAL,
    TEMPORAL,
    Call,
    CqlError,
    Day,
    Instant,
    Listed,
    Literal,
    Node,
    Property,
    Shape,
    Span,
)
from store.interval import BEGINNING, DAMASCUS, END, stretch

Condition: TypeAlias = ColumnElement[bool]
_Bounds: TypeAlias = tuple[Any, Any]

_SWAPPED: Final = {"contains": "within", "within": "contains"}
_COMPARE: Final[Mapping[str, Callable[[Any, Any], Condition]]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
# How the inclusive bounds (0 the start, 1 the end) of the first time compare with those of the second, all of it; what
# is disjoint does not intersect. Source: OGC 21-065r2, table «Temporal functions».
TIMES: Final[Mapping[str, Sequence[tuple[int, str, int]]]] = {
    "t_after": ((0, ">", 1),),
    "t_before": ((1, "<", 0),),
    "t_contains": ((0, "<", 0), (1, ">", 1)),
    "t_during": ((0, ">", 0), (1, "<", 1)),
    "t_equals": ((0, "=", 0), (1, "=", 1)),
    "t_finishedby": ((0, "<", 0), (1, "=", 1)),
    "t_finishes": ((0, ">", 0), (1, "=", 1)),
    "t_intersects": ((0, "<=", 1), (1, ">=", 0)),
    "t_overlappedby": ((0, ">", 0), (0, "<", 1), (1, ">", 1)),
    "t_overlaps": ((0, "<", 0), (1, ">", 0), (1, "<", 1)),
    "t_startedby": ((0, "=", 0), (1, ">", 1)),
    "t_starts": ((0, "=", 0), (1, "<", 1)),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table offers to filters.

    ``properties`` maps a queryable to its column and kind: text, number, boolean, date (an ISO day as text),
    timestamp, geometry, or interval. ``starts`` and ``ends`` are the interval's inclusive minutes of Damascus
    civil time (``store.interval``). ``related(relation, wkt, holds)`` are the rows whose geometry is known and does,
    or does not, stand in a spatial relation to a shape. ``moment`` is a UTC time as the timestamps are stored.
    """

    properties: Mapping[str, tuple[ColumnElement[Any], str]]
    starts: ColumnElement[int]
    ends: ColumnElement[int]
    related: Callable[[str, str, bool], Condition]
    moment: Callable[[datetime], Any]


def condition(node: Node, columns: Columns) -> Condition:
    """The condition that a filter's tree means over some columns. Raises ``CqlError`` for what cannot be asked."""
    return _Writer(columns).condition(node, holds=True)


class _Writer:
    """NOT is carried inwards, so that an event without a place meets neither a spatial condition nor its negation."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def condition(self, node: Node, *, holds: bool) -> Condition:
        if isinstance(node, Literal) and isinstance(node.value, bool):
            return true() if node.value == holds else false()
        if not isinstance(node, Call):
            raise CqlError("filter: a condition is expected where a value stands")
        if node.op == "not":
            return self.condition(node.args[0], holds=not holds)
        if node.op in ("and", "or"):
            parts = [self.condition(part, holds=holds) for part in node.args]
            return and_(*parts) if (node.op == "and") == holds else or_(*parts)
        if node.op in SPATIAL:
            return self._spatial(node, holds)
        if node.op == "t_disjoint":
            return self.condition(Call("t_intersects", node.args), holds=not holds)
        written = self._predicate(node)
        return written if holds else not_(written)

    def _predicate(self, node: Call) -> Condition:
        if node.op in COMPARISONS:
            left, right = self._alike(*node.args)
            return _COMPARE[node.op](left, right)
        if node.op in TEMPORAL:
            first, second = self._two_spans(*node.args)
            return and_(*(_COMPARE[op](first[one], second[other]) for one, op, other in TIMES[node.op]))
        if node.op == "like":
            return self._like(*node.args)
        if node.op == "between":
            value, low, high = self._alike(*node.args)
            return and_(value >= low, value <= high)
        if node.op == "in":
            return self._among(*node.args)
        if node.op == "isNull":
            return self._missing(node.args[0])
        raise CqlError(f"filter: {node.op} is no condition")

    def _kind(self, node: Node) -> str:
        if isinstance(node, Property):
            return self._column(node)[1]
        if isinstance(node, Literal):
            return {bool: "boolean", str: "text"}.get(type(node.value), "number")
        if isinstance(node, Call) and node.op == "casei":
            if self._kind(node.args[0]) != "text":
                raise CqlError("filter: casei wants a text")
            return "text"
        kinds: dict[type, str] = {Day: "date", Instant: "timestamp", Span: "interval", Shape: "geometry"}
        if type(node) not in kinds:
            raise CqlError("filter: a value is expected where a condition or a list stands")
        return kinds[type(node)]

    def _column(self, node: Property) -> tuple[ColumnElement[Any], str]:
        if node.name not in self._columns.properties:
            known = ", ".join(sorted(self._columns.properties))
            raise CqlError(f"filter: there is no {node.name[:60]!r} to filter by; known are {known}")
        return self._columns.properties[node.name]

    def _alike(self, *nodes: Node) -> list[Any]:
        """Values that can be compared with one another, as SQL."""
        kinds = [self._kind(node) for node in nodes]
        if wrong := sorted({"interval", "geometry"} & set(kinds)):
            raise CqlError(f"filter: an {wrong[0]} is compared by {'T_' if wrong[0] == 'interval' else 'S_'} functions")
        common = next((kind for kind in ("timestamp", "date") if kind in kinds), kinds[0])
        columns = {kind for node, kind in zip(nodes, kinds, strict=True) if isinstance(node, Property)}
        if "date" in columns:
            common = "date"  # a day is compared as a day, also with a moment
        return [self._value(node, common) for node in nodes]

    def _value(self, node: Node, wanted: str) -> Any:
        if isinstance(node, Property):
            column, kind = self._column(node)
            if kind != wanted:
                raise CqlError(f"filter: {node.name} is a {kind} and is compared with a {wanted}")
            return column
        if isinstance(node, Call):
            self._kind(node)
            return func.lower(self._value(node.args[0], wanted))
        value = given(node, wanted, self._columns.moment)
        if value is None or (isinstance(node, Literal) and wanted not in ("date", "timestamp", self._kind(node))):
            raise CqlError(f"filter: a {wanted} is compared with a {self._kind(node)}")
        return bindparam(None, value, unique=True)

    def _like(self, value: Node, pattern: Node) -> Condition:
        folded = isinstance(pattern, Call) and pattern.op == "casei"
        bare = pattern.args[0] if isinstance(pattern, Call) and folded else pattern
        if self._kind(value) != "text" or not isinstance(bare, Literal) or not isinstance(bare.value, str):
            raise CqlError("filter: LIKE compares a text with a pattern")
        return Like(self._value(value, "text"), bare.value, folded=folded)

    def _among(self, value: Node, listed: Node) -> Condition:
        if not isinstance(listed, Listed) or not listed.items:
            raise CqlError("filter: IN wants a list of values")
        first, *rest = self._alike(value, *listed.items)
        allowed: Condition = first.in_(rest)
        return allowed

    def _missing(self, node: Node) -> Condition:
        if not isinstance(node, Property):
            raise CqlError("filter: IS NULL asks of a property")
        missing: Condition = self._column(node)[0].is_(None)
        return missing

    def _two_spans(self, left: Node, right: Node) -> tuple[_Bounds, _Bounds]:
        scales = {self._scale(node) for node in (left, right)} - {None}
        if len(scales) != 1:
            raise CqlError("filter: a T_ function compares datetime, a date or a timestamp with a time that is given")
        scale = scales.pop() or ""
        return self._span(left, scale), self._span(right, scale)

    def _scale(self, node: Node) -> str | None:
        """By what a property's times are counted; null for a literal, which any scale can hold."""
        if isinstance(node, Property) or (isinstance(node, Span) and self._is_datetime(node)):
            kind = "interval" if isinstance(node, Span) else self._kind(node)
            if kind not in ("interval", "date", "timestamp"):
                raise CqlError(f"filter: a {kind} has no time")
            return kind
        return None

    @staticmethod
    def _is_datetime(node: Span) -> bool:
        """``INTERVAL(date_start, date_end)`` is what ``datetime`` names."""
        if isinstance(node.start, Property) or isinstance(node.end, Property):
            if node != Span(Property("date_start"), Property("date_end")):
                raise CqlError("filter: of properties, only INTERVAL(date_start, date_end) is an interval")
            return True
        return False

    def _span(self, node: Node, scale: str) -> _Bounds:
        if scale == "interval" and not isinstance(node, (Literal, Day, Instant)) and self._scale(node):
            return self._columns.starts, self._columns.ends
        if isinstance(node, Property):
            return (self._column(node)[0],) * 2
        start, end = given_bounds(node, scale, self._columns.moment)
        return bindparam(None, start, unique=True), bindparam(None, end, unique=True)

    def _spatial(self, node: Call, holds: bool) -> Condition:
        relation = node.op.removeprefix("s_")
        left, right = node.args
        if isinstance(left, Shape):
            left, right, relation = right, left, _SWAPPED.get(relation, relation)
        if not isinstance(left, Property) or not isinstance(right, Shape) or self._kind(left) != "geometry":
            raise CqlError("filter: an S_ function compares geometry with a shape that is given")
        return self._columns.related(relation, right.wkt, holds)


def given(node: Node, kind: str, moment: Callable[[datetime], Any]) -> Any:
    """A value that a filter gives, as columns of a kind are compared with it; null for what is no value."""
    if kind not in ("date", "timestamp"):
        return node.value if isinstance(node, Literal) else None
    if isinstance(node, Literal) and isinstance(node.value, str):
        node = tree.moment(node.value)  # a time as plain text: SQL habits, JSON clients
    if not isinstance(node, (Day, Instant)):
        return None
    if kind == "date":
        return _day(node).isoformat()
    return moment(node.value if isinstance(node, Instant) else datetime.combine(node.value, time(), UTC))


def given_bounds(node: Node, scale: str, moment: Callable[[datetime], Any]) -> tuple[Any, Any]:
    """The bounds of a time that a filter gives, as columns of a kind are compared with them."""
    if isinstance(node, Literal) and isinstance(node.value, str):
        node = tree.moment(node.value)
    if isinstance(node, (Day, Instant)):
        node = Span(node, node)
    if not isinstance(node, Span):
        raise CqlError("filter: a date, a timestamp or an interval is expected")
    if isinstance(node.start, Property) or isinstance(node.end, Property):
        raise CqlError("filter: of properties, only INTERVAL(date_start, date_end) is an interval")
    if scale == "interval":
        return (
            _minutes(node.start)[0] if node.start else BEGINNING,
            _minutes(node.end)[1] if node.end else END,
        )
    if scale == "date":
        return (
            _day(node.start).isoformat() if node.start else "0001-01-01",
            _day(node.end).isoformat() if node.end else "9999-12-31",
        )
    return moment(_moment(node.start, first=True)), moment(_moment(node.end, first=False))


def _minutes(bound: Day | Instant) -> tuple[int, int]:
    return stretch(bound.value.isoformat())


def _day(bound: Day | Instant) -> date:
    return bound.value if isinstance(bound, Day) else bound.value.astimezone(DAMASCUS).date()


def _moment(bound: Day | Instant | None, *, first: bool) -> datetime:
    if isinstance(bound, Instant):
        return bound.value
    edge = date.min if first else date.max
    clock = time() if first else time(23, 59, 59)
    return datetime.combine(bound.value if bound else edge, clock, UTC)
