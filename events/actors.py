"""The forces, factions, states and agencies of the Syrian war, and others who speak of it.

Own table (``actors.csv``): names as newspapers write them over the years, in the patterns of ``triggers.toml``.
``kind`` is the contract's; ``side`` is who fights together, as far as two outlets may take one for another;
``voice`` is what their word counts as (empty: they are not quoted); ``line`` joins one group's names over the
years; ``since`` and ``until`` bound the name to the day, month or year that is commonly given, and where ``then``
is filled the same words name that actor afterwards («الجيش السوري» before and after 8 December 2024).
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from events.model import Actor

_TABLE: Final = Path(__file__).with_name("actors.csv")
KINDS: Final = frozenset(("state", "rebel", "jihadist", "kurdish-led", "external", "civilians", "unknown"))
VOICES: Final = frozenset(("official", "rebel", "jihadist", "monitor", "media", "witness", "rescue", "un", ""))
_AGAINST: Final = frozenset(("rebel", "jihadist", "kurdish-led"))  # kinds that take from the state and lose to it
_PARTIES: Final = frozenset(("official", "rebel", "jihadist"))  # whose word is a claim


@dataclass(frozen=True, slots=True)
class Known:
    """One row: an actor under one name. Dates are inclusive, null where open."""

    name: str
    name_en: str
    kind: str
    side: str
    voice: str
    line: str
    since: date | None
    until: date | None
    then: str
    patterns: tuple[str, ...]

    @property
    def only_speaks(self) -> bool:
        """Is it a source and no actor: a monitor, a paper, «ناشطون»?"""
        return self.kind == "unknown" and bool(self.voice)

    @property
    def party(self) -> bool:
        """Is its word that of a party to the war?"""
        return self.voice in _PARTIES


@cache
def known() -> dict[str, Known]:
    """The table by name, in its order."""
    return {row.name: row for row in _rows()}


def _rows() -> Iterator[Known]:
    with _TABLE.open(encoding="utf-8", newline="") as cells:
        for number, row in enumerate(csv.DictReader(cells), 2):
            if row["kind"] not in KINDS or row["voice"] not in VOICES:
                raise ValueError(f"actors.csv, line {number}: kind {row['kind']!r}, voice {row['voice']!r}")
            yield Known(
                row["name"],
                row["name_en"],
                row["kind"],
                row["side"],
                row["voice"],
                row["line"] or row["name"],
                date.fromisoformat(row["since"]) if row["since"] else None,
                date.fromisoformat(row["until"]) if row["until"] else None,
                row["then"],
                tuple(pattern.strip() for pattern in row["names"].split(";") if pattern.strip()),
            )


def opposed(some: Iterable[Actor], others: Iterable[Actor]) -> bool:
    """Are those of each who did it the state's on one side and none of the state's or its allies' on the other?"""
    kinds, theirs = ({actor.kind for actor in actors if actor.role == "doer"} for actors in (some, others))
    return any(one == {"state"} and other and other <= _AGAINST for one, other in ((kinds, theirs), (theirs, kinds)))


def in_time(name: str, first: str | None, last: str | None) -> Known | None:
    """Whom a name of the table means between two days (ISO; null: unknown).

    Its heir where even the first day comes after its end; nobody where it came up only years after the last.
    """
    row = known()[name]
    if row.until is not None and row.then and first is not None and first[:10] > row.until.isoformat():
        return known()[row.then]
    early = row.since is not None and last is not None and int(last[:4]) < row.since.year
    return None if early else row
