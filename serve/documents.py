"""The documents of OGC API - Features around the events themselves. Source: OGC 17-069r4 and 19-079r2."""

from typing import Any, Final

from store import QUERYABLES, Queryable

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN: Final = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
QUERYABLES_RELATION: Final = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
GEOJSON: Final = "application/geo+json"
JSON: Final = "application/json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.1"
TITLE: Final = "Waqai: dated, geolocated events from Arabic news about Syria"
CONFORMANCE: Final = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
)
_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
    "interval": {"type": "string", "format": "interval"},
    "geometry": {"format": "geometry-any"},
}

Document = dict[str, Any]


def link(href: str, rel: str, media_type: str, title: str) -> Document:
    """One link."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def landing(base: str) -> Document:
    """The first page."""
    return {
        "title": TITLE,
        "description": "Every event carries the words that say so; one nobody placed has no geometry.",
        "links": [
            link(f"{base}/", "self", JSON, "This document"),
            link(f"{base}/openapi.json", "service-desc", OPENAPI, "The API"),
            link(f"{base}/conformance", "conformance", JSON, "Standards"),
            link(f"{base}/collections", "data", JSON, "Collections"),
            link(f"{base}/map", "alternate", "text/html", "Map"),
        ],
    }


def collection(base: str, extent: Document) -> Document:
    """The one collection; ``extent`` is the store's."""
    items = f"{base}/collections/events"
    first, last = extent["days"]
    return {
        "id": "events",
        "title": "Events",
        "description": "Dated, geolocated events from Arabic news about Syria, with their evidence",
        "itemType": "feature",
        "crs": [CRS84],
        "extent": {
            "spatial": {"bbox": [extent["bbox"] or [-180, -90, 180, 90]], "crs": CRS84},
            "temporal": {"interval": [[_instant(first, "00:00:00"), _instant(last, "23:59:59")]], "trs": GREGORIAN},
        },
        "links": [
            link(items, "self", JSON, "This collection"),
            link(f"{items}/items", "items", GEOJSON, "The events"),
            link(f"{items}/queryables", QUERYABLES_RELATION, JSON, "What filters may ask"),
        ],
    }


def _instant(day: str | None, clock: str) -> str | None:
    return f"{day}T{clock}Z" if day else None


def queryables(base: str) -> Document:
    """What a CQL2 filter may ask, as JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}/collections/events/queryables",
        "type": "object",
        "title": "Events",
        "properties": {name: _queryable(queryable) for name, queryable in sorted(QUERYABLES.items())},
        "additionalProperties": False,
    }


def _queryable(queryable: Queryable) -> Document:
    allowed = {"enum": list(queryable.allowed)} if queryable.allowed else {}
    return {"title": queryable.title, **_SCHEMAS[queryable.kind], **allowed}
