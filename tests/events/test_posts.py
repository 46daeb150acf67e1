"""Posts, titles of videos and short bulletins: what they tell, where and on which day, with the real gazetteer."""

import json
from pathlib import Path
from typing import Any

import pytest

import gazetteer
from articles import Article
from events import Event, annotate

ROWS = [json.loads(line) for line in Path("tests/cases/posts.jsonl").read_text(encoding="utf-8").splitlines()]
TALK = ("statement", "diplomacy")


def _told(row: dict[str, Any]) -> list[Event]:
    article = Article("post", row["text"], published=row["published"], published_basis="given")
    events = annotate(article, gazetteer.load()).events
    return [event for event in events if event.type.value not in TALK]


def _day(event: Event) -> str | None:
    return event.date_start[:10] if event.date_start and event.date_start[:10] == (event.date_end or "")[:10] else None


@pytest.mark.parametrize("row", [row for row in ROWS if row["types"]], ids=lambda row: row["text"][:40])
def test_a_post_tells_what_happened_where_and_when(row: dict[str, Any]) -> None:
    events = [event for event in _told(row) if event.type.value in row["types"]]
    dated = [event for event in events if row["day"] in (None, _day(event))]
    named = [f"{place.name} {place.text}" for event in dated for place in event.places]
    assert dated, [(event.type.value, event.date_start, event.reason) for event in events]
    assert [place for place in row["places"] if not any(place in name for name in named)] == []


@pytest.mark.parametrize("row", [row for row in ROWS if not row["types"]], ids=lambda row: row["text"][:40])
def test_a_post_about_nothing_of_the_kind_tells_nothing(row: dict[str, Any]) -> None:
    assert [(event.type.value, event.reason) for event in _told(row)] == []
