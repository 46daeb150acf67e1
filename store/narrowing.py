"""What a CQL2 filter asks of everything it finds, as the indexes know it: terms, and bounds of time.

Each is a consequence of the filter and no more: whatever meets the filter has a term of every set and lies within the
bounds. The filter itself is tested on what they leave.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from store.cql2.tree import (
    COMPARISONS,
    TEMPORAL,
    Call,
    CqlError,
    Day,
    Instant,
    Listed,
    Literal,
    Node,
    Property,
    Span,
    moment,
)
from store.interval import BEGINNING, END, stretch
from store.terms import COARSEST, PRECISIONS, SINGLE, STEPS, fact, step_term

_DAY: Final = 1440  # minutes
_FACTS: Final = frozenset(SINGLE) - {"span"}
FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}

_BOUNDING: Final = (COMPARISONS | TEMPORAL | {"between", "in"}) - {"<>", "t_disjoint"}
_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}  # neither meets what has no value


@dataclass(frozen=True, slots=True)
class Bounds:
    """Minutes between which events begin, both included, and before which they do not end."""

    first: int = BEGINNING
    last: int = END
    until: int = BEGINNING

    def __and__(self, other: "Bounds") -> "Bounds":
        return Bounds(max(self.first, other.first), min(self.last, other.last), max(self.until, other.until))

    def __or__(self, other: "Bounds") -> "Bounds":
        return Bounds(min(self.first, other.first), max(self.last, other.last), min(self.until, other.until))


# What a predicate of ``datetime`` and a stretch says of the event's own. See ``store.cql2.sql``, which tests it.
_TIMES: Final[Mapping[str, Callable[[int, int], Bounds]]] = {
    "t_after": lambda _, b: Bounds(first=b + 1),
    "t_before": lambda a, _: Bounds(last=a - 1),
    "t_contains": lambda a, b: Bounds(last=a - 1, until=b + 1),
    "t_during": lambda a, b: Bounds(first=a + 1, last=b - 1),
    "t_equals": lambda a, b: Bounds(first=a, last=a, until=b),
    "t_finishedby": lambda a, b: Bounds(last=a - 1, until=b),
    "t_finishes": lambda a, b: Bounds(first=a + 1, last=b, until=b),
    "t_intersects": lambda a, b: Bounds(last=b, until=a),
    "t_overlappedby": lambda a, b: Bounds(first=a + 1, last=b - 1, until=b + 1),
    "t_overlaps": lambda a, _: Bounds(last=a - 1, until=a + 1),
    "t_startedby": lambda a, b: Bounds(first=a, last=a, until=b + 1),
    "t_starts": lambda a, _: Bounds(first=a, last=a),
}


def conjuncts(node: Node) -> Iterator[Node]:
    """The parts that a filter asks for all of."""
    if isinstance(node, Call) and node.op == "and":
        for part in node.args:
            yield from conjuncts(part)
    else:
        yield node


def properties(node: Node) -> frozenset[str]:
    """What a filter asks about."""
    match node:
        case Property(name):
            return frozenset([name])
        case Call(_, parts) | Listed(parts):
            return frozenset[str]().union(*map(properties, parts))
        case Span(start, end):
            return frozenset[str]().union(*(properties(bound) for bound in (start, end) if bound is not None))
    return frozenset()


def term_sets(node: Node) -> list[tuple[str, ...]]:
    """Sets of terms; whatever meets the filter has at least one of each."""
    if isinstance(node, Call) and node.op == "and":
        return [terms for part in node.args for terms in term_sets(part)]
    if isinstance(node, Call) and node.op == "or":
        return _either([term_sets(part) for part in node.args])
    if (other := _affirmed(node)) is not None:
        return term_sets(other)
    found = _compared(node)
    return [terms for terms in (_terms(*each) for each in found) if terms]


def _affirmed(node: Node) -> Node | None:
    """What a NOT says without it, one level down; null for what is no NOT, or cannot be said otherwise."""
    match node:
        case Call("not", (Call("not", (inner,)),)):
            return inner
        case Call("not", (Call("and" | "or" as op, parts),)):
            return Call("or" if op == "and" else "and", tuple(Call("not", (part,)) for part in parts))
        case Call("not", (Call(op, sides),)) if op in _OPPOSITE:
            return Call(_OPPOSITE[op], sides)
    return None


def _either(branches: Sequence[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """One set of what each branch asks, its smallest; nothing where some branch asks nothing."""
    if not all(branches):
        return []
    return [tuple(dict.fromkeys(term for branch in branches for term in min(branch, key=len)))]


def _compared(node: Node) -> list[tuple[str, str, tuple[str | float | bool, ...]]]:
    """A property, how it is compared, and with which values; ``between`` as its lower bound, and its upper one."""
    match node:
        case Call(op, (Property(name), Literal(value))) if op in COMPARISONS:
            return [(name, op, (value,))]
        case Call(op, (Literal(value), Property(name))) if op in COMPARISONS:
            return [(name, FLIPPED[op], (value,))]
        case Call("in", (Property(name), Listed(items))) if all(isinstance(item, Literal) for item in items):
            return [(name, "=", tuple(item.value for item in items if isinstance(item, Literal)))]
        case Call("between", (Property(name), Literal(low), Literal(high))):
            return [(name, ">=", (low,)), (name, "<=", (high,))]
    return []


def _terms(name: str, op: str, values: tuple[str | float | bool, ...]) -> tuple[str, ...]:
    if name in _FACTS and op == "=":
        return tuple(fact(SINGLE[name], value) for value in values if isinstance(value, str))
    numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if not numbers:
        return ()
    if name in STEPS and op in ("=", ">", ">="):
        steps = [step for step in STEPS[name] if step <= min(numbers)]
        return (step_term(name, steps[-1]),) if steps else ()
    if name in PRECISIONS and op in ("=", "<", "<="):
        most = max(numbers)
        coarsest = max(1, math.ceil(most) - 1 if op == "<" else math.floor(most))
        return (fact(PRECISIONS[name], coarsest),) if coarsest < COARSEST else ()
    return ()


def ranged(node: Node) -> str | None:
    """The one property that a filter compares with what is given, and so bounds; null where it does not."""
    match node:
        case Call("not", (Call("<" | "<=" | ">" | ">=") as inner,)):
            return ranged(inner)
        case Call("isNull", (Property(name),)):
            return name
        case Call(op, parts) if op in _BOUNDING:
            names = [part.name for part in parts if isinstance(part, Property)]
            return names[0] if len(names) == 1 and properties(node) == {*names} else None
    return None


def is_undated(node: Node) -> bool:
    """Does a filter ask for what has no date, and perhaps for more?"""
    return any(
        isinstance(part, Call)
        and part.op == "isNull"
        and part.args[0] in (Property("date_start"), Property("datetime"))
        for part in conjuncts(node)
    )


def bounds(node: Node) -> Bounds | None:
    """The bounds of time; null where the filter sets none, and also finds what has no date."""
    if isinstance(node, Call) and node.op == "and":
        known = [each for part in node.args if (each := bounds(part)) is not None]
        return _all_of(known) if known else None
    if isinstance(node, Call) and node.op == "or":
        branches = [bounds(part) for part in node.args]
        hull = branches[0]
        for each in branches[1:]:
            hull = None if hull is None or each is None else hull | each
        return hull
    if (other := _affirmed(node)) is not None:
        return bounds(other)
    return _of_datetime(node) or _of_first_day(node)


def _all_of(known: Sequence[Bounds]) -> Bounds:
    met = known[0]
    for each in known[1:]:
        met &= each
    return met


def _of_datetime(node: Node) -> Bounds | None:
    match node:
        case Call(op, (Property("datetime"), given)) if op in _TIMES:
            times = _minutes(given)
            return None if times is None else _TIMES[op](*times)
    return None


def _of_first_day(node: Node) -> Bounds | None:
    """Bounds by ``date_start``: a day as the text gives it, which may lie in another day of Damascus by hours."""
    match node:
        case Call("between", (Property("date_start"), low, high)):
            days = [_minutes(low), _minutes(high)]
            return None if None in days else _by_day(">=", days[0]) & _by_day("<=", days[1])
        case Call(op, (Property("date_start"), given)) if op in COMPARISONS and (day := _minutes(given)):
            return _by_day(op, day)
        case Call(op, (given, Property("date_start"))) if op in COMPARISONS and (day := _minutes(given)):
            return _by_day(FLIPPED[op], day)
    return None


def _by_day(op: str, day: tuple[int, int] | None) -> Bounds:
    first, last = day or (BEGINNING, END)
    low = first - _DAY if op in ("=", ">", ">=") else BEGINNING
    high = last + _DAY if op in ("=", "<", "<=") else END
    return Bounds(low, high)


def _minutes(node: Node | None) -> tuple[int, int] | None:
    """The minutes of a time that is given; null for what is none."""
    if isinstance(node, Literal) and isinstance(node.value, str):
        try:
            node = moment(node.value)
        except CqlError:  # refused where the filter itself is read
            return None
    match node:
        case Span(start, end):
            sides = [BEGINNING, END]
            for side, bound in enumerate((start, end)):
                if bound is not None:
                    times = _minutes(bound)
                    if times is None:
                        return None
                    sides[side] = times[side]
            return sides[0], sides[1]
        case Day(value):
            return stretch(value.isoformat())
        case Instant(value):
            return stretch(value.isoformat())
    return None
