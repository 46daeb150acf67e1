"""Dated facts: who held which office when, rounds of talks, events; what a text mentions tells when it was written.

A row of ``data/facts.csv`` is one fact:

- ``kind``: ``office`` (a person named with the office), ``talks`` (a round), ``event`` (something that happened),
  ``existence`` (a name that came into use), ``state`` (something that went on and ended).
- ``start``, ``end``: ISO days. A text that mentions the fact was published on ``start`` or later; where it speaks of
  an office or a state as present, on ``end`` or before. Wider is right, narrower is wrong.
- ``names``: spellings, matched as folded words; hyphens in the text do not matter.
- ``roles``: for an office, words of the phrase before the name (or after it and a comma), the first being the head:
  all of them must stand there. For an event, words that must stand in the same sentence. ``/`` separates alternatives,
  ``*`` ends a beginning of a word, an article in the table is required in the text.
- ``context``: words of which one must stand anywhere in the text.
- ``source``: where the dates are from.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from arabic import fold

KINDS: Final = ("office", "talks", "event", "existence", "state")
ENDING: Final = ("office", "state")  # kinds whose end bounds a text that speaks of them as present
_TABLE: Final = Path(__file__).parent.with_name("data") / "facts.csv"


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact; ``start`` and ``end`` are inclusive, null where open. ``row`` is its line in the table."""

    row: int
    kind: str
    name: str
    start: date | None
    end: date | None
    roles: tuple[tuple[str, ...], ...]
    context: tuple[str, ...]
    source: str


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def alternatives(group: str) -> tuple[str, ...]:
    """The folded words of a group such as «وزير/نظير*»."""
    return tuple(fold(word) for word in group.split("/") if word)


def _fact(line: int, row: Mapping[str, str], known_from: date | None) -> Fact:
    if row["kind"] not in KINDS:
        raise ValueError(f"facts.csv, line {line}: unknown kind {row['kind']!r}")
    return Fact(
        row=line,
        kind=row["kind"],
        name=row["names"].split("|")[0],
        start=known_from,
        end=_day(row["end"]),
        roles=tuple(alternatives(group) for group in row["roles"].split()),
        context=alternatives(row["context"]),
        source=row["source"],
    )


def rows() -> list[dict[str, str]]:
    """The table as it is written."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _named_from(table: Sequence[Mapping[str, str]]) -> Iterator[date | None]:
    """The day from which each row's name can stand in a text.

    A round of talks is spoken of as soon as the round before it is over, or two months ahead of the first.
    """
    last_round: dict[str, date] = {}
    for row in table:
        start, end = _day(row["start"]), _day(row["end"])
        if row["kind"] == "talks" and start and end:
            series = row["names"].split(" ")[0]
            yield last_round.get(series, start - timedelta(60))
            last_round[series] = end
        else:
            yield start


Names = Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], Fact]]]]


@cache
def names() -> Names:
    """Names by their first and second folded word: the words after these and the fact, longest first.

    The second word of a name of one word is empty.
    """
    table = rows()
    found: dict[str, dict[str, list[tuple[tuple[str, ...], Fact]]]] = {}
    for line, (row, known_from) in enumerate(zip(table, _named_from(table), strict=True), start=2):
        fact = _fact(line, row, known_from)
        for name in row["names"].split("|"):
            first, second, *rest = (*fold(name).split(" "), "")
            found.setdefault(first, {}).setdefault(second, []).append((tuple(rest[:-1]), fact))
    for seconds in found.values():
        for entries in seconds.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return found


@cache
def rounds_of_talks() -> tuple[tuple[str, date, date], ...]:
    """Every round of talks: the folded first word of its name, its first and last day."""
    talks = [row for row in rows() if row["kind"] == "talks"]
    return tuple(
        (fold(row["names"].split(" ")[0]), date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
        for row in talks
    )
