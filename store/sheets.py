"""A review sheet as people's programs save it: CSV of any separator, in UTF-8 or UTF-16, or GeoJSON; read into rows."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from store.model import StoreError

GEOJSON: Final = (".geojson", ".json")
NEEDED: Final = ("id", "verdict", "why")
_SEPARATORS: Final = ",;\t"  # a spreadsheet writes what its country's lists are separated by
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_PROGRAMS: Final = {
    b"PK": "a workbook: save it as 'CSV UTF-8', or as CSV in UTF-8",
    b"\xd0\xcf\x11\xe0": "a workbook: save it as 'CSV UTF-8', or as CSV in UTF-8",
    b"SQLite": "a GeoPackage: save its layer as GeoJSON",
}
_WGS84: Final = ("CRS84", "4326")
_NEAR: Final = 1e-5  # degrees, a metre: programs round what they save


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: where it stands, as its program counts, and its cells without the blanks about them."""

    number: int
    cells: dict[str, str]


def read_sheet(path: Path, known: Sequence[str]) -> list[SheetRow]:
    """The rows of a sheet, numbered as in a spreadsheet (the header is row 1), or as features, from 1.

    ``known`` are the columns that may not be there twice. Raises ``StoreError``.
    """
    try:
        content = path.read_bytes()
        rows, columns = _features(content) if path.suffix.lower() in GEOJSON else _table(content, path, known)
    except UnicodeDecodeError as fault:
        raise StoreError(f"{path} is not UTF-8 (save the table as 'CSV UTF-8'): {fault.reason}") from fault
    except (OSError, csv.Error, ValueError) as fault:
        raise StoreError(f"{path} cannot be read: {getattr(fault, 'strerror', None) or fault}") from fault
    if missing := [name for name in NEEDED if name not in columns]:
        raise StoreError(f"{path}, row 1: the columns {', '.join(missing)} are missing")
    if twice := [name for name in known if columns.count(name) > 1]:
        raise StoreError(f"{path}, row 1: several columns are called {', '.join(twice)}")
    return rows


def _table(content: bytes, path: Path, known: Sequence[str]) -> tuple[list[SheetRow], list[str]]:
    for begins, said in _PROGRAMS.items():
        if content.startswith(begins):
            raise StoreError(f"{path} is {said}")
    text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    first = 1
    if text[:4].lower() == "sep=":  # Excel's own line about the separator
        text, first = text.partition("\n")[2], 2
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=lambda sign: len(set(_names(header.split(sign))) & {*known}))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = _names(next(reader, []))
    rows = [SheetRow(number, _cells(columns, row)) for number, row in enumerate(reader, start=first + 1) if any(row)]
    return rows, columns


def _names(header: Sequence[str]) -> list[str]:
    return [name.strip().strip('"') for name in header]


def _cells(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in zip(columns, row, strict=False)}


def _features(content: bytes) -> tuple[list[SheetRow], list[str]]:
    """The attributes of features; a GIS writes empty cells as null, or not at all, and moves points."""
    document = orjson.loads(content)
    try:
        features = document["features"]
        rows = [(dict(feature["properties"]), feature.get("geometry")) for feature in features]
        system = str((document.get("crs") or {}).get("properties", {}).get("name", "CRS84"))
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"it is no collection of features ({fault})") from fault
    if not system.endswith(_WGS84):
        raise ValueError(f"its positions are in {system}: save it in EPSG:4326 (WGS 84)")
    columns = {name for row, _ in rows for name in row} if rows else {*NEEDED}
    told = [{name: str(cell).strip() for name, cell in row.items() if cell is not None} for row, _ in rows]
    drawn = [geometry if {"lon", "lat"} <= columns else None for _, geometry in rows]
    found = [
        SheetRow(number, cells | _moved(cells, geometry))
        for number, (cells, geometry) in enumerate(zip(told, drawn, strict=True), start=1)
    ]
    return found, sorted(columns)


def _moved(cells: dict[str, str], geometry: Any) -> dict[str, str]:
    """The cells that say where a point was moved to; nothing where it is where the sheet says that it was."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point" or cells.get("new_lat"):
        return {}
    try:
        lon, lat = (float(number) for number in geometry["coordinates"][:2])
        was = [float(cells[name]) for name in ("lon", "lat")] if cells.get("lon") else None
    except (KeyError, TypeError, ValueError):
        return {}
    if was and abs(lon - was[0]) < _NEAR and abs(lat - was[1]) < _NEAR:
        return {}
    return {"new_lon": f"{round(lon, 6)}", "new_lat": f"{round(lat, 6)}"}
