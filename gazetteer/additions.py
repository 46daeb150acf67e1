"""A user's own places and names: one CSV with fewer columns than the tables, checked like them.

Columns ``id,name,kind,lat,lon`` are required; ``name_en``, ``names`` (further names, ``|`` between them),
``uncertainty_km``, ``country``, ``parent``, ``population`` and ``source`` may be left out. A Syrian place without
a parent belongs to the sub-district whose outline holds it. A row with a ``place_id`` is a further name of a known
place (``place_id,name,kind``, as in the tables); a file of such rows alone needs no other columns. What
``waqai review aliases`` writes is such a file: a row whose ``offer`` says anything but ``add`` is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gazetteer.model import NameKind
from gazetteer.outlines import Outlines, covers
from gazetteer.tables import (
    NAME_COLUMNS,
    PLACE_COLUMNS,
    Cells,
    NameRow,
    Origin,
    PlaceRow,
    TableError,
    Tables,
    name_row,
    place_row,
    read_rows,
)

REQUIRED: Final = ("id", "name", "kind", "lat", "lon")
_OF_NAMES: Final = ("place_id", "name", "kind")
_ADD: Final = ("", "add")  # what ``offer`` says of a name that is to be used
USER: Final = "user"
_DEFAULTS: Final = {"uncertainty_km": "1", "country": "SY", "source": USER}
_SUBDISTRICT: Final = len("SY000000")


@dataclass(frozen=True, slots=True)
class Additions:
    """The rows of a user's file that can be used, and what is wrong with the others."""

    places: list[PlaceRow]
    names: list[NameRow]
    faults: list[tuple[Origin, str]]


def with_additions(tables: Tables, path: Path, outlines: Outlines) -> Tables:
    """The tables with a user's places among them; raises ``TableError`` listing every bad row."""
    added = read_additions(path, tables, outlines)
    if added.faults:
        raise TableError("\n".join(f"{origin}: {reason}" for origin, reason in added.faults))
    return replace(
        tables,
        places=tables.places + added.places,
        names=tables.names + added.names,
        sources=tables.sources | {USER: "the user's own"},
    )


def read_additions(path: Path, tables: Tables, outlines: Outlines) -> Additions:
    """Every row of the file, good or bad."""
    added = Additions([], [], [])
    taken = {row.id: row.origin for row in tables.places}
    known = taken.keys()
    try:
        for cells, origin in read_rows(path, REQUIRED, or_else=_OF_NAMES):
            if cells.get("place_id"):
                _read_name(cells, origin, taken, added)
            else:
                _read(cells, origin, taken, outlines, added)
    except TableError as error:
        added.faults.append((Origin(path.name, 1), str(error)))
    ids = {row.id for row in added.places}
    added.faults.extend(
        (row.origin, f"parent {row.parent} is no known place")
        for row in added.places
        if row.parent is not None and row.parent not in known and row.parent not in ids
    )
    return added


def _read_name(cells: Cells, origin: Origin, taken: dict[str, Origin], added: Additions) -> None:
    if cells.get("offer", "") not in _ADD:
        return
    try:
        row = name_row(dict.fromkeys(NAME_COLUMNS, "") | {"source": USER} | cells, origin)
    except ValueError as error:
        added.faults.append((origin, str(error)))
        return
    if row.place_id in taken:
        added.names.append(row)
    else:
        added.faults.append((origin, f"place_id {row.place_id} is no known place"))


def _read(cells: Cells, origin: Origin, taken: dict[str, Origin], outlines: Outlines, added: Additions) -> None:
    full = dict.fromkeys(PLACE_COLUMNS, "") | _DEFAULTS | {column: cell for column, cell in cells.items() if cell}
    try:
        row = place_row(full, origin)
        if row.id in taken:
            raise ValueError(f"id {row.id} is taken by {taken[row.id]}")  # noqa: TRY301 - one place names all faults
        if row.parent is None and row.country == "SY":
            row = replace(row, parent=subdistrict_of(outlines, row.lat, row.lon))
    except ValueError as error:
        added.faults.append((origin, str(error)))
        return
    taken[row.id] = origin
    added.places.append(row)
    added.names.extend(_names(cells, row))


def _names(cells: Cells, row: PlaceRow) -> Iterator[NameRow]:
    for name in cells.get("names", "").split("|"):
        if name.strip():
            yield NameRow(row.id, name.strip(), NameKind.VARIANT, row.source, "", row.origin)


def subdistrict_of(outlines: Outlines, lat: float, lon: float) -> str:
    """The p-code of the sub-district that holds a point; raises ``ValueError`` outside Syria."""
    for code in outlines.codes():
        if len(code) == _SUBDISTRICT:
            outline = outlines.merge([code])
            if outline is not None and covers(outline, lat, lon):
                return code
    raise ValueError(f"{lat}, {lon} lies in no Syrian sub-district: name its parent or its country")
