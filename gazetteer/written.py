"""The compiled tables as files."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gazetteer.joining import NameCells
from gazetteer.tables import NAME_COLUMNS, PLACE_COLUMNS

PlaceCells = dict[str, str]


@dataclass(slots=True)
class Compiled:
    """The rows to be written: places, further names, seats."""

    places: list[PlaceCells]
    names: list[NameCells]
    seats: list[tuple[str, str, str]]


def write(compiled: Compiled, tables: Path) -> list[Path]:
    """One table a source and family, sorted; raises ``ValueError`` where a download uses a p-code twice."""
    ocha = [row for row in compiled.places if not row["id"].startswith("gn-")]
    geonames = [row for row in compiled.places if row["id"].startswith("gn-")]
    _unique([row["id"] for row in compiled.places])
    names = sorted(set(compiled.names))
    return [
        _table(tables / "ocha_places.csv", PLACE_COLUMNS, [tuple(row[c] for c in PLACE_COLUMNS) for row in ocha]),
        _table(
            tables / "geonames_places.csv", PLACE_COLUMNS, [tuple(row[c] for c in PLACE_COLUMNS) for row in geonames]
        ),
        _table(tables / "ocha_names.csv", NAME_COLUMNS, [row for row in names if row[3] == "ocha"]),
        _table(tables / "geonames_names.csv", NAME_COLUMNS, [row for row in names if row[3] == "geonames"]),
        _table(tables / "ocha_seats.csv", ("area_id", "seat_id", "source"), compiled.seats),
    ]


def _unique(ids: list[str]) -> None:
    twice = [place_id for place_id, count in Counter(ids).items() if count > 1]
    if twice:
        raise ValueError(f"p-codes used twice in the download: {', '.join(twice)}")


def _table(path: Path, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(rows))
    return path
