"""How many: every way of counting people, subsets not added to their wholes, groups told apart added up."""

import json
from pathlib import Path
from typing import Any

import pytest

from events import Event
from tests.events.reading import read

KINDS = ("deaths", "injured", "detained", "missing", "displaced")
ROWS = [json.loads(line) for line in Path("tests/cases/tolls.jsonl").read_text(encoding="utf-8").splitlines()]


def told(event: Event) -> dict[str, list[int | None]]:
    counts = {kind: getattr(event, kind) for kind in KINDS}
    return {kind: [count.min, count.max] for kind, count in counts.items() if count is not None}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_a_sentence_counts_as_its_row_says(row: dict[str, Any]) -> None:
    expected = {kind: count for kind, count in row["expect"].items() if count is not None}
    found = [told(event) for event in read({"text": row["text"], "at": ["الحراك"], "when": {}})]
    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "قتل 1200 مدني منذ مطلع العام في بلدة الحراك.",
        "انتشلت فرق الدفاع المدني جثتين من تحت الأنقاض في بلدة الحراك.",
    ],
)
def test_a_toll_of_months_and_recovered_bodies_are_no_new_event(text: str) -> None:
    assert read({"text": text, "at": ["الحراك"], "when": {}}) == []


def test_a_sum_over_a_month_is_no_event() -> None:
    row = {
        "text": "بلغت حصيلة القتلى في بلدة الحراك خلال الشهر الماضي 85 قتيلا.",
        "at": ["الحراك"],
        "when": {"الشهر الماضي": ["2019-04-01", "2019-04-30", "month"]},
    }
    assert read(row) == []
