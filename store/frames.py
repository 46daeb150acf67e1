"""Features as GeoPackage and GeoParquet, a batch at a time: memory does not grow with their number.

Imported when such a file is wanted: pyarrow, pyogrio and shapely take a second.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
import shapely
from pyarrow import parquet

from store.interval import ends
from store.model import Feature
from store.tables import COLUMNS, KINDS, flat
from store.written import dump, utf8

BATCH: Final = 10_000
_TYPES: Final = {"text": pyarrow.string(), "integer": pyarrow.int64(), "real": pyarrow.float64()}
# What GIS programs that know time ask for: days by themselves, and typed; date_start and date_end may have a clock.
_DAYS: Final = {"first_day": "date_start", "last_day": "date_end"}
_GEO: Final = {  # GeoParquet 1.0.0; without a crs it is OGC:CRS84
    "version": "1.0.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
}


def geoparquet(features: Iterable[Feature], path: Path) -> int:
    """A GeoParquet file, one row group a batch; how many rows."""
    schema = _SCHEMA.with_metadata({"geo": json.dumps(_GEO)})
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(features):
            writer.write_table(_table(batch, schema))
            count += len(batch)
    return count


def geopackage(features: Iterable[Feature], path: Path) -> int:
    """A GeoPackage with one layer, events; how many rows."""
    count = 0
    for number, batch in enumerate(_batches(features, least=1)):
        pyogrio.write_arrow(
            _table(batch, _SCHEMA),
            path,
            layer="events",
            driver="GPKG",
            append=bool(number),
            geometry_name="geometry",
            geometry_type="Unknown",
            crs="EPSG:4326",
            dataset_options={} if number else {"VERSION": "1.3"},  # GDAL before 3.7 warns of 1.4
        )
        count += len(batch)
    return count


FRAMES: Final = {"gpkg": geopackage, "parquet": geoparquet}


_SCHEMA: Final = pyarrow.schema(
    [
        *(pyarrow.field(name, _TYPES[KINDS[name]]) for name in COLUMNS),
        *(pyarrow.field(name, pyarrow.date32()) for name in _DAYS),
        pyarrow.field("geometry", pyarrow.binary()),
    ]
)


def _table(batch: list[Feature], schema: Any) -> Any:
    """A batch as columns, its geometries as WKB."""
    rows = [flat(feature) for feature in batch]
    columns: list[Any] = [pyarrow.array([_whole(row[name]) for row in rows], _TYPES[KINDS[name]]) for name in COLUMNS]
    for side, told in enumerate(_DAYS.values()):
        days = [date.fromisoformat(ends(row[told][:10])[side]) if row[told] else None for row in rows]
        columns.append(pyarrow.array(days, pyarrow.date32()))
    columns.append(pyarrow.array(shapely.to_wkb(_shapes(batch)).tolist(), pyarrow.binary()))
    return pyarrow.Table.from_arrays(columns, schema=schema)


def _whole(value: object) -> object:
    """Half a letter, which no table can hold, becomes the sign of what is missing."""
    return utf8(value) if isinstance(value, str) and not value.isascii() else value


def _batches(features: Iterable[Feature], *, least: int = 0) -> Iterator[list[Feature]]:
    """Batches in order; at least so many, so that a file without rows still has its columns."""
    left = iter(features)
    number = 0
    while (batch := list(islice(left, BATCH))) or number < least:
        yield batch
        number += 1


def _shapes(batch: list[Feature]) -> Any:
    """The geometries of some features; null where there is none."""
    return shapely.from_geojson([dump(feature["geometry"]) if feature["geometry"] else None for feature in batch])
