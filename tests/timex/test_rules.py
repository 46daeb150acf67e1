"""Every rule's own examples and negatives, as an article of Thursday 8 December 2016 would mean them."""

import pytest

import timex
from timex.rule import Rule
from timex.rules import grammar

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
