"""OGC API - Features Part 1, requirement by requirement. Source of the names: OGC 17-069r4."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import jsonschema  # type: ignore[import-untyped]

from serve.openapi import SCHEMAS
from tests.serve.conftest import Site
from tests.serve.requirements import COLLECTIONS, CRS84, ITEMS, ids, links, only, shows, status

BOTH = {"application/json", "text/html"}


def types(found: list[dict[str, str]]) -> set[str]:
    return {link["type"] for link in found}


@shows("core/root-op", "core/root-success")
def test_the_landing_page_leads_to_the_rest(site: Site) -> None:
    reply = site.get("/")
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    jsonschema.validate(reply.json, SCHEMAS["landing"])
    assert {"service-desc", "service-doc", "conformance", "data", "self", "alternate"} <= {
        link["rel"] for link in reply.json["links"]
    }
    assert all(link["href"] and link["type"] and link["title"] for link in reply.json["links"])


@shows("core/api-definition-op", "core/api-definition-success")
def test_the_api_is_described_where_the_landing_page_says(site: Site) -> None:
    landing = site.get("/").json
    for rel in ("service-desc", "service-doc"):
        link = only(landing, rel)
        reply = site.get(link["href"])
        assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, link["type"].partition(";")[0])


@shows("core/conformance-op", "core/conformance-success")
def test_the_conformance_page_names_the_core(site: Site) -> None:
    reply = site.get(only(site.get("/").json, "conformance")["href"])
    jsonschema.validate(reply.json, SCHEMAS["conformance"])
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in reply.json["conformsTo"]


@shows("core/http")
def test_http_is_spoken_as_its_standard_says(site: Site) -> None:
    assert site.get(ITEMS, "HEAD").headers["content-length"] == site.get(ITEMS).headers["content-length"]
    assert site.get(ITEMS, "PUT").status == 405
    assert "GET" in site.get(ITEMS, "PUT").headers["allow"]
    assert site.get("/nothing").status == 404
    assert site.get(ITEMS, **{"If-None-Match": site.get(ITEMS).headers["etag"]}).status == 304


@shows("core/query-param-unknown")
def test_an_unknown_parameter_is_refused_on_every_path(site: Site) -> None:
    paths = [path.replace("{featureId}", "siege") for path in site.get("/openapi.json").json["paths"]]
    assert len(paths) > 20
    assert [path for path in paths if status(site, path, unknown="1") != 400] == []


@shows("core/query-param-invalid")
def test_a_value_that_cannot_be_read_is_refused_in_every_collection(site: Site) -> None:
    wrong = [
        *({"bbox": value} for value in ("1", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,9,1,8", "0,0,1,91", "-181,0,1,1")),
        *({"datetime": value} for value in ("x", "2016-13", "2016-02-31", "2017/2016", "2016/2017/2018", "..")),
        *({"limit": value} for value in ("0", "-1", "1.5", "ten", "")),
        {"f": "xml"},
        {"crs": "EPSG:4326"},
        {"bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/3857"},
    ]
    answered = [
        (name, query)
        for name in COLLECTIONS
        for query in wrong
        if status(site, f"/collections/{name}/items", **query) != 400
    ]
    assert answered == []


@shows("core/crs84")
def test_longitude_comes_first(site: Site) -> None:
    assert site.get(f"{ITEMS}/shelling").json["geometry"]["coordinates"] == [37.16, 36.2]


@shows("core/fc-md-op", "core/fc-md-success", "core/fc-md-links")
def test_the_collections_are_listed_with_links_to_the_list_itself(site: Site) -> None:
    reply = site.get(only(site.get("/").json, "data")["href"])
    jsonschema.validate(reply.json, SCHEMAS["collections"])
    assert types(links(reply.json, "self") + links(reply.json, "alternate")) == BOTH
    assert tuple(one["id"] for one in reply.json["collections"]) == COLLECTIONS


@shows("core/fc-md-items", "core/fc-md-items-links")
def test_every_collection_links_to_its_features_in_every_representation(site: Site) -> None:
    for one in site.get("/collections").json["collections"]:
        found = links(one, "items")
        assert types(found) == {"application/geo+json", "text/html"}
        for link in found:
            assert site.get(link["href"]).headers["content-type"].partition(";")[0] == link["type"]


@shows("core/fc-md-extent")
def test_the_extent_holds_every_feature(site: Site) -> None:
    for one in site.get("/collections").json["collections"]:
        [[west, south, east, north]] = one["extent"]["spatial"]["bbox"]
        assert one["extent"]["spatial"]["crs"] == CRS84
        for feature in site.get(f"/collections/{one['id']}/items").json["features"]:
            lon, lat = (feature["properties"].get(name) for name in ("lon", "lat"))
            assert lon is None or (west <= lon <= east and south <= lat <= north)
    [[first, last]] = site.get("/collections/events").json["extent"]["temporal"]["interval"]
    assert (first, last) == ("2016-12-06T00:00:00Z", "2018-05-02T23:59:59Z")
    [published] = site.get("/collections/articles").json["extent"]["temporal"]["interval"]
    assert published == ["2016-12-07T00:00:00Z", "2016-12-07T23:59:59Z"]


@shows("core/sfc-md-op", "core/sfc-md-success")
def test_a_collection_by_itself_says_what_the_list_says(site: Site) -> None:
    for listed in site.get("/collections").json["collections"]:
        alone = site.get(f"/collections/{listed['id']}").json
        assert {name: value for name, value in alone.items() if name != "links"} == {
            name: value for name, value in listed.items() if name != "links"
        }
        assert alone["links"] == listed["links"]
    assert site.get("/collections/nothing").status == 404


@shows("core/fc-op")
def test_the_features_of_every_collection_are_read(site: Site) -> None:
    assert [name for name in COLLECTIONS if site.get(f"/collections/{name}/items").status != 200] == []


def parameter(site: Site, collection: str, name: str) -> dict[str, Any]:
    """As the API document writes it, without what it says to people."""
    listed = site.get("/openapi.json").json["paths"][f"/collections/{collection}/items"]["get"]["parameters"]
    [found] = [one for one in listed if one["name"] == name]
    return {key: value for key, value in found.items() if key not in ("description", "example")}


@shows("core/fc-bbox-definition")
def test_bbox_is_defined_as_the_standard_defines_it(site: Site) -> None:
    lengths = [{"minItems": count, "maxItems": count} for count in (4, 6)]
    schema = {"type": "array", "oneOf": lengths, "items": {"type": "number"}}
    wanted = {"name": "bbox", "in": "query", "required": False, "schema": schema, "style": "form", "explode": False}
    assert [name for name in COLLECTIONS if parameter(site, name, "bbox") != wanted] == []


@shows("core/fc-bbox-response")
def test_bbox_finds_what_touches_it_and_nothing_without_a_place(site: Site) -> None:
    assert ids(site, bbox="37,36,38,37") == ["shelling", "undated"]
    assert ids(site, bbox="37.16,36.2,37.16,36.2") == ["shelling", "undated"]  # its edges belong to it
    assert ids(site, bbox="36.5,33.5,36.55,33.55") == ["siege"]  # within the area
    assert ids(site, bbox="37,36,-100,38,37,9000") == ["shelling", "undated"]  # heights
    assert "un/placed é" not in ids(site, bbox="-180,-90,180,90")
    assert ids(site, collection="places", bbox="37,36,38,37") != []
    assert ids(site, collection="articles", bbox="-180,-90,180,90") == []


@shows("core/fc-bbox-response-antimeridian")
def test_bbox_may_cross_the_antimeridian(site: Site) -> None:
    everywhere = ids(site, bbox="-180,-90,180,90")
    assert ids(site, bbox="170,-90,40,90") == everywhere != []
    assert ids(site, bbox="40,-90,-170,90") == []
    assert len(ids(site, collection="places", bbox="170,-90,40,90")) == 3


@shows("core/fc-limit-definition")
def test_limit_is_defined_as_the_standard_defines_it(site: Site) -> None:
    wanted = {"name": "limit", "in": "query", "required": False, "style": "form", "explode": False}
    schema = {"type": "integer", "minimum": 1, "default": 100}
    assert [name for name in COLLECTIONS if parameter(site, name, "limit") != wanted | {"schema": schema}] == []


@shows("core/fc-limit-response-1")
def test_a_page_holds_no_more_than_limit_and_no_more_than_the_most(site: Site) -> None:
    assert len(site.get(f"{ITEMS}?limit=2").json["features"]) == 2
    assert len(site.get(f"{ITEMS}?limit=1000000").json["features"]) == 5  # brought down, not refused
    assert len(site.get("/collections/places/items?limit=1").json["features"]) == 1


@shows("core/fc-time-definition")
def test_datetime_is_defined_as_the_standard_defines_it(site: Site) -> None:
    wanted = {"name": "datetime", "in": "query", "required": False, "style": "form", "explode": False}
    found = [parameter(site, name, "datetime") for name in COLLECTIONS]
    assert [one for one in found if one | {"schema": None} != wanted | {"schema": None}] == []
    assert {one["schema"]["type"] for one in found} == {"string"}


@shows("core/fc-time-response")
def test_datetime_finds_what_overlaps_it_with_sides_open_too(site: Site) -> None:
    asked = {
        "2018-05-02T12:00:00Z": ["battle"],
        "2018-05-02t12:00:00z": ["battle"],
        "2018-05-02T00:00:00Z/..": ["battle"],
        "2018-05-02T00:00:00Z/": ["battle"],
        "../2018-01-01T00:00:00Z": ["shelling", "siege", "un/placed é"],
        "/2018-01-01T00:00:00Z": ["shelling", "siege", "un/placed é"],
        "../..": ["battle", "shelling", "siege", "un/placed é"],  # what has no day lies in no interval
        "2016-12-01T00:00:00Z/2016-12-31T23:59:59.5+02:00": ["shelling", "siege", "un/placed é"],
        "2017-01-01T00:00:00Z/2017-12-31T00:00:00Z": [],
    }
    assert {written: ids(site, datetime=written) for written in asked} == asked
    assert ids(site, collection="articles", datetime="2016-12-07") == ["A", "B"]
    assert len(ids(site, collection="places", datetime="1900-01-01")) == 3  # a place has no time


@shows("core/fc-response")
def test_every_condition_must_hold_and_the_pages_hold_all_that_meet_them(site: Site) -> None:
    assert ids(site, bbox="36,33,38,37", datetime="2016", type="siege,shelling") == ["shelling", "siege"]
    assert ids(site, bbox="37,36,38,37", datetime="2018") == []


@shows("core/fc-links", "core/fc-rel-type")
def test_pages_link_to_themselves_otherwise_and_to_the_next(site: Site) -> None:
    for name in COLLECTIONS[:3]:
        page = site.get(f"/collections/{name}/items?limit=1").json
        assert only(page, "self")["type"] == "application/geo+json"
        assert only(page, "alternate")["type"] == "text/html"
        assert only(page, "next")["type"] == "application/geo+json"
        for rel in ("self", "alternate", "next"):
            reply = site.get(only(page, rel)["href"])
            assert reply.headers["content-type"].partition(";")[0] == only(page, rel)["type"]
    assert links(site.get(f"{ITEMS}?limit=5").json, "next") == []
    assert all(link.get("rel") and link.get("type") for link in site.get(ITEMS).json["links"])


@shows("core/fc-timeStamp")
def test_no_time_stamp_is_told_so_that_the_same_answer_is_the_same(site: Site) -> None:
    assert "timeStamp" not in site.get(ITEMS).json  # the standard lets it be left out
    assert site.get(ITEMS).headers["etag"] == site.get(ITEMS).headers["etag"]


@shows("core/fc-numberMatched", "core/fc-numberReturned")
def test_pages_count_what_matches_and_what_they_hold(site: Site) -> None:
    page = site.get(f"{ITEMS}?limit=2&bbox=36,33,38,37").json
    assert (page["numberMatched"], page["numberReturned"], len(page["features"])) == (4, 2, 2)
    last = site.get(only(page, "next")["href"]).json
    assert (last["numberMatched"], last["numberReturned"]) == (4, 2)


@shows("core/f-op", "core/f-success", "core/f-links")
def test_one_feature_is_what_its_page_shows_with_links(site: Site) -> None:
    for name in COLLECTIONS[:3]:
        for shown in site.get(f"/collections/{name}/items").json["features"]:
            alone = only_feature(site, name, shown["id"])
            assert {key: value for key, value in alone.items() if key != "links"} == shown
            assert {link["rel"] for link in alone["links"]} == {"self", "alternate", "collection"}
            assert [link for link in alone["links"] if site.get(link["href"]).status != 200] == []
        assert site.get(f"/collections/{name}/items/nobody").status == 404


def only_feature(site: Site, collection: str, feature_id: str) -> Any:
    return site.get(f"/collections/{collection}/items/{quote(feature_id, safe='')}").json


def as_json_schema(schema: Any) -> Any:
    """OpenAPI 3.0 writes ``nullable`` where JSON Schema has a second type."""
    if not isinstance(schema, dict):
        return schema
    made = {name: as_json_schema(value) for name, value in schema.items()}
    return made | {"type": [made["type"], "null"]} if made.pop("nullable", False) is True else made


@shows("geojson/definition", "geojson/content")
def test_geojson_is_geojson(site: Site) -> None:
    for path, kind in ((ITEMS, "FeatureCollection"), (f"{ITEMS}/siege", "Feature")):
        reply = site.get(path, Accept="application/geo+json")
        assert (reply.headers["content-type"], reply.json["type"]) == ("application/geo+json", kind)
        jsonschema.validate(reply.json, as_json_schema(SCHEMAS["items" if kind == "FeatureCollection" else "item"]))
        assert "crs" not in reply.json  # RFC 7946, 4
    for feature in site.get(ITEMS).json["features"]:
        assert {"type", "id", "geometry", "properties"} <= set(feature)


class Page(HTMLParser):
    """The links in a page's body, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: set[str] = set()
        self.words: list[str] = []
        self.feed(text.partition("<body>")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.hrefs.add(dict(attrs).get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


PAGES = [
    "/",
    "/conformance",
    "/collections",
    "/collections/events",
    "/collections/events/queryables",
    ITEMS,
    f"{ITEMS}/siege",
]


@shows("html/definition")
def test_every_resource_is_an_html_page_too(site: Site) -> None:
    others = [f"/collections/{name}{rest}" for name in COLLECTIONS for rest in ("", "/queryables", "/items")]
    for path in [*PAGES, *others]:
        reply = site.get(path, Accept="text/html")
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        assert reply.text.startswith("<!doctype html>")


@shows("html/content")
def test_pages_hold_every_link_and_what_the_features_say(site: Site) -> None:
    for path in [*PAGES, f"{ITEMS}?limit=2"]:
        page = Page(site.get(path, Accept="text/html").text)
        document = site.get(path, Accept="application/json").json
        wanted = [link for link in every_link(document) if link["rel"] not in ("self", "alternate", "next")]
        assert [link["href"] for link in wanted if link["href"] not in page.hrefs] == [], path
    words = " ".join(Page(site.get(f"{ITEMS}/siege", Accept="text/html").text).words)
    properties = site.get(f"{ITEMS}/siege").json["properties"]
    told = [str(value) for value in properties.values() if isinstance(value, (str, int, float))]
    assert [value for value in told if re.sub(r"\s+", " ", value) not in re.sub(r"\s+", " ", words)] == []


def every_link(document: Any) -> list[dict[str, str]]:
    nested = [link for one in document.get("collections", []) for link in one["links"]]
    return [*document.get("links", []), *nested]


@shows("oas30/oas-definition-1", "oas30/oas-definition-2", "oas30/completeness")
def test_the_api_document_is_openapi_3_0_and_whole(site: Site) -> None:
    reply = site.get("/openapi.json")
    assert reply.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    document = reply.json
    assert document["openapi"].startswith("3.0.")
    assert "$ref" not in json.dumps(document)  # nothing that would have to be fetched
    assert document["servers"] == [{"url": site.base}]
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))
    wanted = {"/", "/conformance", "/collections", *(f"/collections/{name}" for name in COLLECTIONS)}
    wanted |= {f"/collections/{name}/items" for name in COLLECTIONS}
    wanted |= {f"/collections/{name}/items/{{featureId}}" for name in COLLECTIONS}
    assert wanted <= set(document["paths"])


@shows("oas30/oas-impl")
def test_what_the_api_document_says_is_so(site: Site) -> None:
    """Its examples are answered, and with what it says; schemathesis asks the rest (test_clients)."""
    for path, methods in site.get("/openapi.json").json["paths"].items():
        operation = methods["get"]
        reply = site.get(path.replace("{featureId}", "siege"))
        expected = operation["responses"][str(reply.status)]["content"]
        assert reply.headers["content-type"].partition(";")[0] in {kind.partition(";")[0] for kind in expected}, path
        for one in operation.get("parameters", []):
            if "example" in one:
                value = one["example"] if isinstance(one["example"], str) else ",".join(map(str, one["example"]))
                assert status(site, path, **{one["name"]: value}) == 200, (path, one["name"])


@shows("oas30/exceptions-codes")
def test_every_refusal_is_in_the_api_document(site: Site) -> None:
    responses = site.get("/openapi.json").json["paths"][ITEMS]["get"]["responses"]
    assert {"400", "401", "404", "414", "429", "503", "504"} <= set(responses)
    reply = site.get(f"{ITEMS}?limit=0")
    jsonschema.validate(reply.json, responses["400"]["content"]["application/problem+json"]["schema"])


@shows("oas30/security")
def test_a_token_is_declared_where_one_is_asked_for(site: Site) -> None:
    assert "security" not in site.get("/openapi.json").json  # test_guard looks at a server that has one
