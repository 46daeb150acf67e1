import csv
from pathlib import Path
from typing import Any

import pytest

import store
from store import Filters, Store, StoreError
from tests.store.conftest import Clock
from tests.store.features import feature

PALMYRA = {
    "place_name": "تدمر",
    "place_name_en": "Palmyra",
    "lat": 34.56,
    "lon": 38.27,
    "uncertainty_km": 3.0,
    "geo_precision": 1,
}


def fill(filled: Store, path: Path, decisions: dict[str, dict[str, str]]) -> Path:
    """A review table with some decisions filled in, as a reviewer sends it back."""
    store.write_review(filled, path, Filters())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, store.COLUMNS)
        table.writeheader()
        table.writerows(row | decisions.get(row["id"], {}) for row in rows)
    return path


def locate(place_id: str) -> dict[str, Any] | None:
    return PALMYRA if place_id == "palmyra" else None


def test_an_untouched_table_corrects_nothing(filled: Store, tmp_path: Path) -> None:
    before = list(filled.query())
    assert store.apply_corrections(filled, fill(filled, tmp_path / "review.csv", {}), reviewer="Rana") == []
    assert list(filled.query()) == before


def test_a_rejected_event_leaves_query_and_map_but_not_the_store(filled: Store, tmp_path: Path) -> None:
    table = fill(
        filled, tmp_path / "review.csv", {"battle": {"verdict": "rejected", "why": "another Homs", "by": "Rana"}}
    )
    store.apply_corrections(filled, table)
    assert "battle" not in [event["id"] for event in filled.query()]
    kept = filled.get("battle")
    assert kept is not None
    assert kept["properties"]["review"]["verdict"] == "rejected"
    assert filled.count(Filters(rejected=True)) == 5


def test_corrections_survive_reruns(filled: Store, tmp_path: Path) -> None:
    decision = {
        "new_date_start": "2016-12-04",
        "new_place_id": "palmyra",
        "new_factuality": "claimed",
        "why": "seen the video",
    }
    table = fill(filled, tmp_path / "review.csv", {"shelling": decision})
    store.apply_corrections(filled, table, reviewer="Rana", locate=locate)
    filled.write([feature("shelling"), feature("shelling", articles="D", confidence=0.99)])
    event = filled.get("shelling")
    assert event is not None
    told = event["properties"]
    assert (told["date_start"], told["date_end"], told["time_precision"]) == ("2016-12-04", "2016-12-04", 1)
    assert (told["place_id"], told["place_name"], told["factuality"]) == ("palmyra", "تدمر", "claimed")
    assert event["geometry"] == {"type": "Point", "coordinates": [38.27, 34.56]}
    assert len(told["sources"]) == 2
    assert told["title"] is None  # it named the old place
    assert "place_id corrected by Rana: seen the video" in told["reason"]
    assert filled.count(Filters(datetime="2016-12-04", bbox=(38, 34, 39, 35))) == 1


def test_a_cell_with_a_dash_takes_the_value_away(filled: Store, tmp_path: Path) -> None:
    decision = {"new_date_start": "-", "new_place_id": "-", "why": "the text does not say", "by": "Rana"}
    store.apply_corrections(filled, fill(filled, tmp_path / "review.csv", {"shelling": decision}))
    event = filled.get("shelling")
    assert event is not None
    assert event["geometry"] is None
    assert [event["properties"][name] for name in ("date_start", "date_end", "place_id", "lat")] == [None] * 4


def test_the_list_says_who_and_why_and_what_was(filled: Store, tmp_path: Path, clock: Clock) -> None:
    decision = {"new_factuality": "denied", "verdict": "confirmed", "why": "the ministry denied it", "by": "Rana"}
    store.apply_corrections(filled, fill(filled, tmp_path / "review.csv", {"battle": decision}))
    listed = list(store.corrections(filled))
    assert [(one.event, one.field, one.value, one.was, one.reviewer, one.why) for one in listed] == [
        ("battle", "factuality", "denied", "claimed", "Rana", "the ministry denied it"),
        ("battle", "verdict", "confirmed", None, "Rana", "the ministry denied it"),
    ]
    assert {one.made for one in listed} == {clock.now.isoformat(timespec="seconds")}


def test_a_correction_outlives_its_event_and_finds_it_again(filled: Store, tmp_path: Path) -> None:
    decision = {"verdict": "rejected", "why": "a rumour", "by": "Rana"}
    store.apply_corrections(filled, fill(filled, tmp_path / "review.csv", {"unplaced": decision}))
    filled.write([], read=["A"])
    assert [one.standing for one in store.corrections(filled)] == [False]
    filled.write([feature("unplaced", at=None)])
    assert [one.standing for one in store.corrections(filled)] == [True]
    assert filled.count(Filters(ids=("unplaced",))) == 0


def test_applying_a_table_twice_keeps_it_once(filled: Store, tmp_path: Path, clock: Clock) -> None:
    table = fill(filled, tmp_path / "review.csv", {"battle": {"verdict": "confirmed", "why": "seen", "by": "Rana"}})
    assert len(store.apply_corrections(filled, table)) == 1
    clock.tick()
    assert store.apply_corrections(filled, table) == []


def test_the_latest_decision_holds(filled: Store, tmp_path: Path) -> None:
    for verdict in ("rejected", "confirmed"):
        decision = {"verdict": verdict, "why": f"now {verdict}", "by": "Rana"}
        store.apply_corrections(filled, fill(filled, tmp_path / "review.csv", {"battle": decision}))
    assert filled.count(Filters(ids=("battle",))) == 1
    assert len(list(store.corrections(filled))) == 2


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        ({"verdict": "maybe", "why": "?"}, r"review.csv, row 2: verdict 'maybe': known are confirmed, rejected"),
        ({"verdict": "rejected"}, r"row 2: `why` is empty"),
        ({"new_date_start": "2016-02-31", "why": "x"}, r"row 2: new dates"),
        ({"new_date_start": "2016-12-31", "new_date_end": "2016-12-01", "why": "x"}, r"row 2: new dates"),
        ({"new_place_id": "atlantis", "why": "x"}, r"row 2: new_place_id 'atlantis' is no place"),
        ({"new_type": "bombing", "why": "x"}, r"row 2: new_type 'bombing'"),
        ({"id": "nobody", "verdict": "confirmed", "why": "x"}, r"row 2: the store holds no event 'nobody'"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(
    filled: Store, tmp_path: Path, decision: dict[str, str], says: str
) -> None:
    right = {"verdict": "rejected", "why": "a rumour"}
    table = fill(filled, tmp_path / "review.csv", {"shelling": decision, "siege": right})
    with pytest.raises(StoreError, match=says):
        store.apply_corrections(filled, table, reviewer="Rana", locate=locate)
    assert list(store.corrections(filled)) == []
    assert filled.count() == 5


def test_a_decision_nobody_signs_is_refused(filled: Store, tmp_path: Path) -> None:
    table = fill(filled, tmp_path / "review.csv", {"siege": {"verdict": "rejected", "why": "a rumour"}})
    with pytest.raises(StoreError, match="who decided"):
        store.apply_corrections(filled, table)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "columns id, verdict, why are missing"),
        ("id,verdict,why\nقصف,x,y".encode("cp1256"), "not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(filled: Store, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=says):
        store.apply_corrections(filled, path, reviewer="Rana")
