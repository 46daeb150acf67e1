"""CQL2 JSON. Source: OGC 21-065r2 (CQL2), clause 8 and its JSON Schema."""

import json
from collections.abc import Callable
from typing import Any, Final

from store.cql2 import tree
from store.cql2.tree import Budget, CqlError, Day, Instant, Listed, Literal, Node, Property, Span, call


def read_json(written: str) -> Node:
    """The tree of a CQL2 JSON filter."""
    try:
        document = json.loads(tree.legible(written))
    except (ValueError, RecursionError) as wrong:
        if isinstance(wrong, CqlError):
            raise
        raise CqlError(f"the filter is no JSON: {wrong}") from None
    return _node(document, 0, Budget())


def _node(value: Any, depth: int, budget: Budget) -> Node:
    budget.spend(depth)
    if isinstance(value, str):
        return Literal(_text(value))
    if isinstance(value, bool):
        return Literal(value)
    if isinstance(value, (int, float)):
        return Literal(tree.finite(value))
    if isinstance(value, list):
        return Listed(tuple(_node(item, depth + 1, budget) for item in value))
    if isinstance(value, dict):
        return _object(value, depth, budget)
    raise CqlError("filter: null is no value; isNull asks for it")


def _object(value: dict[str, Any], depth: int, budget: Budget) -> Node:
    if "op" in value:
        return _call(value, depth, budget)
    if "type" in value:  # before "bbox", which a geometry may carry
        return _geometry(value)
    name = next((name for name in _VALUES if name in value), None)
    if name is None:
        raise CqlError(f"filter: an object with {', '.join(map(repr, list(value)[:5])) or 'nothing'} in it is not CQL2")
    return _VALUES[name](value[name])


def _call(value: dict[str, Any], depth: int, budget: Budget) -> Node:
    op, args = value["op"], value.get("args")
    if not isinstance(op, str) or not isinstance(args, list):
        raise CqlError('filter: a call is written {"op": "…", "args": […]}')
    return call(op, tuple(_node(argument, depth + 1, budget) for argument in args))


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value or not tree.is_whole(value):
        raise CqlError("filter: a text is wanted, of whole characters and without null ones")
    return value


def _interval(bounds: Any) -> Span:
    if not isinstance(bounds, list) or len(bounds) != 2:
        raise CqlError("filter: an interval has two bounds")
    start, end = (_bound(bound) for bound in bounds)
    return Span(start, end)


def _bound(value: Any) -> Day | Instant | Property | None:
    if isinstance(value, str):
        return tree.bound(value)
    if isinstance(value, dict) and "property" in value:
        return Property(_text(value["property"]))
    raise CqlError("filter: a bound of an interval is a date, a timestamp, '..' or a property")


def _numbers(value: Any) -> list[float]:
    if not isinstance(value, list) or not all(type(item) in (int, float) for item in value):
        raise CqlError("filter: a bounding box is a list of numbers")
    return value


def _geometry(value: dict[str, Any]) -> tree.Shape:
    import shapely  # noqa: PLC0415  0.2 s to import, needed for spatial filters only

    try:
        return tree.shape(shapely.from_geojson(json.dumps(value)).wkt)
    except (ValueError, TypeError, AttributeError, shapely.errors.ShapelyError) as wrong:
        raise CqlError(f"filter: {str(value)[:60]} is no geometry ({wrong})") from None


_VALUES: Final[dict[str, Callable[[Any], Node]]] = {
    "property": lambda name: Property(_text(name)),
    "date": lambda written: tree.day(_text(written)),
    "timestamp": lambda written: tree.instant(_text(written)),
    "interval": _interval,
    "bbox": lambda numbers: tree.box(_numbers(numbers)),
}
