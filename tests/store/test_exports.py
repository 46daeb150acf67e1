import csv
import json
import warnings
from pathlib import Path
from typing import Any

import geopandas  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
import pytest

import store
from store import Store, StoreError
from store.tables import ucdp_where_prec
from tests.store.features import feature


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
    assert counts == [0, 0, 0, 0]


def test_the_live_store_is_a_geopackage(filled: Store) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        layers: list[list[Any]] = pyogrio.list_layers(filled.path).tolist()
        frame = geopandas.read_file(filled.path, layer="events", engine="pyogrio").set_index("id")
        sources = pyogrio.read_dataframe(filled.path, layer="source", read_geometry=False)
    assert sorted(name for name, _ in layers) == ["events", "source"]
    assert list(frame.loc["shelling"].geometry.coords) == [(37.16, 36.2)]
    assert frame.loc["unplaced"].geometry is None
    assert frame.loc["shelling", "deaths_min"] == 5
    assert set(sources["article"]) == {"A", "B", "C"}


def test_exporting_onto_a_store_is_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="would lose"):
        store.export(filled.query(), filled.path)
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
