"""Memory: events written once, queried, corrected and exported."""

from store.corrections import COLUMNS, Correction, apply_corrections, corrections, review_rows, write_review
from store.cql2 import Node
from store.database import Store, open  # noqa: A004  the room's verb is store.open(url)
from store.exports import FORMATS, export
from store.filters import FilterError, Filters, both, equals, read_bbox, read_cql
from store.model import Feature, StoreError, TooSlow, Written
from store.queryables import QUERYABLES, Queryable
from store.streams import xml_text
from store.tellings import dump

__all__ = [
    "COLUMNS",
    "FORMATS",
    "QUERYABLES",
    "Correction",
    "Feature",
    "FilterError",
    "Filters",
    "Node",
    "Queryable",
    "Store",
    "StoreError",
    "TooSlow",
    "Written",
    "apply_corrections",
    "both",
    "corrections",
    "dump",
    "equals",
    "export",
    "open",
    "read_bbox",
    "read_cql",
    "review_rows",
    "write_review",
    "xml_text",
]
