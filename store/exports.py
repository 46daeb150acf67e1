"""Features as files: GeoJSON, CSV, GeoPackage, GeoParquet."""

import csv
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TextIO

from store.model import Feature, StoreError
from store.tables import COLUMNS, csv_row, flat
from store.tellings import dump

SUFFIXES: Final = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".csv": "csv",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
}
FORMATS: Final = ("geojson", "csv", "gpkg", "parquet")
_INTEGERS: Final = [
    "time_precision",
    "geo_precision",
    "deaths_min",
    "deaths_max",
    "injured_min",
    "injured_max",
    "displaced_min",
    "displaced_max",
    "ucdp_date_prec",
    "ucdp_where_prec",
    "source_count",
]
_FLOATS: Final = ("lat", "lon", "uncertainty_km", "confidence")


def export(features: Iterable[Feature], path: str | Path, format: str | None = None) -> int:  # noqa: A002
    """Write features to a file, or to standard output for ``-``; how many there were.

    ``format`` is geojson, csv, gpkg or parquet, read off the path's suffix where not given. The file
    appears whole or not at all. Raises ``StoreError`` for an unknown format, or a path that is a store.
    """
    to_stdout = str(path) == "-"
    chosen = format or ("geojson" if to_stdout else SUFFIXES.get(Path(path).suffix.lower()))
    if chosen not in FORMATS:
        raise StoreError(
            f"{path}: which format? known are {', '.join(FORMATS)} (and the suffixes {', '.join(SUFFIXES)})"
        )
    if to_stdout:
        if chosen not in _TEXTS:
            raise StoreError(f"{chosen} is not text: name a file to write it to")
        return _TEXTS[chosen](features, sys.stdout)
    return _replacing(Path(path), chosen, features)


def _replacing(path: Path, chosen: str, features: Iterable[Feature]) -> int:
    if path.is_dir() or not path.parent.is_dir():
        raise StoreError(f"{path} cannot be written: {'it is a folder' if path.is_dir() else 'its folder is missing'}")
    if _is_store(path):
        raise StoreError(f"{path} is a Waqai store: exporting onto it would lose what it holds; name another file")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".waqai-") as folder:
        draft = Path(folder) / f"events.{chosen}"
        if chosen in _TEXTS:
            with draft.open("w", encoding="utf-8", newline="") as file:
                count = _TEXTS[chosen](features, file)
        else:
            count = _frame(features, draft, chosen)
        os.replace(draft, path)  # noqa: PTH105  one step: a reader sees the old file or the new one
    return count


def _is_store(path: Path) -> bool:
    if not path.is_file() or path.read_bytes()[:6] != b"SQLite":
        return False
    connection = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
    try:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'waqai_meta'").fetchone())
    except sqlite3.DatabaseError:  # damaged: not ours to judge, but not ours to overwrite either
        return True
    finally:
        connection.close()


def _geojson(features: Iterable[Feature], file: TextIO) -> int:
    count = 0
    file.write('{"type":"FeatureCollection","features":[')
    for feature in features:
        file.write(("," if count else "") + "\n" + dump(feature))
        count += 1
    file.write("\n]}\n")
    return count


def _csv(features: Iterable[Feature], file: TextIO) -> int:
    table = csv.DictWriter(file, COLUMNS)
    table.writeheader()
    count = 0
    for feature in features:
        table.writerow(csv_row(feature))
        count += 1
    return count


_TEXTS: Final[dict[str, Callable[[Iterable[Feature], TextIO], int]]] = {"geojson": _geojson, "csv": _csv}


def _frame(features: Iterable[Feature], path: Path, chosen: str) -> int:
    """A GeoPackage or GeoParquet by geopandas, imported here because that takes 2 s."""
    import geopandas  # type: ignore[import-untyped]  # noqa: PLC0415
    import pandas  # noqa: PLC0415
    from shapely.geometry import shape  # noqa: PLC0415

    rows: list[dict[str, Any]] = []
    geometries: list[Any] = []
    for feature in features:
        rows.append(flat(feature))
        geometries.append(shape(feature["geometry"]) if feature["geometry"] else None)
    table = pandas.DataFrame(rows, columns=list(COLUMNS))
    types = dict.fromkeys(COLUMNS, "string") | dict.fromkeys(_INTEGERS, "Int64") | dict.fromkeys(_FLOATS, "Float64")
    frame = geopandas.GeoDataFrame(table.astype(types), geometry=geometries, crs="OGC:CRS84")
    if chosen == "parquet":
        frame.to_parquet(path, index=False)
    else:
        frame.set_crs("EPSG:4326", allow_override=True).to_file(path, driver="GPKG", layer="events", engine="pyogrio")
    return len(rows)
