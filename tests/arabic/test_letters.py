"""Spellings that a reader takes for one word fold to one form, and offsets lead back to the print."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import fold, letter_offsets, plain

SAME = [
    ("أمس", "امس"),
    ("إدلب", "ادلب"),
    ("الآن", "الان"),
    ("سورية", "سوريه"),
    ("مستشفى", "مستشفي"),
    ("اللاجئين", "اللاجيين"),
    ("مسؤول", "مسوول"),
    ("أمـــس", "أمس"),
    ("حَلَبُ", "حلب"),
    ("ﺣﻠﺐ", "حلب"),
    ("ﻻجئ", "لاجئ"),
    ("حل\u200fب", "حلب"),
    ("کفریا", "كفريا"),
    ("٢٠١٦", "2016"),
    ("۲۰۱۶", "2016"),
    ("ا\u0655دلب", "إدلب"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_interchangeable_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


DIFFERENT = [("علي", "عالي"), ("حمص", "حماص"), ("قتل", "قاتل"), ("تل", "تلة"), ("جبل", "جبلة")]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_plain_keeps_what_distinguishes() -> None:
    assert plain("آبَ") == "آب"
    assert plain("علـى") == "على"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_every_letter_has_an_offset_and_they_never_go_back(published: str) -> None:
    offsets = letter_offsets(published)
    assert len(offsets) == len(fold(published)) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(published)


@given(st.text(alphabet=st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=40))
def test_folding_twice_changes_nothing(published: str) -> None:
    assert fold(fold(published)) == fold(published)


def test_every_presentation_form_folds_to_letters() -> None:
    forms = [
        chr(c)
        for c in (*range(0xFE70, 0xFEFD), *range(0xFEF5, 0xFEFD))
        if unicodedata.name(chr(c), "").startswith("ARABIC LETTER")
    ]
    strays = [form for form in forms if any("\ufb50" <= letter <= "\ufeff" for letter in fold(form))]
    assert strays == []
