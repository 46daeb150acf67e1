"""Every rule that refuses a name is shown a sentence where it does, and one where it does not."""

import pytest

import gazetteer
from arabic import analyse, fold
from geo import locate
from geo.doubt import Doubt
from geo.doubts import NEVER, WEAK, rules_of
from geo.lexicon import lexicon
from geo.links import link
from geo.reader import read_phrases
from geo.words import Words

RULES = (*NEVER, *WEAK)
REFUSED = [(rule, text, word) for rule in RULES for text, word in rule.refuses.items()]
KEPT = [(rule, text, word) for rule in RULES for text, word in rule.keeps.items()]


def _found(text: str) -> list[str]:
    return [fold(toponym.text) for toponym in locate(analyse(text), gazetteer.load())]


@pytest.mark.parametrize(("rule", "text", "word"), REFUSED, ids=lambda value: getattr(value, "name", None))
def test_a_rule_refuses_its_examples(rule: Doubt, text: str, word: str) -> None:
    assert fold(word) not in _found(text), rule.name


@pytest.mark.parametrize(("rule", "text", "word"), KEPT, ids=lambda value: getattr(value, "name", None))
def test_a_rule_keeps_its_counterexamples(rule: Doubt, text: str, word: str) -> None:
    assert fold(word) in _found(text), rule.name


def test_no_rule_applies_to_a_phrase_that_it_is_not_shown() -> None:
    hidden = []
    for _, text, _ in (*REFUSED, *KEPT):
        words = Words(analyse(text), lexicon(gazetteer.load()))
        for phrase in link(words, read_phrases(words)):
            shown = rules_of(words, phrase) if phrase.last - phrase.first == 1 else (NEVER, WEAK)
            unshown = [rule for rule in RULES if rule not in (*shown[0], *shown[1])]
            hidden += [(rule.name, text) for rule in unshown if rule.applies(words, phrase)]
    assert hidden == []


def test_every_rule_has_both() -> None:
    assert [rule.name for rule in RULES if not rule.refuses or not rule.keeps] == []
