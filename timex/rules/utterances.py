"""What is a time only where nothing else is said: «شهر», «العصر», «غدا», «الأسبوع» as a whole command or answer."""

from typing import Final

from timex.reading import Date, Part, Shift, Span, Vague
from timex.rule import Match, Rule

_LIKELY_YEAR: Final = 1900
_TIMES: Final = frozenset({"week", "month", "year"})
_SURE: Final = frozenset({2, 3})  # «خميس» and «جمعة» are men as well, «اثنين» two


def _this(m: Match) -> Shift | Vague | None:
    if m.u in ("hour", "minute", "second"):
        return Vague("PRESENT_REF")
    return Shift(m.u, 0) if m.u in _TIMES else None


def _weekday(m: Match) -> Date | None:
    return Date(weekday=m.w) if m.w in _SURE else None


RULES: Final = (
    Rule(
        "utterance-length",
        "utterance",
        "{u:unit}|لحظة|{s:span_two_units}",
        lambda m: m.s or Span(1, m.u or "second"),
        {"شهر": "P1M", "دقيقة.": "PT1M", "عام وشهر": "P1Y1M"},
        ["شهر العسل", "عام مضطرب"],
    ),
    Rule(
        "utterance-this",
        "utterance",
        "{u:the_unit}|(هذه|هذي|هاي) (الساعة|الدقيقة|اللحظة)|(هذا|هاد) الوقت|في الحال|(هسة|هسا)",
        lambda m: _this(m) if m.u else Vague("PRESENT_REF"),
        {"الأسبوع": "2016-W49", "هذا الوقت": "PRESENT_REF"},
        ["رأي الأسبوع", "وصل في الحال"],
    ),
    Rule(
        "utterance-part",
        "utterance",
        "(في)? {p:part}|{p:prayer_time}",
        lambda m: Part(m.p),
        {"العصر": "XXXX-XX-XXTAF", "قبل المغرب": "XXXX-XX-XXTAF", "في الليل": "XXXX-XX-XXTNI"},
        ["بلاد المغرب"],
    ),
    Rule(
        "utterance-year",
        "utterance",
        "{y:bare_year}",
        lambda m: m.y if m.y.year >= _LIKELY_YEAR else None,
        {"2017": "2017"},
        ["1200", "2017 مدنيا"],
    ),
    Rule("utterance-tomorrow", "utterance", "غدا", lambda _: Shift("day", 1), {"غدا": "2016-12-09"}, ["غدا نجما"]),
    Rule("utterance-weekday", "utterance", "{w:bare_weekday}", _weekday, {"ثلاثاء": "2016-12-06"}, ["جمعة"]),
)
