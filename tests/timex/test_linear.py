"""Time grows with the text and no faster, whatever words are repeated in it."""

import random
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Final

import pytest

import timex
from arabic import analyse, numeral_parts
from timex import finder
from timex.lexicon import closed_words
from timex.rules import grammar

_FEW: Final = 60  # words
_TIMES: Final = 4
_ODD: Final = (
    "2011",
    "15",
    "7",
    "999999999999",
    "15/3/2011",
    "10:30",
    "من 1 إلى 2",
    "يومي 4 و5",
    "خمسة وعشرون",
    "(",
    "،",
    "-",
    "الـ24",
)


@pytest.fixture(scope="module", autouse=True)
def tables() -> None:
    """Loaded by the first text that is read, which would count them as its own."""
    timex.read(" ".join(_words()), stated="2016-12-08")


def _words() -> list[str]:
    """A word of every kind that the lexicon knows, and every word that a rule spells."""
    kinds = {row[0]: word for word, rows in closed_words().items() for row in rows}
    spelled = {form for type_ in grammar().types.values() if type_.root for form in type_.root.words}
    return sorted({*kinds.values(), *spelled, *_ODD, *sorted(numeral_parts())[::7]})


def _calls(text: str) -> int:
    """Calls that reading a text makes, no phrase remembered from before."""
    for tops in (("expression",), ("expression", "utterance")):
        finder._phrases(*tops).forget()
    made = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal made
        made += event == "call"

    analysed = analyse(text)
    sys.setprofile(count)
    try:
        timex.read(analysed, stated="2016-12-08")
    finally:
        sys.setprofile(None)
    return made


def _is_slow(parts: Sequence[str], between: str = " ") -> bool:
    """Is the work for a text four times as long more than four times as much, a few calls a word aside?"""
    few = between.join([*parts] * (_FEW // len(parts)))
    return _calls(between.join([few] * _TIMES)) > 1.15 * _TIMES * _calls(few) + 5 * _TIMES * _FEW


@pytest.mark.slow
def test_a_word_repeated_costs_its_length() -> None:
    assert [word for word in _words() if _is_slow([word])] == []


@pytest.mark.parametrize("between", ["\n", ""])
def test_a_word_repeated_on_lines_or_without_a_blank_costs_its_length(between: str) -> None:
    assert [word for word in random.Random(9).sample(_words(), 60) if _is_slow([word], between)] == []  # noqa: S311  a sample, no secret


def test_words_in_pairs_cost_their_length() -> None:
    chance = random.Random(10)  # noqa: S311  a sample, no secret
    assert [pair for pair in (chance.sample(_words(), 2) for _ in range(80)) if _is_slow(pair)] == []


def test_no_type_begins_with_itself() -> None:
    """What the parser finds at a word then never depends on what was asked before."""
    firsts = {
        type_: {*type_.members, *(edge[1] for edge in type_.root.edges)} if type_.root else {*type_.members}
        for type_ in grammar().types.values()
    }
    for start, first in firsts.items():
        todo, met = [*first], set[object]()
        while todo:
            one = todo.pop()
            assert one is not start, start.name
            if one not in met:
                met.add(one)
                todo += firsts[one]


@pytest.mark.parametrize("between", ["-", "/", " ", " / ", "."])
def test_a_long_line_of_numbers_is_a_table_and_holds_no_times(between: str) -> None:
    table = between.join(["15", "3", "2011"] * 120)
    assert timex.tag(f"الجدول {table}", "2016-12-08") == []
    assert timex.left_out(analyse(f"الجدول {table}"), 0) == [
        "1 of its lines, of 300 numbers or more, were taken for tables, without times"
    ]


def test_a_line_of_several_dates_is_no_table() -> None:
    dates = " - ".join(f"{day}/3/2011" for day in range(1, 31))
    assert timex.tag(f"وقعت الغارات في {dates}", "2016-12-08")[-1].date_end == "2011-03-30"


def test_no_more_times_of_one_text_are_read_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "_MOST", 20)
    text = analyse("وصلوا أمس. " * 30)
    assert len(timex.find(text)) == 20
    assert timex.left_out(text, 20) == ["of its times the first 20 were read"]
    assert timex.left_out(text, 19) == []


def test_words_in_triples_cost_their_length() -> None:
    chance = random.Random(11)  # noqa: S311  a sample, no secret
    assert [three for three in (chance.sample(_words(), 3) for _ in range(50)) if _is_slow(three)] == []


@pytest.mark.parametrize("part", ["يوم ", "2011 ", "الاثنين والثلاثاء و", "من 1 الى 2 الى 3 ", "أمس ", "خمسة وعشرون "])
def test_a_megabyte_of_one_part_takes_seconds(part: str) -> None:
    text = part * (1_000_000 // len(part.encode()))
    begun = time.process_time()
    timex.read(text, stated="2016-12-08")
    assert time.process_time() - begun < 15  # about two on a quiet machine
