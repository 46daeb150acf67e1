"""CQL2 filters over the columns in memory: exactly which events meet them, where the columns tell.

As in SQL, what has no value meets neither a comparison nor its negation: NOT is carried inwards to where that is known.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from store.columns import COLUMNS, OF_PLACE
from store.cql2.sql import TIMES, given, given_bounds
from store.cql2.tree import COMPARISONS, Call, Listed, Literal, Node, Property, Span
from store.held import Numbers
from store.narrowing import FLIPPED, properties
from store.queryables import QUERYABLES

if TYPE_CHECKING:
    from store.glance import Glance

Known = Callable[["Glance", slice], Any]  # which events of a part
Lying = Callable[[Node], Collection[int]]  # the keys of the places that meet a filter of places

_COMPARE: Final = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_OPEN: Final = (Property("datetime"), Span(Property("date_start"), Property("date_end")))
_ORDERED: Final = ("number", "date", "timestamp")  # kinds whose order does not depend on a language
HELD: Final = frozenset(
    {"type", "subtype", "factuality", "verdict", "updated", "time_precision", "geo_precision", "deaths_min"}
    | {"deaths_max", "confidence", "source_count", "date_start", "date_end", "datetime"}
)


@dataclass(frozen=True, slots=True)
class _Test:
    """How one property compares: what meets it, of the events that have a value at all."""

    name: str
    met: Known


def known(node: Node, lying: Lying) -> Known | None:
    """Which events meet a filter that the database takes; null where the columns do not tell."""
    return _known(node, lying, holds=True)


def _known(node: Node, lying: Lying, *, holds: bool) -> Known | None:
    match node:
        case Call("not", (inner,)):
            return _known(inner, lying, holds=not holds)
        case Call("t_disjoint", times):
            return _known(Call("t_intersects", times), lying, holds=not holds)
        case Call("and" | "or" as op, parts):
            each = [_known(part, lying, holds=holds) for part in parts]
            return _joined(each, and_ if (op == "and") == holds else or_)
    return _alone(node, lying, holds=holds)


def _alone(node: Node, lying: Lying, *, holds: bool) -> Known | None:
    """A filter that no other is joined with."""
    match node:
        case Literal(bool(value)):
            return lambda _, part: np.full(part.stop - part.start, value == holds)
        case Call("isNull", (Property(name),)) if name in HELD:
            return lambda glance, part: ~glance.told(name, part) if holds else glance.told(name, part)
    asked = properties(node)
    if asked and asked <= OF_PLACE.properties.keys():
        keys = lying(node if holds else Call("not", (node,)))
        return lambda glance, part: glance.at(keys, part)
    test = _tested(node)
    return None if test is None else _of_those_told(test, holds=holds)


def _joined(each: Collection[Known | None], both: Callable[[Numbers, Numbers], Numbers]) -> Known | None:
    told = [one for one in each if one is not None]
    if len(told) < len(each):
        return None
    return lambda glance, part: reduce(both, (one(glance, part) for one in told))


def _of_those_told(test: _Test, *, holds: bool) -> Known:
    def met(glance: "Glance", part: slice) -> Any:
        found = test.met(glance, part)
        return (found if holds else ~found) & glance.told(test.name, part)

    return met


def _tested(node: Node) -> _Test | None:
    """One property compared with what is given; null for any other filter."""
    match node:
        case Call("between", (Property(name), low, high)):
            return _compared(name, and_, (">=", low), ("<=", high))
        case Call("in", (Property(name), Listed(items))):
            return _compared(name, or_, *(("=", item) for item in items))
        case Call(op, (Property(name), other)) if op in COMPARISONS:
            return _compared(name, and_, (op, other))
        case Call(op, (other, Property(name))) if op in COMPARISONS:
            return _compared(name, and_, (FLIPPED[op], other))
        case Call(op, (one, other)) if op in TIMES:
            turned = [(first, FLIPPED[sign], second) for second, sign, first in TIMES[op]]
            return _placed_in_time(one, other, TIMES[op]) or _placed_in_time(other, one, turned)
    return None


def _compared(name: str, both: Callable[[Any, Any], Any], *asked: tuple[str, Node]) -> _Test | None:
    if name not in HELD:
        return None
    kind = QUERYABLES[name].kind
    values = [given(node, kind, COLUMNS.moment) for _, node in asked]
    signs = [sign for sign, _ in asked]
    if None in values or (kind not in _ORDERED and not {*signs} <= {"=", "<>"}):
        return None

    def met(glance: "Glance", part: slice) -> Any:
        compared = (
            glance.compared(name, _COMPARE[sign], value, part) for sign, value in zip(signs, values, strict=True)
        )
        return reduce(both, compared)

    return _Test(name, met)


def _timed(node: Node) -> str | None:
    """The property whose times are asked for; null for what is given."""
    if node in _OPEN:
        return "datetime"
    return node.name if isinstance(node, Property) and node.name in HELD else None


def _placed_in_time(one: Node, other: Node, signs: Collection[tuple[int, str, int]]) -> _Test | None:
    """A property's times beside a time that is given."""
    if (name := _timed(one)) is None or _timed(other) is not None or isinstance(other, Property):
        return None
    bounds = given_bounds(other, QUERYABLES[name].kind, COLUMNS.moment)
    sides = ("starts", "ends") if name == "datetime" else (name, name)

    def met(glance: "Glance", part: slice) -> Any:
        compared = (glance.compared(sides[one], _COMPARE[sign], bounds[side], part) for one, sign, side in signs)
        return reduce(and_, compared)

    return _Test(name, met)
