"""What shows each requirement of the standards that the conformance page claims."""

import inspect
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from tests.serve.conftest import Site

ITEMS = "/collections/events/items"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
COLLECTIONS = ("events", "articles", "places", "removed")
FEATURES = "http://www.opengis.net/spec/ogcapi-features"
CLASSES = {
    "core": f"{FEATURES}-1/1.0/conf/core",
    "geojson": f"{FEATURES}-1/1.0/conf/geojson",
    "html": f"{FEATURES}-1/1.0/conf/html",
    "oas30": f"{FEATURES}-1/1.0/conf/oas30",
    "crs": f"{FEATURES}-2/1.0/conf/crs",
    "queryables": f"{FEATURES}-3/1.0/conf/queryables",
    "queryables-query-parameters": f"{FEATURES}-3/1.0/conf/queryables-query-parameters",
    "filter": f"{FEATURES}-3/1.0/conf/filter",
    "features-filter": f"{FEATURES}-3/1.0/conf/features-filter",
}
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
Check = Callable[[Site], None]
SHOWN: dict[str, Check] = {}  # «class/requirement», or a class of CQL2, and the test that shows it


def shows(*requirements: str) -> Callable[[Check], Check]:
    """The test shows these requirements; each is shown once."""

    def keep(check: Check) -> Check:
        assert not set(requirements) & set(SHOWN)
        SHOWN.update(dict.fromkeys(requirements, check))
        return check

    return keep


def class_of(requirement: str) -> str:
    """The address of the class that a requirement belongs to."""
    name = requirement.partition("/")[0]
    return CLASSES.get(name) or f"{CQL2}/{name}"


def where(check: Check) -> str:
    """How the document names a test."""
    return f"{inspect.getmodule(check).__name__.rpartition('.')[2]}::{check.__name__}"  # type: ignore[union-attr]


def ids(site: Site, *, collection: str = "events", **query: str) -> list[str]:
    reply = site.get(f"/collections/{collection}/items?{urlencode(query)}")
    assert reply.status == 200, reply.text
    return sorted(feature["id"] for feature in reply.json["features"])


def status(site: Site, path: str = ITEMS, **query: str) -> int:
    return site.get(f"{path}?{urlencode(query)}").status


def links(document: dict[str, Any], rel: str) -> list[dict[str, str]]:
    return [link for link in document["links"] if link["rel"] == rel]


def only(document: dict[str, Any], rel: str) -> dict[str, str]:
    [found] = links(document, rel)
    return found
