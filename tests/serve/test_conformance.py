"""Each class that the conformance page claims, with what shows it; nothing else is claimed.

Requirements are named as in OGC 17-069r4 (Features 1), 19-079r2 (Features 3) and 21-065r2 (CQL2).
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.serve.conftest import Site

ITEMS = "/collections/events/items"
FEATURES = "http://www.opengis.net/spec/ogcapi-features"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
SHOWN: dict[str, Callable[[Site], None]] = {}


def shows(*classes: str) -> Callable[[Callable[[Site], None]], Callable[[Site], None]]:
    def keep(check: Callable[[Site], None]) -> Callable[[Site], None]:
        SHOWN.update(dict.fromkeys(classes, check))
        return check

    return keep


def ids(site: Site, **query: str) -> list[str]:
    reply = site.get(f"{ITEMS}?{urlencode(query)}")
    assert reply.status == 200, reply.text
    return sorted(feature["id"] for feature in reply.json["features"])


def links(document: dict[str, Any]) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in document["links"] if link["rel"] != "alternate"}


@shows(f"{FEATURES}-1/1.0/conf/core")
def core(site: Site) -> None:
    landing = site.get("/").json
    assert {"service-desc", "service-doc", "conformance", "data"} <= set(links(landing))  # /req/core/root-success
    for collection in site.get(links(landing)["data"]).json["collections"]:  # /req/core/fc-md-success
        assert collection["extent"]["spatial"]["crs"] == CRS84
        assert {"self", "items"} <= set(links(collection))
    page = site.get(f"{ITEMS}?limit=2").json  # /req/core/fc-limit-response-1, fc-numberMatched, fc-numberReturned
    assert (len(page["features"]), page["numberReturned"], page["numberMatched"]) == (2, 2, 5)
    assert {"self", "next", "collection"} <= set(links(page))  # /req/core/fc-links
    assert ids(site, bbox="37,36,38,37") == ["shelling", "undated"]  # /req/core/fc-bbox-response
    assert ids(site, bbox="37,36,-100,38,37,9000") == ["shelling", "undated"]
    assert ids(site, bbox="170,-90,40,90") == ids(site, bbox="-180,-90,180,90")  # across the antimeridian
    assert ids(site, datetime="2018-05-02T00:00:00Z/..") == ["battle"]  # /req/core/fc-time-response
    assert (
        ids(site, datetime="../2016-12-31") == ids(site, datetime="2016-12-06") == ["shelling", "siege", "un/placed é"]
    )
    assert ids(site, type="battle") == ["battle"]  # /rec/core/fc-filters
    for wrong in ("bbox=1", "datetime=x", "limit=0", "unknown=1"):  # /req/core/query-param-unknown, -invalid
        assert site.get(f"{ITEMS}?{wrong}").status == 400
    feature = site.get(f"{ITEMS}/siege").json  # /req/core/f-success, f-links
    assert {"self", "collection"} <= set(links(feature))
    assert site.get(f"{ITEMS}/nobody").status == 404


@shows(f"{FEATURES}-1/1.0/conf/geojson")
def geojson(site: Site) -> None:
    for path, kind in ((ITEMS, "FeatureCollection"), (f"{ITEMS}/siege", "Feature")):
        reply = site.get(path, Accept="application/geo+json")
        assert (reply.headers["content-type"], reply.json["type"]) == ("application/geo+json", kind)
    for feature in site.get(ITEMS).json["features"]:
        assert {"type", "id", "geometry", "properties"} <= set(feature)


@shows(f"{FEATURES}-1/1.0/conf/html")
def html(site: Site) -> None:
    for path in ("/", "/conformance", "/collections", "/collections/events", ITEMS, f"{ITEMS}/siege"):
        reply = site.get(path, Accept="text/html")
        assert reply.headers["content-type"].startswith("text/html")
        assert reply.text.startswith("<!doctype html>")
    assert "قصف مدفعي على حي الشعار" in site.get(ITEMS, Accept="text/html").text


@shows(f"{FEATURES}-1/1.0/conf/oas30")
def oas30(site: Site) -> None:
    reply = site.get(links(site.get("/").json)["service-desc"])
    assert reply.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    document = reply.json
    assert document["openapi"].startswith("3.0.")
    assert "$ref" not in json.dumps(document)  # nothing that would have to be fetched
    for path in document["paths"]:
        if "{featureId}" not in path:
            assert site.get(path).status == 200, path
    names = {parameter["name"]: parameter for parameter in document["paths"][ITEMS]["get"]["parameters"]}
    assert {"bbox", "datetime", "limit"} <= set(names)
    assert (names["bbox"]["style"], names["bbox"]["explode"]) == ("form", False)


@shows(f"{FEATURES}-3/1.0/conf/queryables", f"{FEATURES}-3/1.0/conf/queryables-query-parameters")
def queryables(site: Site) -> None:
    [address] = [
        link["href"] for link in site.get("/collections/events").json["links"] if link["rel"].endswith("/queryables")
    ]
    reply = site.get(address)
    assert reply.headers["content-type"] == "application/schema+json"
    assert reply.json["$id"] == f"{site.base}/collections/events/queryables"
    assert reply.json["additionalProperties"] is False
    for name, schema in reply.json["properties"].items():
        if schema.get("format") in ("geometry-any", "interval", "date-time") or name == "updated":
            continue
        value = {"number": "1", "string": "2016-12-06"}[schema["type"]] if "enum" not in schema else schema["enum"][0]
        assert site.get(f"{ITEMS}?{name}={quote(value)}").status == 200, name
    assert ids(site, place_name_en="Al-Shaar", deaths_min="5", type="siege") == ["siege"]
    assert ids(site, subtype="none") == []


@shows(f"{FEATURES}-3/1.0/conf/filter", f"{FEATURES}-3/1.0/conf/features-filter")
def filter_parameter(site: Site) -> None:
    assert ids(site, filter="type = 'siege'", bbox="36,33,37,34") == [
        "siege"
    ]  # /req/features-filter/mixing-expressions
    assert ids(site, filter="type = 'siege'", bbox="37,36,38,37") == []
    assert ids(site, **{"filter": "type = 'siege'", "filter-lang": "cql2-text", "filter-crs": CRS84}) == ["siege"]
    for wrong in (
        {"filter": "type ="},
        {"filter": "type = 'a'", "filter-lang": "ecql"},
        {"filter": "type = 'a'", "filter-crs": "x"},
    ):
        assert site.get(f"{ITEMS}?{urlencode(wrong)}").status == 400


@shows(f"{CQL2}/cql2-text", f"{CQL2}/basic-cql2", f"{CQL2}/property-property")
def basic(site: Site) -> None:
    asked = {
        "type = 'siege' OR type = 'battle' AND confidence < 0.1": ["siege"],
        "NOT type <> 'siege'": ["siege"],
        "date_start > DATE('2018-01-01')": ["battle"],
        "date_start IS NULL": ["undated"],
        "deaths_min <= 4 OR deaths_min >= 6": [],
        "deaths_min = deaths_max AND type = 'aid'": ["un/placed é"],
        "updated < TIMESTAMP('2000-01-01T00:00:00Z')": [],
        "TRUE AND type = 'siege'": ["siege"],
    }
    assert {written: ids(site, filter=written) for written in asked} == asked


@shows(f"{CQL2}/cql2-json")
def cql2_json(site: Site) -> None:
    written = {"op": "and", "args": [{"op": "=", "args": [{"property": "type"}, "siege"]}, {"op": ">", "args": [{"property": "confidence"}, 0.1]}]}  # fmt: skip  # noqa: E501
    assert ids(site, **{"filter": json.dumps(written), "filter-lang": "cql2-json"}) == ["siege"]


@shows(f"{CQL2}/advanced-comparison-operators", f"{CQL2}/case-insensitive-comparison")
def comparisons(site: Site) -> None:
    asked = {
        "title LIKE 'قصف%الشعار' AND type IN ('siege', 'aid')": ["siege"],
        "deaths_min BETWEEN 4 AND 6 AND type NOT IN ('siege', 'aid', 'battle', 'protest')": ["shelling"],
        "place_name_en LIKE 'AL-%'": [],
        "CASEI(place_name_en) LIKE CASEI('AL-%') AND type = 'siege'": ["siege"],
        "CASEI(type) IN (CASEI('SIEGE'))": ["siege"],
    }
    assert {written: ids(site, filter=written) for written in asked} == asked


@shows(f"{CQL2}/basic-spatial-functions", f"{CQL2}/spatial-functions")
def spatial(site: Site) -> None:
    asked = {
        "S_INTERSECTS(geometry, BBOX(37, 36, 38, 37))": ["shelling", "undated"],
        "S_INTERSECTS(geometry, POINT(36.71 34.73))": ["battle"],
        "S_WITHIN(geometry, POLYGON((36 33, 37 33, 37 34, 36 34, 36 33)))": ["siege"],
        "S_CONTAINS(geometry, MULTIPOINT((36.4 33.5), (36.5 33.6)))": ["siege"],
        "S_DISJOINT(geometry, BBOX(36, 33, 37, 35))": ["shelling", "undated"],
        "S_EQUALS(geometry, POINT(36.71 34.73))": ["battle"],
        "S_TOUCHES(geometry, LINESTRING(36.0 33.4, 37.0 33.4))": ["siege"],
        "S_CROSSES(LINESTRING(36.0 33.5, 37.0 33.5), geometry)": ["siege"],
        "S_OVERLAPS(geometry, POLYGON((36.5 33.5, 37 33.5, 37 34, 36.5 34, 36.5 33.5)))": ["siege"],
    }
    assert {written: ids(site, filter=written) for written in asked} == asked


def test_every_class_that_is_claimed_is_shown_and_no_other(site: Site) -> None:
    assert sorted(site.get("/conformance").json["conformsTo"]) == sorted(SHOWN)


@pytest.mark.parametrize("check", dict.fromkeys(SHOWN.values()), ids=lambda check: check.__name__)
def test_a_class_that_is_claimed_holds(site: Site, check: Callable[[Site], None]) -> None:
    check(site)
