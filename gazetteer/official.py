"""The official downloads: OCHA's administrative boundaries (COD-AB) and GeoNames' country file, read as published.

COD-AB comes as GeoJSON, shapefile, GeoPackage or CSV, one layer per level; its columns were renamed several
times (``ADM3_PCODE``/``adm3_pcode``, ``ADM3_AR``/``adm3_name1``). A layer is known by its deepest p-code column.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gazetteer.tables import TableError

DEEPEST: Final = 5  # governorate, district, sub-district, community, neighbourhood
_LATITUDES: Final = ("latitude_y", "latitude", "lat", "center_lat", "point_y", "y")
_LONGITUDES: Final = ("longitude_x", "longitude", "lon", "center_lon", "point_x", "x")
_GEONAMES_COLUMNS: Final = 19


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of COD-AB at ``level`` 1 to 5; ``outline`` is GeoJSON (areas only), the point lies inside."""

    level: int
    pcode: str
    name: str
    name_en: str
    parent: str | None
    area: tuple[str, str, str] | None  # p-code, Arabic and English name of the group of neighbourhoods
    lat: float
    lon: float
    outline: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class GeoName:
    """One row of a GeoNames country file."""

    id: str
    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    feature_class: str
    code: str
    population: int | None


def read_cod_ab(folder: Path) -> list[Unit]:
    """Every unit of the COD-AB layers in a folder; raises ``TableError`` where a level is missing."""
    units = [unit for path in sorted(folder.iterdir()) for unit in _layer(path)]
    absent = [level for level in range(1, 5) if not any(unit.level == level for unit in units)]
    if absent:
        raise TableError(f"{folder}: no layer with adm{absent[0]}_pcode")
    return units


def read_geonames(path: Path) -> list[GeoName]:
    """The rows of GeoNames' ``SY.txt`` (tab-separated, no header)."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != _GEONAMES_COLUMNS:
                raise TableError(f"{path.name}:{number}: {len(cells)} cells, {_GEONAMES_COLUMNS} expected")
            alternates = tuple(name.strip() for name in cells[3].split(",") if name.strip())
            found.append(
                GeoName(
                    cells[0], cells[1], alternates, float(cells[4]), float(cells[5]),
                    cells[6], cells[7], int(cells[14] or 0) or None,
                )
            )  # fmt: skip
    return found


def _layer(path: Path) -> Iterator[Unit]:
    for properties, geometry in _features(path):
        columns = {name.lower(): value for name, value in properties.items()}
        level = max((n for n in range(1, DEEPEST + 1) if columns.get(f"adm{n}_pcode")), default=0)
        if level:
            yield _unit(columns, geometry, level)


def _features(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    suffix = path.suffix.lower()
    if suffix in (".geojson", ".json"):
        with path.open(encoding="utf-8") as text:
            for feature in json.load(text)["features"]:
                yield feature["properties"], feature["geometry"]
    elif suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row, None
    elif suffix in (".shp", ".gpkg"):
        import geopandas  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, for these formats only

        frame = geopandas.read_file(path).to_crs(4326)
        for feature in frame.iterfeatures(na="null", drop_id=True):
            yield feature["properties"], feature["geometry"]


def _unit(columns: dict[str, Any], geometry: dict[str, Any] | None, level: int) -> Unit:
    area = None
    if str(columns.get("area_pcode") or "").startswith("A"):  # «<Null>» where a city has no groups
        area = (str(columns["area_pcode"]), str(columns["area_name1"]), str(columns["area_name"]))
    lat, lon = _point(columns, geometry)
    return Unit(
        level=level,
        pcode=str(columns[f"adm{level}_pcode"]),
        name=_first(columns, f"adm{level}_ar", f"adm{level}_name1"),
        name_en=_first(columns, f"adm{level}_en", f"adm{level}_name"),
        parent=str(columns[f"adm{level - 1}_pcode"]) if level > 1 else None,
        area=area,
        lat=lat,
        lon=lon,
        outline=geometry if geometry is not None and geometry["type"] != "Point" else None,
    )


def _first(columns: dict[str, Any], *names: str) -> str:
    for name in names:
        if columns.get(name):
            return str(columns[name]).strip()
    raise TableError(f"none of the columns {', '.join(names)} is filled for {columns}")


def _point(columns: dict[str, Any], geometry: dict[str, Any] | None) -> tuple[float, float]:
    for lat, lon in zip(_LATITUDES, _LONGITUDES, strict=True):
        if columns.get(lat) not in (None, "") and columns.get(lon) not in (None, ""):
            return float(columns[lat]), float(columns[lon])
    if geometry is None:
        raise TableError(f"neither coordinates nor a geometry for {columns}")
    from shapely.geometry import shape  # noqa: PLC0415 - only where the layer gives no point

    inside = shape(geometry).representative_point()
    return float(inside.y), float(inside.x)
