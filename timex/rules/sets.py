"""Sets: what repeats. «كل يوم», «كل جمعة», «يومياً», «كل ثلاثة أيام»."""

from typing import Final

from timex.reading import Every, Span
from timex.rule import Match, Rule
from timex.timex3 import duration

_UNITS: Final = {
    "day": "P1D",
    "week": "P1W",
    "month": "P1M",
    "year": "P1Y",
    "hour": "PT1H",
    "minute": "PT1M",
    "second": "PT1S",
    "decade": "P1DE",
    "century": "P1CE",
}
_PARTS: Final = {
    "dawn": "DA",
    "morning": "MO",
    "noon": "NO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "forenoon": "MO",
    "daytime": "DT",
    "sunset": "EV",
    "sunrise": "MO",
}

_SUNDAY: Final = 7


def _unit(m: Match) -> Every:
    return Every(_UNITS[m.u])


def _weekday(m: Match) -> Every | None:
    if m.w == _SUNDAY:  # «كل أحد» is everyone as well
        return None
    return Every(f"XXXX-WXX-{m.w or m.x}")


def _span(m: Match) -> Every | None:
    return Every(duration(m.s)) if isinstance(m.s, Span) and m.s.count else None


def _part(m: Match) -> Every | None:
    part = _PARTS.get(m.p)
    return Every(f"XXXX-XX-XXT{part}") if part else None


RULES: Final = (
    Rule(
        "every-unit",
        "set",
        "كل {u:unit}|في كل {u:unit}|(مرة|مرتين) في {u:the_unit}|(مرة|مرتين) كل {u:unit}",
        _unit,
        {"كل يوم": "P1D", "كل عام": "P1Y"},
    ),
    Rule(
        "times-in-unit",
        "set",
        "{n:number} (مرات|مرة) (في|كل) {u:the_unit}|{n:number} (مرات|مرة) (في|كل) {u:unit}",
        _unit,
        {"ثلاث مرات في السنة": "P1Y"},
    ),
    Rule(
        "every-weekday",
        "set",
        "كل {w:bare_weekday}|كل يوم {x:bare_weekday}|كل (يوم)? {x:weekday}|(أيام) {x:weekday} (من كل أسبوع)?",
        _weekday,
        {"كل يوم جمعة": "XXXX-WXX-5", "كل جمعة": "XXXX-WXX-5"},
        ["كل أحد منهم"],
    ),
    Rule("every-span", "set", "كل {s:span_plain}", _span, {"كل ثلاثة أيام": "P3D"}),
    Rule("every-part", "set", "كل {p:part}", _part, {"كل مساء": "XXXX-XX-XXTEV"}),
    Rule(
        "every-adverb",
        "set",
        "{e:every}|بشكل {e:every_adjective}|كل حين",
        lambda m: Every(m.e) if m.e else None,
        {"يومياً": "P1D"},
    ),
    Rule("every-adjective-day", "every_adjective", "(يومي|دائم يومي)", lambda _: "P1D", {"بشكل يومي": "P1D"}),
    Rule("every-adjective-week", "every_adjective", "أسبوعي", lambda _: "P1W", {"بشكل أسبوعي": "P1W"}),
    Rule("every-adjective-month", "every_adjective", "شهري", lambda _: "P1M", {"بشكل شهري": "P1M"}),
    Rule("every-adjective-year", "every_adjective", "سنوي", lambda _: "P1Y", {"بشكل سنوي": "P1Y"}),
)
