from urllib.parse import quote, urlencode

import pytest

from tests.serve.conftest import Site

ITEMS = "/collections/events/items"


def ids(site: Site, **query: str) -> list[str]:
    reply = site.get(f"{ITEMS}?{urlencode(query)}")
    assert reply.status == 200, reply.text
    assert reply.json["numberReturned"] == len(reply.json["features"])
    return sorted(feature["id"] for feature in reply.json["features"])


def test_every_link_of_the_first_page_answers(site: Site) -> None:
    links = site.get("/").json["links"] + site.get("/collections/events").json["links"]
    assert [link["href"] for link in links if site.get(link["href"]).status != 200] == []
    assert {"self", "service-desc", "conformance", "data"} <= {link["rel"] for link in links}


def test_the_core_of_the_standard_is_claimed(site: Site) -> None:
    claimed = site.get("/conformance").json["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in claimed


def test_the_collection_says_where_and_when_its_events_lie(site: Site) -> None:
    extent = site.get("/collections").json["collections"][0]["extent"]
    assert extent["spatial"]["bbox"] == [[36.3, 33.4, 37.16, 36.2]]
    assert extent["temporal"]["interval"] == [["2016-12-06T00:00:00Z", "2018-05-02T23:59:59Z"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"bbox": "37,36,38,37"}, ["shelling", "undated"]),
        ({"bbox": "36.5,33.5,36.6,33.6"}, ["siege"]),
        ({"datetime": "2018-01-01T00:00:00Z/.."}, ["battle"]),
        ({"type": "siege,battle"}, ["battle", "siege"]),
        ({"place": "سوريا"}, ["battle", "shelling", "siege", "undated"]),
        ({"place": "الشعار", "type": "shelling"}, ["shelling"]),
        ({"source": "A", "type": "siege"}, ["siege"]),
        ({"source": "nobody"}, []),
        ({"text": "السوق", "bbox": "36.3,33.4,36.6,33.7"}, ["siege"]),
        ({"filter": "type = 'siege' OR date_start > DATE('2018-01-01')"}, ["battle", "siege"]),
        ({"filter": "type = 'siege'", "filter-lang": "cql2-text", "f": "json"}, ["siege"]),
    ],
)
def test_filters_of_the_query_string_are_the_stores(site: Site, query: dict[str, str], found: list[str]) -> None:
    assert ids(site, **query) == found


def test_pages_link_to_one_another_and_hold_every_event_once(site: Site) -> None:
    seen, address, pages = [], f"{ITEMS}?limit=2&type=shelling,battle,siege,protest,aid", 0
    while address:
        reply = site.get(address).json
        assert reply["numberMatched"] == 5
        seen += [feature["id"] for feature in reply["features"]]
        address = next((link["href"] for link in reply["links"] if link["rel"] == "next"), "")
        pages += 1
    assert pages == 3
    assert sorted(seen) == ["battle", "shelling", "siege", "un/placed é", "undated"]
    assert any(link["rel"] == "first" for link in reply["links"])


def test_one_event_answers_by_its_id_whatever_letters_it_has(site: Site) -> None:
    reply = site.get(f"{ITEMS}/{quote('un/placed é', safe='')}")
    assert reply.status == 200
    assert reply.json["geometry"] is None
    assert reply.headers["content-type"].startswith("application/geo+json")
    assert {link["rel"] for link in reply.json["links"]} == {"self", "alternate", "collection"}


def test_media_types_and_methods(site: Site) -> None:
    reply = site.get(ITEMS)
    assert reply.headers["content-type"].startswith("application/geo+json")
    head = site.get(ITEMS, method="HEAD")
    assert (head.status, head.text, head.headers["etag"]) == (200, "", reply.headers["etag"])
    refused = site.get(ITEMS, method="POST")
    assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("bbox=1,2,3", "bbox has 3 numbers"),
        ("bbox=a,b,c,d", "west,south,east,north"),
        ("bbox=nan,0,1,1", "not finite"),
        ("datetime=2016-02-31", "datetime"),
        ("datetime=2017/2016", "ends before it starts"),
        ("limit=0", "limit='0'"),
        ("limit=ten", "limit='ten'"),
        ("limit=99999999999999999999", "limit"),
        ("cursor=-1", "cursor"),
        ("type=bombing", "'bombing': known are"),
        ("colour=red", "unknown parameter colour"),
        ("limit=1&limit=2", "limit is given more than once"),
        ("filter=type%20%3D", "filter, letter"),
        ("filter=type%3D'a'&filter-lang=cql-json", "known are cql2-text, cql2-json"),
        ("f=xml", "known are json, html"),
        ("text=%3F", "no word"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_reason(site: Site, query: str, says: str) -> None:
    reply = site.get(f"{ITEMS}?{query}")
    assert (reply.status, reply.json["code"]) == (400, "InvalidParameterValue")
    assert reply.headers["content-type"] == "application/problem+json"
    assert says in reply.json["detail"]


@pytest.mark.parametrize("name", ["place", "text", "filter", "type", "datetime", "bbox", "limit", "f", "factuality"])
@pytest.mark.parametrize(
    "hostile",
    [
        "'",
        "' OR 1=1 --",
        '"; DROP TABLE event;',
        "%00",
        "%ff%fe",
        "{{7*7}}",
        "<script>",
        "*",
        "(" * 500,
        "NEAR(a b)",
        "٣",
        "",
    ],
)
def test_no_hostile_value_breaks_the_server(site: Site, name: str, hostile: str) -> None:
    value = hostile if hostile.startswith("%") else quote(hostile)
    assert site.get(f"{ITEMS}?{name}={value}").status in (200, 400)
    assert site.get("/health").json == {"status": "ok", "events": 5}


@pytest.mark.parametrize("path", ["/nowhere", f"{ITEMS}/nobody", "/collections/others/items", "/docs"])
def test_what_is_not_there_is_404_in_json(site: Site, path: str) -> None:
    reply = site.get(path)
    assert reply.status == 404
    assert reply.json["code"] == "NotFound"


def test_the_map_and_the_timeline_of_a_question_lead_to_each_other(site: Site) -> None:
    pages = {path: site.get(f"/{path}?type=siege") for path in ("map", "timeline")}
    assert [page.status for page in pages.values()] == [200, 200]
    assert f"{site.base}/timeline?type=siege" in pages["map"].text
    assert f"{site.base}/map?type=siege" in pages["timeline"].text
    assert "wq-reading" in pages["timeline"].text
    assert site.get("/timeline?colour=red").status == 400


def test_the_map_shows_what_matches(site: Site) -> None:
    reply = site.get("/map?type=siege")
    assert reply.headers["content-type"].startswith("text/html")
    assert '"id":["siege"]' in reply.text
    assert "{{ 7*7 }}" not in site.get("/map").text


def test_the_api_document_lists_what_the_routes_accept(site: Site) -> None:
    paths = site.get("/openapi.json").json["paths"]
    assert ITEMS in paths
    names = {parameter["name"] for parameter in paths[ITEMS]["get"]["parameters"]}
    assert {"bbox", "datetime", "limit", "filter"} <= names
