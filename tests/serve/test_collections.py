"""The collections beside the events, orders, places in an order, and what has changed since."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

import serve
import store
from tests.serve.conftest import Site
from tests.store.conftest import Clock
from tests.store.features import HOMS, feature
from tests.store.test_copies import printed
from tests.store.test_corrections import fill

ITEMS = "/collections/events/items"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty(tmp_path: Path, clock: Clock) -> Iterator[store.Store]:
    with store.open(tmp_path / "empty.gpkg", clock=clock) as opened:
        yield opened


@pytest.fixture
def client(empty: store.Store) -> TestClient:
    empty.write(
        [
            feature(f"e{number}", date_start=f"2016-12-0{number}", date_end=f"2016-12-0{number}", articles=str(number))
            for number in range(1, 7)
        ]
    )
    return TestClient(serve.create_app(empty), base_url="http://127.0.0.1")


def ids(client: TestClient, path: str = ITEMS, **query: Any) -> list[str]:
    reply = client.get(f"{path}?{urlencode(query)}")
    assert reply.status_code == 200, reply.text
    return [one["id"] for one in reply.json()["features"]]


def following(client: TestClient, address: str) -> Iterator[list[str]]:
    while address:
        reply = client.get(address).json()
        yield [one["id"] for one in reply["features"]]
        address = next((link["href"] for link in reply["links"] if link["rel"] == "next"), "")


def test_pages_lose_and_repeat_nothing_while_events_come_and_go(client: TestClient, empty: store.Store) -> None:
    pages = following(client, f"{ITEMS}?limit=2")
    seen = next(pages)
    empty.write([feature("earlier", date_start="2016-11-01", date_end="2016-11-01", articles="X")])
    empty.write([], read=["1", "4"])  # e1 has been shown, e4 has not
    for page in pages:
        seen += page
    assert seen == ["e1", "e2", "e3", "e5", "e6"]


@pytest.mark.parametrize(
    ("order", "found"),
    [("date", ["e1", "e2", "e3", "e4", "e5", "e6"]), ("-date", ["e6", "e5", "e4", "e3", "e2", "e1"])],
)
def test_an_order_holds_over_its_pages(client: TestClient, order: str, found: list[str]) -> None:
    pages = following(client, f"{ITEMS}?limit=4&sortby={order}")
    assert [one for page in pages for one in page] == found


@pytest.mark.parametrize("asked", [f"{ITEMS}?sortby={order}" for order in ("date", "-date", "-deaths", "updated")])
def test_the_way_back_over_pages_is_the_way_there(client: TestClient, asked: str) -> None:
    there, address = [], f"{asked}&limit=2"
    while address:
        reply = client.get(address).json()
        there.append([one["id"] for one in reply["features"]])
        address = linked(reply, "next")
    back, address = [], linked(reply, "self")
    while address:
        reply = client.get(address).json()
        back.append([one["id"] for one in reply["features"]])
        address = linked(reply, "prev")
    assert len(there) == 3
    assert back[::-1] == there


def test_lists_of_places_turn_back_too(client: TestClient) -> None:
    first = client.get("/collections/articles/items?limit=2").json()
    assert linked(first, "prev") == ""
    second = client.get(linked(first, "next")).json()
    assert client.get(linked(second, "prev")).json()["features"] == first["features"]


def linked(reply: Any, rel: str) -> str:
    return next((str(link["href"]) for link in reply["links"] if link["rel"] == rel), "")


@pytest.mark.parametrize("cursor", ["x", "WyJkYXRlIixudWxsLDFd!", "bnVsbA", "a" * 3000, "W10", "%00", "é"])
@pytest.mark.parametrize("name", ["events", "articles", "places", "removed"])
def test_a_cursor_that_no_page_gave_is_refused_or_finds_nothing_wrong(
    client: TestClient, name: str, cursor: str
) -> None:
    assert client.get(f"/collections/{name}/items?cursor={cursor}").status_code in (200, 400)
    assert client.get(f"{ITEMS}?sortby=-date&cursor=WyJkYXRlIixudWxsLDFd").status_code == 400


def test_what_has_changed_since_and_what_is_gone(client: TestClient, empty: store.Store, clock: Clock) -> None:
    before = clock.now.isoformat().replace("+00:00", "Z")
    clock.tick()
    since = clock.now.isoformat().replace("+00:00", "Z")
    empty.write([feature("e2", type="battle", articles="2", date_start="2016-12-02", date_end="2016-12-02")])
    empty.write([], read=["3"])
    assert ids(client, updated=since) == ["e2"]
    assert len(ids(client, updated=before)) == 5
    assert ids(client, "/collections/removed/items", updated=since) == ["e3"]
    assert ids(client, "/collections/removed/items", updated="2030-01-01") == []
    [gone] = client.get("/collections/removed/items").json()["features"]
    assert (gone["properties"]["reason"], gone["geometry"]) == ("withdrawn", None)
    assert client.get(f"{ITEMS}/e3").status_code == 404


def test_every_field_of_every_feature_is_described(site: Site) -> None:
    for name in ("events", "articles", "places", "removed"):
        [link] = [one for one in site.get(f"/collections/{name}").json["links"] if one["rel"] == "describedby"]
        schema = site.get(link["href"]).json
        described = schema["properties"]["properties"]["properties"]
        kinds = {"string": str, "number": (int, float), "integer": int, "object": dict, "array": list}
        for one in site.get(f"/collections/{name}/items").json["features"]:
            told = {key: value for key, value in one["properties"].items() if value is not None}
            assert [key for key in one["properties"] if key not in described] == []
            assert [key for key, value in told.items() if not isinstance(value, kinds[described[key]["type"]])] == []  # type: ignore[arg-type]
    account = printed(1)[0].accounts[0].feature["properties"]
    described = site.get("/collections/events/schema").json["properties"]["properties"]["properties"]
    assert sorted(set(account) ^ set(described)) == ["review"]  # which a person adds


def test_what_a_person_has_rejected_is_gone_for_who_follows_and_back_when_that_is_undone(
    client: TestClient, empty: store.Store, clock: Clock, tmp_path: Path
) -> None:
    clock.tick()
    since = clock.now.isoformat().replace("+00:00", "Z")
    fill(empty, tmp_path / "r.csv", {"e3": {"verdict": "rejected", "why": "another street", "by": "Rana"}})
    store.apply_corrections(empty, tmp_path / "r.csv")
    assert ids(client, updated=since) == []
    [gone] = client.get(f"/collections/removed/items?updated={since}").json()["features"]
    assert (gone["id"], gone["properties"]["reason"]) == ("e3", "rejected")
    assert client.get("/collections/removed/items?reason=rejected").json()["numberMatched"] == 1
    clock.tick()
    [kept] = store.corrections(empty)
    store.undo(empty, kept.key, by="Omar", why="it is the same street")
    assert ids(client, "/collections/removed/items") == []
    assert ids(client, updated=clock.now.isoformat().replace("+00:00", "Z")) == ["e3"]


@pytest.mark.parametrize(
    ("published", "days"),
    [
        (["2016-12-07", "2016-12-01/2016-12-31"], ("2016-12-01", "2016-12-31")),
        (["2016-12-07T10:00+03:00", None], ("2016-12-07", "2016-12-07")),
        (["../2016-12-31", "2016-12-07"], (None, "2016-12-31")),
        (["2016-12-01/..", "2016-12-07"], ("2016-12-01", None)),
        ([None], (None, None)),
    ],
)
def test_the_days_of_articles_are_those_of_their_bounds(
    empty: store.Store, published: list[str | None], days: tuple[str | None, str | None]
) -> None:
    told = feature(articles="ABC"[: len(published)])
    for source, day in zip(told["properties"]["sources"], published, strict=True):
        source["published"] = day
    empty.write([told])
    assert store.published_days(empty) == days


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["A", "B"]),
        ({"datetime": "2016-12-07"}, ["A", "B"]),
        ({"datetime": "2016-12-08/.."}, []),
        ({"datetime": "../2016-12-01"}, []),
        ({"source": "وكالة الأفق"}, ["A", "B"]),
        ({"source": "nobody"}, []),
        ({"bbox": "-180,-90,180,90"}, []),
    ],
)
def test_articles_are_listed_with_how_many_events_they_tell(
    site: Site, query: dict[str, str], found: list[str]
) -> None:
    reply = site.get(f"/collections/articles/items?{urlencode(query)}").json
    assert [one["id"] for one in reply["features"]] == found
    assert reply["numberMatched"] == len(found)
    assert [one["properties"]["events"] for one in reply["features"]] == [5, 1][: len(found)]


@pytest.mark.parametrize(
    ("published", "query", "found"),
    [
        ("2016-12-01/2016-12-31", "2016-12-15", True),
        ("2016-12-01/2016-12-31", "2017", False),
        ("../2016-12-31", "2010", True),
        ("../2016-12-31", "2017", False),
        ("2016-12-01/..", "2020", True),
        ("2016-12-01/..", "2015", False),
        ("2016-12-07T10:00+03:00", "2016-12-07", True),
        (None, "2016", False),
    ],
)
def test_an_article_known_by_bounds_is_found_within_them(
    empty: store.Store, published: str | None, query: str, found: bool
) -> None:
    told = feature()
    told["properties"]["sources"][0]["published"] = published
    empty.write([told])
    listing = store.articles(empty, window=store.read_window(query))
    assert listing.count() == found


def test_places_are_listed_with_how_many_events_lie_there(site: Site) -> None:
    reply = site.get("/collections/places/items").json
    assert sorted((one["properties"]["place_id"], one["properties"]["events"]) for one in reply["features"]) == [
        ("ghouta", 1),
        ("old-homs", 1),
        ("shaar", 2),
    ]
    near = site.get("/collections/places/items?bbox=36.7,34.7,36.8,34.8").json["features"]
    assert [one["geometry"]["coordinates"] for one in near] == [HOMS]
    again = site.get(f"/collections/places/items/{near[0]['id']}")
    assert again.json["properties"] == near[0]["properties"]


@pytest.mark.parametrize("name", ["articles", "places", "removed"])
def test_every_collection_is_a_page_to_read_too(site: Site, name: str) -> None:
    for path in (f"/collections/{name}", f"/collections/{name}/items"):
        assert 'dir="rtl"' in site.get(path, Accept="text/html").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"near": "36.71,34.73,5"}, ["battle"]),
        ({"actor": "الدفاع المدني", "type": "siege"}, ["siege"]),
        ({"actor": "nobody"}, []),
        ({"sources": "2"}, ["siege"]),
        ({"deaths": "6"}, []),
        ({"subtype": "artillery", "type": "siege"}, ["siege"]),
    ],
)
def test_the_stores_other_filters_are_parameters(site: Site, query: dict[str, str], found: list[str]) -> None:
    reply = site.get(f"{ITEMS}?{urlencode(query)}")
    assert sorted(one["id"] for one in reply.json["features"]) == found


@pytest.mark.parametrize(
    "query", ["near=1,2", "near=a,b,c", "near=0,99,1", "deaths=-1", "sources=x", "updated=yesterday", "sortby=colour"]
)
def test_their_values_are_checked(site: Site, query: str) -> None:
    assert site.get(f"{ITEMS}?{query}").status == 400


def test_a_store_is_followed_from_its_path(tmp_path: Path) -> None:
    with store.open(tmp_path / "waqai.gpkg") as opened:
        opened.write([feature("a")])
        client = TestClient(serve.create_app(opened), base_url="http://127.0.0.1")
        assert ids(client) == ["a"]
        with store.open(tmp_path / "waqai.gpkg") as other:  # another process, for all that the server knows
            other.write([feature("b", articles="B")])
        assert sorted(ids(client)) == ["a", "b"]
