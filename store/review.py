"""The table that reviewers fill in: events as rows, with cells for what a person decides."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import orjson

from store.corrections import Correction, event_in, keep_corrections
from store.database import Store
from store.decisions import MERGE, SPLIT
from store.doubts import UNSURE, doubts
from store.exports import replaceable
from store.filters import Filters, both, read_cql
from store.model import Feature, StoreError
from store.patches import CLEARED, Locate, Patch, date_patch, place_patch, structural_patch, word_patch
from store.streams import STREAMS
from store.tables import spreadsheet_safe
from store.transaction import Transaction

SHOWN: Final = ("id", "type", "date_start", "date_end", "place_id", "place_name", "factuality", "title")
FIELDS: Final = ("type", "date_start", "date_end", "place_id", "factuality")
STRUCTURE: Final = {"merge_into": MERGE, "split_off": SPLIT}  # a column, and the correction's field
DECIDED: Final = (*(f"new_{field}" for field in FIELDS), *STRUCTURE, "verdict")
COLUMNS: Final = (*SHOWN, "doubts", "evidence", "reason", "articles", "reviewed", *DECIDED, "why", "by")
_GEOJSON: Final = (".geojson", ".json")

Decision = tuple[Correction, Patch]


def review_rows(store: Store, filters: Filters, *, unsure: bool = False) -> Iterator[dict[str, str]]:
    """The events, or those with doubts only, as rows with empty cells for what a reviewer decides."""
    for feature in _to_review(store, filters, unsure):
        yield _row(feature)


def _to_review(store: Store, filters: Filters, unsure: bool) -> Iterator[Feature]:
    if unsure:
        asked = [] if filters.cql is None else [read_cql(filters.cql) if isinstance(filters.cql, str) else filters.cql]
        filters = replace(filters, cql=both(*asked, UNSURE))
    return store.query(replace(filters, rejected=True))  # a rejection can be taken back


def _row(feature: Feature) -> dict[str, str]:
    properties = feature["properties"]
    sources = properties["sources"]
    row = {name: properties.get(name) for name in SHOWN} | {
        "doubts": "; ".join(doubts(properties, feature["geometry"])),
        "evidence": " … ".join(source["evidence"] for source in sources if source.get("evidence")),
        "reason": properties.get("reason"),
        "reviewed": (properties.get("review") or {}).get("verdict"),
        "articles": " ".join(str(source.get("url") or source.get("article") or "") for source in sources),
    }
    return {name: spreadsheet_safe("" if row.get(name) is None else str(row[name])) for name in COLUMNS}


def write_review(store: Store, path: Path, filters: Filters, *, unsure: bool = False) -> int:
    """Write what reviewers fill in; how many events.

    GeoJSON for a GIS where the suffix says so (the cells are its attributes), else CSV with a byte-order mark for
    spreadsheets. Raises ``StoreError`` for what no file may replace.
    """
    replaceable(path)
    if path.suffix.lower() in _GEOJSON:
        with path.open("w", encoding="utf-8") as file:
            features = _to_review(store, filters, unsure)
            return STREAMS["geojson"]((feature | {"properties": _row(feature)} for feature in features), file)
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for count, row in enumerate(review_rows(store, filters, unsure=unsure), start=1):  # noqa: B007  the last one is the answer
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
    decided: list[Decision] = []
    wrong: list[str] = []
    with store.transaction() as tx:
        for number, row in rows:
            try:
                decided += _decisions(tx, row, reviewer, locate)
            except StoreError as fault:
                wrong.append(f"{path}, row {number}: {fault}")
        if wrong:
            raise StoreError("\n".join(wrong))
        return keep_corrections(tx, decided)


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows that decide something, numbered as in a spreadsheet (the header is row 1), or as features, from 1."""
    try:
        rows, columns, first = _geojson_rows(path) if path.suffix.lower() in _GEOJSON else _csv_rows(path)
    except UnicodeDecodeError as fault:
        raise StoreError(f"{path} is not UTF-8 (save the table as 'CSV UTF-8'): {fault.reason}") from fault
    except (OSError, csv.Error, ValueError) as fault:
        raise StoreError(f"{path} cannot be read: {getattr(fault, 'strerror', None) or fault}") from fault
    if missing := [name for name in ("id", "verdict", "why") if name not in columns]:
        raise StoreError(f"{path}, row 1: the columns {', '.join(missing)} are missing")
    if twice := [name for name in COLUMNS if [*columns].count(name) > 1]:
        raise StoreError(f"{path}, row 1: several columns are called {', '.join(twice)}")
    cells = ((number, _cells(row)) for number, row in enumerate(rows, start=first))
    return [(number, row) for number, row in cells if any(row.get(column) for column in DECIDED)]


def _csv_rows(path: Path) -> tuple[list[dict[str | Any, Any]], Collection[str], int]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        return list(table), table.fieldnames or (), 2


def _geojson_rows(path: Path) -> tuple[list[dict[str | Any, Any]], Collection[str], int]:
    """The attributes of features; a GIS writes empty cells as null, or not at all."""
    document = orjson.loads(path.read_bytes())
    try:
        rows = [dict(feature["properties"]) for feature in document["features"]]
    except (KeyError, TypeError) as fault:
        raise ValueError(f"it is no collection of features ({fault})") from fault
    return rows, {name for row in rows for name in row} if rows else COLUMNS, 1


def _cells(row: dict[str | Any, Any]) -> dict[str, str]:
    return {name: str(cell).strip() for name, cell in row.items() if isinstance(name, str) and cell is not None}


def _decisions(tx: Transaction, row: dict[str, str], reviewer: str | None, locate: Locate | None) -> list[Decision]:
    """What one row decides, checked against the event it names."""
    event = event_in(tx, row.get("id", ""))
    by = row.get("by") or reviewer
    if not by:
        raise StoreError("who decided? fill in `by`, or name the reviewer for all rows")
    if not row.get("why"):
        raise StoreError("`why` is empty: a correction needs its reason")
    return [
        (Correction(row["id"], field, value, _was(event, field), by, row["why"], "", True), patch)
        for field, value, patch in _patches(tx, event, row, locate)
    ]


def _was(feature: Feature, field: str) -> str | None:
    properties = feature["properties"]
    value = (properties.get("review") or {}).get("verdict") if field == "verdict" else properties.get(field)
    return None if value is None else str(value)


def _patches(
    tx: Transaction, event: Feature, row: dict[str, str], locate: Locate | None
) -> Iterator[tuple[str, str | None, Patch]]:
    start, end = row.get("new_date_start", ""), row.get("new_date_end", "")
    if start or end:
        first, last = start or row.get("date_start") or end, end or start
        cleared = CLEARED in (start, end)
        yield "date_start", None if cleared else f"{first}/{last}", date_patch(first, last)
    for column, field in (("new_type", "type"), ("new_factuality", "factuality"), ("verdict", "verdict")):
        if value := row.get(column):
            yield field, value, word_patch(field, value)
    if place_id := row.get("new_place_id"):
        yield "place_id", None if place_id == CLEARED else place_id, place_patch(tx, place_id, locate)
    for column, field in STRUCTURE.items():
        for value in (row.get(column) or "").split():
            yield field, value, structural_patch(tx, event, field, value)
