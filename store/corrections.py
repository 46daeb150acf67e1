"""Corrections: what reviewers decide about events, as a table they fill in, kept apart and listed with who and why.

A correction belongs to an event's id, so it survives reruns: the event is composed anew each time and the
corrections are laid over it. The latest one of a field holds; earlier ones stay listed.
"""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from store.database import Store
from store.filters import Filters
from store.interval import day_count, event_stretch
from store.model import FACTUALITIES, TYPES, Feature, StoreError
from store.tables import spreadsheet_safe
from store.tellings import dump
from store.writing import face_row, refresh

SHOWN: Final = ("id", "type", "date_start", "date_end", "place_id", "place_name", "factuality", "title")
FIELDS: Final = ("type", "date_start", "date_end", "place_id", "factuality")
COLUMNS: Final = (
    *SHOWN,
    "evidence",
    "reason",
    "articles",
    "reviewed",
    *(f"new_{field}" for field in FIELDS),
    "verdict",
    "why",
    "by",
)
VERDICTS: Final = ("confirmed", "rejected")
PLACED: Final = (
    *("place_id", "place_name", "place_name_en", "place_kind", "pcode"),
    *("lat", "lon", "uncertainty_km", "geo_precision"),
)
CLEARED: Final = "-"  # in a cell: the event has no such value (no date, no place)

Locate = Callable[[str], Mapping[str, Any] | None]  # a place id's properties and geometry, as on a feature
Patch = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one field of one event; ``standing`` is false while the store holds no such event."""

    event: str
    field: str
    value: str | None
    was: str | None
    reviewer: str
    why: str
    made: str
    standing: bool


def review_rows(store: Store, filters: Filters) -> Iterator[dict[str, str]]:
    """The events as rows to correct, with empty cells for what a reviewer decides."""
    for feature in store.query(replace(filters, rejected=True)):  # a rejection can be taken back
        properties = feature["properties"]
        sources = properties["sources"]
        row = {name: properties.get(name) for name in SHOWN} | {
            "evidence": " … ".join(source["evidence"] for source in sources if source.get("evidence")),
            "reason": properties.get("reason"),
            "reviewed": (properties.get("review") or {}).get("verdict"),
            "articles": " ".join(str(source.get("url") or source.get("article") or "") for source in sources),
        }
        yield {name: spreadsheet_safe("" if row.get(name) is None else str(row[name])) for name in COLUMNS}


def write_review(store: Store, path: Path, filters: Filters) -> int:
    """Write the table that reviewers fill in (CSV with a byte-order mark, for spreadsheets); how many events."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for count, row in enumerate(review_rows(store, filters), start=1):  # noqa: B007  the last count is the answer
            table.writerow(row)
    return count


def apply_corrections(
    store: Store, path: Path, *, reviewer: str | None = None, locate: Locate | None = None
) -> list[Correction]:
    """Keep what a filled-in table decides, all of it or, where a row is wrong, nothing.

    Empty cells decide nothing and ``-`` says there is no such value. ``reviewer`` signs rows whose ``by`` is
    empty; ``locate`` knows gazetteer places that the store has not met. Raises ``StoreError`` with one line
    per wrong row: file, row as a spreadsheet counts it, reason. Decisions already kept are not kept twice.
    """
    rows = _read(path)
    made = store.clock().isoformat(timespec="seconds")
    kept: list[Correction] = []
    wrong: list[str] = []
    with store.transaction() as connection:
        for number, row in rows:
            try:
                decisions = _decisions(row, reviewer, store, locate or (lambda place: _met_place(connection, place)))
            except StoreError as fault:
                wrong.append(f"{path}, row {number}: {fault}")
                continue
            kept += [_keep(connection, *decision, made) for decision in decisions if not _known(connection, *decision)]
        if wrong:
            raise StoreError("\n".join(wrong))
        for event_id in sorted({correction.event for correction in kept}):
            refresh(connection, event_id, face_row(connection, event_id), made)
    return kept


def corrections(store: Store) -> Iterator[Correction]:
    """Every correction ever kept, oldest first."""
    with store.naming_faults():
        rows = store.connection.execute(
            "SELECT c.event, c.field, c.value, c.was, c.reviewer, c.why, c.made, e.id IS NOT NULL"
            " FROM correction c LEFT JOIN event e ON e.id = c.event ORDER BY c.key"
        )
        for event, field, value, was, reviewer, why, made, standing in rows:
            yield Correction(event, field, value, was, reviewer, why, made, bool(standing))


Decision = tuple[Correction, Patch]


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows that decide something, numbered as in a spreadsheet (the header is row 1)."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [name for name in ("id", "verdict", "why") if name not in (table.fieldnames or ())]
            if missing:
                raise StoreError(f"{path}, row 1: the columns {', '.join(missing)} are missing")
            rows = [(number, _cells(row)) for number, row in enumerate(table, start=2)]
    except UnicodeDecodeError as fault:
        raise StoreError(f"{path} is not UTF-8 (save the table as 'CSV UTF-8'): {fault.reason}") from fault
    except (OSError, csv.Error) as fault:
        raise StoreError(f"{path} cannot be read: {getattr(fault, 'strerror', None) or fault}") from fault
    return [(number, row) for number, row in rows if row.get("verdict") or any(row.get(f"new_{f}") for f in FIELDS)]


def _cells(row: dict[str | Any, Any]) -> dict[str, str]:
    return {name: str(cell).strip() for name, cell in row.items() if isinstance(name, str) and cell is not None}


def _decisions(row: dict[str, str], reviewer: str | None, store: Store, locate: Locate) -> list[Decision]:
    """What one row decides, checked against the event it names."""
    feature = store.get(row["id"]) if row["id"] else None
    if feature is None:
        raise StoreError(f"the store holds no event {row['id']!r}")
    by = row.get("by") or reviewer
    if not by:
        raise StoreError("who decided? fill in `by`, or name the reviewer for all rows")
    if not row.get("why"):
        raise StoreError("`why` is empty: a correction needs its reason")
    patches = _date_patches(row) + _other_patches(row, locate)
    if not patches:
        raise StoreError("the row decides nothing")
    return [
        (Correction(row["id"], field, value, _was(feature, field), by, row["why"], "", True), patch)
        for field, value, patch in patches
    ]


def _was(feature: Feature, field: str) -> str | None:
    properties = feature["properties"]
    value = (properties.get("review") or {}).get("verdict") if field == "verdict" else properties.get(field)
    return None if value is None else str(value)


def _date_patches(row: dict[str, str]) -> list[tuple[str, str | None, Patch]]:
    start, end = row.get("new_date_start", ""), row.get("new_date_end", "")
    if not start and not end:
        return []
    if CLEARED in (start, end):
        undated = {"date_start": None, "date_end": None, "date_granularity": None, "time_precision": None}
        return [("date_start", None, undated)]
    first, last = start or row.get("date_start") or end, end or start
    try:
        event_stretch(first, last)
        days = day_count(first, last)
    except ValueError as fault:
        raise StoreError(f"new dates: {fault}") from fault
    precision = 1 if days == 1 else 2 if days <= 7 else 3  # ACLED: the day, the week, the month or more
    granularity = {1: "day", 2: "week", 3: "month"}[precision]
    dated = {"date_start": first, "date_end": last, "date_granularity": granularity, "time_precision": precision}
    return [("date_start", f"{first}/{last}", dated)]


def _other_patches(row: dict[str, str], locate: Locate) -> list[tuple[str, str | None, Patch]]:
    patches: list[tuple[str, str | None, Patch]] = []
    for column, field, known in (
        ("new_type", "type", sorted(TYPES)),
        ("new_factuality", "factuality", sorted(FACTUALITIES)),
        ("verdict", "verdict", list(VERDICTS)),
    ):
        if value := row.get(column):
            if value not in known:
                raise StoreError(f"{column} {value!r}: known are {', '.join(known)}")
            patches.append((field, value, {field: value}))
    if place_id := row.get("new_place_id"):
        patches.append(_place_patch(place_id, locate))
    return patches


def _place_patch(place_id: str, locate: Locate) -> tuple[str, str | None, Patch]:
    if place_id == CLEARED:
        return "place_id", None, dict.fromkeys((*PLACED, "geometry"))
    found = locate(place_id)
    if found is None:
        raise StoreError(f"new_place_id {place_id!r} is no place of the gazetteer")
    patch = {name: found.get(name) for name in PLACED} | {"place_id": place_id}
    patch["geo_precision"] = patch["geo_precision"] or _precision(patch["uncertainty_km"])
    drawn = found.get("geometry") or {"type": "Point", "coordinates": [found["lon"], found["lat"]]}
    return "place_id", place_id, patch | {"geometry": drawn}


def _precision(uncertainty_km: float | None) -> int:
    """ACLED's code for a place whose caller names none: 1 a town and less, 2 its surroundings, 3 a wider region."""
    return 3 if uncertainty_km is None or uncertainty_km > 40 else 2 if uncertainty_km > 12 else 1


def _met_place(connection: sqlite3.Connection, place_id: str) -> Patch | None:
    """A place that some event already lies at."""
    row = connection.execute(
        "SELECT t.properties, p.geometry FROM place p"
        " JOIN event e ON e.place = p.key JOIN telling t ON t.key = e.telling"
        " WHERE p.place_id = ? AND p.geometry IS NOT NULL AND t.place = p.key LIMIT 1",
        (place_id,),
    ).fetchone()
    return json.loads(row[0]) | {"geometry": json.loads(row[1])} if row else None


def _known(connection: sqlite3.Connection, correction: Correction, patch: Patch) -> bool:
    """Does the same decision by the same person already hold?"""
    row = connection.execute(
        "SELECT value, reviewer, why, patch FROM correction WHERE event = ? AND field = ? ORDER BY key DESC LIMIT 1",
        (correction.event, correction.field),
    ).fetchone()
    return bool(row == (correction.value, correction.reviewer, correction.why, dump(patch)))


def _keep(connection: sqlite3.Connection, correction: Correction, patch: Patch, made: str) -> Correction:
    told = (correction.event, correction.field, correction.value, correction.was, correction.reviewer, correction.why)
    connection.execute(
        "INSERT INTO correction (event, field, value, was, reviewer, why, made, patch) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*told, made, dump(patch)),
    )
    return Correction(*told, made, True)
