"""Dates in digits: «5/12/2016», «2013-02-15», «March 15, 2017», «في 25/11»."""

from dataclasses import replace
from typing import Final

from timex.reading import Date
from timex.rule import Match, Rule

_VIDEO: Final = 2000


def _full(year: int, month: int, day: int) -> Date | None:
    """A numeric date; a month above 12 is the day of the American order."""
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if year < 100:
        year += 2000 if year <= 40 else 1900
    if 1300 <= year <= 1500:
        return Date(year, month, day, hijri=True)
    return Date(year, month, day) if 1000 <= year <= 2100 else None


def _day_first(m: Match) -> Date | None:
    return _full(m.y, m.m, m.d)


def _spaced(m: Match) -> Date | None:
    """Numbers that nothing joins but blanks, as video titles have them: only of the years that have video."""
    year, day = (m.y, m.d) if m.y > m.d else (m.d, m.y)
    return _full(year, m.m, day) if _VIDEO <= year <= 2100 and m.m <= 12 else None


def _year_first(m: Match) -> Date | None:
    return _full(m.y, m.m, m.d) if m.y >= 1000 else None


def _short(m: Match) -> Date | None:
    day, month = (m.m, m.d) if m.m > 12 >= m.d else (m.d, m.m)
    return Date(month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _weekday(m: Match) -> Date:
    named: Date = m.d
    return replace(named, weekday=m.w)


RULES: Final = (
    Rule(
        "date-numeric",
        "numeric_date",
        "{d:digits} ~/ ~{m:digits} ~/ ~{y:digits}|{d:digits} ~- ~{m:digits} ~- ~{y:digits}"
        "|{d:digits} ~. ~{m:digits} ~. ~{y:digits}|{d:digits} / {m:digits} / {y:digits}"
        "|{d:digits} - {m:digits} - {y:digits}|{d:digits} ~\\\\ ~{m:digits} ~\\\\ ~{y:digits}",
        _day_first,
        {
            "5/12/2016": "2016-12-05",
            "25-11-2016": "2016-11-25",
            "25.11.2016": "2016-11-25",
            "5\\12\\2016": "2016-12-05",
        },
        ["الطريق 5/7"],
    ),
    Rule(
        "date-numeric-spaced",
        "numeric_date",
        "{d:digits} {m:digits} {y:digits}|{y:digits} {m:digits} {d:digits}",
        _spaced,
        {"استهداف البلدة 5 12 2016": "2016-12-05", "#غارات_5_12_2016": "2016-12-05", "2016 12 05": "2016-12-05"},
        ["الأرقام 5 12 20", "النتائج 31 45 2016"],
    ),
    Rule(
        "date-numeric-year-apart",
        "core_date",
        "{d:digits} ~- ~{m:digits} {y:bare_year}|{d:digits} ~/ ~{m:digits} (،|,)? {y:bare_year}"
        "|{d:digits} ~/ ~{m:digits} (من|في)? {y:year}",
        lambda m: _full(m.y.year, m.m, m.d),
        {"من مواليد 09-03 1982": "1982-03-09", "في 21/8 من عام 2013": "2013-08-21"},
        ["فازوا 5/7 على 2015 لاعبا"],
    ),
    Rule(
        "date-iso",
        "numeric_date",
        "{y:digits} ~- ~{m:digits} ~- ~{d:digits}|{y:digits} ~/ ~{m:digits} ~/ ~{d:digits}"
        "|{y:digits} ~. ~{m:digits} ~. ~{d:digits}"
        "|{y:digits} - {m:digits} - {d:digits}|{y:digits} / {m:digits} / {d:digits}",
        _year_first,
        {"2013-02-15": "2013-02-15", "2013/2/15": "2013-02-15"},
    ),
    Rule(
        "date-numeric-marked",
        "core_date",
        "{d:numeric_date} (ه|هجري|هجرية|للهجرة|م|ميلادي|ميلادية)?",
        lambda m: m.d,
        {"15/8/1435 هـ": "2014-06-13"},
    ),
    Rule(
        "date-latin",
        "core_date",
        "{d:digits} {m:latin_month} (,|،)? {y:digits}|{m:latin_month} {d:digits} (,|،)? {y:digits}",
        lambda m: _full(m.y, m.m, m.d) if m.y > 1000 else None,
        {"15 March 2017": "2017-03-15", "March 15, 2017": "2017-03-15"},
    ),
    Rule(
        "date-short-in",
        "alone",
        "[في|منذ|حتى] {d:short_date}",
        lambda m: m.d,
        {"وصل في 25/11": "2016-11-25"},
        ["في 5/7 من الحالات"],
    ),
    Rule(
        "date-short-alone", "alone", "{d:short_date}", lambda m: m.d, {"25/11": "2016-11-25"}, ["فازوا 5/7 على ضيفهم"]
    ),
    Rule(
        "date-short",
        "short_date",
        "{d:digits} ~/ ~{m:digits}|{d:digits} ~- ~{m:digits}",
        _short,
        {"يوم 5/12": "2016-12-05"},
    ),
    Rule(
        "date-short-cued",
        "core_date",
        "(يوم|بتاريخ|تاريخ|ليوم) {d:short_date}",
        lambda m: m.d,
        {"بتاريخ 25/11": "2016-11-25"},
        ["أصيب 5/12 منهم"],
    ),
    Rule(
        "date-weekday-short",
        "weekday_date",
        "(يوم|ليوم|نهار)? {w:any_weekday} (،|,|\\(|الموافق|المصادف)? {d:short_date} \\)?",
        _weekday,
        {"الاثنين 5/12": "2016-12-05"},
    ),
)
