"""The runner of public suites counts what is right and only that."""

import pytest

import timex
from benchmarks.timex_suite import right

REFERENCE = "2016-12-08T09:30"


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2016-12-09", "غدا"),
        ("2016-12-09T17:00", "غدا الساعة 5 مساء"),
        ("2017-01", "الشهر القادم"),
        ("2016-12-12/2016-12-18", "الأسبوع القادم"),
        ("2016-12-10,2016-12-09", "يوم الجمعة"),
        ("PT90M", "ساعة ونصف"),
        ("=WXX-1", "كل يوم اثنين"),
        ("~2016-12-15", "الأسبوع القادم"),
        ("*", "العصر"),
        ("-", "كتاب"),
    ],
)
def test_what_was_expected_is_right(expected: str, text: str) -> None:
    assert right(expected, timex.tag(text, REFERENCE, prefer="future"))


@pytest.mark.parametrize(
    ("expected", "text"),
    [("2016-12-10", "غدا"), ("PT60M", "ساعة ونصف"), ("-", "غدا"), ("*", "كتاب"), ("~2016-12-25", "الأسبوع القادم")],
)
def test_anything_else_is_wrong(expected: str, text: str) -> None:
    assert not right(expected, timex.tag(text, REFERENCE, prefer="future"))
