"""The tables of feasts and Fridays, and the days that the rules give."""

import csv
from datetime import date
from pathlib import Path

import pytest

import timex
from arabic import fold
from timex.calendars import KINDS, Feast, feasts, hijri_day, hijri_month, longest_name, nth_day, to_hijri

DATA = Path(timex.__file__).with_name("data")
FRIDAY = 4


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def feast(name: str) -> Feast:
    return feasts()[fold(name)]


def test_every_feast_names_its_source_and_a_known_rule() -> None:
    assert [row for row in rows("feasts.csv") if not row["source"] or row["kind"] not in KINDS] == []


def test_no_two_feasts_share_a_name() -> None:
    names = [fold(name) for row in rows("feasts.csv") for name in row["names"].split("|")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_every_feast_falls_in_every_year() -> None:
    never = [
        (one.key, year)
        for one in feasts().values()
        if not one.once
        for year in (2010, 2016, 2024)
        if not (one.of_year(year - 1) or one.of_year(year) or one.of_year(year + 1))
    ]
    assert never == []


def test_every_named_friday_is_a_friday_with_a_source() -> None:
    wrong = [
        row for row in rows("fridays.csv") if date.fromisoformat(row["date"]).weekday() != FRIDAY or not row["source"]
    ]
    assert wrong == []


def test_no_friday_has_two_names_in_one_country_and_rows_are_not_repeated() -> None:
    listed = [(row["date"], row["name"]) for row in rows("fridays.csv")]
    assert len(set(listed)) == len({row[0] for row in listed}) == len(listed)


def test_announced_months_differ_from_the_table_by_a_day_and_name_their_source() -> None:
    from hijridate import Hijri

    wrong = []
    for row in rows("announced.csv"):
        table = date.fromisoformat(Hijri(int(row["year"]), int(row["month"]), 1).to_gregorian().isoformat())
        if abs((table - date.fromisoformat(row["first"])).days) != 1 or not row["source"]:
            wrong.append(row)
    assert wrong == []


# Days that were in the news of the time.
@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("عيد الفطر", 2011, "2011-08-30", "2011-09-01"),
        ("عيد الفطر", 2016, "2016-07-06", "2016-07-08"),
        ("عيد الأضحى", 2015, "2015-09-24", "2015-09-27"),
        ("عيد الاضحي المبارك", 2016, "2016-09-12", "2016-09-15"),
        ("شهر رمضان", 2016, "2016-06-06", "2016-07-05"),
        ("العشر الأواخر من رمضان", 2016, "2016-06-26", "2016-07-05"),
        ("ليلة القدر", 2016, "2016-07-02", "2016-07-02"),
        ("وقفة عرفة", 2016, "2016-09-11", "2016-09-11"),
        ("رأس السنة", 2016, "2016-01-01", "2016-01-01"),
        ("ليلة رأس السنة", 2016, "2016-12-31", "2016-12-31"),
        ("الجمعة العظيمة", 2011, "2011-04-22", "2011-04-22"),
        ("أحد الشعانين", 2017, "2017-04-09", "2017-04-09"),
        ("عيد الشكر", 2016, "2016-11-24", "2016-11-24"),
        ("الجمعة السوداء", 2016, "2016-11-25", "2016-11-25"),
        ("عيد الأم", 2016, "2016-03-21", "2016-03-21"),
        ("عيد الجلاء", 2016, "2016-04-17", "2016-04-17"),
        ("يوم القدس العالمي", 2016, "2016-07-01", "2016-07-01"),
    ],
)
def test_a_feast_falls_on_its_days(name: str, year: int, first: str, last: str) -> None:
    span = feast(name).of_year(year)[0]
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


def test_a_feast_of_two_churches_has_two_days_unless_they_meet() -> None:
    assert len(feast("عيد الفصح").of_year(2016)) == 2
    assert len(feast("عيد الفصح").of_year(2017)) == 1


def test_a_feast_of_the_moon_may_fall_twice_in_a_year() -> None:
    assert [span.first.isoformat() for span in feast("عيد الأضحى").of_year(2006)] == ["2006-01-10", "2006-12-30"]


def test_the_second_day_of_a_feast() -> None:
    span = feast("عيد الفطر").of_year(2016)[0]
    assert nth_day(span, 2) == date(2016, 7, 7)
    assert nth_day(span, 9) is None


def test_a_feast_of_a_hijri_year() -> None:
    span = feast("عيد الفطر").of_hijri_year(1437)
    assert span is not None
    assert span.first == date(2016, 7, 6)


def test_a_name_without_a_year_means_the_nearest_occurrence() -> None:
    eve = feast("عيد الميلاد")
    assert [
        span.first.isoformat() for span in (eve.around(date(2016, 12, 8)), eve.before(date(2016, 12, 8))) if span
    ] == ["2016-12-25", "2016-01-07"]


def test_a_friday_named_in_two_countries_has_two_dates() -> None:
    anger = feast("جمعة الغضب")
    nearest = anger.around(date(2011, 5, 1))
    assert len(anger.dates()) == 2
    assert nearest is not None
    assert nearest.first == date(2011, 4, 29)


def test_hijri_days_go_there_and_back() -> None:
    days = [date(2000 + years, month, 14) for years in range(31) for month in range(1, 13)]
    assert [day for day in days if (hijri := to_hijri(day)) is None or hijri_day(*hijri) != day] == []


def test_hijri_days_that_do_not_exist_have_no_date() -> None:
    assert [hijri_day(1438, 13, 1), hijri_day(61, 1, 10), hijri_day(1438, 2, 30), hijri_month(1700, 1)] == [None] * 4


def test_the_tenth_of_muharram_1438() -> None:
    assert hijri_day(1438, 1, 10) == date(2016, 10, 11)


def test_the_longest_name_from_its_first_word() -> None:
    assert longest_name(fold("الجمعة")) == 2
    assert longest_name(fold("ثلاجة")) == 0
