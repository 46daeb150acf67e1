"""Memory: events written once, queried, corrected and exported."""

from store.corrections import COLUMNS, Correction, apply_corrections, corrections, review_rows, write_review
from store.database import Store, open  # noqa: A004  the room's verb is store.open(url)
from store.exports import FORMATS, export
from store.filters import FilterError, Filters
from store.model import StoreError, Written

__all__ = [
    "COLUMNS",
    "FORMATS",
    "Correction",
    "FilterError",
    "Filters",
    "Store",
    "StoreError",
    "Written",
    "apply_corrections",
    "corrections",
    "export",
    "open",
    "review_rows",
    "write_review",
]
