"""The documents of OGC API - Features around the features themselves. Source: OGC 17-069r4 and 19-079r2."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from serve.answers import ATOM, GEOJSON, HTML, JSON, OPENAPI, SCHEMA
from serve.catalogue import Collection, Document, Page
from serve.parameters import CRS84, Given

TITLE: Final = "Waqai: dated, geolocated events from Arabic news about Syria"
DESCRIPTION: Final = "Every event carries the words that say so; one nobody placed has no geometry."
GREGORIAN: Final = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
_RELATION: Final = "http://www.opengis.net/def/rel/ogc/1.0"
_FEATURES: Final = "http://www.opengis.net/spec/ogcapi-features"
_CQL2: Final = "http://www.opengis.net/spec/cql2/1.0/conf"
# What shows each of these, requirement by requirement, stands in docs/http-conformance.md; nothing else is claimed.
CONFORMANCE: Final = (
    *(f"{_FEATURES}-1/1.0/conf/{name}" for name in ("core", "geojson", "html", "oas30")),
    f"{_FEATURES}-2/1.0/conf/crs",
    *(f"{_FEATURES}-3/1.0/conf/{name}" for name in ("queryables", "queryables-query-parameters", "filter")),
    f"{_FEATURES}-3/1.0/conf/features-filter",
    *(f"{_CQL2}/{name}" for name in ("cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators")),
    *(f"{_CQL2}/{name}" for name in ("case-insensitive-comparison", "property-property")),
    *(f"{_CQL2}/{name}" for name in ("basic-spatial-functions", "basic-spatial-functions-plus", "spatial-functions")),
)


def link(href: str, rel: str, media_type: str, title: str) -> Document:
    """One link."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def both_ways(href: str, title: str, media_type: str = JSON, *, shown: str = JSON) -> list[Document]:
    """Links of a document to itself as it is shown and to its other representation."""
    return [
        link(f"{href}{mark}", "self" if kind == shown else "alternate", kind, f"{title} ({name})")
        for kind, name, mark in ((media_type, "JSON", "?f=json"), (HTML, "HTML", "?f=html"))
    ]


def landing(base: str, shown: str) -> Document:
    """The first page."""
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "links": [
            *both_ways(f"{base}/", "This document", shown=shown),
            link(f"{base}/openapi.json", "service-desc", OPENAPI, "The API"),
            link(f"{base}/api", "service-doc", HTML, "The API, to read"),
            link(f"{base}/conformance", "conformance", JSON, "Standards"),
            link(f"{base}/collections", "data", JSON, "Collections"),
            link(f"{base}/collections/events/feed.atom", "alternate", ATOM, "The events last changed, as a feed"),
            link(f"{base}/map", "alternate", HTML, "Map"),
            link(f"{base}/timeline", "alternate", HTML, "Timeline"),
        ],
    }


def collections(base: str, all_of_them: Iterable[Collection], shown: str) -> Document:
    """The list of collections."""
    return {
        "links": both_ways(f"{base}/collections", "This document", shown=shown),
        "collections": [collection(base, one, JSON) for one in all_of_them],
    }


def collection(base: str, described: Collection, shown: str) -> Document:
    """One collection."""
    here = f"{base}/collections/{described.id}"
    extent = described.extent()
    first, last = extent["days"]
    feed = [link(f"{here}/feed.atom", "alternate", ATOM, "Feed")] if described.id == "events" else []
    return {
        "id": described.id,
        "title": f"{described.title} · {described.title_ar}",
        "description": described.description,
        "itemType": "feature",
        "crs": [CRS84],
        "storageCrs": CRS84,
        "extent": {
            "spatial": {"bbox": [extent["bbox"] or [-180, -90, 180, 90]], "crs": CRS84},
            "temporal": {"interval": [[_instant(first, "00:00:00"), _instant(last, "23:59:59")]], "trs": GREGORIAN},
        },
        "links": [
            *both_ways(here, "This collection", shown=shown),
            link(f"{here}/items?f=json", "items", GEOJSON, "The features"),
            link(f"{here}/items?f=html", "items", HTML, "The features, to read"),
            link(f"{here}/queryables", f"{_RELATION}/queryables", SCHEMA, "What filters may ask"),
            link(f"{here}/schema", "describedby", SCHEMA, "The shape of the features"),
            *feed,
        ],
    }


def _instant(day: str | None, clock: str) -> str | None:
    return f"{day}T{clock}Z" if day else None


def queryables(base: str, described: Collection) -> Document:
    """What a filter may ask, as JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}/collections/{described.id}/queryables",
        "type": "object",
        "title": described.title,
        "properties": described.queryables(),
        "additionalProperties": False,
    }


def conformance() -> dict[str, Any]:
    """The standards that are followed."""
    return {"conformsTo": list(CONFORMANCE)}


def page_links(base: str, given: Given, page: Page, shown: str) -> list[Document]:
    """The links of a page to itself, otherwise, its collection and the pages about it."""
    bare = {name: value for name, value in given.items() if name not in ("f", "cursor")}

    def to(cursor: str | None, rel: str, title: str, kind: str) -> Document:
        asked = bare | ({"cursor": cursor} if cursor else {}) | {"f": "html" if kind == HTML else "json"}
        return link(f"{base}/items?{urlencode(asked)}", rel, kind, title)

    other = HTML if shown == GEOJSON else GEOJSON
    here = given.get("cursor")
    links = [to(here, "self", "This page", shown), to(here, "alternate", "This page otherwise", other)]
    links.append(link(base, "collection", JSON, "The collection"))
    if page.following:
        links.append(to(page.following, "next", "Next page", shown))
    if page.previous:
        links.append(to(page.previous, "prev", "Previous page", shown))
    if here:
        links.append(to(None, "first", "First page", shown))
    return links
