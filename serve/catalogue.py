"""The collections that the doors serve, each by the same few questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from serve.parameters import FILTERS, ExpandPlace, Given, Parameter, read_filters
from serve.problems import Problem
from store import QUERYABLES, Feature, Store

Document = dict[str, Any]
_OF_KIND: Final[Mapping[str, Document]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
    "interval": {"type": "string", "format": "interval"},
    "geometry": {"format": "geometry-any"},
}


@dataclass(frozen=True, slots=True)
class Page:
    """Some features in order, how many there are in all, and where the next and the previous page begin."""

    features: list[Feature]
    matched: int
    following: str | None = None
    preceding: str | None = None


class Collection(Protocol):
    """Features of one kind."""

    id: str
    title: str
    title_ar: str
    description: str
    parameters: tuple[Parameter, ...]

    def page(self, given: Given, limit: int) -> Page:
        """The features that meet some parameters, as many as wanted."""
        ...

    def get(self, feature_id: str) -> Feature | None:
        """One feature."""
        ...

    def extent(self) -> Document:
        """``bbox`` and ``days`` that the features fill."""
        ...

    def properties(self) -> Document:
        """What can be filtered by, as the properties of a JSON Schema."""
        ...


class Events:
    """What happened, when and where."""

    id = "events"
    title = "Events"
    title_ar = "الوقائع"
    description = "Dated, geolocated events from Arabic news about Syria, with their evidence"
    parameters = FILTERS

    def __init__(self, store: Store, expand: ExpandPlace | None) -> None:
        self._store = store
        self._expand = expand

    def page(self, given: Given, limit: int) -> Page:
        """By day and id, undated ones last."""
        filters, offset = read_filters(given, self._expand), _offset(given.get("cursor"))
        matched = self._store.count(filters)
        features = list(self._store.query(filters, limit=limit, offset=offset))
        following = str(offset + limit) if offset + limit < matched else None
        return Page(features, matched, following, str(max(0, offset - limit)) if offset else None)

    def get(self, feature_id: str) -> Feature | None:
        """One event, also where a reviewer has rejected it."""
        return self._store.get(feature_id)

    def extent(self) -> Document:
        """The store's."""
        return self._store.extent()

    def properties(self) -> Document:
        """The store's queryables."""
        return {name: described(name) for name in sorted(QUERYABLES)}


def described(name: str) -> Document:
    """A queryable as JSON Schema."""
    queryable = QUERYABLES[name]
    allowed = {"enum": list(queryable.allowed)} if queryable.allowed else {}
    return {"title": queryable.title, **_OF_KIND[queryable.kind], **allowed}


def _offset(cursor: str | None) -> int:
    if cursor is not None and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 13):
        raise Problem(400, f"cursor={cursor[:50]!r} is none of this server's")
    return int(cursor or 0)
