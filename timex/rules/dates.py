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


def _year_first(m: Match) -> Date | None:
    return _full(m.y, m.m, m.d) if m.y >= 1000 else None


def _short(m: Match) -> Date | None:
    day, month = (m.m, m.d) if m.m > 12 >= m.d else (m.d, m.m)
    return Date(month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _month_year(m: Match) -> Date | None:
    return Date(m.y, m.m) if 1 <= m.m <= 12 and 1900 <= m.y <= 2100 else None


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
        "{d:day_number} (من)? {p:month_shift}|{d:day_number} من {p:the_month}",
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
        "date-numeric",
        "numeric_date",
        "{d:digits} ~/ ~{m:digits} ~/ ~{y:digits}|{d:digits} ~- ~{m:digits} ~- ~{y:digits}"
        "|{d:digits} ~. ~{m:digits} ~. ~{y:digits}|{d:digits} / {m:digits} / {y:digits}"
        "|{d:digits} - {m:digits} - {y:digits}|{d:digits} ~\\ ~{m:digits} ~\\ ~{y:digits}",
        _day_first,
        {"5/12/2016": "2016-12-05", "25-11-2016": "2016-11-25", "25.11.2016": "2016-11-25"},
        ["الطريق 5/7"],
    ),
    Rule(
        "date-numeric-year-apart",
        "core_date",
        "{d:digits} ~- ~{m:digits} {y:bare_year}|{d:digits} ~/ ~{m:digits} (،|,)? {y:bare_year}",
        lambda m: _full(m.y.year, m.m, m.d),
        {"من مواليد 09-03 1982": "1982-03-09"},
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
    Rule(
        "date-weekday-short",
        "weekday_date",
        "(يوم|ليوم|نهار)? {w:any_weekday} (،|,|\\(|الموافق|المصادف)? {d:short_date} \\)?",
        _weekday,
        {"الاثنين 5/12": "2016-12-05"},
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
