"""The tables can be compiled from the official downloads by whoever has them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from gazetteer.build import build
from gazetteer.cleaning import clean, without_caption
from gazetteer.outlines import Outlines
from gazetteer.tables import TableError, read_tables

SQUARE = [[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]


def shifted(east: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[[lon + east, lat] for lon, lat in SQUARE]]}


def layer(path: Path, features: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    written = [{"type": "Feature", "properties": cells, "geometry": outline} for cells, outline in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": written}), encoding="utf-8")


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "cod_ab"
    folder.mkdir()
    whole = {"type": "Polygon", "coordinates": [[[36.0, 35.0], [38.0, 35.0], [38.0, 36.0], [36.0, 36.0], [36.0, 35.0]]]}
    layer(folder / "adm1.geojson", [({"ADM1_PCODE": "SY90", "ADM1_AR": "الشرق", "ADM1_EN": "East"}, whole)])
    two = {"ADM2_PCODE": "SY9000", "ADM2_AR": "مركز الشرق", "ADM2_EN": "East", "ADM1_PCODE": "SY90"}
    layer(folder / "adm2.geojson", [(two, whole)])
    columns = ("adm3_pcode", "adm3_name1", "adm3_name", "adm2_pcode")
    units = [("SY900000", "مركز الشرق", "East", "SY9000"), ("SY900001", "النهر", "River", "SY9000")]
    layer(
        folder / "adm3.geojson",
        [(dict(zip(columns, unit, strict=True)), shifted(east)) for east, unit in enumerate(units)],
    )
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["ADM4_PCODE", "ADM4_AR", "ADM4_EN", "ADM3_PCODE", "LATITUDE_Y", "LONGITUDE_X"])
        writer.writerow(["C9001", "الشرق", "East", "SY900000", 35.5, 36.5])
        writer.writerow(["C9002", "ام تينة النهر", "Um Tinet River", "SY900001", 35.5, 37.5])
        writer.writerow(["C9003", "الربوة_كاروز", "Rabwa - Karoz", "SY900001", 35.2, 37.2])
    return folder


@pytest.fixture
def geonames(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    rows = [
        ("1", "East", "الشرق,شرق الجديدة,Ash Sharq,ESQ", "35.49", "36.51", "P", "PPL", "120000"),
        ("2", "Far Hill", "التل البعيد", "35.9", "37.9", "P", "PPL", "0"),
        ("3", "Some wadi", "وادي", "35.9", "37.9", "H", "WAD", "0"),
    ]
    lines = [
        "\t".join([i, name, name, alternates, lat, lon, kind, code, "SY", "", "", "", "", "", people, "", "", "", ""])
        for i, name, alternates, lat, lon, kind, code, people in rows
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def tables(tmp_path: Path, downloads: Path, geonames: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    build(downloads, geonames, folder)
    return folder


def test_every_unit_is_a_place_with_its_parent(tables: Path) -> None:
    places = {row.id: row for row in read_tables(tables).places}
    assert places["SY9000"].parent == "SY90"
    assert places["C9002"].parent == "SY900001"
    assert places["SY90"].uncertainty_km > 80


def test_an_area_stands_where_its_people_live(tables: Path) -> None:
    places = {row.id: row for row in read_tables(tables).places}
    river, whole = places["SY900001"], places["SY90"]
    assert (river.lat, river.lon) == pytest.approx((35.35, 37.35))  # between its two villages, not mid-outline
    assert 36.5 < whole.lon < 36.65  # a town of 120,000 outweighs two villages, and is not all there is
    assert whole.uncertainty_km == pytest.approx(140, abs=12)  # to the farthest corner from there


def test_names_are_written_as_newspapers_do(tables: Path) -> None:
    places = {row.id: row.name for row in read_tables(tables).places}
    names = {(row.place_id, row.name, row.kind.value) for row in read_tables(tables).names}
    assert places["SY9000"] == "الشرق"
    assert ("SY9000", "مركز الشرق", "official") in names
    assert places["C9002"] == "أم تينة"
    assert places["C9003"] == "الربوة"
    assert ("C9003", "كاروز", "variant") in names


def test_the_seat_of_an_area_is_linked(tables: Path) -> None:
    seats = {(area, seat) for area, seat, _ in read_tables(tables).seats}
    assert {("SY90", "C9001"), ("SY9000", "C9001"), ("SY900000", "C9001")} == seats


def test_geonames_adds_names_people_and_places_of_its_own(tables: Path) -> None:
    places = {row.id: row for row in read_tables(tables).places}
    names = {(row.place_id, row.name) for row in read_tables(tables).names}
    assert places["C9001"].population == 120000
    assert places["C9001"].kind == "city"
    assert ("C9001", "شرق الجديدة") in names
    assert ("C9001", "ESQ") not in names
    assert places["gn-2"].parent == "SY900001"
    assert "gn-3" not in places


def test_outlines_meet_without_gap(tables: Path) -> None:
    outline = Outlines(tables / "outlines.json").merge(["SY900000", "SY900001"])
    assert outline is not None
    assert len(outline["coordinates"]) == 1


def test_building_again_changes_nothing(tables: Path, downloads: Path, geonames: Path) -> None:
    before = {path.name: path.read_bytes() for path in tables.iterdir()}
    build(downloads, geonames, tables)
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == before


def test_a_download_without_a_level_is_refused(tmp_path: Path, downloads: Path) -> None:
    (downloads / "adm2.geojson").unlink()
    with pytest.raises(TableError, match="adm2_pcode"):
        build(downloads, None, tmp_path)


def test_a_geonames_file_of_another_shape_is_refused(tmp_path: Path, downloads: Path, geonames: Path) -> None:
    geonames.write_text("1\tEast\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"SY\.txt:1"):
        build(downloads, geonames, tmp_path)


@pytest.mark.parametrize(
    ("official", "english", "preferred"),
    [
        ("اطمه", "Atmeh", "اطمة"),
        ("ام تينة", "Um Tinet", "أم تينة"),
        ("أكرادإبراهيم", "Akrad Ibrahim", "أكراد إبراهيم"),
        ("حربنفسه", "Harbanifse", "حربنفسة"),
        ("ابين- عفرين", "Abin - Efrin", "ابين"),
    ],
)
def test_official_spellings_are_mended(official: str, english: str, preferred: str) -> None:
    assert clean(official, english).preferred == preferred


@pytest.mark.parametrize(
    ("name", "holders", "short"),
    [
        ("أم خرزة الباب", {"باب"}, "أم خرزة"),
        ("تل الباب", {"باب"}, "تل الباب"),
        ("أم عدسة قرب منبج", {"منبج"}, "أم عدسة"),
        ("دير حافر", {"حلب"}, "دير حافر"),
    ],
)
def test_captions_go_and_compound_names_stay(name: str, holders: set[str], short: str) -> None:
    assert without_caption(name, frozenset(holders)) == short
