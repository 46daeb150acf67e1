"""Ranges and lists: من … إلى, بين … و, «5-10 آذار», «يومي 14 و15 من هذا الشهر», «عامي 2011 و2013»."""

from dataclasses import replace
from typing import Any, Final

from timex.reading import Clock, Date, Part, Range, Several, Shift
from timex.rule import Match, Rule


def _shared(first: Any, last: Any) -> Any:
    """The first end with what only the last one names: «من آذار حتى حزيران 2016» are of one year."""
    if not isinstance(first, Date) or not isinstance(last, Date):
        return first
    if first.year is None and first.within is None and first.rel is None and first.hijri == last.hijri:
        year = last.year
        if year is not None and first.month and last.month and first.month > last.month:
            year -= 1
        return replace(
            first,
            year=year,
            rel=last.rel,
            within=last.within if isinstance(last.within, Shift) and last.within.unit == "year" else None,
        )
    return first


def _range(m: Match) -> Range | None:
    if (
        isinstance(m.a, Date)
        and isinstance(m.b, Date)
        and m.a.year is None
        and (m.a.month, m.a.day) == (m.b.month, m.b.day)
        and m.a.month
    ):
        return None  # «تموز - يوليو» is one month
    if _coarse(m.a) != _coarse(m.b) and not isinstance(m.b, Clock | Part) and not isinstance(m.a, Clock | Part):
        return Range(m.a, m.b)
    return Range(_shared(m.a, m.b), m.b)


def _coarse(reading: Any) -> str:
    if isinstance(reading, Date):
        return "day" if reading.day or reading.weekday else "month" if reading.month else "year"
    return "day"


def _days(m: Match) -> Range | None:
    """Two days of one month, whatever the month's own context says."""
    day = m.m if isinstance(m.m, Date) else Date(within=m.m)
    if m.a >= m.b:
        return None
    return Range(replace(day, day=m.a), replace(day, day=m.b))


def _day(month: Date | Shift, day: int, weekday: int) -> Date:
    return replace(month if isinstance(month, Date) else Date(within=month), day=day, weekday=weekday)


def _list(m: Match) -> Several | None:
    day = m.m if isinstance(m.m, Date) else Date(within=m.m)
    days = [n for n in (m.a, m.b, m.c, m.d) if n is not None]
    if days != sorted(set(days)):
        return None
    return Several(tuple(replace(day, day=n) for n in days))


def _weekdays(m: Match) -> Several:
    days = [n for n in (m.a, m.b, m.c) if n is not None]
    return Several(tuple(Date(weekday=n, rel=m.r, within=m.p) for n in days))


def _deictic_days(m: Match) -> Several:
    return Several((m.a, m.b))


def _years(m: Match) -> Range | None:
    return Range(m.a, m.b) if m.a.year < m.b.year and m.a.hijri == m.b.hijri else None


def _marked_years(m: Match) -> Range | None:
    """Two years of which the second tells the era of both."""
    last: Date = m.b
    if last.year is None or m.a < _FIRST_YEAR:
        return None
    first = replace(last, year=-m.a if last.year < 0 else m.a)
    return Range(first, last) if first.year is not None and first.year < last.year else None


def _season_years(m: Match) -> Range | None:
    second = m.b.year if m.b.year > 100 else m.a.year + 1 if m.b.year == (m.a.year + 1) % 100 else 0
    return Range(m.a, replace(m.b, year=second)) if 0 < second - m.a.year <= 120 else None


def _months(m: Match) -> Range | None:
    if isinstance(m.a, Date) and isinstance(m.b, Date) and (m.a.month, m.a.day) == (m.b.month, None):
        return None
    return Range(_shared(m.a, m.b), m.b)


_FIRST_YEAR: Final = 100  # smaller numbers are counts

RULES: Final = (
    Rule(
        "month-of-range",
        "month_of",
        "{m:month_period}|{m:month_shift}|الشهر الجاري",
        lambda m: m.m if m.m else Shift("month", 0),
        {"5-10 كانون الأول": "2016-12-05/2016-12-10"},
    ),
    Rule(
        "range-current",
        "month_of",
        "(الجاري|الحالي)",
        lambda _: Shift("month", 0),
        {"يومي 14 و15 الجاري": "2016-12-14/2016-12-15"},
    ),
    Rule(
        "to",
        "to",
        "إلى|حتى|وحتى|وإلى|لغاية|ولغاية|إلى غاية|-|–|ـ",
        lambda _: True,
        {"من آذار 2016 إلى غاية أيار 2016": "2016-03/2016-05"},
    ),
    Rule("to-day", "to_day", "{t:to}|/", lambda _: True, {"5/10 كانون الأول": "2016-12-05/2016-12-10"}),
    Rule("to-year", "to_year", "{t:to}|و", lambda _: True, {"من 2011 إلى 2015": "2011/2015"}),
    Rule(
        "range-days",
        "range",
        "(من|بين|ما بين|منذ)? (يوم|يومي|الفترة من|أيام)? {a:day_number} {t:to_day} {b:day_number}"
        " (من|في|/|-)? {m:month_of}"
        "|(بين|ما بين) (يومي|يوم)? {a:day_number} و{b:day_number} (من)? {m:month_of}",
        _days,
        {"من 5 إلى 10 كانون الأول": "2016-12-05/2016-12-10", "12-15 كانون الأول": "2016-12-12/2016-12-15"},
        ["من 5 إلى 10 مسلحين"],
    ),
    Rule(
        "range-month-days",
        "range",
        "(من)? {m:mon} {a:digits} {t:to} {b:digits}",
        _days,
        {"تموز 13 إلى 15": "2016-07-13/2016-07-15", "آب 3-6": "2016-08-03/2016-08-06"},
        ["أسعد حزيران 15 إلى 20 غارة"],
    ),
    Rule(
        "several-days",
        "range",
        "(يومي|أيام|ليومي|بيومي|اليومين|يوم)? {a:day_number} {b:and_day} (من)? {m:month_of}"
        "|(أيام)? {a:day_number} {b:and_day} {c:and_day} (من)? {m:month_of}"
        "|(أيام)? {a:day_number} {b:and_day} {c:and_day} {d:and_day} (من)? {m:month_of}"
        "|(يوم|يومي)? {a:day_number} أو {b:day_number} (من)? {m:month_of}"
        "",
        _list,
        {"يومي 14 و15 من هذا الشهر": "2016-12-14/2016-12-15"},
    ),
    Rule(
        "and-day",
        "and_day",
        "و{n:day_number}|و {n:day_number}",
        lambda m: m.n,
        {"يومي 14 و 15 من هذا الشهر": "2016-12-14/2016-12-15"},
    ),
    Rule(
        "several-weekday-dates",
        "range",
        "(يومي|يوم)? {v:any_weekday} {a:day_number} {w:and_weekday} {b:day_number} (من)? {m:month_of}",
        lambda m: Several((_day(m.m, m.a, m.v), _day(m.m, m.b, m.w))),
        {"يومي الجمعة 9 والسبت 10 كانون الأول": "2016-12-09/2016-12-10"},
    ),
    Rule(
        "several-weekdays-dates",
        "range",
        "(يومي|أيام)? {v:any_weekday} {w:and_weekday} {a:day_number} {b:and_day} (من)? {m:month_of}",
        lambda m: Several((_day(m.m, m.a, m.v), _day(m.m, m.b, m.w))),
        {"يومي الجمعة والسبت 9 و10 كانون الأول": "2016-12-09/2016-12-10"},
    ),
    Rule(
        "and-weekday",
        "and_weekday",
        "و{w:any_weekday}|و {w:any_weekday}",
        lambda m: m.w,
        {"يومي الجمعة 9 والسبت 10 كانون الأول": "2016-12-09/2016-12-10"},
    ),
    Rule(
        "several-weekdays",
        "range",
        "(يومي|أيام|ليومي)? {a:any_weekday} و{b:any_weekday} (من)? {p:week_shift}?"
        "|(يومي|أيام|ليومي)? {a:any_weekday} و{b:any_weekday} {r:rel}"
        "|(أيام)? {a:any_weekday} و{b:any_weekday} و{c:any_weekday} {r:rel}?",
        _weekdays,
        {"يومي السبت والأحد": "2016-12-03/2016-12-04"},
    ),
    Rule(
        "several-deictic",
        "range",
        "(يومي)? {a:deictic_base} و{b:deictic_base}",
        _deictic_days,
        {"أمس واليوم": "2016-12-07/2016-12-08"},
    ),
    Rule(
        "range-points",
        "range",
        "(من|منذ|بدءا من|ابتداء من|اعتبارا من) {a:point} {t:to} {b:point}"
        "|(بين|ما بين|الفترة بين|الفترة ما بين|الفترة الممتدة بين) {a:point} {b:and_point}"
        "|(الفترة من|الفترة الممتدة من) {a:point} (إلى|حتى) {b:point}",
        _range,
        {"من آذار حتى حزيران 2016": "2016-03/2016-06", "من 28 تشرين الثاني حتى 3 كانون الأول": "2016-11-28/2016-12-03"},
        ["من اليوم الأول إلى بيته"],
    ),
    Rule(
        "and-point",
        "and_point",
        "و{p:point}|و {p:point}",
        lambda m: m.p,
        {"بين 21 تموز 2016 و 5 آب 2016": "2016-07-21/2016-08-05"},
    ),
    Rule(
        "range-dashed",
        "range",
        "{a:half_date} (-|–|ـ|إلى|حتى) {b:half_date}|{a:week_day} (-|–|إلى|حتى) {b:week_day}"
        "|{a:month_period} (-|–|إلى|حتى|الى|ـ) {b:month_period}",
        _range,
        {"28 تشرين الثاني - 3 كانون الأول": "2016-11-28/2016-12-03"},
    ),
    Rule(
        "several-months",
        "range",
        "(شهري|أشهر)? {a:mon} و{b:month_period}|(أشهر)? {a:mon} و{x:mon} و{b:month_period}"
        "|(أشهر)? {a:mon} (،|,) و{x:mon} (،|,)? و{b:month_period}"
        "|(أشهر)? {a:mon} (،|,) {x:mon} (،|,)? و{b:month_period}",
        _months,
        {"شهري آذار ونيسان 2016": "2016-03/2016-04", "أشهر آذار ونيسان وأيار 2016": "2016-03/2016-05"},
    ),
    Rule(
        "range-years",
        "range",
        "(بين|ما بين|منذ|من) (عامي|العامين|سنتي|السنتين|أعوام|العام|عام|سنة|السنة|سنوات)?"
        " {a:bare_year} {t:to_year} (عام|العام|سنة)? {b:bare_year}"
        "|(بين|ما بين)? (عامي|العامين|سنتي|السنتين|أعوام|سنوات|موسمي) {a:bare_year} (و|-|–|إلى|حتى|/) {b:bare_year}"
        "|(بين|ما بين)? (عامي|العامين|سنتي|السنتين|أعوام|سنوات|موسمي) {a:bare_year} و {b:bare_year}"
        "|(بين|ما بين) (عام|العام)? {a:bare_year} و {b:bare_year}"
        "|(بين|ما بين) (عام|العام|سنة) {a:bare_year} (والعام|وعام|وسنة) {b:bare_year}",
        _years,
        {"بين عامي 2011 و2013": "2011/2013", "عامي 2012 و2014": "2012/2014"},
        ["بين 2011 مدنيا و2013 مسلحا"],
    ),
    Rule(
        "range-bare-years",
        "range",
        "(عام|سنة|عامي|الأعوام)? {a:bare_year} (-|–) {b:bare_year}",
        _years,
        {"حكم البلاد (1943 - 1955)": "1943/1955"},
        ["من 2000 - 1500 مقاتل"],
    ),
    Rule(
        "several-years",
        "range",
        "(الأعوام|أعوام|سنوات|عام|العام|[في]) {a:bare_year} و {b:bare_year} و {c:bare_year}"
        "|(الأعوام|أعوام) {a:bare_year} و {b:bare_year}"
        "|(الأعوام|أعوام|سنوات) {a:bare_year} ، {b:bare_year} و {c:bare_year}",
        lambda m: Several(tuple(filter(None, (m.a, m.b, m.c)))),
        {"الأعوام 2006 و2008 و2009": "2006/2009"},
    ),
    Rule(
        "range-marked-years",
        "range",
        "(بين|ما بين)? (عامي|سنتي|العامين)? {a:digits} (-|–|ـ|إلى|حتى) {b:marked_year}"
        "|(بين|ما بين) (عامي|سنتي|العامين)? {a:digits} و{b:marked_year}|(عامي|سنتي) {a:digits} و{b:marked_year}",
        _marked_years,
        {"بين عامي 1878 و1843 قبل الميلاد": "BC1878/BC1843", "1630 – 1635م": "1630/1635"},
        ["أصيب 20 - 30 م"],
    ),
    Rule(
        "range-school-year",
        "range",
        "(عام|العام|موسم|الموسم|سنة|السنة|للعام|لعام)? (الدراسي|الدراسية|الرياضي|الجامعي)?"
        " {a:bare_year} (~/|~-|~–) ~{b:short_year}",
        _season_years,
        {"موسم 2014-2015": "2014/2015"},
    ),
    Rule(
        "short-year",
        "short_year",
        "{n:digits}",
        lambda m: Date(year=m.n) if 10 <= m.n <= 99 or 1900 <= m.n <= 2100 else None,
        {"موسم 2014-2015": "2014/2015"},
    ),
)
