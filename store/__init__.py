"""Memory: events written once, queried, corrected and exported."""

from store.corrections import Correction, corrections, undo
from store.cql2 import Node
from store.database import Store, open  # noqa: A004  the room's verb is store.open(url)
from store.exports import FORMATS, export, replaceable
from store.filters import FilterError, Filters, both, equals, read_bbox, read_cql, read_window
from store.listings import Listing, articles, places, published_days, removed
from store.misread import Misread, misread
from store.model import Feature, Report, Run, StoreError, Tombstone, TooSlow, Written
from store.notebook import query
from store.orders import ORDERS
from store.origins import provenance, tombstones
from store.pages import Page
from store.queryables import OF_ARTICLES, OF_PLACES, OF_REMOVED, QUERYABLES, Queryable
from store.review import COLUMNS, review_rows, write_review
from store.runs import begin_run, finish_run, note_run, runs
from store.streams import xml_text
from store.tables import spreadsheet_safe
from store.verdicts import apply_corrections
from store.written import dump

__all__ = [
    "COLUMNS",
    "FORMATS",
    "OF_ARTICLES",
    "OF_PLACES",
    "OF_REMOVED",
    "ORDERS",
    "QUERYABLES",
    "Correction",
    "Feature",
    "FilterError",
    "Filters",
    "Listing",
    "Misread",
    "Node",
    "Page",
    "Queryable",
    "Report",
    "Run",
    "Store",
    "StoreError",
    "Tombstone",
    "TooSlow",
    "Written",
    "apply_corrections",
    "articles",
    "begin_run",
    "both",
    "corrections",
    "dump",
    "equals",
    "export",
    "finish_run",
    "misread",
    "note_run",
    "open",
    "places",
    "provenance",
    "published_days",
    "query",
    "read_bbox",
    "read_cql",
    "read_window",
    "removed",
    "replaceable",
    "review_rows",
    "runs",
    "spreadsheet_safe",
    "tombstones",
    "undo",
    "write_review",
    "xml_text",
]
