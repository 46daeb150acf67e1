"""Years and months by name and number."""

from dataclasses import replace
from typing import Final

from timex.reading import Date
from timex.rule import Match, Rule

_GREGORIAN: Final = range(1000, 2101)
_HIJRI: Final = range(1, 1601)
_YEARS_APART: Final = 3


def _gregorian(m: Match) -> Date | None:
    return Date(year=m.n) if m.n in _GREGORIAN else None


def _named(m: Match) -> Date | None:
    """A year after عام: two digits are of the last century; «سنة واحدة» is none."""
    if m.n is None or m.n < 1:
        return None
    if m.n < 100:
        return Date(year=m.n + 1900) if m.n >= 30 else None
    if 1300 <= m.n <= 1460:  # no article says «عام 1437» of the Gregorian calendar
        return Date(year=m.n, hijri=True)
    return Date(year=m.n) if m.n <= 2500 else None


def _hijri(m: Match) -> Date | None:
    return Date(year=m.n, hijri=True) if m.n in _HIJRI else None


def _before_christ(m: Match) -> Date | None:
    return Date(year=-m.n) if 0 < m.n < 10000 else None


def _twin(m: Match) -> Date | None:
    """The same year in both calendars, either first."""
    gregorian: Date = m.b if m.a.hijri else m.a
    hijri: Date = m.a if m.a.hijri else m.b
    if hijri.year is None or gregorian.year is None or gregorian.hijri or not hijri.hijri:
        return None
    if abs(622 + hijri.year * 0.97 - gregorian.year) > _YEARS_APART:
        return None
    return replace(gregorian, twin=hijri)


def _month(m: Match) -> Date:
    return Date(month=m.m)


def _hijri_month(m: Match) -> Date:
    return Date(month=m.m, hijri=True)


def _doubled(m: Match) -> Date:
    """Two names of one month; a second name that means another month is kept."""
    return Date(month=m.a, other_month=m.b if m.b != m.a else None)


def _doubled_same(m: Match) -> Date | None:
    """Without a sign between them only two names of the same month are one."""
    return Date(month=m.a) if m.a == m.b else None


def _numbered(m: Match) -> Date | None:
    return Date(month=m.n) if m.n is not None and 1 <= m.n <= 12 else None


RULES: Final = (
    Rule("year-number", "bare_year", "{n:digits}", _gregorian, {"آب 2013": "2013-08"}, ["قتل 2013 مدنيا"]),
    Rule(
        "year-christian",
        "marked_year",
        "{n:number} (م|ميلادي|ميلادية|للميلاد|بعد الميلاد)",
        _gregorian,
        {"كتب 1931 م": "1931"},
        ["على بعد 200 م"],
    ),
    Rule(
        "year-early",
        "early_year",
        "{n:digits} (م|ميلادي|ميلادية|للميلاد)",
        lambda m: Date(year=m.n) if 100 <= m.n < 1000 else None,
        {"سنة 22هـ/644م": "0644"},
    ),
    Rule(
        "year-hijri",
        "marked_year",
        "{n:number} (ه|هجري|هجرية|للهجرة|هجريا|من الهجرة)",
        _hijri,
        {"صدر 1437 هـ": "2015-10-14/2016-10-01"},
    ),
    Rule(
        "year-before-christ",
        "marked_year",
        "{n:number} (ق . م|قبل الميلاد|قبل ميلاد المسيح)",
        _before_christ,
        {"عام 65 قبل الميلاد": "BC0065"},
    ),
    Rule(
        "year-named",
        "named_year",
        "(عام|العام|سنة|السنة|لعام|للعام|لسنة) {n:number}|(عام|العام|سنة|السنة) ، ~{n:digits}",
        _named,
        {"عام 1982": "1982", "سنة ١٩٤٨": "1948"},
        ["الأمين العام"],
    ),
    Rule(
        "year-named-marked",
        "named_year",
        "(عام|العام|سنة|السنة|لعام|للعام|لسنة) {y:marked_year}|(عام|سنة|السنة) {y:early_year}",
        lambda m: m.y,
        {"عام 1931م": "1931"},
    ),
    Rule(
        "year-named-hijri",
        "named_year",
        "(العام|عام|السنة|للعام) (الهجري|الهجرية) {n:number}",
        _hijri,
        {"العام الهجري 1437": "2015-10-14/2016-10-01"},
    ),
    Rule(
        "year-named-christian",
        "named_year",
        "(العام|عام|السنة|للعام) (الميلادي|الميلادية) {n:number}",
        _gregorian,
        {"العام الميلادي 2015": "2015"},
    ),
    Rule("year", "year", "{y:marked_year}|{y:named_year}", lambda m: m.y, {"سنة 1925": "1925"}),
    Rule(
        "year-both-calendars",
        "year",
        "{a:year_part} (/|-|الموافق|الموافقة|\\(|،) (ل|عام|لعام)? {b:year_part} \\)?",
        _twin,
        {"عام 1350 هـ/1931م": "1931"},
    ),
    Rule(
        "year-part",
        "year_part",
        "{y:marked_year}|{y:named_year}|{y:bare_year}|{y:early_year}",
        lambda m: m.y,
        {"1350 هـ/1931": "1931"},
    ),
    Rule(
        "year-in",
        "alone",
        "[في|منذ|قبل|بعد|حتى|خلال|بحلول|وفي|ومنذ|لعامي] {y:bare_year}",
        lambda m: m.y,
        {"نزحوا في 2017": "2017"},
        ["قتل 2017 مدنيا"],
    ),
    Rule("month-name", "month_name", "{m:month}", _month, {"في شباط 2012": "2012-02"}),
    Rule("month-hijri", "month_name", "{m:hijri_month}", _hijri_month, {"في رجب 1435هـ": "2014-04-30/2014-05-29"}),
    Rule(
        "month-doubled",
        "month_name",
        "{a:month} (/|\\\\|-|–|ـ|\\(|،) {b:month} \\)?",
        _doubled,
        {"آذار/مارس 2011": "2011-03", "مايو (أيار) 2015": "2015-05"},
    ),
    Rule(
        "month-doubled-blank",
        "month_name",
        "{a:month} (أو|او)? {b:month}",
        _doubled_same,
        {"فبراير شباط 2014": "2014-02"},
    ),
    Rule(
        "month-word", "mon", "{m:month_name}|(شهر|لشهر) {m:month_name}", lambda m: m.m, {"شهر فبراير 2016": "2016-02"}
    ),
    Rule(
        "month-number",
        "mon",
        "شهر {n:digits}|شهر {n:ordinal}|الشهر {n:ordinal}",
        _numbered,
        {"الشهر الثامن من عام 2012": "2012-08"},
    ),
    Rule(
        "month-counted",
        "mon",
        "شهر {n:number}",
        lambda m: _numbered(m) if m.n != 1 else None,
        {"أول شهر خمسة": "2016-05-01", "في شهر عشرة": "2016-10"},
        ["قتل في شهر ثلاثة مدنيين"],
    ),
)
