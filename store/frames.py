"""Features as GeoPackage and GeoParquet, a batch at a time: memory does not grow with their number.

Imported when such a file is wanted: pyarrow, geopandas and shapely take 2 s.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import geopandas  # type: ignore[import-untyped]
import pyarrow  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
import shapely
from pyarrow import parquet

from store.model import Feature
from store.tables import COLUMNS, KINDS, flat
from store.written import dump

BATCH: Final = 10_000
_TYPES: Final = {"text": pyarrow.string(), "integer": pyarrow.int64(), "real": pyarrow.float64()}
_PANDAS: Final = {"text": "string", "integer": "Int64", "real": "Float64"}
_GEO: Final = {  # GeoParquet 1.0.0; without a crs it is OGC:CRS84
    "version": "1.0.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
}


def geoparquet(features: Iterable[Feature], path: Path) -> int:
    """A GeoParquet file, one row group a batch; how many rows."""
    fields = [pyarrow.field(name, _TYPES[KINDS[name]]) for name in COLUMNS]
    schema = pyarrow.schema([*fields, pyarrow.field("geometry", pyarrow.binary())], {"geo": json.dumps(_GEO)})
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(features):
            rows = [flat(feature) for feature in batch]
            columns: list[Any] = [pyarrow.array([row[name] for row in rows], _TYPES[KINDS[name]]) for name in COLUMNS]
            columns.append(pyarrow.array(shapely.to_wkb(_shapes(batch)).tolist(), pyarrow.binary()))
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
            count += len(batch)
    return count


def geopackage(features: Iterable[Feature], path: Path) -> int:
    """A GeoPackage with one layer, events; how many rows."""
    types = {name: _PANDAS[kind] for name, kind in KINDS.items()}
    count = 0
    for number, batch in enumerate(_batches(features, least=1)):
        rows = geopandas.pd.DataFrame([flat(feature) for feature in batch], columns=list(COLUMNS)).astype(types)
        frame = geopandas.GeoDataFrame(rows, geometry=_shapes(batch), crs="EPSG:4326")
        pyogrio.write_dataframe(
            frame,
            path,
            layer="events",
            driver="GPKG",
            append=bool(number),
            geometry_type="Unknown",
            promote_to_multi=False,
        )
        count += len(batch)
    return count


FRAMES: Final = {"gpkg": geopackage, "parquet": geoparquet}


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
