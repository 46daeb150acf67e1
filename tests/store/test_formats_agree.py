"""Two hundred events in every format: each value of each column is what the store says, as its readers read it."""

import csv
import json
import math
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
import pytest
import shapely
from lxml import etree  # type: ignore[import-untyped]

import store
from store import Feature
from store.tables import COLUMNS, KINDS, flat
from tests.store.features import feature, square

COUNT = 200
Row = dict[str, Any]


def made(chance: random.Random, number: int) -> Feature:
    """An event with as much and as little as events have, and letters that formats stumble over."""
    start = chance.choice(["2013-04-16", "2016-12-06", "2018-02-10T23:30+03:00", None])
    where: dict[str, Any] = chance.choice(
        [
            {"at": [round(chance.uniform(35.7, 42.3), 6), round(chance.uniform(32.3, 37.3), 6)]},
            {"at": None},
            {"geometry": square(36.3, 33.4, 0.3)},
            {
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [square(x, 35, 0.1)["coordinates"] for x in (37, 38)],
                }
            },
        ]
    )
    least = chance.choice([None, 0, 3, 17])
    return feature(
        f"{number:x}e{number}",
        **where,
        type=chance.choice(["shelling", "battle", "siege"]),
        title=chance.choice(["قصف «عنيف»؛ على حيّ", 'a "quoted", <b>title</b> & more', "سطر\nثان", "=1+1", None]),
        title_en=chance.choice(["Shelling; heavy", None]),
        factuality=chance.choice(["occurred", "claimed", "planned", "denied"]),
        date_start=start,
        date_end=chance.choice([start, "2018-03-01"]) if start else None,
        date_granularity="day" if start else None,
        time_precision=chance.choice([1, 2, 3]) if start else None,
        uncertainty_km=chance.choice([None, 0.5, 12.25]),
        geo_precision=chance.choice([1, 2, 3, None]),
        confidence=chance.choice([None, 0.0, 0.3, 0.85]),
        deaths=None if least is None else {"min": least, "max": chance.choice([least, None, least + 4])},
        displaced=chance.choice([None, {"min": 12_000, "max": None}]),
        actors=chance.choice([[], [{"name": "الدفاع المدني", "role": "source"}, {"name": "مدنيون", "role": "target"}]]),
        admin1_pcode=chance.choice(["SY02", None]),
        pcode=chance.choice(["C1007", "SY0200", None]),
        articles=chance.choice(["A", "ABC"]),
        updated="2026-01-01T00:00:00+00:00",
    )


@pytest.fixture(scope="module")
def events() -> list[Feature]:
    chance = random.Random(3)  # noqa: S311  made-up data
    return [made(chance, number) for number in range(COUNT)]


def rows_of(path: Path, *, skip: int = 0) -> dict[str, Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row | {"id": row["id"].removeprefix("'")} for row in list(csv.DictReader(file))[skip:]]
    return {row["id"]: row for row in rows}


def from_gis(frame: Any) -> dict[str, Row]:
    return {row["id"]: row for row in frame.to_dict("records")}


def placemarks(path: Path) -> dict[str, Row]:
    space = {"k": "http://www.opengis.net/kml/2.2"}
    data = {
        one.get("id"): {
            each.get("name"): each.findtext("k:value", namespaces=space) for each in one.iterfind(".//k:Data", space)
        }
        for one in etree.parse(path).iterfind(".//k:Placemark", space)
    }
    return {name: dict.fromkeys(COLUMNS) | row for name, row in data.items()}


READ: dict[str, Callable[[Path], dict[str, Row]]] = {
    "geojson": lambda path: {one["id"]: flat(one) for one in json.loads(path.read_text())["features"]},
    "geojsonl": lambda path: {one["id"]: flat(one) for one in map(json.loads, path.read_text().splitlines())},
    "csv": rows_of,
    "csv-excel": rows_of,
    "csv-hxl": lambda path: rows_of(path, skip=1),
    "kml": placemarks,
    "gpkg": lambda path: from_gis(pyogrio.read_dataframe(path)),
    "parquet": lambda path: from_gis(geopandas.read_parquet(path)),
}


def plain(name: str, value: Any) -> Any:
    """A value as it was before a format wrote it as text, or gave a whole column one type."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if KINDS[name] != "text":
        return float(value)
    return str(value).removeprefix("'") if str(value).startswith("'=") else str(value)


@pytest.mark.parametrize("name", READ)
def test_every_value_survives_every_format(events: list[Feature], tmp_path: Path, name: str) -> None:
    assert store.export(events, tmp_path / "events", name) == COUNT
    read = READ[name](tmp_path / "events")
    wanted = {one["id"]: flat(one) for one in events}
    assert sorted(read) == sorted(wanted)
    wrong = {
        (event, column): (read[event][column], value)
        for event, row in wanted.items()
        for column, value in row.items()
        if plain(column, read[event][column]) != plain(column, value)
    }
    assert wrong == {}


@pytest.mark.parametrize("name", ["geojson", "gpkg", "parquet", "kml"])
def test_every_shape_survives_every_format(events: list[Feature], tmp_path: Path, name: str) -> None:
    path = tmp_path / f"events.{name}"
    store.export(events, path)
    frame = geopandas.read_parquet(path) if name == "parquet" else pyogrio.read_dataframe(path)
    read = dict(zip(frame["id"], frame.geometry, strict=True))
    for one in events:
        told = shapely.from_geojson(json.dumps(one["geometry"])) if one["geometry"] else None
        found = read[one["id"]]
        assert (told is None) == (found is None)
        assert told is None or shapely.equals_exact(shapely.normalize(told), shapely.normalize(found), 1e-9)


def test_gis_programs_find_days_by_themselves_and_typed(events: list[Feature], tmp_path: Path) -> None:
    for name in ("gpkg", "parquet"):
        store.export(events, tmp_path / f"events.{name}")
    info = pyogrio.read_info(tmp_path / "events.gpkg", layer="events")
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert [types[column] for column in ("first_day", "last_day", "date_start")] == ["OFTDate", "OFTDate", "OFTString"]
    assert (info["features"], info["crs"], info["geometry_type"]) == (COUNT, "EPSG:4326", "Unknown")
    frame = geopandas.read_parquet(tmp_path / "events.parquet").set_index("id")
    for one in events:
        for column, told in (("first_day", "date_start"), ("last_day", "date_end")):
            day = (one["properties"][told] or "")[:10]
            assert str(frame.loc[one["id"], column] or "") == day


def test_a_spreadsheet_is_told_that_the_letters_are_utf8_and_other_programs_are_not(tmp_path: Path) -> None:
    for name in ("csv", "csv-excel"):
        store.export([feature("12345678e9012345")], tmp_path / name, name)
    assert (tmp_path / "csv-excel").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert (tmp_path / "csv").read_bytes().startswith(b"id,")
    assert [row["id"] for row in csv.DictReader((tmp_path / "csv").open(encoding="utf-8"))] == ["12345678e9012345"]
    [row] = csv.DictReader((tmp_path / "csv-excel").open(encoding="utf-8-sig"))
    assert row["id"] == "'12345678e9012345"  # else it would be 1.23E+15 for ever


def test_kml_shows_what_did_not_happen_pale_and_hides_nothing_under_areas(
    events: list[Feature], tmp_path: Path
) -> None:
    store.export(events, tmp_path / "events.kml")
    space = {"k": "http://www.opengis.net/kml/2.2"}
    document = etree.parse(tmp_path / "events.kml")
    styles = {f"#{one.get('id')}": one for one in document.iterfind(".//k:Style", space)}
    shown = {
        one.get("id"): one.findtext("k:styleUrl", namespaces=space)
        for one in document.iterfind(".//k:Placemark", space)
    }
    for one in events:
        happened = one["properties"]["factuality"] in ("occurred", "claimed")
        assert shown[one["id"]] == ("#happened" if happened else "#not-happened")
    alphas = {
        name: int(style.findtext(".//k:PolyStyle/k:color", namespaces=space)[:2], 16) for name, style in styles.items()
    }
    assert max(alphas.values()) < 128
    assert alphas["#not-happened"] < alphas["#happened"]
