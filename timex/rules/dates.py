"""Dates with a day of the month, in words and in digits."""

from dataclasses import replace
from typing import Final

from timex.reading import Anaphor, Date, Shift
from timex.rule import Match, Rule


def _day_number(m: Match) -> int | None:
    return m.n if m.n is not None and 1 <= m.n <= 31 else None


def _day_month(m: Match) -> Date:
    named: Date = m.m
    return replace(named, day=m.d)


def _with_year(m: Match) -> Date | None:
    """A day and month with their year, which must be of the same calendar; a twin of the year's goes."""
    if m.y.hijri and not m.d.hijri:
        return None
    named: Date = m.d
    return replace(named, year=m.y.year)


def _month_day(m: Match) -> Date | None:
    """The day behind its month; «الأول» and «الثاني» there belong to the month's name."""
    day = m.d if m.d is not None else m.n
    named: Date = m.m
    return replace(named, day=day) if day is not None and (3 if m.n else 1) <= day <= 31 else None


def _with_rel(m: Match) -> Date:
    named: Date = m.d
    return replace(named, rel=m.r)


def _within(m: Match) -> Date:
    named: Date = m.d
    return replace(named, within=m.p)


def _of_month(m: Match) -> Date:
    return Date(day=m.d, within=m.p)


def _current(m: Match) -> Date | None:
    shifts = {"this": 0, "past": -1, "next": 1}
    return Date(day=m.d, within=Shift("month", shifts[m.r]))


def _weekday(m: Match) -> Date:
    named: Date = m.d
    return replace(named, weekday=m.w)


def _both(m: Match) -> Date | None:
    """The same day in two calendars; the Gregorian one counts."""
    gregorian: Date = m.b if m.a.hijri else m.a
    hijri: Date = m.a if m.a.hijri else m.b
    if gregorian.hijri or not hijri.hijri:
        return None
    return replace(gregorian, weekday=gregorian.weekday or hijri.weekday, twin=hijri)


_WEEKS: Final = 5  # of a month

RULES: Final = (
    Rule(
        "day-number",
        "day_number",
        "{n:number}|{n:ordinal}|(يوم|اليوم) {n:number}|(يوم|اليوم) {n:ordinal}",
        _day_number,
        {"6 كانون الأول": "2016-12-06"},
    ),
    Rule("day-first", "day_number", "غرة", lambda _: 1, {"غرة آذار 2015": "2015-03-01"}),
    Rule(
        "day-month",
        "day_month",
        "{d:day_number} (من|/ من|شهر)? {m:mon}|{d:digit_day} (/|-|–) {m:mon}",
        _day_month,
        {"26 آب": "2016-08-26", "الخامس والعشرين من تشرين الثاني": "2016-11-25"},
        ["قوى 14 آذار اللبنانية"],
    ),
    Rule(
        "day-dot-month",
        "day_dot_month",
        "{d:digit_day} ~. {m:mon}",
        _day_month,
        {"4. أيار. 2015": "2015-05-04"},
        ["بلغ عددهم 4. أيار"],
    ),
    Rule("digit-day", "digit_day", "{n:digits}", _day_number, {"4/كانون الأول/1999": "1999-12-04"}),
    Rule("date-day-month", "core_date", "{d:day_month}", lambda m: m.d, {"في 21 تشرين الثاني": "2016-11-21"}),
    Rule(
        "date-full",
        "core_date",
        "{d:day_month} (من|،|-|/|,)? {y:year}|{d:day_month} (من|،|-|/|,)? {y:bare_year}"
        "|{d:day_dot_month} ~. {y:bare_year}",
        _with_year,
        {"21 آب 2013": "2013-08-21", "30 أيلول عام 2015": "2015-09-30", "15آذار2011": "2011-03-15"},
    ),
    Rule("date-last", "core_date", "{d:day_month} {r:rel}", _with_rel, {"7 يوليو الماضي": "2016-07-07"}),
    Rule(
        "date-within-year",
        "core_date",
        "{d:day_month} (من|في)? {p:year_shift}",
        _within,
        {"15 آذار من العام الماضي": "2015-03-15"},
    ),
    Rule(
        "date-same-year",
        "core_date",
        "{d:day_month} (من|في)? {p:same_year}",
        _within,
        {"في 15 آذار 2011 اعتقلوا، وفي 20 نيسان من العام نفسه": "2011-04-20"},
    ),
    Rule(
        "date-year-first",
        "core_date",
        "{y:year} (،|,)? (وتحديدا|تحديدا|وبالتحديد|بالتحديد|وبالضبط|بالضبط) (في|يوم)? {d:day_month}",
        _with_year,
        {"عام 2013، وتحديدا في 21 آب": "2013-08-21"},
    ),
    Rule(
        "date-month-first",
        "core_date",
        "{m:mon} {d:digits} (،|,)? {y:bare_year}",
        lambda m: replace(m.m, day=m.d, year=m.y.year) if 1 <= m.d <= 31 else None,
        {"أغسطس 21، 2013": "2013-08-21"},
    ),
    Rule(
        "date-month-day",
        "core_date",
        "{m:mon} (/|-)? {d:digits}|{m:mon} {d:number}|{m:mon} {n:ordinal}",
        _month_day,
        {"آذار 15": "2016-03-15", "شباط الرابع عشر": "2016-02-14", "أكتوبر/ 6": "2016-10-06"},
        ["أيلول الثاني"],
    ),
    Rule(
        "date-of-month",
        "core_date",
        "{d:day_number} من {p:month_shift}|{d:digit_day} {p:month_shift}|{d:day_number} من {p:the_month}",
        _of_month,
        {"19 من الشهر الماضي": "2016-11-19", "15 من هذا الشهر": "2016-12-15"},
    ),
    Rule(
        "date-same-month",
        "core_date",
        "{d:day_number} من (نفس|ذات) {u:the_month}|{d:day_number} من {u:the_month} {a:anaphor}",
        lambda m: Date(day=m.d, within=Anaphor("month", m.a or 0)),
        {"في 15 آذار 2011 اعتقلوا، وفي 20 من الشهر نفسه": "2011-03-20"},
    ),
    Rule(
        "date-current",
        "core_date",
        "{d:day_number} (من)? {r:rel_word}",
        _current,
        {"25 الجاري": "2016-12-25"},
        ["2 الماضي"],
    ),
    Rule("rel-word", "rel_word", "(الجاري|الحالي)", lambda _: "this", {"25 الجاري": "2016-12-25"}),
    Rule(
        "weekday-day",
        "weekday_day",
        "(يوم)? {w:weekday} {n:ordinal}|(يوم)? {w:weekday} {n:digits}",
        lambda m: Date(day=m.n, weekday=m.w) if m.n and 1 <= m.n <= 31 else None,
        {"الثلاثاء التاسع والعشرون": "2016-11-29"},
    ),
    Rule(
        "day-alone",
        "alone",
        "(يوم|ليوم) {n:digits}",
        lambda m: Date(day=m.n) if 1 <= m.n <= 31 else None,
        {"وصل يوم 25": "2016-11-25"},
    ),
    Rule(
        "date-weekday-ordinal",
        "weekday_date",
        "(يوم|ليوم)? {w:any_weekday} {n:ordinal} (من|في) {m:mon}"
        "|(يوم|ليوم)? {w:any_weekday} {n:ordinal} (من|في) {m:mon} (من|في)? {y:year}"
        "|(يوم|ليوم)? {w:any_weekday} {n:ordinal} (من|في) {m:mon} (من|،)? {y:bare_year}",
        lambda m: (
            replace(m.m, day=m.n, weekday=m.w, year=m.y.year if m.y else None, ordinal=True)
            if m.n and m.n <= _WEEKS and not m.m.hijri
            else None
        ),
        {"السبت الأول من أيار 2016": "2016-05-07", "الخميس الأول من كانون الأول": "2016-12-01"},
    ),
    Rule(
        "date-weekday",
        "weekday_date",
        "(يوم|ليوم|نهار)? {w:any_weekday} (،|,|\\(|-|الموافق|المصادف|الموافق ل|في)? {d:core_date} \\)?",
        _weekday,
        {"الثلاثاء 12 نيسان 2016": "2016-04-12", "الإثنين، 5 كانون الأول": "2016-12-05"},
    ),
    Rule(
        "date-weekday-last-next",
        "weekday_date",
        "(يوم|ليوم|نهار)? {w:any_weekday} {r:rel} (،|,|\\(|-|الموافق|الموافق ل|المصادف|المصادف ل)? {d:core_date} \\)?",
        lambda m: replace(m.d, weekday=m.w, rel=m.d.rel or (None if m.d.year else m.r)),
        {"السبت القادم 10 كانون الأول": "2016-12-10", "يوم الأحد الماضي (4 كانون الأول)": "2016-12-04"},
    ),
    Rule("any-weekday", "any_weekday", "{w:weekday}", lambda m: m.w, {"الثلاثاء 12 نيسان 2016": "2016-04-12"}),
    Rule(
        "date-both-calendars",
        "both_date",
        "{a:half_date} (الموافق|الموافق ل|المصادف|المصادف ل|/|\\(|،|,) (يوم)? {b:half_date} \\)?",
        _both,
        {"10 محرم 1438 هـ الموافق 11 تشرين الأول 2016": "2016-10-11"},
    ),
    Rule(
        "date-day-word",
        "worded_date",
        "(يوم|ليوم|نهار) {d:core_date}",
        lambda m: m.d,
        {"يوم 6 كانون الأول": "2016-12-06"},
    ),
)
