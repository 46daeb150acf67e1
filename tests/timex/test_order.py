"""No time ends before it begins, whatever it is a part of and however its words are turned about."""

import json
from itertools import product
from pathlib import Path

import pytest

import timex

TOLD = [json.loads(line) for line in Path("tests/cases/timex.jsonl").read_text(encoding="utf-8").splitlines()]
PARTS = (
    "مطلع", "بداية", "أوائل", "منتصف", "أواخر", "نهاية", "خلال", "صيف", "شتاء", "الربع الأول من", "الربع الأخير من",
    "النصف الثاني من", "الأشهر الثلاثة الأولى من", "الشهر الأخير من", "الأسبوع الأخير من", "اليوم الأول من",
)  # fmt: skip
PERIODS = (
    "عام 2009", "عام 1430", "عام 1430 هـ", "العام الهجري 1441", "رمضان 1436", "شباط 2012", "العام الماضي",
    "العام الجاري", "الشهر المقبل", "التسعينيات", "القرن الماضي", "رمضان الماضي", "الأسبوع الماضي", "سنة 1399",
)  # fmt: skip


def _backwards(text: str, published: str) -> list[timex.Timex]:
    found = timex.tag(text, published)
    return [one for one in found if one.date_start and one.date_end and one.date_end[:10] < one.date_start[:10]]


@pytest.mark.parametrize("published", ["2016-12-08", "2009-01-01", "2024-02-29"])
def test_no_part_of_a_period_ends_before_it_begins(published: str) -> None:
    texts = [f"وقع ذلك {part} {period} في المنطقة" for part, period in product(PARTS, PERIODS)]
    assert [one for text in texts for one in _backwards(text, published)] == []


def test_no_time_of_the_cases_ends_before_it_begins() -> None:
    assert [one for row in TOLD for one in _backwards(row["text"], "2015-07-30")] == []


@pytest.mark.parametrize(
    "words", ["من 25 إلى 20 آذار 2015", "بين عامي 2015 و2012", "من كانون الأول 2014 إلى آذار 2013"]
)
def test_words_that_run_backwards_give_no_such_interval(words: str) -> None:
    assert _backwards(f"استمرت الحملة {words} في المنطقة", "2016-12-08") == []
