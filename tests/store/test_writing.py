import json
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

import store
from store import Filters, Store, StoreError, Written
from tests.store.conftest import Clock
from tests.store.features import HOMS, feature, source, square


def articles(found: dict[str, Any] | None) -> list[str]:
    assert found is not None
    return [told["article"] for told in found["properties"]["sources"]]


def test_what_is_written_comes_back_as_it_was(empty: Store) -> None:
    given = [feature("a"), feature("b", geometry=square(36, 33, 0.2)), feature("c", at=None)]
    empty.write(given)
    found = {event["id"]: event for event in empty.query()}
    for event in given:
        kept = found[event["id"]]
        assert kept["geometry"] == event["geometry"]
        assert {name: kept["properties"][name] for name in event["properties"]} == event["properties"]


def test_writing_again_changes_nothing(empty: Store, clock: Clock) -> None:
    empty.write([feature(articles="AB"), feature("e2")])
    before = list(empty.query())
    clock.tick()
    assert empty.write([feature(articles="AB"), feature("e2")]) == Written(same=2)
    assert list(empty.query()) == before


def test_a_second_source_joins_the_event(empty: Store, clock: Clock) -> None:
    empty.write([feature(articles="A")])
    clock.tick()
    assert empty.write([feature(articles="B", confidence=0.9)]) == Written(changed=1)
    event = empty.get("e1")
    assert articles(event) == ["A", "B"]
    assert event is not None
    assert event["properties"]["confidence"] == 0.9
    assert event["properties"]["updated"] == "2026-01-01T01:00:00+00:00"


def test_the_order_of_runs_does_not_matter(tmp_path: Path) -> None:
    tellings = [
        feature(articles="A", confidence=0.5),
        feature(articles="B", confidence=0.9),
        feature(articles="C", at=HOMS),
    ]
    faces = []
    for number, order in enumerate(([0, 1, 2], [2, 1, 0], [1, 2, 0, 1, 0])):
        with store.open(tmp_path / f"{number}.gpkg") as opened:
            for index in order:
                opened.write([tellings[index]])
            event = next(opened.query())
            del event["properties"]["updated"]
            faces.append(event)
    assert faces[0] == faces[1] == faces[2]


def test_reruns_of_two_sources_settle(empty: Store, clock: Clock) -> None:
    first, second = feature(articles="A", confidence=0.5), feature(articles="B", confidence=0.9)
    empty.write([first])
    empty.write([second])
    clock.tick()
    assert empty.write([first]) == empty.write([second]) == Written(same=1)


def test_a_better_reading_of_the_same_article_replaces_the_old_one(empty: Store) -> None:
    empty.write([feature(articles="A", type="attack", confidence=0.9)])
    empty.write([feature(articles="A", type="airstrike", confidence=0.3)])
    assert [event["properties"]["type"] for event in empty.query()] == ["airstrike"]
    assert articles(empty.get("e1")) == ["A"]


def test_what_a_reread_article_no_longer_tells_is_withdrawn(empty: Store) -> None:
    empty.write([feature("kept", articles="A"), feature("wrong", articles="A"), feature("shared", articles="A")])
    empty.write([feature("shared", articles="B")])
    written = empty.write([feature("kept", articles="A")], read=["A"])
    assert written == Written(changed=1, same=1, withdrawn=1)
    assert sorted(event["id"] for event in empty.query()) == ["kept", "shared"]
    assert articles(empty.get("shared")) == ["B"]
    assert empty.count(Filters(text="قصف")) == 2


def test_a_batch_is_kept_whole_or_not_at_all(empty: Store) -> None:
    with pytest.raises(StoreError, match="event wrong"):
        empty.write([feature("right"), feature("wrong", date_start="2016-02-31")])
    assert empty.count() == 0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (feature("e", geometry={"type": "Point", "coordinates": [36.2, 137.16]}), "not on Earth"),
        (feature("e", geometry={"type": "Circle", "coordinates": [1, 2]}), "Circle"),
        (feature("e", geometry={"type": "Point", "coordinates": ["a", 2]}), "unreadable"),
        (feature("e", geometry={"type": "Polygon", "coordinates": []}), "without a position"),
        (feature("e", date_start="2016-12-07"), "lies before"),
        (feature("e", sources=None), "sources"),
        (feature("e", sources=[]), "sources must name the article"),
        (feature("e", sources=[{"url": "https://news.example/1"}]), "sources must name the article"),
        (feature("e", type=None), "its type is None"),
        (feature("e", type="bombing"), "its type is 'bombing'"),
        (feature("e", factuality="maybe"), "its factuality is 'maybe'"),
        (feature(""), "without an id"),
    ],
)
def test_a_feature_that_cannot_be_kept_is_named(empty: Store, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(StoreError, match=says):
        empty.write([wrong])


def test_an_unplaced_event_has_no_geometry_anywhere(empty: Store) -> None:
    empty.write([feature(at=None)])
    assert next(empty.query())["geometry"] is None
    assert empty.count(Filters(bbox=(-180, -90, 180, 90))) == 0


def test_an_event_known_only_to_lie_before_its_article_is_in_no_window(empty: Store) -> None:
    empty.write([feature("before", date_start=None), feature("since", date_end=None)])
    assert empty.count(Filters(datetime="2016-12-06")) == 1
    assert [event["id"] for event in empty.query(Filters(datetime="2020"))] == ["since"]
    assert [event["id"] for event in empty.query(Filters(dated=False))] == ["before"]


def test_a_new_quote_is_found_and_an_old_one_is_not(empty: Store) -> None:
    empty.write([feature(articles="A", sources=[source("A", "سقط برميل متفجر")])])
    empty.write([feature(articles="A", sources=[source("A", "سقطت قذيفة هاون")])])
    assert [empty.count(Filters(text=word)) for word in ("برميل", "والقذيفة", "قذيفة")] == [0, 1, 1]


def test_two_writers_and_a_reader_get_along(tmp_path: Path) -> None:
    path, faults = tmp_path / "waqai.gpkg", []
    store.open(path).close()

    def write(name: str) -> None:
        try:
            with store.open(path) as own:
                for number in range(20):
                    own.write([feature(f"{name}-{number}-{part}") for part in range(5)])
        except StoreError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    with store.open(path) as reader:
        while any(thread.is_alive() for thread in threads):
            assert reader.count() % 5 == 0
    for thread in threads:
        thread.join()
    assert faults == []
    with store.open(path) as reader:
        assert reader.count() == 200


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (value)")
    connection.close()


def marked(path: Path, schema: int) -> None:
    store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE waqai_meta SET value = ?", (str(schema),))
    connection.commit()
    connection.close()


def truncated(path: Path) -> None:
    with store.open(path) as opened:
        opened.write([feature(f"e{number}") for number in range(200)])
    path.write_bytes(path.read_bytes()[:20_000])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (foreign, "not a Waqai store"),
        (lambda path: marked(path, 99), "newer Waqai"),
        (lambda path: marked(path, 1), "older Waqai"),
        (truncated, "not a readable store"),
        (
            lambda path: path.write_text("not a database at all, but long enough to look like one" * 20),
            "not a readable store",
        ),
        (lambda path: path.mkdir(), "is a folder"),
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, spoil: Any, says: str) -> None:
    path = tmp_path / "waqai.gpkg"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=says), store.open(path) as opened:
        list(opened.query())
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("url", ["mysql://host/db", "http://host/waqai.gpkg"])
def test_a_store_is_a_file_or_a_postgis_database(url: str) -> None:
    with pytest.raises(StoreError, match="a store is a file"):
        store.open(url)


def test_asking_a_store_that_is_not_there_does_not_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        store.open(tmp_path / "none.gpkg", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_store_opens_by_url_too(tmp_path: Path) -> None:
    with store.open(f"sqlite:///{tmp_path}/waqai.gpkg") as opened:
        opened.write([feature()])
    with store.open(tmp_path / "waqai.gpkg", create=False) as opened:
        assert opened.count() == 1


def test_places_and_extent_are_those_of_the_events(filled: Store) -> None:
    assert [place.place_id for place in filled.places()] == ["ghouta", "old-homs", "shaar"]
    assert filled.extent() == {"bbox": [36.3, 33.4, 37.16, 36.2], "days": ["2016-12-06", "2019-01-01"]}
    assert filled.article_ids() == ["A", "B", "C"]


def test_properties_survive_as_json(empty: Store) -> None:
    odd = feature(title='«"quoted"» {{ 7*7 }} <b>\u2028', reason="\\")
    empty.write([odd])
    kept = next(empty.query())["properties"]
    assert json.dumps(kept["title"]) == json.dumps(odd["properties"]["title"])
