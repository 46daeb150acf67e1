"""Lengths of several units: «شهرين وأسبوع وثلاثة أيام», «3 ساعات 30 دقيقة و10 ثوان», «قبل عام وشهر»."""

from dataclasses import replace
from typing import Final

from timex.reading import Span
from timex.rule import Match, Rule

_ORDER: Final = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")


def _chain(m: Match) -> Span | None:
    """The parts as one span, if every unit is smaller than the one before it."""
    parts: list[Span] = [part for part in (m.s, m.a, m.b, m.c, m.d) if part is not None]
    if any(part.and_more is not None or part.upto is not None for part in parts):
        return None
    ranks = [_ORDER.index(part.unit) for part in parts]
    if ranks != sorted(set(ranks)):
        return None
    whole = parts.pop()
    while parts:
        whole = replace(parts.pop(), and_more=whole)
    return whole


RULES: Final = (
    Rule(
        "span-head",
        "span_head",
        "{s:span_plain}|{s:span_unit}",
        lambda m: m.s,
        {"يوم و20 ساعة وعشر دقائق": "P1DT20H10M"},
    ),
    Rule(
        "span-tail",
        "span_tail",
        "و{t:span_plain}|و {t:span_plain}|و{t:span_unit}|و {t:span_unit}|(،|,) {t:span_plain}|(،|,) و{t:span_plain}"
        "|{t:span_plain}",
        lambda m: m.t,
        {"3 ساعات 30 دقيقة و10 ثوان": "PT3H30M10S"},
    ),
    Rule(
        "span-chain",
        "span_more",
        "{s:span_head} {a:span_tail} {b:span_tail} {c:span_tail}? {d:span_tail}?",
        _chain,
        {"شهرين وأسبوع وثلاثة أيام": "P2M1W3D", "4 أيام، ساعتين، و20 دقيقة": "P4DT2H20M"},
        ["يوم ودقيقة وساعة"],
    ),
    Rule(
        "span-two-units",
        "span_two_units",
        "{s:span_unit} و{a:span_unit}|{s:span_unit} و {a:span_unit}",
        _chain,
        {"قبل عام وشهر": "2015-11"},
        ["يوم وساعة الانفجار"],
    ),
)
