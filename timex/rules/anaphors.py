"""Times counted from a date mentioned before, and times that nobody can compute."""

from typing import Final

from timex.reading import Anaphor, Part, Shift, Span, Vague
from timex.rule import Match, Rule

_UNITS: Final = frozenset({"day", "week", "month", "year"})

_RUNNING: Final = (
    ("day", "لليوم", "2016-12-08"),
    ("week", "للأسبوع", "2016-W49"),
    ("month", "للشهر", "2016-12"),
    ("year", "للعام", "2016"),
)


def _unit(m: Match) -> Anaphor | None:
    return Anaphor(m.u, m.a) if m.u in _UNITS else None


def _same(m: Match) -> Anaphor | None:
    return Anaphor(m.u, 0) if m.u in _UNITS else None


def _span(sign: int):  # type: ignore[no-untyped-def]
    def build(m: Match) -> Anaphor | None:
        span: Span = m.s
        if span.count is None or span.unit not in _UNITS or span.and_more or not float(span.count).is_integer():
            return None
        return Anaphor(span.unit, sign * int(span.count))

    return build


RULES: Final = (
    Rule(
        "anaphor-unit",
        "then_day",
        "{u:the_unit} {a:anaphor}",
        _unit,
        {
            "في 15 آذار 2011 اعتقلوا، وفي اليوم نفسه خرجوا": "2011-03-15",
            "في 15 آذار 2011 اعتقلوا، وفي اليوم التالي خرجوا": "2011-03-16",
        },
    ),
    Rule(
        "anaphor-same",
        "then_day",
        "(نفس|ذات|بنفس|بذات) {u:the_unit}",
        _same,
        {"في 15 آذار 2011 اعتقلوا، في نفس اليوم خرجوا": "2011-03-15"},
    ),
    Rule(
        "anaphor-year",
        "same_year",
        "{u:the_unit} {a:anaphor}|(نفس|ذات) {u:the_unit}",
        lambda m: Anaphor("year", m.a or 0) if m.u == "year" else None,
        {"في آب 2014 سقطت المدينة، وفي أيلول من العام نفسه": "2014-09"},
    ),
    Rule(
        "anaphor-after",
        "then_day",
        "(بعد ذلك|بعدها|بعده|بعد هذا) ب{s:span_any}|بعد {s:span_any} من (ذلك|هذا)|(تلا ذلك بعد) {s:span_any}",
        _span(1),
        {"في 15 آذار 2011 اعتقلوا، وبعد ذلك بيومين أفرج عنهم": "2011-03-17"},
    ),
    Rule(
        "anaphor-before",
        "then_day",
        "(قبل ذلك|قبلها|قبله) ب{s:span_any}",
        _span(-1),
        {"في 15 آذار 2011 اعتقلوا، وقبل ذلك بيومين": "2011-03-13"},
    ),
    Rule(
        "anaphor-then",
        "alone",
        "{t:then}",
        lambda _: Anaphor("day", 0),
        {"في 15 آذار 2011 اعتقلوا، وقالوا حينها": "2011-03-15"},
    ),
    *(
        Rule(
            f"running-{unit}",
            "then_day",
            f"{word} {{n:ordinal}} (على التوالي|تواليا|على التوالى)|{word} ال ~{{n:digits}} (على التوالي|تواليا)",
            lambda _, unit=unit: Shift(unit, 0),  # type: ignore[misc]
            {f"{word} الثالث على التوالي": value},
        )
        for unit, word, value in _RUNNING
    ),
    Rule(
        "running-day-short",
        "then_day",
        "لليوم {n:ordinal}",
        lambda _: Shift("day", 0),
        {"تواصل القصف لليوم الثالث": "2016-12-08"},
    ),
    Rule(
        "running-night",
        "part_of_day",
        "لليلة {n:ordinal} على التوالي",
        lambda _: Part("night", Shift("day", 0)),
        {"لليلة الثانية على التوالي": "2016-12-08TNI"},
    ),
    Rule(
        "vague-on-day",
        "vague_on_day",
        "(في)? وقت (سابق|لاحق|متأخر|مبكر) (من)? (يوم)? {d:stated_day}",
        lambda m: m.d,
        {
            "في وقت سابق من العام الجاري": "2016",
            "في وقت سابق أمس": "2016-12-07",
            "في وقت متأخر من مساء الثلاثاء": "2016-12-06TEV",
        },
    ),
    Rule(
        "stated-day",
        "stated_day",
        "{d:date}|{d:deictic_day}|{d:week_day}|{d:part_of_day}|{d:shift}|{d:month_period}",
        lambda m: m.d,
        {"في وقت سابق أمس": "2016-12-07"},
    ),
    Rule("vague", "vague_time", "{v:vague}", lambda m: Vague(m.v), {"مؤخراً": "PAST_REF", "الآن": "PRESENT_REF"}),
    Rule("recent", "vague_time", "{v:recent}", lambda m: Vague(m.v, recent=True), {"قبل قليل": "PAST_REF"}),
)
