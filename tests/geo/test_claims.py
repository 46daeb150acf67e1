"""What geo promises of every mention, whatever the letters and whatever else the text says."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer
from arabic import analyse, fold
from geo import Toponym, locate, references

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "geo.jsonl").open(encoding="utf-8")]
SENTENCES = [case["text"] for case in CASES if case["places"]]
NOISE = "\u0640\u064e\u0650\u0651\u200f\u202b\u200d"  # tatweel, vowels, shadda, bidi marks, joiner


def found(text: str) -> list[Toponym]:
    return locate(analyse(text), gazetteer.load())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_span_leads_back_to_its_letters(data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(SENTENCES))
    cuts = data.draw(st.lists(st.integers(1, len(sentence) - 1), max_size=12))
    noisy = "".join(
        letter + (NOISE[index % len(NOISE)] if index in cuts and _inside_word(sentence, index) else "")
        for index, letter in enumerate(sentence)
    )
    plain = [(fold(t.text), t.place_id, t.lat) for t in found(sentence)]
    marked = found(noisy)
    assert [(fold(t.text), t.place_id, t.lat) for t in marked] == plain
    assert [t for t in marked if noisy[t.start : t.end] != t.text] == []


def _inside_word(sentence: str, index: int) -> bool:
    return index + 1 < len(sentence) and sentence[index].isalpha() and sentence[index + 1].isalpha()


def test_presentation_forms_are_the_same_letters() -> None:
    assert [t.place_id for t in found("قصف على \ufea3\ufee0\ufe90 أمس")] == ["C1007"]


HELD = [
    ("قصفت الطائرات قرية الحميدية بريف القنيطرة", 0),
    ("أصيب طفل في بلدة المنصورة التابعة لمحافظة الرقة", 0),
    ("تظاهر أهالي حي الخالدية بمدينة حمص", 0),
    ("دخلت المساعدات إلى بلدتي نبل والزهراء في ريف حلب الشمالي", 1),
    ("انفجر لغم في حي الميدان بحلب", 0),
    ("شملت الغارات بلدات البارة وكنصفرة والفطيرة بريف إدلب الجنوبي", 2),
]
ELSEWHERE = [
    "وفي دمشق خرجت تظاهرة",
    "كما قتل شخص في حماة وآخر في سلحب",
    "وسقطت قذائف على حي الخالدية في حمص",
    "وفي دير الزور تجددت المعارك قرب الميادين",
    "وأغلقت السلطات معبر نصيب في درعا",
]


@pytest.mark.parametrize(("sentence", "number"), HELD)
@pytest.mark.parametrize("other", ELSEWHERE)
def test_another_town_moves_no_place_whose_words_name_its_governorate(sentence: str, number: int, other: str) -> None:
    alone = found(sentence)[number].place_id
    assert found(f"{other}. {sentence}.")[-len(found(sentence)) :][number].place_id == alone
    assert found(f"{sentence}. {other}.")[number].place_id == alone


@given(st.text(alphabet="بريفحلبإدلب شمالي،.()«»0123456789كممنوعىة\n-", max_size=80))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_strange(text: str) -> None:
    wrong = [t for t in found(text) if text[t.start : t.end] != t.text or t.start >= t.end]
    assert wrong == []


def test_nothing_is_more_precise_than_the_text() -> None:
    whole, quarter, north = (found(text)[0] for text in ("في سوريا", "حي الشعار في حلب", "في شمال غرب سوريا"))
    sizes = [t.uncertainty_km or 0 for t in (quarter, north, whole)]
    assert sizes == sorted(sizes)
    assert sizes[1] > 20
    assert found("في محافظة حلب")[0].kind == "governorate"


def test_an_unresolvable_namesake_says_so() -> None:
    (mention,) = found("قتل مزارع في قرية المشيرفة السورية")
    assert (mention.place_id, mention.lat, mention.lon) == (None, None, None)
    assert len(mention.rivals) > 2
    assert "does not say which" in mention.reason


def test_every_mention_has_a_reason() -> None:
    silent = [t.text for sentence in SENTENCES for t in found(sentence) if not t.reason]
    assert silent == []


def test_a_noun_points_back_to_the_town_before_it() -> None:
    text = analyse("قصفت الطائرات مدينة دوما، ثم اقتحمت القوات المدينة من ريفها")
    pointing = references(text, gazetteer.load())
    assert [(t.text, t.role) for t in pointing] == [("المدينة", "anaphora"), ("ريفها", "anaphora")]
    assert pointing[0].place_id == "C2338"


def test_a_back_reference_is_no_mention() -> None:
    assert [t.text for t in found("قصفت الطائرات مدينة دوما ثم اقتحمت القوات المدينة")] == ["دوما"]
