"""What a filled-in review sheet decides, checked row by row against the events, and kept all together or not at all."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.corrections import Correction, event_in, holds, keep_corrections, standing_of
from store.database import Store
from store.decisions import MERGE, SPLIT, standing
from store.model import Feature, StoreError
from store.patches import (
    CLEARED,
    Locate,
    Patch,
    article_of,
    date_patch,
    place_patch,
    point_patch,
    structural_patch,
    word_patch,
)
from store.review import COLUMNS, DECIDED
from store.sheet_dates import DateOrder
from store.sheets import SheetRow, read_sheet
from store.tables import spreadsheet_safe
from store.transaction import Transaction

Decision = tuple[Correction, Patch]
Told = tuple[str, str | None, Patch]  # a field, what a person says it is, and what that lays over the event
STRUCTURE: Final = {"merge_into": MERGE, "split_off": SPLIT}  # a column, and the correction's field
_WORDS: Final = (("new_type", "type"), ("new_factuality", "factuality"), ("verdict", "verdict"))
_DATES: Final = ("date_start", "date_end")
_SEEN: Final = ("type", "place_id", "factuality", *_DATES)  # what a reviewer judges by
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ENOUGH: Final = 500  # rows: their dates show in which order the sheet writes them
Remark = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Reviewer:
    """Who reviews where a row does not say, what is known of places, and how the sheet's program writes dates."""

    name: str | None
    locate: Locate | None
    dates: DateOrder


def apply_corrections(
    store: Store,
    path: Path,
    *,
    reviewer: str | None = None,
    locate: Locate | None = None,
    remark: Remark = lambda _: None,
) -> list[Correction]:
    """Keep what a filled-in sheet decides, all of it or, where a row is wrong, nothing.

    Empty cells decide nothing and ``-`` says there is no such value. ``reviewer`` signs rows whose ``by`` is
    empty; ``locate`` knows gazetteer places that the store has not met. ``remark`` is told, row by row, where an event
    has changed since the sheet was written, or another person had decided otherwise. Raises ``StoreError`` with one
    line per wrong row: file, row as a spreadsheet counts it, reason. Decisions already kept are not kept twice.
    """
    rows = read_sheet(path, COLUMNS)
    wrong: list[str] = []
    remarks: list[str] = []
    decided: list[Decision] = []
    with store.transaction() as tx:
        reader = _Reviewer(reviewer, locate, DateOrder(_dates_as_saved(tx, rows)))
        for row in rows:
            if not any(row.cells.get(column) for column in DECIDED) or _merged_by_it(tx, row.cells):
                continue
            try:
                event = event_in(tx, row.cells.get("id", "").removeprefix("'"))
                made = _decisions(tx, event, row.cells, reader)
            except StoreError as fault:
                wrong.append(f"{path}, row {row.number}: {fault}")
                continue
            fresh = [(one, patch) for one, patch in made if not holds(tx, one, patch)]
            said = _remarks(tx, event, row.cells, [one for one, _ in fresh], reader) if fresh else ()
            remarks += [f"{path}, row {row.number}: {each}" for each in said]
            decided += fresh
        if wrong:
            raise StoreError("\n".join(wrong))
        kept = keep_corrections(tx, decided)
    for each in remarks:
        remark(each)
    return kept


def _merged_by_it(tx: Transaction, row: dict[str, str]) -> bool:
    """Has this row been applied before, so that its event is another's part by now?"""
    others = [named.removeprefix("'") for named in row.get("merge_into", "").split()]
    held = standing(tx.connection, tx.backend, [row.get("id", "").removeprefix("'")], structural=True) if others else []
    return any(one.field == MERGE and one.value in others and one.why == row.get("why") for one in held)


def _dates_as_saved(tx: Transaction, rows: Sequence[SheetRow]) -> Iterator[tuple[str, str]]:
    """The sheet's own dates as its program has turned them, each with what the store knows; none where none is."""
    shown = [(row, [row.cells.get(name, "") for name in _DATES]) for row in rows]
    turned = [(row, saved) for row, saved in shown if any(cell and not _ISO.match(cell) for cell in saved)]
    for row, saved in turned[:_ENOUGH]:
        try:
            properties = event_in(tx, row.cells.get("id", "").removeprefix("'"))["properties"]
        except StoreError:  # its own row says so, if it decides anything
            continue
        yield from zip(saved, (str(properties.get(name) or "") for name in _DATES), strict=True)


def _decisions(tx: Transaction, event: Feature, row: dict[str, str], reader: _Reviewer) -> list[Decision]:
    """What one row decides, checked against the event it names."""
    by = row.get("by") or reader.name
    if not by:
        raise StoreError("who decided? fill in `by`, or name the reviewer for all rows")
    if not row.get("why"):
        raise StoreError("`why` is empty: a correction needs its reason")
    return [
        (Correction(event["id"], field, value, _was(event, field), by, row["why"], "", True), patch)
        for field, value, patch in _told(tx, event, row, reader)
    ]


def _was(feature: Feature, field: str) -> str | None:
    properties = feature["properties"]
    if field == "point":
        return None if properties.get("lat") is None else f"{properties['lat']}, {properties['lon']}"
    value = (properties.get("review") or {}).get("verdict") if field == "verdict" else properties.get(field)
    return None if value is None else str(value)


def _told(tx: Transaction, event: Feature, row: dict[str, str], reader: _Reviewer) -> Iterator[Told]:
    yield from _when(event, row, reader.dates)
    for column, field in _WORDS:
        if value := row.get(column):
            yield field, value, word_patch(field, value)
    yield from _where(tx, event, row, reader.locate)
    for column, field in STRUCTURE.items():
        for named in (row.get(column) or "").split():
            value = article_of(event, named) if field == SPLIT else named.removeprefix("'")
            yield field, value, structural_patch(tx, event, field, value)


def _when(event: Feature, row: dict[str, str], dates: DateOrder) -> Iterator[Told]:
    start, end = (dates.iso(row.get(f"new_{name}", "")) for name in _DATES)
    if start or end:
        first, last = start or (event["properties"].get("date_start") or "")[:10] or end, end or start
        patch = date_patch(first, last)
        told = f"{patch['date_start']}/{patch['date_end']}"
        yield "date_start", None if patch["date_start"] is None else told, patch


def _where(tx: Transaction, event: Feature, row: dict[str, str], locate: Locate | None) -> Iterator[Told]:
    placed: Patch | None = None
    if place_id := row.get("new_place_id"):
        placed = place_patch(tx, place_id, locate)
        yield "place_id", None if place_id == CLEARED else place_id, placed
    lat, lon, uncertainty = (row.get(f"new_{name}", "") for name in ("lat", "lon", "uncertainty_km"))
    if lat or lon:
        if not (lat and lon):
            raise StoreError("new_lat and new_lon: a position needs both")
        patch = point_patch(event, placed, lat, lon, uncertainty)
        yield "point", f"{patch['lat']}, {patch['lon']} (± {patch['uncertainty_km']:g} km)", patch
    elif uncertainty:
        raise StoreError("new_uncertainty_km says how sure a position is: give new_lat and new_lon too")


def _remarks(
    tx: Transaction, event: Feature, row: dict[str, str], made: Sequence[Correction], reader: _Reviewer
) -> Iterator[str]:
    """What a reviewer should know though the row is kept: the event is no longer what they saw, others had decided."""
    for name in _SEEN:
        now = str(event["properties"].get(name) or "")
        seen = row.get(name, now)
        if seen not in (now, spreadsheet_safe(now)) and _iso(reader.dates, seen) != now[:10]:
            yield f"the event has changed since: {name} was {seen or 'empty'} in the sheet, and is now {now or 'empty'}"
    for correction in made:
        for before in standing_of(tx, correction):
            decided = f"{before.reviewer} decided on {before.made[:10]}: {before.value} ({before.why})"
            yield f"{before.field} {correction.value} takes the place of what {decided}"


def _iso(dates: DateOrder, written: str) -> str:
    try:
        return dates.iso(written)
    except StoreError:  # a date that could be two days is no change
        return written
