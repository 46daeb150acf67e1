"""The collections that the doors serve, each by the same few questions."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from serve.parameters import (
    BBOX,
    BBOX_CRS,
    DATETIME,
    FILTERS,
    SORTBY,
    SOURCE,
    UPDATED,
    ExpandPlace,
    Given,
    Parameter,
    queried,
    read_box,
    read_filter,
    read_filters,
)
from store import (
    OF_ARTICLES,
    OF_PLACES,
    OF_REMOVED,
    QUERYABLES,
    Feature,
    Listing,
    Node,
    Queryable,
    Store,
    articles,
    places,
    published_days,
    read_window,
    removed,
)

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
    """Some features in order, how many there are in all, and the cursors of the pages after and before them."""

    features: list[Feature]
    matched: int
    following: str | None = None
    previous: str | None = None


class Collection(ABC):
    """Features of one kind; a ``FilterError`` where a parameter cannot be read."""

    id: ClassVar[str]
    title: ClassVar[str]
    title_ar: ClassVar[str]
    description: ClassVar[str]
    parameters: ClassVar[tuple[Parameter, ...]]
    asked: ClassVar[Mapping[str, Queryable]]  # by CQL2, and by name

    @classmethod
    def queryables(cls) -> Document:
        """What may be asked, as the properties of a JSON Schema."""
        return {
            name: {"title": one.title, **_OF_KIND[one.kind], **({"enum": list(one.allowed)} if one.allowed else {})}
            for name, one in sorted(cls.asked.items())
        }

    @abstractmethod
    def page(self, given: Given, limit: int) -> Page:
        """The features that meet some parameters, as many as wanted."""

    @abstractmethod
    def get(self, feature_id: str) -> Feature | None:
        """One feature."""

    def extent(self) -> Document:
        """``bbox`` and ``days`` that the features fill; null for those that have no place or time of their own."""
        return {"bbox": None, "days": [None, None]}


class Events(Collection):
    """What happened, when and where."""

    id = "events"
    title = "Events"
    title_ar = "الوقائع"
    description = "Dated, geolocated events from Arabic news about Syria, with their evidence"
    parameters = (*FILTERS, SORTBY)
    asked = QUERYABLES

    def __init__(self, store: Store, expand: ExpandPlace | None) -> None:
        self._store = store
        self._expand = expand

    def page(self, given: Given, limit: int) -> Page:
        """In the order of time, undated ones last, unless another is asked for."""
        filters = read_filters(given, self._expand)
        found = self._store.page(filters, limit=limit, sort=given.get("sortby", "date"), cursor=given.get("cursor"))
        return Page(found.features, self._store.count(filters), found.cursor, found.previous)

    def get(self, feature_id: str) -> Feature | None:
        """One event, also where a reviewer has rejected it."""
        return self._store.get(feature_id)

    def extent(self) -> Document:
        """The store's."""
        return self._store.extent()


class Listed(Collection):
    """A collection that the store lists by id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _listing(self, given: Given) -> Listing | None:
        """What some parameters leave; null for nothing."""
        raise NotImplementedError

    def _filter(self, given: Given) -> Node | None:
        return read_filter(given, self.asked, self.parameters)

    def page(self, given: Given, limit: int) -> Page:
        """By id."""
        listing = self._listing(given)
        if listing is None:
            return Page([], 0)
        found = listing.page(limit, given.get("cursor"))
        return Page(found.features, listing.count(), found.cursor, found.previous)

    def get(self, feature_id: str) -> Feature | None:
        """One by its id."""
        listing = self._listing({})
        return listing.get(feature_id) if listing else None


class Articles(Listed):
    """What was read; ``bbox`` finds none, as an article lies nowhere."""

    id = "articles"
    title = "Articles"
    title_ar = "المقالات"
    description = "The articles that were read, without their texts: source, address, date of publication and why"
    parameters = (BBOX, BBOX_CRS, DATETIME, SOURCE, *queried(OF_ARTICLES, (SOURCE,)))
    asked = OF_ARTICLES

    def _listing(self, given: Given) -> Listing | None:
        read_box(given)
        window = read_window(given["datetime"]) if "datetime" in given else None
        found = articles(self._store, window=window, source=given.get("source"), cql=self._filter(given))
        return None if "bbox" in given else found

    def extent(self) -> Document:
        """The days on which they were published."""
        return super().extent() | {"days": [*published_days(self._store)]}


class Places(Listed):
    """Where events lie; places have no time, so that every ``datetime`` finds them."""

    id = "places"
    title = "Places"
    title_ar = "الأماكن"
    description = "The places at which events lie, each with their number"
    parameters = (BBOX, BBOX_CRS, DATETIME, *queried(OF_PLACES))
    asked = OF_PLACES

    def _listing(self, given: Given) -> Listing | None:
        if "datetime" in given:
            read_window(given["datetime"])
        return places(self._store, bbox=read_box(given), cql=self._filter(given))

    def extent(self) -> Document:
        """The box of the events."""
        return super().extent() | {"bbox": self._store.extent()["bbox"]}


class Removed(Listed):
    """What a copy elsewhere must drop."""

    id = "removed"
    title = "Removed events"
    title_ar = "وقائع أزيلت"
    description = "Events that are no more: since when, why, and which event took them over"
    parameters = (BBOX, BBOX_CRS, DATETIME, UPDATED, *queried(OF_REMOVED, (UPDATED,)))
    asked = OF_REMOVED

    def _listing(self, given: Given) -> Listing | None:
        read_box(given)
        if "datetime" in given:
            read_window(given["datetime"])
        found = removed(self._store, updated=given.get("updated"), cql=self._filter(given))
        return None if "bbox" in given else found
