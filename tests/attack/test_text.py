"""Whatever letters an article has, it is read: spans lead back to their letters, and time grows with the length."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from articles import Article, read
from events import accounts, annotate, to_json
from tests.attack.catalogue import CONTROLS, WORST, everything, lexicon_words, unicode_blocks
from tests.attack.seeds import NEWS
from tests.attack.targets import annotation
from tests.counting import calls, seconds

_WORDS = [*WORST.values(), *CONTROLS.values(), *NEWS.split()]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(_WORDS) | st.characters() | st.text(max_size=5), max_size=60).map("".join))
def test_no_letters_break_the_reading(text: str) -> None:
    annotation(text.encode("utf-8", "surrogatepass"))


def test_a_kind_of_letter_of_every_block_is_read() -> None:
    blocks = [*unicode_blocks().values()]
    for first in range(0, len(blocks), 40):
        news = NEWS.splitlines()[2]
        words = news.split(" ")
        mixed = " ".join(f"{word} {block}" for word, block in zip(words * 3, blocks[first : first + 40], strict=False))
        annotation(f"{mixed}\n{news}".encode())


@pytest.mark.parametrize("name", CONTROLS)
def test_what_is_not_seen_between_letters_does_not_break_the_reading(name: str) -> None:
    annotation(CONTROLS[name].join(NEWS[:300]).encode())
    annotation(NEWS.replace(" ", f" {CONTROLS[name] * 30} ").encode())


def test_a_flood_of_marks_is_one_word() -> None:
    annotation(("ح" + "\u0651\u064e\u0300" * 3000 + "لب قتل خمسة في حلب أمس").encode())


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\udfff\\ud800"', '"a\\ud83d"'])
def test_half_a_pair_through_json_is_refused(text: str, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "a.jsonl"
    for row in (
        f'{{"id": "1", "text": {text}}}',
        f'{{"id": {text}, "text": "خبر"}}',
        f'{{"id": "1", "text": "خبر", "url": {text}}}',
    ):
        path.write_text(row, encoding="utf-8")
        (item,) = read([str(path)])
        assert not isinstance(item, Article)


def test_ten_megabytes_in_one_line_are_refused_at_once(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "a.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "قصف على حلب " * 450_000}, ensure_ascii=False), encoding="utf-8")
    began = time.process_time()
    (item,) = read([str(path)])
    assert "more than any one article has" in str(item)
    assert time.process_time() - began < 2


def told(text: str) -> None:
    events = annotate(Article("a", text, published="2016-12-07"), gazetteer.load())
    accounts(events, gazetteer.load())
    to_json(events)


def test_no_word_of_any_list_costs_more_than_its_length_allows() -> None:
    """A kilobyte of each word and kind of letter, on a busy machine."""
    gazetteer.load()
    found = {name: _taken(token * (1000 // len(token.encode()) + 1)) for name, token in sampled().items()}
    assert {name: spent for name, spent in found.items() if spent > 1.0} == {}


def sampled() -> dict[str, str]:
    whole = everything()
    lists = dict(list(lexicon_words().items())[::40])
    return {name: whole[name] for name in [*CONTROLS, *WORST, *lists]}


@pytest.mark.parametrize(
    "name", ["number of dashes", "clocks", "killed there and then", "list of places", "son of", "brackets"]
)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    token = WORST[name]
    few = 4_000 // len(token.encode())
    short, long = token * few, token * 4 * few
    told(long)  # the first reading meets new words, and loads what it needs
    assert calls(lambda: told(long)) < 7 * calls(lambda: told(short))
    assert _taken(long, tries=3) < 9 * _taken(short, tries=3) + 0.2


def _taken(text: str, tries: int = 1) -> float:
    return seconds(lambda: told(text), tries)
