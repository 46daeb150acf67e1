"""Weeks, months and years: named, counted from the article's date, or both."""

from dataclasses import replace
from typing import Final

from timex.reading import Date, Nth, Shift
from timex.rule import Match, Rule

_STEPS: Final = {"past": -1, "this": 0, "next": 1}
_WHOLE: Final = frozenset({"week", "month", "year", "decade", "century"})


def _shift(m: Match) -> Shift | None:
    return Shift(m.u, _STEPS[m.r or "this"]) if m.u in _WHOLE else None


def _far(m: Match) -> Shift | None:
    return Shift(m.u, 2 * _STEPS[m.r]) if m.u in _WHOLE else None


def _only(*units: str):  # type: ignore[no-untyped-def]
    def build(m: Match) -> Shift | None:
        return m.s if m.s.unit in units else None

    return build


def _month_year(m: Match) -> Date | None:
    if m.y.hijri and not m.m.hijri:
        return None
    named: Date = m.m
    return replace(named, year=m.y.year)


def _month_rel(m: Match) -> Date:
    named: Date = m.m
    return replace(named, rel=m.r)


def _month_within(m: Match) -> Date:
    named: Date = m.m
    return replace(named, within=m.p)


def _numeric(m: Match) -> Date | None:
    return Date(m.y.year, m.m) if 1 <= m.m <= 12 and m.y.year >= 1900 else None


def _nth(m: Match) -> Nth | None:
    return Nth(m.n, m.u, m.p) if m.n and m.u in ("week", "month", "day", "year") else None


def _last(m: Match) -> Nth | None:
    return Nth(-1, m.u, m.p)


RULES: Final = (
    Rule(
        "shift",
        "shift",
        "{u:the_unit} {r:rel}|(هذا|هذه|هاد|هذي|هاي) {u:the_unit}",
        _shift,
        {"الأسبوع الماضي": "2016-W48", "هذا الأسبوع": "2016-W49", "الشهر الجاري": "2016-12", "السنة الفائتة": "2015"},
        ["الأمين العام الحالي"],
    ),
    Rule(
        "shift-this-after",
        "alone",
        "{u:the_unit} (هذا|هذه|هذي|هاي)",
        _shift,
        {"سأراك في الأسبوع هذا": "2016-W49"},
        ["رجل الأسبوع هذه المرة", "نجم العام هذا المطرب"],
    ),
    Rule("shift-year-bare", "shift", "(عام|سنة) {r:rel}", lambda m: Shift("year", _STEPS[m.r]), {"عام المقبل": "2017"}),
    Rule("shift-far", "shift", "{u:the_unit} {r:rel_far}", _far, {"الأسبوع قبل الماضي": "2016-W47"}),
    Rule("shift-week", "week_shift", "{s:shift}", _only("week"), {"الجمعة من الأسبوع الماضي": "2016-12-02"}),
    Rule("shift-month", "month_shift", "{s:shift}", _only("month"), {"19 من الشهر الماضي": "2016-11-19"}),
    Rule("shift-year", "year_shift", "{s:shift}", _only("year"), {"آذار من العام الماضي": "2015-03"}),
    Rule("shift-century", "century_shift", "{s:shift}", _only("century"), {"ثمانينيات القرن الماضي": "198"}),
    Rule(
        "month-alone",
        "month_period",
        "{m:mon}",
        lambda m: m.m,
        {"في شباط": "2016-02"},
        ["تمارس روسيا", "اللواء أسعد شباط قتل", "صحيفة تشرين"],
    ),
    Rule(
        "month-year",
        "month_period",
        "{m:mon} (من|،|,|/|-|في)? {y:year}|{m:mon} ب{y:year}|{m:mon} ل{y:year}|{m:mon} (من|،|,|/|-|في)? {y:bare_year}",
        _month_year,
        {"نيسان 2015": "2015-04", "آذار/مارس 2011": "2011-03", "أغسطس/آب عام 2013": "2013-08"},
        ["آب بخفي حنين"],
    ),
    Rule(
        "month-last",
        "month_period",
        "{m:mon} (من)? {r:rel}|{m:mon} {r:former}",
        _month_rel,
        {"شهر فبراير الماضي": "2016-02", "شباط المقبل": "2017-02"},
    ),
    Rule("former", "former", "السابق", lambda _: "past", {"شهر شباط السابق": "2016-02"}, ["الوزير السابق"]),
    Rule(
        "month-far",
        "month_period",
        "{m:mon} {r:rel_far}",
        lambda m: replace(m.m, rel=m.r, within=Shift("year", 2 * _STEPS[m.r])),
        {"آذار قبل الماضي": "2015-03", "شباط بعد القادم": "2018-02"},
    ),
    Rule(
        "month-within",
        "month_period",
        "{m:mon} (من|في|،)? {p:year_shift}",
        _month_within,
        {"آذار من العام الماضي": "2015-03"},
    ),
    Rule(
        "month-same-year",
        "month_period",
        "{m:mon} (من|في)? {p:same_year}",
        _month_within,
        {"في آب 2014 سقطت المدينة، وفي أيلول من العام ذاته": "2014-09"},
    ),
    Rule(
        "month-year-first",
        "month_period",
        "{y:year} (،|,)? (وتحديدا|تحديدا|وبالتحديد|بالتحديد|وبالضبط|بالضبط) (في|خلال)? {m:mon}",
        _month_year,
        {"عام 2014، وتحديدا في حزيران": "2014-06"},
    ),
    Rule(
        "month-numeric",
        "month_period",
        "{m:digits} ~/ ~{y:bare_year}|{m:digits} ~- ~{y:bare_year}|{y:bare_year} ~/ ~{m:digits}",
        _numeric,
        {"في 12/2015": "2015-12", "تقرير 3-2016": "2016-03"},
        ["القانون عدد 2016/7"],
    ),
    Rule(
        "month-like",
        "month_like",
        "{p:month_period}|{p:month_shift}|{p:year}|{p:year_shift}|{p:season_period}|{p:week_shift}"
        "|{p:the_month}|{p:the_year}",
        lambda m: m.p,
        {"آخر يوم من شباط 2016": "2016-02-29"},
    ),
    Rule("the-month", "the_month", "الشهر", lambda _: Shift("month", 0), {"25 من الشهر": "2016-12-25"}),
    Rule(
        "nth-period",
        "nth_period",
        "{u:the_unit} {n:ordinal} (من|في) {p:month_like}|{n:ordinal} {u:unit} (من|في) {p:month_like}"
        "|{u:the_unit} {n:ordinal} ب{p:month_like}|{n:ordinal} {u:unit} ب{p:month_like}",
        _nth,
        {"الأسبوع الأول من آذار 2016": "2016-W09"},
    ),
    Rule(
        "last-period",
        "nth_period",
        "{u:the_unit} الأخير (من|في) {p:month_like}|آخر {u:unit} (من|في) {p:month_like}"
        "|{u:the_unit} الأخير ب{p:month_like}|آخر {u:unit} ب{p:month_like}",
        _last,
        {"الأسبوع الأخير من آذار 2016": "2016-W13"},
    ),
)
