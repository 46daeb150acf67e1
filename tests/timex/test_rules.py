"""Every rule's own examples and negatives, as an article of Thursday 8 December 2016 would mean them."""

import pytest

import timex
from timex.pattern import Slot, unfold
from timex.rule import Rule
from timex.rules import UNIONS, grammar

PUBLISHED = "2016-12-08"
RULES = grammar().rules


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_reads_its_examples(rule: Rule) -> None:
    wrong = [
        (text, value, [(t.text, t.value, t.rule) for t in found])
        for text, value in rule.examples.items()
        for found in [timex.tag(text, PUBLISHED)]
        if value not in [t.value.split("+")[0] if "+" not in value else t.value for t in found]
    ]
    assert wrong == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.negatives], ids=lambda rule: rule.name)
def test_a_rule_leaves_its_negatives_alone(rule: Rule) -> None:
    found = [(text, t.text, t.rule) for text in rule.negatives for t in timex.tag(text, PUBLISHED)]
    assert found == []


def test_every_rule_has_an_example() -> None:
    assert [rule.name for rule in RULES if not rule.examples] == []


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name for rule in RULES]
    assert [name for name in names if names.count(name) > 1] == []


def test_no_type_contains_itself() -> None:
    """Else a text could nest without end, and time would not be linear."""
    inside: dict[str, set[str]] = {name: set(UNIONS.get(name, ())) for name in grammar().types}
    for rule in RULES:
        inside[rule.makes] |= {atom.type for part in unfold(rule.pattern) for atom in part if isinstance(atom, Slot)}
    for _ in inside:
        inside = {name: parts | {deep for part in parts for deep in inside[part]} for name, parts in inside.items()}
    assert [name for name, parts in inside.items() if name in parts] == []
