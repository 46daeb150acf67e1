"""What sentences of every type tell, row by row."""

import json
from pathlib import Path
from typing import Any

import pytest

from events import Event
from tests.events.reading import mismatch, read

ROWS = [json.loads(line) for line in Path("tests/cases/events.jsonl").read_text(encoding="utf-8").splitlines()]
TALK = ("statement", "diplomacy")


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_a_sentence_tells_what_its_row_says(row: dict[str, Any]) -> None:
    events = read(row)
    missing = [expected for expected in row["expect"] if not any(not mismatch(event, expected) for event in events)]
    assert missing == [], [_brief(event) for event in events]


@pytest.mark.parametrize("row", [row for row in ROWS if not row["expect"]], ids=lambda row: row["text"][:40])
def test_a_lookalike_tells_nothing(row: dict[str, Any]) -> None:
    assert [_brief(event) for event in read(row)] == []


def test_most_sentences_tell_no_more_than_their_rows_say() -> None:
    """Violence told once is one event: rows of one expected event of violence give no second of another type."""
    more = [
        (row["text"], [_brief(event) for event in events])
        for row in ROWS
        if len(row["expect"]) == 1
        for events in [[event for event in read(row) if event.type.value not in TALK]]
        if len(events) > 1
    ]
    assert len(more) <= len(ROWS) // 15, more


def _brief(event: Event) -> str:
    return (
        f"{event.type.value}/{event.subtype} {event.date_start}..{event.date_end} {event.place_name} "
        f"{event.factuality} {event.deaths} {event.injured} {event.displaced} «{event.attribution}» {event.destination}"
    )
