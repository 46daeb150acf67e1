import csv
import json
import re
import tracemalloc
import warnings
from pathlib import Path
from typing import Any

import geopandas  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
import pytest
from lxml import etree  # type: ignore[import-untyped]

import events
import store
from store import Store, StoreError
from store.tables import HXL, ucdp_where_prec
from tests.store.features import feature, source


def test_geojson_is_one_collection_with_every_event(filled: Store, tmp_path: Path) -> None:
    assert store.export(filled.query(), tmp_path / "events.geojson") == 5
    read = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))
    assert read["type"] == "FeatureCollection"
    assert read["features"] == list(filled.query())


def test_no_event_is_still_geojson(empty: Store, tmp_path: Path) -> None:
    store.export(empty.query(), tmp_path / "none.geojson")
    assert json.loads((tmp_path / "none.geojson").read_text()) == {"type": "FeatureCollection", "features": []}


def test_csv_spells_out_counts_and_keeps_sources(filled: Store, tmp_path: Path) -> None:
    store.export(filled.query(), tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert (rows["shelling"]["deaths_min"], rows["shelling"]["injured_max"]) == ("5", "")
    assert [told["article"] for told in json.loads(rows["siege"]["sources"])] == ["B", "C"]
    assert [rows[name]["ucdp_date_prec"] for name in ("shelling", "siege", "undated")] == ["1", "4", ""]


@pytest.mark.parametrize(
    ("geo_precision", "uncertainty_km", "kind", "code"),
    [
        (1, 1.0, "neighbourhood", 1),
        (1, 12.0, "city", 2),
        (2, 30.0, None, 3),
        (3, 60.0, "governorate", 4),
        (3, None, None, 4),
        (3, 300.0, "country", 6),
        (None, None, None, None),
    ],
)
def test_ucdp_precision_follows_from_the_same_facts(
    geo_precision: int | None, uncertainty_km: float | None, kind: str | None, code: int | None
) -> None:
    assert ucdp_where_prec(geo_precision, uncertainty_km, kind) == code


def test_a_quote_is_no_formula(empty: Store, tmp_path: Path) -> None:
    empty.write([feature(title='=HYPERLINK("http://evil.example")', attribution="@SUM(1)")])
    store.export(empty.query(), tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert [row["title"][:2], row["attribution"][:2]] == ["'=", "'@"]


FORMULAS = ["=1+1", " =1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "|cmd", "%0A=1", "＝1"]


@pytest.mark.parametrize("written", FORMULAS, ids=repr)
@pytest.mark.parametrize("name", ["csv", "csv-hxl", "acled", "ucdp"])
def test_no_cell_of_any_table_begins_a_formula(written: str, name: str, tmp_path: Path) -> None:
    told = [source("A", written, source=written, url=written)]
    names: dict[str, Any] = dict.fromkeys(
        ("title", "attribution", "reason", "place_reason", "place_name", "place_name_en"), written
    )
    actors = [{"name": written, "name_en": written, "kind": "state", "role": role} for role in ("doer", "target")]
    hostile = feature(sources=told, actors=actors, acled="Armed clash", type="battle", **names)
    store.export([hostile], tmp_path / "events.csv", name)
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = list(csv.reader(file))
    assert [cell for row in rows for cell in row if cell.lstrip(" ")[:1] in set("=+-@\t\r\n|%＝")] == []
    assert len(rows) == 1 + (name == "csv-hxl")
    assert any(f"'{written}" in cell for cell in rows[-1])


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_hxl_tags_stand_beneath_the_header(filled: Store, tmp_path: Path) -> None:
    store.export(filled.query(), tmp_path / "events.csv", "csv-hxl")
    tags, *rows = read_table(tmp_path / "events.csv")
    assert len(rows) == 5
    assert [column for column, tag in tags.items() if not re.fullmatch(r"#[a-z0-9]+(\+[a-z0-9_]+)*", tag)] == []
    assert (tags["admin1_pcode"], tags["date_start"]) == ("#adm1+code+v_pcode", "#date+start")


def test_every_tag_names_one_column() -> None:
    assert sorted({tag for tag in HXL.values() if list(HXL.values()).count(tag) > 1}) == []


FOUGHT: dict[str, Any] = {
    "type": "battle",
    "acled": "Armed clash",
    "actors": [
        {"name": "جيش الإسلام", "name_en": "Jaysh al-Islam", "kind": "rebel", "role": "party"},
        {"name": "قوات النظام", "name_en": "Syrian government forces", "kind": "state", "role": "party"},
    ],
    "deaths": {"min": 12, "max": 15},
    "admin1_pcode": "SY02",
    "admin1_name_en": "Aleppo",
    "admin2_name_en": "Jebel Saman",
    "updated": "2026-01-01T00:00:00+00:00",
}


def test_acleds_columns_say_what_ours_do(tmp_path: Path) -> None:
    store.export([feature(**FOUGHT, articles="AB")], tmp_path / "events.csv", "acled")
    [row] = read_table(tmp_path / "events.csv")
    assert len(row) == 31
    told = {name: value for name, value in row.items() if value}
    assert told.pop("notes").startswith("«قتل خمسة مدنيين")
    assert told == {
        "event_id_cnty": "e1",
        "event_date": "2016-12-06",
        "year": "2016",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Jaysh al-Islam",
        "inter1": "Rebel groups",
        "actor2": "Syrian government forces",
        "inter2": "State forces",
        "iso": "760",
        "region": "Middle East",
        "country": "Syria",
        "admin1": "Aleppo",
        "admin2": "Jebel Saman",
        "location": "Al-Shaar",
        "latitude": "36.2",
        "longitude": "37.16",
        "geo_precision": "1",
        "source": "وكالة الأفق",
        "fatalities": "12",
        "timestamp": "1767225600",
    }


def test_ucdp_lists_an_article_once_however_many_of_its_sentences_tell_the_event(tmp_path: Path) -> None:
    twice = [source("A", "سقطت قذيفة على السوق"), source("A", "قتل خمسة مدنيين في السوق"), source("B")]
    store.export([feature(**FOUGHT | {"sources": twice})], tmp_path / "events.csv", "ucdp")
    [row] = read_table(tmp_path / "events.csv")
    assert [article.rpartition("/")[2] for article in row["source_article"].split("; ")] == ["A", "B"]


def test_ucdps_columns_say_what_ours_do(tmp_path: Path) -> None:
    store.export([feature(**FOUGHT, articles="AB")], tmp_path / "events.csv", "ucdp")
    [row] = read_table(tmp_path / "events.csv")
    assert len(row) == 49
    wanted = {
        "type_of_violence": "1",
        "side_a": "Syrian government forces",
        "side_b": "Jaysh al-Islam",
        "gwnoa": "652",
        "number_of_sources": "2",
        "where_prec": "1",
        "date_prec": "1",
        "priogrid_gid": "181875",
        "best": "12",
        "low": "12",
        "high": "15",
        "deaths_unknown": "12",
        "deaths_a": "",
        "deaths_civilians": "",
        "country_id": "652",
        "geom_wkt": "POINT (37.16 36.2)",
        "date_start": "2016-12-06",
    }
    assert {name: row[name] for name in wanted} == wanted


LEFT_OUT: list[tuple[dict[str, Any], list[int]]] = [
    ({}, [1, 1]),
    ({"factuality": "claimed"}, [1, 1]),
    ({"factuality": "denied"}, [0, 0]),
    ({"factuality": "planned"}, [0, 0]),
    ({"acled": None, "type": "statement"}, [0, 0]),
    ({"deaths": None}, [1, 0]),
    ({"deaths": {"min": 0, "max": 0}}, [1, 0]),
    ({"date_start": None, "date_end": None}, [1, 0]),
    ({"date_start": "2016-01-01", "date_end": "2016-12-31"}, [1, 1]),
    ({"date_start": "1950-01-01", "date_end": "1959-12-31"}, [1, 0]),
    ({"type": "protest", "acled": "Peaceful protest"}, [1, 0]),
]


@pytest.mark.parametrize(("changed", "rows"), LEFT_OUT, ids=str)
def test_what_another_data_set_does_not_hold_is_left_out(
    changed: dict[str, Any], rows: list[int], tmp_path: Path
) -> None:
    told = feature(**FOUGHT | changed)
    assert [store.export([told], tmp_path / "events.csv", name) for name in ("acled", "ucdp")] == rows


def test_every_acled_code_of_ours_is_one_of_acleds() -> None:
    with (Path(events.__file__).parent / "mapping.csv").open(encoding="utf-8") as file:
        ours = {(row["acled_event"], row["acled_sub_event"]) for row in csv.DictReader(file)} - {("", "")}
    with (Path(store.__file__).parent / "acled.csv").open(encoding="utf-8") as file:
        acleds = {(row["event_type"], row["sub_event_type"]) for row in csv.DictReader(file)}
    assert sorted(ours - acleds) == []


@pytest.mark.parametrize("name", ["events.geojson", "events.geojsonl", "events.kml", "events.csv", "events.gpkg"])
def test_gdal_reads_every_event_back(filled: Store, tmp_path: Path, name: str) -> None:
    store.export(filled.query(), tmp_path / name)
    frame = pyogrio.read_dataframe(tmp_path / name)
    ids = frame["id"]
    assert sorted(ids) == ["battle", "shelling", "siege", "undated", "unplaced"]
    if not name.endswith("csv"):
        shapes = frame.geometry.geom_type.fillna("none")
        assert sorted(shapes) == ["Point", "Point", "Point", "Polygon", "none"]
        assert frame.crs.equals("EPSG:4326", ignore_axis_order=True)


def test_kml_survives_any_letters(tmp_path: Path) -> None:
    odd = feature(title="<b>&\x00\x0b \ud800 ]]> ﷽ 🕊", evidence="a")
    store.export([odd], tmp_path / "events.kml")
    [name] = etree.parse(tmp_path / "events.kml").xpath("//*[local-name()='Placemark']/*[local-name()='name']/text()")
    assert name == "<b>&  ]]> ﷽ 🕊"


@pytest.mark.parametrize("name", ["geojson", "csv", "kml", "acled"])
def test_streams_take_no_more_memory_for_more_events(name: str, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        store.export((feature(f"e{number}") for number in range(count)), tmp_path / "events", name)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(1500) < peak(150) * 1.5 + 50_000


def test_batches_are_appended_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.frames.BATCH", 2)
    told = [feature("a", at=None), feature("b", title=None), *(feature(f"e{number}") for number in range(3))]
    for name in ("events.gpkg", "events.parquet"):
        assert store.export(told, tmp_path / name) == 5
        read = geopandas.read_file if name.endswith("gpkg") else geopandas.read_parquet
        assert len(read(tmp_path / name)) == 5


@pytest.mark.parametrize("name", ["events.gpkg", "events.parquet"])
def test_geographic_formats_keep_rows_types_and_geometry(filled: Store, tmp_path: Path, name: str) -> None:
    store.export(filled.query(), tmp_path / name)
    frame = geopandas.read_file(tmp_path / name) if name.endswith("gpkg") else geopandas.read_parquet(tmp_path / name)
    frame = frame.set_index("id")
    assert sorted(frame.index) == ["battle", "shelling", "siege", "undated", "unplaced"]
    assert frame.loc["siege"].geometry.geom_type == "Polygon"
    assert frame.loc["unplaced"].geometry is None
    assert frame.loc["shelling", "deaths_min"] == 5
    assert frame.crs.is_geographic


def test_an_empty_store_exports_to_every_format(empty: Store, tmp_path: Path) -> None:
    counts = [store.export(empty.query(), tmp_path / f"none.{name}", name) for name in store.FORMATS]
    assert counts == [0] * len(store.FORMATS)


@pytest.mark.parametrize("store_url", ["file"], indirect=True)
def test_the_live_store_is_a_geopackage(filled: Store) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        layers: list[list[Any]] = pyogrio.list_layers(filled.path).tolist()
        frame = geopandas.read_file(filled.path, layer="events", engine="pyogrio").set_index("id")
        sources = pyogrio.read_dataframe(filled.path, layer="sources", read_geometry=False)
    assert sorted(name for name, _ in layers) == ["events", "sources"]
    assert list(frame.loc["shelling"].geometry.coords) == [(37.16, 36.2)]
    assert frame.loc["unplaced"].geometry is None
    assert frame.loc["shelling", "deaths_min"] == 5
    assert set(sources["article"]) == {"A", "B", "C"}


@pytest.mark.parametrize("store_url", ["file"], indirect=True)
def test_exporting_onto_a_store_is_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="would lose"):
        store.export(filled.query(), filled.named)
    assert filled.count() == 5


@pytest.mark.parametrize("path", ["events.shp", "events", "missing/events.csv"])
def test_an_export_that_cannot_be_made_says_why(filled: Store, tmp_path: Path, path: str) -> None:
    with pytest.raises(StoreError, match=r"which format|cannot be written"):
        store.export(filled.query(), tmp_path / path)


def test_a_failed_export_leaves_the_old_file(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    path.write_text("old")

    def broken() -> Any:
        yield feature()
        raise StoreError("the disk is gone")

    with pytest.raises(StoreError, match="the disk is gone"):
        store.export(broken(), path)
    assert path.read_text() == "old"
    assert sorted(entry.name for entry in tmp_path.iterdir() if not entry.name.startswith("waqai")) == [
        "events.geojson"
    ]


def test_standard_output_gets_text_formats(filled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert store.export(filled.query(), "-") == 5
    assert len(json.loads(capsys.readouterr().out)["features"]) == 5
    with pytest.raises(StoreError, match="not text"):
        store.export(filled.query(), "-", "gpkg")
