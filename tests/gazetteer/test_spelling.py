"""Spellings of one name meet, names that differ stay apart."""

import doctest
import importlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arabic import fold
from gazetteer import misspelt, spelling, variants
from gazetteer.spelling import core, latin_key, name_words, skeleton

CASES = Path(__file__).parents[1] / "cases" / "gazetteer_spellings.tsv"
ROWS = [
    line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
]
ARABIC_WORDS = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىءئؤ", min_size=1, max_size=12)


@pytest.mark.parametrize(("one", "other"), [row[1:3] for row in ROWS if row[0] == "same"])
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [row[1:3] for row in ROWS if row[0] == "near"])
def test_misspellings_are_within_the_bound(one: str, other: str) -> None:
    key, written = skeleton(one), skeleton(other)
    most = misspelt.bound(max(len(key), len(written)))
    assert 0 < misspelt.distance(key, written, most) <= most


@pytest.mark.parametrize(("one", "other"), [row[1:3] for row in ROWS if row[0] == "apart"])
def test_other_names_are_no_spellings(one: str, other: str) -> None:
    key, written = skeleton(one), skeleton(other)
    most = misspelt.bound(max(len(key), len(written)))
    assert key != written
    assert misspelt.distance(key, written, most) > most


@pytest.mark.parametrize(("one", "other"), [row[1:3] for row in ROWS if row[0] == "latin"])
def test_transliterations_of_one_name_share_a_key(one: str, other: str) -> None:
    assert latin_key(one) == latin_key(other)


@pytest.mark.parametrize(("name", "written"), [row[1:3] for row in ROWS if row[0] == "running"])
def test_regular_spellings_are_known_to_running_text(name: str, written: str) -> None:
    assert fold(written) in variants.running_variants(name)


@pytest.mark.parametrize("module", ["spelling", "variants", "cleaning", "counted"])
def test_the_examples_in_docstrings_hold(module: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(f"gazetteer.{module}"))
    assert tried
    assert not failed


@settings(deadline=None)
@given(st.lists(ARABIC_WORDS, min_size=1, max_size=4))
def test_keys_are_made_of_the_folded_name(words: list[str]) -> None:
    name = " ".join(words)
    assert skeleton(name) == skeleton(fold(name)) or "ى" in name or "ة" in name
    assert " " not in skeleton(name)
    assert len(core(name)) <= len(skeleton(name))


@settings(deadline=None)
@given(ARABIC_WORDS, ARABIC_WORDS)
def test_distance_is_the_same_both_ways_and_zero_only_to_itself(one: str, other: str) -> None:
    there, back = misspelt.distance(one, other, 99.0), misspelt.distance(other, one, 99.0)
    assert there == pytest.approx(back)
    assert (there == 0) is (one == other)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_string_has_keys(text: str) -> None:
    for key in (skeleton(text), core(text), latin_key(text), " ".join(name_words(text))):
        assert isinstance(key, str)


def test_rules_are_folded_so_that_they_can_apply() -> None:
    held = spelling.rules()
    for listed in (held.loose_heads, held.landmarks, held.announcers, held.words):
        assert [word for word in listed if word != fold(word)] == []
