"""A review sheet comes back as people's programs save it; what was decided in it is understood, or refused by row."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import store
from store import Filters, Store, StoreError
from store.sheet_dates import DateOrder
from tests.store.conftest import Clock
from tests.store.features import feature
from tests.store.test_corrections import fill, locate

Rows = list[dict[str, str]]
Saved = Callable[[Rows], bytes]


def turned(cell: str, pattern: str) -> str:
    """A day as a country writes it, as a spreadsheet shows and saves what it takes for a date."""
    if len(cell) != 10 or cell[4] != "-":
        return cell
    year, month, day = cell.split("-")
    return pattern.format(y=year, m=month, d=day, M=int(month), D=int(day))


def written(rows: Rows, *, sign: str = ",", end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL, date: str = "") -> str:
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, [*rows[0]], delimiter=sign, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    table.writeheader()
    table.writerows({name: turned(cell, date) if date else cell for name, cell in row.items()} for row in rows)
    return file.getvalue()


def without(rows: Rows, *names: str) -> Rows:
    return [{name: cell for name, cell in row.items() if name not in names} for row in rows]


PROGRAMS: dict[str, Saved] = {
    "as it was": lambda rows: written(rows).encode("utf-8-sig"),
    "LibreOffice": lambda rows: written(rows, end="\n", quoting=csv.QUOTE_ALL).encode(),
    "Excel in an Arabic country": lambda rows: written(rows, sign=";", date="{d}/{m}/{y}").encode("utf-8-sig"),
    "Excel in America": lambda rows: written(rows, date="{M}/{D}/{y}").encode("utf-8-sig"),
    "Excel in Germany": lambda rows: written(rows, sign=";", date="{d}.{m}.{y}").encode("utf-8-sig"),
    "Excel's Unicode text": lambda rows: written(rows, sign="\t", date="{d}/{m}/{y}").encode("utf-16"),
    "Excel with its separator": lambda rows: ("sep=;\r\n" + written(rows, sign=";")).encode("utf-8-sig"),
    "rows turned round, columns gone": lambda rows: written(without(rows[::-1], "reason", "new_type", "lat")).encode(),
    "blanks": lambda rows: written([{name: f" {cell}\u00a0" for name, cell in row.items()} for row in rows]).encode(),
    "a line left empty": lambda rows: written(rows).replace("\r\n", "\r\n\r\n", 1).encode(),
    "columns in another order": lambda rows: written([dict(sorted(row.items())) for row in rows]).encode("utf-8-sig"),
}


def sheet(opened: Store, path: Path, decisions: dict[str, dict[str, str]]) -> Rows:
    with fill(opened, path, decisions).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_a_person_decided_is_understood_whichever_program_saved_it(
    filled: Store, tmp_path: Path, program: str
) -> None:
    decided = {
        "shelling": {"new_date_start": "2016-12-05", "why": "the hospital's list", "by": "Rana"},
        "siege": {"verdict": "rejected", "why": "the ministry, not a witness", "by": "Rana"},
    }
    path = tmp_path / "r.csv"
    path.write_bytes(PROGRAMS[program](sheet(filled, path, decided)))
    kept = {(one.event, one.field, one.value) for one in store.apply_corrections(filled, path)}
    assert kept == {("shelling", "date_start", "2016-12-05/2016-12-05"), ("siege", "verdict", "rejected")}
    assert store.apply_corrections(filled, path) == []  # it may be given again


@pytest.mark.parametrize(
    ("saved", "given", "meant"),
    [
        ("05/08/2014", [("13/12/2016", "2016-12-13")], "2014-08-05"),
        ("8/5/2014", [("12/13/2016", "2016-12-13")], "2014-08-05"),
        ("05/08/2014", [("06/12/2016", "2016-12-06")], "2014-08-05"),
        ("05/08/14", [("06/12/16", "2016-12-06")], "2014-08-05"),
        ("25/08/2014", [], "2014-08-25"),
        ("2014/8/5", [], "2014-08-05"),
        ("٠٥/٠٨/٢٠١٤", [("06/12/2016", "2016-12-06")], "2014-08-05"),
        ("٢٠١٤-٠٨-٠٥", [], "2014-08-05"),
        ("05/05/2014", [], "2014-05-05"),
        ("2014-08", [], "2014-08"),
        ("2014-08-05T03:00+03:00", [], "2014-08-05T03:00+03:00"),
        ("-", [], "-"),
        ("", [], ""),
    ],
)
def test_a_date_that_was_turned_round_is_read_as_the_sheets_own_dates_were(
    saved: str, given: list[tuple[str, str]], meant: str
) -> None:
    assert DateOrder(given).iso(saved) == meant


@pytest.mark.parametrize("saved", ["05/08/2014", "1/2/14", "99/99/2014", "2016-02-31"])
def test_a_date_that_may_be_two_days_is_neither(saved: str) -> None:
    with pytest.raises(StoreError, match="Write it like 2014-08-05"):
        DateOrder([("05/05/2016", "2016-05-05")]).iso(saved)


@pytest.mark.parametrize(
    ("given", "dates", "precise"),
    [
        ({"new_date_start": "2014-08"}, ["2014-08-01", "2014-08-31"], (3, "month")),
        ({"new_date_start": "2014"}, ["2014-01-01", "2014-12-31"], (3, "year")),
        ({"new_date_start": "2014-08-01", "new_date_end": "2014-08-07"}, ["2014-08-01", "2014-08-07"], (2, "week")),
        ({"new_date_start": "2014-08-05"}, ["2014-08-05", "2014-08-05"], (1, "day")),
        ({"new_date_end": "2016-12-08"}, ["2016-12-06", "2016-12-08"], (2, "week")),
    ],
)
def test_a_person_is_as_precise_as_they_can_be(
    filled: Store, tmp_path: Path, given: dict[str, str], dates: list[str], precise: tuple[int, str]
) -> None:
    decided = {"shelling": given | {"why": "the hospital's list", "by": "Rana"}}
    store.apply_corrections(filled, fill(filled, tmp_path / "r.csv", decided))
    told = properties(filled, "shelling")
    assert [told["date_start"], told["date_end"]] == dates
    assert (told["time_precision"], told["date_granularity"]) == precise


def properties(opened: Store, event: str) -> dict[str, Any]:
    found = opened.get(event)
    assert found is not None
    return dict(found["properties"])


def test_rows_are_counted_as_the_spreadsheet_counts_them(filled: Store, tmp_path: Path) -> None:
    rows = sheet(filled, tmp_path / "r.csv", {"siege": {"verdict": "perhaps", "why": "?", "by": "Rana"}})
    number = 2 + [row["id"] for row in rows].index("siege")
    lines = written(rows).replace("\r\n", "\r\n\r\n", 1)  # an empty row 2
    (tmp_path / "r.csv").write_text(lines, encoding="utf-8-sig", newline="")
    with pytest.raises(StoreError, match=f"r.csv, row {number + 1}: verdict 'perhaps'"):
        store.apply_corrections(filled, tmp_path / "r.csv")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 what a workbook begins with", "is a workbook: save it as 'CSV UTF-8'"),
        (b"SQLite format 3\x00", "is a GeoPackage: save its layer as GeoJSON"),
        (b"", "columns id, verdict, why are missing"),
        (b"id;verdict;why;why\r\n", "several columns are called why"),
    ],
)
def test_a_file_that_is_no_sheet_says_what_to_do(filled: Store, tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(StoreError, match=says):
        store.apply_corrections(filled, tmp_path / "r.csv")


def test_an_id_that_looks_like_a_number_is_not_spoiled_by_a_spreadsheet(empty: Store, tmp_path: Path) -> None:
    empty.write([feature("1234567890123456"), feature("12345678e9012345", articles="B")])
    decided = {"verdict": "confirmed", "why": "seen", "by": "Rana"}
    rows = sheet(empty, tmp_path / "r.csv", {})
    assert {row["id"] for row in rows} == {"'1234567890123456", "'12345678e9012345"}
    (tmp_path / "r.csv").write_text(written([row | decided for row in rows]), encoding="utf-8-sig", newline="")
    assert len(store.apply_corrections(empty, tmp_path / "r.csv")) == 2
    spoiled = [rows[0] | decided | {"id": "1.23457E+15"}]
    (tmp_path / "r.csv").write_text(written(spoiled), encoding="utf-8-sig", newline="")
    with pytest.raises(StoreError, match=r"row 2: .*a spreadsheet has made a number of its id"):
        store.apply_corrections(empty, tmp_path / "r.csv")


def test_an_article_is_split_off_by_the_address_that_the_sheet_shows(filled: Store, tmp_path: Path) -> None:
    rows = {row["id"]: row for row in sheet(filled, tmp_path / "r.csv", {})}
    address = rows["siege"]["articles"].split()[1]
    assert address.startswith("https://")
    decided = {"siege": {"split_off": address, "why": "another town", "by": "Rana"}}
    [kept] = store.apply_corrections(filled, fill(filled, tmp_path / "r.csv", decided))
    assert (kept.field, kept.value) == ("split", "C")
    assert [source["article"] for source in properties(filled, "siege")["sources"]] == ["B"]


# What follows is about places that a person has found on the ground or in a film.


def pointed(opened: Store, path: Path, event: str, **cells: str) -> list[store.Correction]:
    decided = {event: cells | {"why": "the minaret in the film", "by": "Rana"}}
    return store.apply_corrections(opened, fill(opened, path, decided), locate=locate)


def test_a_position_is_kept_through_reruns_and_undone(filled: Store, tmp_path: Path) -> None:
    [kept] = pointed(
        filled, tmp_path / "r.csv", "shelling", new_lat="36,2015", new_lon="37.1622", new_uncertainty_km="0.1"
    )
    assert (kept.field, kept.value, kept.was) == ("point", "36.2015, 37.1622 (± 0.1 km)", "36.2, 37.16")
    filled.write([feature("shelling", confidence=0.9)])
    event = filled.get("shelling")
    assert event is not None
    assert event["geometry"] == {"type": "Point", "coordinates": [37.1622, 36.2015]}
    told = event["properties"]
    assert (told["lat"], told["lon"], told["uncertainty_km"], told["geo_precision"]) == (36.2015, 37.1622, 0.1, 1)
    assert (told["place_id"], told["place_name"], told["confidence"]) == ("shaar", "الشعار", 0.9)
    assert told["title"] == "قصف مدفعي على حي الشعار"  # it names the place, which is the same
    assert filled.count(Filters(near=(37.1622, 36.2015, 0.05))) == 1
    store.undo(filled, kept.key, by="Omar", why="another minaret")
    assert properties(filled, "shelling")["lat"] == 36.2


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (
            {"new_lat": "35.0", "new_lon": "37.16"},
            "lies 133.4 km from Al-Shaar, which is known to 1.0 km: say which place",
        ),
        ({"new_lat": "36.2"}, "a position needs both"),
        ({"new_lat": "136.2", "new_lon": "37"}, "not between -90 and 90"),
        ({"new_lat": "36.2", "new_lon": "east"}, "new_lon 'east' is no number"),
        ({"new_lat": "nan", "new_lon": "37"}, "new_lat 'nan' is no number"),
        ({"new_lat": "36.2", "new_lon": "37.16", "new_uncertainty_km": "-1"}, "how many kilometres"),
        ({"new_uncertainty_km": "1"}, "give new_lat and new_lon too"),
        ({"new_lat": "35.0", "new_lon": "37.16", "new_place_id": "-"}, "how many kilometres may the point be wrong"),
    ],
)
def test_a_position_that_would_be_a_pin_beside_another_name_is_refused(
    filled: Store, tmp_path: Path, cells: dict[str, str], says: str
) -> None:
    with pytest.raises(StoreError, match=says):
        pointed(filled, tmp_path / "r.csv", "shelling", **cells)
    assert list(store.corrections(filled)) == []


def test_a_position_may_come_with_another_place_or_with_none(filled: Store, tmp_path: Path) -> None:
    kept = pointed(filled, tmp_path / "r.csv", "shelling", new_lat="34.55", new_lon="38.28", new_place_id="palmyra")
    assert [one.field for one in kept] == ["place_id", "point"]
    told = properties(filled, "shelling")
    assert (told["place_name_en"], told["lat"], told["uncertainty_km"]) == ("Palmyra", 34.55, 3.0)
    pointed(
        filled,
        tmp_path / "r.csv",
        "unplaced",
        new_lat="34.9",
        new_lon="38.9",
        new_place_id="-",
        new_uncertainty_km="15",
    )
    told = properties(filled, "unplaced")
    assert (told["place_name"], told["lat"], told["geo_precision"]) == (None, 34.9, 2)
    assert filled.count(Filters(bbox=(38.8, 34.8, 39, 35))) == 1


def moved(path: Path, event: str, lon: float, lat: float, **cells: Any) -> None:
    """As QGIS saves a layer in which a point was drawn elsewhere."""
    document = json.loads(path.read_text(encoding="utf-8"))
    for number, one in enumerate(document["features"]):
        shown = one["properties"]
        one |= {"properties": {name: cell if cell != "" else None for name, cell in shown.items()} | {"fid": number}}
        one.pop("id", None)
        if shown["id"] == event:
            one["geometry"] = {"type": "Point", "coordinates": [lon, lat, 0.0]}
            one["properties"] |= cells
        elif one["geometry"] and one["geometry"]["type"] == "Point":  # rounded
            one["geometry"]["coordinates"] = [round(number, 6) + 1e-7 for number in one["geometry"]["coordinates"]]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    path.write_text(json.dumps({"name": "review", "crs": crs, **document}, ensure_ascii=False), encoding="utf-8")


def test_a_point_that_was_moved_in_a_gis_is_a_position(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "review.geojson"
    store.write_review(filled, path, Filters())
    moved(path, "shelling", 37.163, 36.201, why="the minaret in the film", by="Rana")
    [kept] = store.apply_corrections(filled, path)
    assert (kept.event, kept.field, kept.value) == ("shelling", "point", "36.201, 37.163 (± 1 km)")
    assert store.apply_corrections(filled, path) == []


def test_an_event_without_a_place_gets_the_point_that_was_drawn_for_it(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "review.geojson"
    store.write_review(filled, path, Filters())
    moved(path, "unplaced", 38.2, 35.1, why="the convoy's own map", by="Rana")
    with pytest.raises(StoreError, match="how many kilometres may the point be wrong"):
        store.apply_corrections(filled, path)
    moved(path, "unplaced", 38.2, 35.1, new_uncertainty_km=2)
    [kept] = store.apply_corrections(filled, path)
    assert (kept.event, kept.value, kept.was) == ("unplaced", "35.1, 38.2 (± 2 km)", None)


def test_a_point_that_was_moved_by_accident_is_asked_about(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "review.geojson"
    store.write_review(filled, path, Filters())
    moved(path, "shelling", 37.163, 36.201)
    with pytest.raises(StoreError, match=r"row \d: (who decided|`why` is empty)"):
        store.apply_corrections(filled, path)


def test_positions_in_metres_are_refused(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "review.geojson"
    store.write_review(filled, path, Filters())
    document = json.loads(path.read_text(encoding="utf-8"))
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    path.write_text(json.dumps(document | {"crs": crs}), encoding="utf-8")
    with pytest.raises(StoreError, match="save it in EPSG:4326"):
        store.apply_corrections(filled, path)


# Two people, and a store that does not stand still.


def said(opened: Store, path: Path) -> tuple[list[store.Correction], list[str]]:
    heard: list[str] = []
    kept = store.apply_corrections(opened, path, locate=locate, remark=heard.append)
    return kept, [each.partition(": ")[2] for each in heard]


def test_who_decides_otherwise_than_another_is_told_so(filled: Store, tmp_path: Path, clock: Clock) -> None:
    sheets = {}
    for name, kind in (("Rana", "airstrike"), ("Omar", "explosion")):
        decided = {"shelling": {"new_type": kind, "why": f"{name} saw it", "by": name}}
        sheets[name] = fill(filled, tmp_path / f"{name}.csv", decided)
    assert said(filled, sheets["Rana"])[1] == []
    clock.tick()
    kept, heard = said(filled, sheets["Omar"])
    assert len(kept) == 1
    assert heard == [
        "the event has changed since: type was shelling in the sheet, and is now airstrike",
        "type explosion takes the place of what Rana decided on 2026-01-01: airstrike (Rana saw it)",
    ]
    assert properties(filled, "shelling")["type"] == "explosion"
    store.undo(filled, kept[0].key, by="Omar", why="Rana is right")
    assert properties(filled, "shelling")["type"] == "airstrike"


def test_who_judges_what_has_changed_meanwhile_is_told_so(filled: Store, tmp_path: Path) -> None:
    decided = {"shelling": {"verdict": "confirmed", "why": "seen", "by": "Rana"}}
    path = fill(filled, tmp_path / "r.csv", decided)
    filled.write([feature("shelling", date_start="2016-12-03", date_end="2016-12-03")])
    kept, heard = said(filled, path)
    assert len(kept) == 1
    assert heard == [
        f"the event has changed since: {name} was 2016-12-06 in the sheet, and is now 2016-12-03"
        for name in ("date_start", "date_end")
    ]


def test_who_judges_what_is_gone_is_told_what_became_of_it(filled: Store, tmp_path: Path) -> None:
    judged = {"verdict": "confirmed", "why": "seen", "by": "Rana"}
    path = fill(filled, tmp_path / "r.csv", {"battle": judged, "unplaced": judged})
    store.apply_corrections(
        filled, fill(filled, tmp_path / "m.csv", {"battle": {"merge_into": "siege", "why": "one fight", "by": "Omar"}})
    )
    with pytest.raises(StoreError, match="'battle' any more: siege has taken it over; decide about that one"):
        store.apply_corrections(filled, path)
    filled.write([], read=["A"])
    with pytest.raises(StoreError, match="'unplaced' any more: withdrawn on 2026-01-01, no article tells it"):
        store.apply_corrections(filled, path)
