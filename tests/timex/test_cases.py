"""Sentences and what a native reader takes from them: every mention, its value and its days."""

import json
from pathlib import Path
from typing import Any

import pytest

import timex

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "timex.jsonl").open(encoding="utf-8")]


def read(case: dict[str, Any]) -> list[list[str | None]]:
    found = timex.tag(case["text"], case["published"], prefer=case.get("prefer", "past"))
    return [[t.text, t.value, t.date_start, t.date_end] for t in found]


@pytest.mark.parametrize("kind", sorted({case["class"] for case in CASES}))
def test_sentences_are_read_as_a_native_reads_them(kind: str) -> None:
    wrong = [
        (case["text"], case["dates"], read(case))
        for case in CASES
        if case["class"] == kind and read(case) != case["dates"]
    ]
    assert wrong == []


def test_there_are_cases_of_every_kind() -> None:
    assert len(CASES) > 300
    assert len({case["class"] for case in CASES}) > 40
