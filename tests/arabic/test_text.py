"""Tokens lead back to their letters, sentences end where a reader stops, time is linear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import Kind, analyse
from tests.counting import seconds


def forms(published: str) -> list[str]:
    return [token.word.plain for token in analyse(published).tokens]


SPLITS = [
    ("وصلت القافلة، أمس.", ["وصلت", "القافلة", "،", "أمس", "."]),
    ("15آذار2011", ["15", "آذار", "2011"]),
    ("الـ24 ساعة", ["ال", "24", "ساعة"]),
    ("قـ ـتـ ـلى وجرحى", ["قتلى", "وجرحى"]),
    ("عند 19.40-19.55", ["عند", "19", ".", "40", "-", "19", ".", "55"]),
    ("مطار T4 وطريق M5", ["مطار", "T4", "وطريق", "M5"]),
    ("أيلول/\u200fسبتمبر", ["أيلول", "/", "سبتمبر"]),
    ("نزح 12,500 شخص", ["نزح", "12500", "شخص"]),
    (
        "راسلونا news@outlet.example أو https://outlet.example/2016/12/07/x",
        ["راسلونا", "news@outlet.example", "أو", "https://outlet.example/2016/12/07/x"],
    ),
    ("«حميميم»", ["«", "حميميم", "»"]),
]


@pytest.mark.parametrize(("published", "expected"), SPLITS)
def test_a_text_falls_into_words_numbers_and_signs(published: str, expected: list[str]) -> None:
    assert forms(published) == expected


SENTENCES = [
    ("قصفت المدينة. ونزح السكان.", 2),
    ("وقال «سنعود».ثم غادر", 2),
    ("الساعة 9.30 (06:30 ت.غ) وصل د. سامر", 1),
    ("العنوان\nالنص", 2),
    ("متى؟ لا أحد يعلم!", 2),
    ("توقف القصف... ثم عاد", 2),
    ("", 0),
]


@pytest.mark.parametrize(("published", "count"), SENTENCES)
def test_sentences_end_where_a_reader_stops(published: str, count: int) -> None:
    assert len(analyse(published).sentences) == count


def test_a_stem_begins_after_its_clitics_in_print() -> None:
    (token,) = analyse("ولِلـباب").tokens
    stems = {(stem.clitics, stem.form): token.after(stem) for stem in token.word.stems}
    assert ("ول", "الباب") in stems
    text = "ولِلـباب"
    assert text[stems["و", "للباب"] :] == "لِلـباب"


def test_all_clitics_of_a_word_are_read() -> None:
    (token,) = analyse("وبالباب").tokens
    assert {(s.clitics, s.form) for s in token.word.stems} >= {("", "وبالباب"), ("و", "بالباب"), ("وب", "الباب")}


@given(st.text(max_size=120))
def test_tokens_are_in_order_and_quote_the_text(published: str) -> None:
    text = analyse(published)
    assert [text.quote(t.start, t.end) for t in text.tokens] == [t.word.surface for t in text.tokens]
    assert all(a.end <= b.start for a, b in zip(text.tokens, text.tokens[1:], strict=False))
    covered = [index for sentence in text.sentences for index in range(sentence.first, sentence.last)]
    assert covered == [token.index for token in text.tokens]
    assert [token.sentence for token in text.tokens] == [
        n for n, s in enumerate(text.sentences) for _ in range(s.first, s.last)
    ]


@pytest.mark.parametrize("unit", ["ـ ", "قـ ـ", "a.b@", "1,234", "\u200f", "ل\u064e", "www.", "1.", "«»"])
def test_time_is_linear_whatever_the_text(unit: str) -> None:
    def taken(times: int) -> float:
        return seconds(lambda: analyse(unit * times), tries=3)

    analyse(unit * 1000)
    short, long = taken(2_000), taken(20_000)
    assert long < 40 * short + 0.05  # ten times the text; a quadratic scan would take a hundred times


def test_kinds() -> None:
    kinds = [token.kind for token in analyse("قصف 3 M5 ، www.outlet.example").tokens]
    assert kinds == [Kind.WORD, Kind.NUMBER, Kind.LATIN, Kind.PUNCTUATION, Kind.ADDRESS]
