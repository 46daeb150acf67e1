"""What a person is given to judge: what is unsure and why, in a spreadsheet or a GIS."""

import csv
import json
from pathlib import Path

import pyogrio  # type: ignore[import-untyped]
import pytest

import store
from store import Filters, Store, StoreError
from store.doubts import UNSURE, doubts
from tests.store.features import feature


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_what_is_found_as_unsure_is_what_has_doubts(filled: Store) -> None:
    doubtful = {one["id"] for one in filled.query() if doubts(one["properties"], one["geometry"])}
    assert (
        {one["id"] for one in filled.query(Filters(cql=UNSURE))}
        == doubtful
        == {"battle", "siege", "undated", "unplaced"}
    )


def test_the_sheet_says_what_is_in_doubt(filled: Store, tmp_path: Path) -> None:
    assert store.write_review(filled, tmp_path / "review.csv", Filters(), unsure=True) == 4
    told = rows(tmp_path / "review.csv")
    assert told["siege"]["doubts"] == "its day lies in 2018-02-01/2018-02-28; its place is known to 1.0 km"
    assert told["battle"]["doubts"] == "confidence 0.4; claimed, not told as a fact"
    assert (told["undated"]["doubts"], told["unplaced"]["doubts"]) == ("no day is told", "its place was not found")


def test_what_a_person_judged_is_no_longer_unsure(filled: Store, tmp_path: Path) -> None:
    store.write_review(filled, tmp_path / "review.csv", Filters(), unsure=True)
    decided = list(rows(tmp_path / "review.csv").values())
    for row in decided:
        row |= {"verdict": "confirmed", "why": "checked with the source", "by": "M"}
    with (tmp_path / "review.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, store.COLUMNS)
        table.writeheader()
        table.writerows(decided)
    assert len(store.apply_corrections(filled, tmp_path / "review.csv")) == 4
    assert store.write_review(filled, tmp_path / "again.csv", Filters(), unsure=True) == 0


def test_filters_narrow_what_is_unsure(filled: Store, tmp_path: Path) -> None:
    asked = Filters(cql="type = 'siege' OR type = 'shelling'")
    assert store.write_review(filled, tmp_path / "review.csv", asked, unsure=True) == 1


def test_a_gis_opens_the_sheet_and_what_it_saves_is_applied(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "review.geojson"
    assert store.write_review(filled, path, Filters()) == 5
    frame = pyogrio.read_dataframe(path)
    assert set(store.COLUMNS) <= set(frame.columns)
    assert frame.set_index("id").loc["siege"].geometry.geom_type == "Polygon"
    row = frame["id"] == "shelling"
    frame.loc[row, ["new_type", "why", "by"]] = ["airstrike", "the second source names aircraft", "M"]
    saved = tmp_path / "saved.geojson"
    pyogrio.write_dataframe(frame, saved, driver="GeoJSON")
    [kept] = store.apply_corrections(filled, saved)
    assert (kept.event, kept.field, kept.value) == ("shelling", "type", "airstrike")
    event = filled.get("shelling")
    assert event is not None
    assert event["properties"]["type"] == "airstrike"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[]", "no collection of features"),
        ("{", "cannot be read"),
        (json.dumps({"features": [{"properties": {"id": "siege"}}]}), "verdict, why are missing"),
        (
            json.dumps({"features": [{"properties": {"id": "x", "verdict": "confirmed", "why": "w", "by": "M"}}]}),
            "row 1",
        ),
    ],
)
def test_geojson_that_cannot_be_applied_says_why(filled: Store, tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "review.geojson").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=says):
        store.apply_corrections(filled, tmp_path / "review.geojson")


def test_no_cell_of_the_sheet_is_a_formula(empty: Store, tmp_path: Path) -> None:
    empty.write([feature(title="=1+1", reason="@SUM(1)", place_name="+1")])
    for name in ("review.csv", "review.geojson"):
        store.write_review(empty, tmp_path / name, Filters())
    [row] = rows(tmp_path / "review.csv").values()
    assert [row[name][:1] for name in ("title", "reason", "place_name")] == ["'"] * 3
