"""Our types in the terms of ACLED and PLOVER.

Own table (``mapping.csv``); the target vocabularies are facts from ACLED's codebook (2023: event and
sub-event types) and PLOVER's manual (event types and modes). Empty cells: the scheme has no such type.
ACLED tells who took territory apart where we do not: a capture by a state's forces is «Government regains
territory», which ``acled`` decides from the actors.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from events.model import Actor, Event, EventType

_TABLE: Final = Path(__file__).with_name("mapping.csv")


@dataclass(frozen=True, slots=True)
class Codes:
    """One event's codes; null where the scheme has no such type."""

    acled_event: str | None
    acled_sub_event: str | None
    plover_event: str | None
    plover_mode: str | None


@cache
def table() -> dict[tuple[EventType, str], Codes]:
    """The codes of every type and subtype."""
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {
            (EventType(row["type"]), row["subtype"]): Codes(
                row["acled_event"] or None,
                row["acled_sub_event"] or None,
                row["plover_event"] or None,
                row["plover_mode"] or None,
            )
            for row in csv.DictReader(rows)
        }


def codes(event: Event) -> Codes:
    """An event's codes; who took territory decides between ACLED's two kinds of capture."""
    found = table()[event.type, event.subtype]
    if found.acled_sub_event == "Non-state actor overtakes territory" and _by_state(event.actors):
        return Codes("Battles", "Government regains territory", found.plover_event, found.plover_mode)
    return found


def _by_state(actors: Sequence[Actor]) -> bool:
    """Is the one who acts (the first doer, else the first party) a state's force?"""
    doers = [actor for actor in actors if actor.role == "doer"] or [actor for actor in actors if actor.role == "party"]
    return bool(doers) and doers[0].kind == "state"
