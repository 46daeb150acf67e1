"""The tables of this room, read once: triggers, modality, actors and the words of counting."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from arabic import fold
from events.actors import known
from events.book import Book
from events.model import EventType

_HERE: Final = Path(__file__).parent
_TRIGGER_KEYS: Final = frozenset(
    ("type", "subtype", "patterns", "near", "not_near", "casualty", "counted", "weak", "beside")
)


@cache
def read(name: str) -> dict[str, Any]:
    """One table of this room as parsed TOML."""
    with (_HERE / name).open("rb") as table:
        return tomllib.load(table)


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``words.toml``, folded."""
    return frozenset(map(fold, read("words.toml")[name]))


@cache
def book() -> Book:
    """All patterns of all tables."""
    pages = Book()
    _add_triggers(pages)
    for actor in known().values():
        pages.add("actor", actor.name, {"kind": actor.kind, "party": actor.party}, actor.patterns)
    for table, rows in read("modality.toml").items():
        for row in rows:
            pages.add(table, row["name"], row, row["patterns"])
    _add_counts(pages)
    return pages


def _add_triggers(pages: Book) -> None:
    tables = read("triggers.toml")
    for number, row in enumerate(tables["trigger"], 1):
        if unknown := set(row) - _TRIGGER_KEYS:
            raise ValueError(f"triggers.toml, trigger {number}: unknown keys {sorted(unknown)}")
        EventType(row["type"])  # an unknown type stops the reading here
        pages.add("trigger", f"{row['type']}/{row['subtype']}", row, row["patterns"])
    for row in tables["aircraft"]:
        pages.add("aircraft", "aircraft", row, row["patterns"])
    for row in tables["lookalike"]:
        pages.add("lookalike", "always" if row.get("always") else "lookalike", row, row["patterns"])


def _add_counts(pages: Book) -> None:
    tables = read("counts.toml")
    for kind, words in tables["harm"].items():
        pages.add("harm", kind, {}, words)
    for kind, words in tables["people"].items():
        pages.add("people", kind, {}, words)
    for least, words in tables["indefinite"].items():
        pages.add("indefinite", least, {"least": int(least)}, words)
    for kind, words in tables["modifier"].items():
        pages.add("modifier", kind, {}, words)
