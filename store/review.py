"""The table that reviewers fill in: events as rows, with cells for what a person decides."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from store.database import Store
from store.doubts import UNSURE, doubts
from store.exports import replaceable
from store.filters import Filters, both, read_cql
from store.model import Feature
from store.sheets import GEOJSON
from store.streams import STREAMS
from store.tables import spreadsheet_id, spreadsheet_safe

SHOWN: Final = ("id", "type", "date_start", "date_end", "place_id", "place_name", "lat", "lon", "factuality", "title")
DECIDED: Final = (
    *("new_type", "new_date_start", "new_date_end", "new_place_id", "new_lat", "new_lon", "new_uncertainty_km"),
    *("new_factuality", "merge_into", "split_off", "verdict"),
)
COLUMNS: Final = (*SHOWN, "doubts", "evidence", "reason", "articles", "reviewed", *DECIDED, "why", "by")


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
    cells = {name: spreadsheet_safe("" if row.get(name) is None else str(row[name])) for name in COLUMNS}
    return cells | {"id": spreadsheet_id(feature["id"])}


def write_review(store: Store, path: Path, filters: Filters, *, unsure: bool = False) -> int:
    """Write what reviewers fill in; how many events.

    GeoJSON for a GIS where the suffix says so (the cells are its attributes), else CSV with a byte-order mark for
    spreadsheets. Raises ``StoreError`` for what no file may replace.
    """
    replaceable(path)
    if path.suffix.lower() in GEOJSON:
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
