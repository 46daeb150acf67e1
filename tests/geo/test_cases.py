"""Sentences of every class of place expression, each with all the mentions it holds and no others."""

import json
from pathlib import Path
from typing import Any

import pytest

import gazetteer
from arabic import analyse
from geo import Toponym, locate
from geo.atlas import flat_km

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "geo.jsonl").open(encoding="utf-8")]
KNOWN = frozenset(gazetteer.load().stored.ids)


def _differs(want: dict[str, Any], got: Toponym) -> str:
    """What is wrong with a mention, or nothing."""
    if got.text != want["text"]:
        return f"{got.text} for {want['text']}"
    if "near" in want:
        lat, lon = want["near"]
        if got.lat is None or got.lon is None or flat_km(lat, lon, got.lat, got.lon) > want["within_km"]:
            return f"{got.text} at {got.lat}, {got.lon}, not {want['near']}"
    elif got.place_id != want["id"]:
        return f"{got.text} is {got.place_id}, not {want['id']}"
    if "role" in want and got.role != want["role"]:
        return f"{got.text} as {got.role}, not {want['role']}"
    return ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['class']}: {case['text'][:40]}")
def test_a_sentence_gives_exactly_its_places(case: dict[str, Any]) -> None:
    found = locate(analyse(case["text"]), gazetteer.load())
    assert [toponym.text for toponym in found] == [place["text"] for place in case["places"]]
    wrong = [_differs(want, got) for want, got in zip(case["places"], found, strict=True)]
    assert [difference for difference in wrong if difference] == []


def test_the_places_of_the_cases_are_known() -> None:
    named = {place["id"] for case in CASES for place in case["places"] if place.get("id")}
    assert sorted(named - KNOWN) == []


def test_every_class_has_cases() -> None:
    classes = {case["class"] for case in CASES}
    assert {"list", "dual", "countryside", "offset", "negative", "containment", "unknown", "nation"} <= classes
