"""Query parameters, read strictly: what is unknown or cannot be read is refused with its reason."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from serve.problems import Problem
from store import ORDERS, QUERYABLES, FilterError, Filters, Node, Queryable, both, equals, read_bbox, read_cql

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
ExpandPlace = Callable[[str], Collection[str]]  # a place's name, id or pcode to the ids of it and all inside it
Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter as the API document describes it."""

    name: str
    description: str
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string", "minLength": 1})
    place: str = "query"
    equals: bool = False  # it asks a queryable for this value
    example: Any = None

    @property
    def document(self) -> dict[str, Any]:
        """As OpenAPI writes it."""
        # as the standard defines its own
        written = {"style": "form", "explode": False} if self.place == "query" else {}
        return {
            "name": self.name,
            "in": self.place,
            "required": self.place == "path",
            "description": self.description,
            "schema": self.schema,
            **({} if self.example is None else {"example": self.example}),
            **written,
        }


def _among(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _several(name: str) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": {"type": "string", "enum": list(QUERYABLES[name].allowed)}}


_OF_KIND: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string", "minLength": 1},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}
_NUMBERS: Final = {"type": "number"}
_DAY_OF_GDAL: Final = re.compile(r"(?<=\d\d-\d\d)T(?=/|$)", re.ASCII)  # 2018-01-01T/.. for a day without a clock
BBOX: Final = Parameter(
    "bbox",
    "west,south,east,north in degrees (CRS84), or six numbers with heights; west > east crosses the antimeridian",
    {"type": "array", "items": _NUMBERS, "oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)]},
    example=[36.9, 36.0, 37.4, 36.4],
)
DATETIME: Final = Parameter(
    "datetime",
    "A date or time, or start/end with .. for an open side; days are Damascus days",
    example="2016-09-01/2016-12-31",
)
_NEAR: Final = {"type": "array", "items": _NUMBERS, "minItems": 3, "maxItems": 3}
CRS: Final = Parameter("crs", "The reference system of the answer: CRS84", _among(CRS84))
BBOX_CRS: Final = Parameter("bbox-crs", "The reference system of bbox: CRS84", _among(CRS84))
SOURCE: Final = Parameter("source", "An outlet, or an article's id")
UPDATED: Final = Parameter("updated", "A time: what has changed since, that moment included")
SORTBY: Final = Parameter("sortby", "The order; with a minus the last or greatest first", _among(*ORDERS))
_LEAST: Final = {"type": "integer", "minimum": 0}
_FILTER: Final = (
    Parameter("filter", "A CQL2 filter", example="id LIKE 'a%' OR id IS NULL"),
    Parameter("filter-lang", "The language of filter", _among("cql2-text", "cql2-json")),
    Parameter("filter-crs", "The reference system of filter: CRS84", _among(CRS84)),
)
_OWN: Final = (
    Parameter("type", "Event types, separated by commas", _several("type")),
    Parameter("subtype", "Subtypes, separated by commas"),
    Parameter("factuality", "Whether it happened, separated by commas", _several("factuality")),
    Parameter("place", "A place's name in any spelling, id or pcode; events inside it count"),
    Parameter("near", "longitude,latitude,kilometres: events within so far", _NEAR, example=[37.16, 36.2, 10]),
    Parameter("actor", "Words of an actor's name, in any spelling"),
    Parameter("text", "Words that the quoted evidence, title, places or actors must hold, in any spelling"),
    SOURCE,
    Parameter("deaths", "At least so many deaths, by every source", _LEAST),
    Parameter("sources", "Told by at least so many articles", _LEAST),
    UPDATED,
)


def queried(queryables: Mapping[str, Queryable], own: Iterable[Parameter] = ()) -> tuple[Parameter, ...]:
    """The parameters that ask queryables: a CQL2 filter, and each by its name, unless a parameter of its own has it."""
    named = {parameter.name for parameter in own}
    simple = {name: one for name, one in queryables.items() if one.kind in _OF_KIND and name not in named}
    allowed = {name: {"enum": list(one.allowed)} if one.allowed else {} for name, one in simple.items()}
    return _FILTER + tuple(
        Parameter(name, one.title, _OF_KIND[one.kind] | allowed[name], equals=True) for name, one in simple.items()
    )


FILTERS: Final = (BBOX, BBOX_CRS, DATETIME, *_OWN, *queried(QUERYABLES, _OWN))
CURSOR: Final = Parameter("cursor", "Where the page begins: as the links of another page say")


def limit(default: int, most: int) -> Parameter:
    """How many items a page holds; more than the most is brought down to it, as the standard asks."""
    schema = {"type": "integer", "minimum": 1, "default": default}
    return Parameter("limit", f"Items in one page; more than {most} are never sent at once", schema)


def formats(*names: str) -> Parameter:
    """The representations that a path has."""
    return Parameter("f", "The representation, whatever Accept says", _among(*names))


def read_given(pairs: Iterable[tuple[str, str]], known: Iterable[Parameter]) -> dict[str, str]:
    """The parameters by name; one that is unknown, empty or given twice is refused, as the standard asks."""
    listed = list(pairs)
    parameters = {parameter.name: parameter for parameter in known}
    if unknown := sorted({name for name, _ in listed} - set(parameters)):
        raise Problem(400, f"unknown parameter {', '.join(unknown)[:200]}: known are {', '.join(parameters)}")
    if twice := sorted(name for name, times in Counter(name for name, _ in listed).items() if times > 1):
        raise Problem(400, f"{', '.join(twice)} is given more than once")
    given = dict(listed)
    if empty := [name for name, value in given.items() if not value]:
        raise Problem(400, f"{', '.join(empty)} is empty")
    for name, value in given.items():
        allowed = parameters[name].schema.get("enum")
        if allowed and value not in allowed:
            raise Problem(400, f"{name}={value[:100]!r}: known are {', '.join(allowed)}")
    if "datetime" in given:
        given["datetime"] = _DAY_OF_GDAL.sub("", given["datetime"])
    return given


def read_filters(given: Given, expand: ExpandPlace | None) -> Filters:
    """The store's filters that the parameters mean."""
    place, places = given.get("place"), None
    if place and expand and (within := expand(place)):
        place, places = None, tuple(within)
    return Filters(
        bbox=read_box(given),
        datetime=given.get("datetime"),
        types=_listed(given, "type"),
        subtypes=_listed(given, "subtype"),
        near=_near(given["near"]) if "near" in given else None,
        actor=given.get("actor"),
        deaths=_whole(given, "deaths"),
        sources=_whole(given, "sources"),
        updated=given.get("updated"),
        factuality=_listed(given, "factuality"),
        place=place,
        places=places,
        text=given.get("text"),
        source=given.get("source"),
        cql=read_filter(given, QUERYABLES, FILTERS),
    )


def read_filter(given: Given, queryables: Mapping[str, Queryable], known: Iterable[Parameter]) -> Node | None:
    """The CQL2 filter, and the values that queryables must have."""
    if "filter" not in given and {"filter-lang", "filter-crs"} & set(given):
        raise Problem(400, "filter-lang and filter-crs say how to read a filter, and there is none")
    asked = [equals(one.name, given[one.name], queryables) for one in known if one.equals and one.name in given]
    if "filter" in given:
        asked.append(read_cql(given["filter"], given.get("filter-lang", "cql2-text")))
    return both(*asked) if asked else None


def read_box(given: Given) -> tuple[float, ...] | None:
    """``bbox``, checked."""
    return Filters(bbox=read_bbox(given["bbox"])).bbox if "bbox" in given else None


def _near(written: str) -> tuple[float, float, float]:
    try:
        lon, lat, km = (float(part) for part in written.split(","))
    except ValueError:
        raise FilterError(f"near={written[:60]!r}: write longitude,latitude,kilometres") from None
    return lon, lat, km


def _whole(given: Given, name: str) -> int | None:
    written = given.get(name)
    if written is None:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 13):
        raise FilterError(f"{name}={written[:50]!r} is not a whole number from 0")
    return int(written)


def _listed(given: Given, name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in given[name].split(",")) if name in given else ()


def read_limit(given: Given, default: int, most: int) -> int:
    """``limit``; more than the most is brought down to it."""
    written = given.get("limit")
    if written is None:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < 13 and int(written)):
        raise Problem(400, f"limit={written[:50]!r} is not a whole number from 1")
    return min(int(written), most)
