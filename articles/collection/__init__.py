"""Sources that a settings file names: what of them is new, fetched politely, kept until it is stored."""

from articles.collection.admission import Batch
from articles.collection.collector import Collector
from articles.collection.entry import EVER, Span
from articles.collection.ledger import Ledger
from articles.collection.ledger_file import LedgerError
from articles.collection.loading import load
from articles.collection.report import SourceReport, all_well
from articles.collection.settings import Settings, SettingsError, Source

__all__ = [
    "EVER",
    "Batch",
    "Collector",
    "Ledger",
    "LedgerError",
    "Settings",
    "SettingsError",
    "Source",
    "SourceReport",
    "Span",
    "all_well",
    "load",
]
