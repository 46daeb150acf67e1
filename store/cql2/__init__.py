"""CQL2: filters as standard clients write them, in text or JSON, read into one tree and turned into SQL."""

from store.cql2.in_json import read_json
from store.cql2.in_text import read_text
from store.cql2.sql import Columns, condition
from store.cql2.tree import CqlError, Literal, Node, Property, call, finite, is_whole

LANGUAGES = {"cql2-text": read_text, "cql2-json": read_json}

__all__ = [
    "LANGUAGES",
    "Columns",
    "CqlError",
    "Literal",
    "Node",
    "Property",
    "call",
    "condition",
    "finite",
    "is_whole",
    "read_json",
    "read_text",
]
