"""Query parameters, read strictly: what is unknown or cannot be read is refused with its reason."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from store import FilterError, Filters, read_bbox

DEFAULT_LIMIT: Final = 100
MOST: Final = 10_000  # events in one answer
_FARTHEST: Final = 10**12

ExpandPlace = Callable[[str], Collection[str]]  # a place's name, id or pcode to the ids of it and all inside it


def _described(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


_TEXT: Final = {"type": "string", "minLength": 1}
_BOX: Final = {"type": "string", "pattern": r"^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$"}
FILTERS: Final = [
    _described("bbox", "west,south,east,north in degrees (CRS84)", _BOX),
    _described("datetime", "A date or time, or start/end with .. for an open side; days are Damascus days", _TEXT),
    _described("type", "Event types, separated by commas", _TEXT),
    _described("factuality", "occurred, claimed, planned, proposed, denied; separated by commas", _TEXT),
    _described("place", "A place's name in any spelling, id or pcode; events inside it count", _TEXT),
    _described("text", "Words that the quoted evidence, title, places or actors must hold", _TEXT),
    _described("source", "An outlet, or an article's id", _TEXT),
    _described("filter", "CQL2 text", _TEXT),
    _described("filter-lang", "Only cql2-text", {"type": "string", "enum": ["cql2-text"]}),
]
PAGING: Final = [
    _described("limit", "Events in one page", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 100}),
    _described("offset", "Events to pass over", {"type": "integer", "minimum": 0, "default": 0}),
]
FORMAT: Final = _described("f", "Only json", {"type": "string", "enum": ["json"]})


class BadRequest(ValueError):  # noqa: N818  the name of the HTTP status
    """A request that cannot be answered as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which stretch of the answer is wanted."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0


def read_given(pairs: Iterable[tuple[str, str]], known: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The parameters by name; one that is unknown or given twice is refused, as OGC API - Features asks."""
    listed = list(pairs)
    names = [parameter["name"] for parameter in known]
    if unknown := sorted({name for name, _ in listed} - set(names)):
        raise BadRequest(f"unknown parameter {', '.join(unknown)}: known are {', '.join(names)}")
    if twice := sorted(name for name, times in Counter(name for name, _ in listed).items() if times > 1):
        raise BadRequest(f"{', '.join(twice)} is given more than once")
    if given := dict(listed).get("f", "json") not in ("json", "geojson"):
        raise BadRequest(f"f={given!r}: only json is served")
    return dict(listed)


def read_filters(given: dict[str, str], expand: ExpandPlace | None) -> Filters:
    """The store's filters that the parameters mean."""
    if given.get("filter-lang", "cql2-text") != "cql2-text":
        raise BadRequest(f"filter-lang={given['filter-lang']!r}: only cql2-text is understood")
    place, places = given.get("place"), None
    if place and expand and (within := expand(place)):
        place, places = None, tuple(within)
    try:
        return Filters(
            bbox=read_bbox(given["bbox"]) if "bbox" in given else None,
            datetime=given.get("datetime"),
            types=_listed(given, "type"),
            factuality=_listed(given, "factuality"),
            place=place,
            places=places,
            text=given.get("text"),
            source=given.get("source"),
            cql=given.get("filter"),
        )
    except FilterError as wrong:
        raise BadRequest(str(wrong)) from wrong


def _listed(given: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in given[name].split(",")) if name in given else ()


def read_page(given: dict[str, str]) -> Page:
    """``limit`` and ``offset``; a limit above the most is brought down to it, as the standard allows."""
    limit = _whole(given, "limit", DEFAULT_LIMIT, least=1)
    return Page(min(limit, MOST), _whole(given, "offset", 0, least=0))


def _whole(given: dict[str, str], name: str, default: int, *, least: int) -> int:
    written = given.get(name)
    if written is None:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < 13):
        raise BadRequest(f"{name}={written!r} is not a whole number from {least} to {_FARTHEST}")
    if int(written) < least:
        raise BadRequest(f"{name}={written} is below {least}")
    return int(written)


def page_query(given: dict[str, str], page: Page) -> str:
    """The query string of another page of the same answer."""
    return urlencode(given | {"limit": str(page.limit), "offset": str(page.offset)})
