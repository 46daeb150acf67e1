"""Who did what to whom: the table of actors, and the parts that sentences give them."""

import csv
from pathlib import Path

import pytest

from events.actors import in_time, known
from events.parts import RULES, Rule
from tests.events.reading import read

EXAMPLES = [(rule, text, parts) for rule in RULES for text, parts in rule.examples.items()]


def parts_in(text: str) -> list[dict[str, str]]:
    at = [name for name in ("الحراك",) if name in text]
    return [{actor.name: actor.role for actor in event.actors} for event in read({"text": text, "at": at, "when": {}})]


@pytest.mark.parametrize(("rule", "text", "parts"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_a_rule_reads_its_examples(rule: Rule, text: str, parts: dict[str, str]) -> None:
    told = parts_in(text)
    assert any(parts.items() <= found.items() for found in told), told


def test_every_rule_has_examples() -> None:
    assert [rule.name for rule in RULES if not rule.examples] == []


def test_the_table_is_sorted_and_without_doubles() -> None:
    with Path("events/actors.csv").open(encoding="utf-8", newline="") as cells:
        rows = list(csv.DictReader(cells))
    order = ["state", "rebel", "jihadist", "kurdish-led", "external", "civilians", "unknown"]
    keys = [(order.index(row["kind"]), row["name_en"]) for row in rows]
    assert keys == sorted(keys)
    assert len({row["name"] for row in rows}) == len(rows) >= 400


def test_a_name_ends_after_it_began_and_passes_to_a_name_of_the_table() -> None:
    wrong = [row.name for row in known().values() if row.since and row.until and row.since >= row.until]
    assert wrong == []
    assert {row.then for row in known().values() if row.then} <= set(known())


def test_every_row_is_named_somehow_or_takes_over_a_name() -> None:
    heirs = {row.then for row in known().values()}
    assert [row.name for row in known().values() if not row.patterns and row.name not in heirs] == []


@pytest.mark.parametrize(
    ("name", "day", "means"),
    [
        ("قوات النظام", "2016-05-01", "قوات النظام"),
        ("قوات النظام", "2025-03-07", "الجيش السوري الجديد"),
        ("قوات النظام", None, "قوات النظام"),
        ("هيئة تحرير الشام", "2013-05-01", None),
        ("جبهة النصرة", "2018-05-01", "جبهة النصرة"),
    ],
)
def test_a_name_means_its_bearer_of_the_day(name: str, day: str | None, means: str | None) -> None:
    row = in_time(name, day, day)
    assert (row.name if row else None) == means


def test_one_group_under_three_names_is_one_line() -> None:
    lines = {known()[name].line for name in ("جبهة النصرة", "جبهة فتح الشام", "هيئة تحرير الشام")}
    assert len(lines) == 1
