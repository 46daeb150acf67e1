"""Decisions about what is one event and what two: kept through reruns, listed, undone."""

from pathlib import Path

import pytest

import store
from store import Store, StoreError
from tests.store.features import feature
from tests.store.test_corrections import fill


def ids(opened: Store) -> list[str]:
    return sorted(event["id"] for event in opened.query())


def decide(opened: Store, path: Path, event: str, **decided: str) -> None:
    row = {"why": "seen the video", "by": "Rana", **decided}
    store.apply_corrections(opened, fill(opened, path, {event: row}))


@pytest.fixture
def two(empty: Store) -> Store:
    empty.write([feature("a", articles="AB"), feature("b", articles="C", deaths={"min": 7, "max": 7})])
    return empty


def test_two_events_made_one_stay_one_through_reruns_until_that_is_undone(two: Store, tmp_path: Path) -> None:
    decide(two, tmp_path / "r.csv", "b", merge_into="a")
    two.write([feature("b", articles="C", deaths={"min": 8, "max": 8})])
    (event,) = two.query()
    assert event["id"] == "a"
    assert event["properties"]["deaths"] == {"min": 5, "max": 8}
    assert [source["article"] for source in event["properties"]["sources"]] == ["A", "B", "C"]
    assert [(one.id, one.reason, one.successor) for one in store.tombstones(two)] == [("b", "merged", "a")]
    (kept,) = store.corrections(two)
    store.undo(two, kept.key, by="Omar", why="two streets")
    assert ids(two) == ["a", "b"]
    assert list(store.tombstones(two)) == []


def test_a_sheet_that_made_two_events_one_may_be_given_again(two: Store, tmp_path: Path) -> None:
    table = fill(two, tmp_path / "r.csv", {"b": {"merge_into": "a", "why": "seen the video", "by": "Rana"}})
    assert len(store.apply_corrections(two, table)) == 1
    assert store.apply_corrections(two, table) == []
    assert ids(two) == ["a"]


def test_what_one_article_tells_is_split_from_an_event(two: Store, tmp_path: Path) -> None:
    decide(two, tmp_path / "r.csv", "a", split_off="B")
    two.write([feature("a", articles="AB", confidence=0.9)])
    told = {event["id"]: [one["article"] for one in event["properties"]["sources"]] for event in two.query()}
    assert told["a"] == ["A"]
    assert sorted(told.values()) == [["A"], ["B"], ["C"]]
    (kept,) = store.corrections(two)
    store.undo(two, kept.key, by="Omar", why="one street")
    assert ids(two) == ["a", "b"]


def test_an_undone_correction_stays_listed_and_is_not_undone_twice(two: Store, tmp_path: Path) -> None:
    decide(two, tmp_path / "r.csv", "a", verdict="rejected")
    assert ids(two) == ["b"]
    assert [(one.id, one.reason) for one in store.tombstones(two)] == [("a", "rejected")]
    (kept,) = store.corrections(two)
    store.undo(two, kept.key, by="Omar", why="it is true")
    assert ids(two) == ["a", "b"]
    (listed,) = store.corrections(two)
    assert (listed.undone_by, listed.undone_why) == ("Omar", "it is true")
    with pytest.raises(StoreError, match="undone already, by Omar"):
        store.undo(two, kept.key, by="Omar", why="again")


@pytest.mark.parametrize(
    ("decided", "says"),
    [({"merge_into": "nobody"}, "no event"), ({"merge_into": "a"}, "itself"), ({"split_off": "Z"}, "told by A, B")],
)
def test_what_cannot_be_merged_or_split_is_named(
    two: Store, tmp_path: Path, decided: dict[str, str], says: str
) -> None:
    with pytest.raises(StoreError, match=says):
        decide(two, tmp_path / "r.csv", "a", **decided)
    assert list(store.corrections(two)) == []
