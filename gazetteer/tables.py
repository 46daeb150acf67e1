"""The tables as typed rows: read from CSV, each row remembering its file and line."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from gazetteer.model import NameKind, PlaceKind

TABLES: Final = Path(__file__).with_name("tables")

PLACE_COLUMNS: Final = (
    "id", "name", "name_en", "kind", "lat", "lon", "uncertainty_km",
    "country", "pcode", "parent", "population", "pop_year", "source",
)  # fmt: skip
_HALF_WAY_ROUND_KM: Final = 20_040
NAME_COLUMNS: Final = ("place_id", "name", "kind", "source", "note")


class TableError(ValueError):
    """A row that cannot be read; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row stands: file name and line number (the header is line 1)."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of a places table. Degrees WGS84; ``source`` are ids of sources.csv joined by ``+``."""

    id: str
    name: str
    name_en: str
    kind: PlaceKind
    lat: float
    lon: float
    uncertainty_km: float
    country: str
    pcode: str | None
    parent: str | None
    population: int | None
    pop_year: str
    source: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class NameRow:
    """One row of a names table."""

    place_id: str
    name: str
    kind: NameKind
    source: str
    note: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a compiled place row, overridden with a reason."""

    place_id: str
    field: str
    value: str
    reason: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a folder, corrections not yet applied (see ``corrected``)."""

    places: list[PlaceRow]
    names: list[NameRow]
    corrections: list[Correction]
    ambiguous: dict[str, str]  # name -> what a text must show before it counts
    members: list[tuple[str, str, Origin]]  # region, member
    lines: list[tuple[str, int, float, float, Origin]]  # place, order, lat, lon
    seats: list[tuple[str, str, Origin]]  # area, seat
    demonyms: list[tuple[str, str, Origin]]  # place, demonym
    embedded: list[tuple[str, str]]  # a name that carries a place and is none, and what it is
    attention: dict[str, float]  # district or city -> how often news names places in it
    sources: dict[str, str]  # id -> licence
    faults: list[tuple[Origin, str]]  # rows left out, and why (only when faults are collected)


Cells = dict[str, str]
_Row = TypeVar("_Row")


def place_row(cells: Cells, origin: Origin) -> PlaceRow:
    """A places row from its cells; raises ``ValueError`` saying what is wrong with it."""
    lat, lon = _degrees(cells["lat"]), _degrees(cells["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"lat {lat}, lon {lon} are not degrees")
    if not cells["id"] or not cells["name"]:
        raise ValueError("id and name must be filled")
    return PlaceRow(
        id=cells["id"],
        name=cells["name"],
        name_en=cells["name_en"],
        kind=PlaceKind(cells["kind"]),
        lat=lat,
        lon=lon,
        uncertainty_km=_kilometres(cells["uncertainty_km"]),
        country=cells["country"],
        pcode=cells["pcode"] or None,
        parent=cells["parent"] or None,
        population=int(cells["population"]) if cells["population"] else None,
        pop_year=cells["pop_year"],
        source=cells["source"],
        origin=origin,
    )


def _kilometres(cell: str) -> float:
    distance = float(cell)
    if not 0 <= distance <= _HALF_WAY_ROUND_KM:  # «nan» and «inf» are floats, too
        raise ValueError(f"uncertainty_km {cell} is no distance")
    return distance


def _degrees(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a number of degrees") from None


def name_row(cells: Cells, origin: Origin) -> NameRow:
    """A names row from its cells; raises ``ValueError`` saying what is wrong with it."""
    if not cells["place_id"] or not cells["name"]:
        raise ValueError("place_id and name must be filled")
    kind = NameKind(cells["kind"])
    return NameRow(cells["place_id"], cells["name"], kind, cells["source"], cells["note"], origin)


def _correction(cells: Cells, origin: Origin) -> Correction:
    if cells["field"] not in PLACE_COLUMNS[2:]:
        raise ValueError(f"no such field: {cells['field']}")
    return Correction(cells["place_id"], cells["field"], cells["value"], cells["reason"], origin)


def read_rows(
    path: Path, columns: tuple[str, ...], *, or_else: tuple[str, ...] | None = None
) -> Iterator[tuple[Cells, Origin]]:
    """The rows of one CSV as dictionaries, cells stripped; a missing column or a ragged row is an error.

    ``or_else`` are columns that do as well: those of a file of another sort.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        try:
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing and not (or_else and set(or_else) <= set(reader.fieldnames or ())):
                raise TableError(f"{path.name}:1: missing column {', '.join(missing)}")
            for cells in reader:
                origin = Origin(path.name, reader.line_num)
                if None in cells or None in cells.values():
                    raise TableError(f"{origin}: {len(reader.fieldnames or ())} cells expected")
                yield {column: cell.strip() for column, cell in cells.items()}, origin
        except UnicodeDecodeError as broken:
            raise TableError(f"{path.name}: not UTF-8 (save the table as 'CSV UTF-8'): {broken.reason}") from broken
        except csv.Error as broken:
            raise TableError(f"{path.name}:{reader.line_num}: {broken}") from broken


class _Reader:
    """Reads the tables of one folder; a bad row is raised, or kept as a fault when faults are collected."""

    def __init__(self, *, collect: bool) -> None:
        self.collect = collect
        self.faults: list[tuple[Origin, str]] = []

    def read(self, paths: list[Path], columns: tuple[str, ...], make: Callable[[Cells, Origin], _Row]) -> list[_Row]:
        rows = []
        for path in paths:
            for cells, origin in self._cells(path, columns):
                try:
                    rows.append(make(cells, origin))
                except ValueError as error:
                    self._fault(origin, str(error), error)
        return rows

    def _cells(self, path: Path, columns: tuple[str, ...]) -> Iterator[tuple[Cells, Origin]]:
        try:
            yield from read_rows(path, columns)
        except TableError as error:
            if not self.collect:
                raise
            self.faults.append((Origin(path.name, 0), str(error)))

    def _fault(self, origin: Origin, reason: str, error: ValueError) -> None:
        if not self.collect:
            raise TableError(f"{origin}: {reason}") from error
        self.faults.append((origin, reason))


def read_tables(folder: Path = TABLES, *, collect: bool = False) -> Tables:
    """All tables of ``folder``.

    Raises ``TableError`` at the first bad row, or with ``collect`` lists it in ``faults`` and goes on.
    """
    reader = _Reader(collect=collect)

    def paths(family: str) -> list[Path]:
        return [path for path in sorted(folder.glob("*.csv")) if family in path.stem.split("_")]

    return Tables(
        places=reader.read(paths("places"), PLACE_COLUMNS, place_row),
        names=reader.read(paths("names"), NAME_COLUMNS, name_row),
        corrections=reader.read(paths("corrections"), ("place_id", "field", "value", "reason", "source"), _correction),
        ambiguous=dict(reader.read(paths("ambiguous"), ("name", "why", "needs"), lambda c, _: (c["name"], c["needs"]))),
        members=reader.read(
            paths("members"), ("place_id", "member_id"), lambda c, o: (c["place_id"], c["member_id"], o)
        ),
        lines=reader.read(
            paths("lines"),
            ("place_id", "order", "lat", "lon", "note"),
            lambda c, o: (c["place_id"], int(c["order"]), float(c["lat"]), float(c["lon"]), o),
        ),
        seats=reader.read(
            paths("seats"), ("area_id", "seat_id", "source"), lambda c, o: (c["area_id"], c["seat_id"], o)
        ),
        demonyms=reader.read(
            paths("demonyms"), ("place_id", "demonym", "source"), lambda c, o: (c["place_id"], c["demonym"], o)
        ),
        embedded=reader.read(paths("embedded"), ("phrase", "what"), lambda c, _: (c["phrase"], c["what"])),
        attention=dict(
            reader.read(
                paths("attention"),
                ("area_id", "places", "named", "share"),
                lambda c, _: (c["area_id"], float(c["share"])),
            )
        ),
        sources=dict(
            reader.read(
                paths("sources"),
                ("id", "title", "licence", "url", "attribution"),
                lambda c, _: (c["id"], c["licence"]),
            )
        ),
        faults=reader.faults,
    )
