"""Spans of time: «سبعة أيام», «ساعتين ونصف», «نحو أربع سنوات», «30 – 40 دقيقة», «بضعة أيام»."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from timex.reading import Span, Unit, Window
from timex.rule import Match, Rule

_SMALLER: Final[Mapping[Unit, tuple[Unit, int]]] = {
    "century": ("year", 100),
    "decade": ("year", 10),
    "year": ("month", 12),
    "month": ("day", 30),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}

_WHOLE: Final = (
    ("week", "الأسبوع", "الأسبوع", "P1W"),
    ("month", "الشهر", "الشهر", "P1M"),
    ("year", "(العام|السنة)", "العام", "P1Y"),
)


def _counted(m: Match) -> Span | None:
    return Span(m.n, m.u) if m.n else None


def _between(m: Match) -> Span | None:
    return Span(m.a, m.u, upto=m.b) if m.a and m.b and m.a < m.b else None


def _fraction(m: Match) -> Span | None:
    """Half, a quarter or a third of a unit, in the smaller unit."""
    if m.u not in _SMALLER:
        return Span(m.f, m.u) if m.u == "second" else None
    unit, count = _SMALLER[m.u]
    whole = count * m.f
    return Span(round(whole), unit) if float(whole).is_integer() else Span(m.f, m.u)


def _and_fraction(m: Match) -> Span | None:
    if m.s.and_more is not None:
        return None
    span: Span = m.s
    if span.unit not in _SMALLER:
        return None
    unit, count = _SMALLER[span.unit]
    return replace(span, and_more=Span(count * m.f, unit))


def _and(m: Match) -> Span | None:
    """A smaller unit after a larger one."""
    order = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")
    if m.s.and_more is not None or order.index(m.t.unit) <= order.index(m.s.unit):
        return None
    named: Span = m.s
    return replace(named, and_more=m.t)


def _modified(m: Match) -> Span:
    named: Span = m.s
    return replace(named, mod=m.a)


RULES: Final = (
    Rule(
        "span-plural",
        "span_plain",
        "{n:number} {u:unit_plural}|{n:number} {u:unit}|\\( {n:digits} \\) {u:unit_plural}|\\( {n:digits} \\) {u:unit}",
        _counted,
        {"سبعة أيام": "P7D", "عشرين يوماً": "P20D", "40 دقيقة": "PT40M"},
        ["مرة ثانية"],
    ),
    Rule(
        "span-dual",
        "span_plain",
        "{u:unit_dual} (اثنين|اثنتين|كاملين|كاملتين)?",
        lambda m: Span(2, m.u),
        {"دام ساعتين": "PT2H", "سنتين": "P2Y"},
    ),
    Rule("span-one", "span_plain", "{u:unit} (واحد|واحدة|كامل|كاملة)", lambda m: Span(1, m.u), {"يوم واحد": "P1D"}),
    Rule(
        "span-between",
        "span_plain",
        "{a:number} (-|–|إلى|أو|ـ|حتى) {b:number} {u:unit_plural}"
        "|{a:number} (-|–|إلى|أو|ـ|حتى) {b:number} {u:unit}"
        "|(بين|ما بين) {a:number} و{b:number} {u:unit_plural}|(بين|ما بين) {a:number} و{b:number} {u:unit}"
        "|من {a:number} إلى {b:number} {u:unit_plural}",
        _between,
        {"30 – 40 دقيقة": "PT30M/PT40M"},
    ),
    Rule(
        "span-dual-to",
        "span_plain",
        "(من)? {v:unit_dual} (إلى|أو|-) {b:number} {u:unit_plural}",
        lambda m: Span(2, m.u, upto=m.b) if m.v == m.u and m.b and m.b > 2 else None,
        {"يومين إلى ثلاثة أيام": "P2D/P3D"},
    ),
    Rule(
        "span-decimal",
        "span_plain",
        "{a:digits} (~.|~,|~٫) ~{b:digits} {u:unit_plural}|{a:digits} (~.|~,|~٫) ~{b:digits} {u:unit}",
        lambda m: Span(float(f"{m.a}.{m.b}"), m.u),
        {"3.5 ساعات": "PT3.5H"},
    ),
    Rule(
        "span-one-or-two",
        "span_plain",
        "{u:unit} أو {v:unit_dual}",
        lambda m: Span(1, m.u, upto=2),
        {"يوم أو يومين": "P1D/P2D"},
    ),
    Rule("half", "part_number", "(نصف|نص)", lambda _: 0.5, {"نصف ساعة": "PT30M"}),
    Rule("quarter-of", "part_number", "ربع", lambda _: 0.25, {"ربع ساعة": "PT15M"}),
    Rule("third-of", "part_number", "ثلث", lambda _: 1 / 3, {"ثلث ساعة": "PT20M"}),
    Rule(
        "span-fraction", "span_plain", "{f:part_number} {u:unit}", _fraction, {"نصف ساعة": "PT30M", "ربع ساعة": "PT15M"}
    ),
    Rule(
        "span-three-quarters",
        "span_plain",
        "ثلاثة أرباع الساعة|ثلاثة أرباع ساعة|ثلاث أرباع الساعة",
        lambda _: Span(45, "minute"),
        {"ثلاثة أرباع الساعة": "PT45M"},
    ),
    Rule(
        "span-half-of-the",
        "span_plain",
        "{f:part_number} الساعة|{f:part_number} ال ~ساعة",
        lambda m: Span(round(60 * m.f), "minute"),
        {"نصف الساعة": "PT30M"},
    ),
    Rule(
        "span-and-half",
        "span_more",
        "{s:span_plain} و{f:part_number}|{s:span_unit} و{f:part_number}|{s:span_plain} و {f:part_number}"
        "|{s:span_unit} و {f:part_number}",
        _and_fraction,
        {"ساعتين ونصف": "PT2H30M", "ساعة ونصف": "PT1H30M", "ساعتين و نصف": "PT2H30M"},
    ),
    Rule("span-unit", "span_unit", "{u:unit}", lambda m: Span(1, m.u), {"قبل سنة": "2015"}),
    Rule(
        "span-and",
        "span_more",
        "{s:span_plain} و{t:span_plain}|{s:span_unit} و{t:span_plain}|{s:span_plain} و{t:span_unit}"
        "|{s:span_plain} و {t:span_plain}|{s:span_unit} و {t:span_plain}|{s:span_plain} و {t:span_unit}",
        _and,
        {"ساعة و20 دقيقة": "PT1H20M", "ثلاثة أسابيع ويومين": "P3W2D"},
    ),
    Rule(
        "span-less-fraction",
        "span_more",
        "{s:span_unit} (إلا|الا) {f:part_number}|{s:span_unit} (إلا|الا) ربعا",
        lambda m: Span(round(60 * (1 - (m.f or 0.25))), "minute") if m.s.unit == "hour" else None,
        {"ساعة إلا ربع": "PT45M"},
    ),
    Rule(
        "span-few",
        "span_vague",
        "{f:few} {u:unit_plural}|{u:unit_plural} {f:many}|{f:few} {u:the_units}",
        lambda m: Span(None, m.u),
        {"بضعة أيام": "PXD", "عدة أشهر": "PXM"},
    ),
    Rule("span-bare-plural", "span_bare", "{u:unit_plural}", lambda m: Span(None, m.u), {"قبل أيام": "PXD"}),
    Rule(
        "span-tens", "span_vague", "(عشرات|مئات|آلاف) {u:the_units}", lambda m: Span(None, m.u), {"عشرات السنين": "PXY"}
    ),
    Rule("span", "span", "{s:span_plain}|{s:span_more}|{s:span_vague}", lambda m: m.s, {"سبعة أيام": "P7D"}),
    Rule(
        "span-modified",
        "span_known",
        "{a:approx} {s:span}|{s:span} {a:approx}|{a:approx} {s:span_unit}|{a:approx} {s:span_bare}",
        _modified,
        {"أكثر من 5 سنوات": "P5Y", "نحو أربع سنوات": "P4Y"},
    ),
    Rule("span-known", "span_known", "{s:span}", lambda m: m.s, {"سبعة أيام": "P7D"}),
    Rule(
        "span-any",
        "span_any",
        "{s:span_known}|{s:span_unit}|{s:span_bare}|{s:span_two_units}",
        lambda m: m.s,
        {"قبل عام": "2015", "قبل أيام": "PXD"},
    ),
    Rule(
        "duration",
        "duration",
        "{s:span_known}",
        lambda m: m.s,
        {"لمدة سبعة أيام": "P7D", "نصف ساعة": "PT30M"},
        ["معلومات دقيقة", "بيان ثان"],
    ),
    Rule(
        "duration-for",
        "duration",
        "(لمدة|مدة|طوال|طيلة|طول|على مدى|على مدار|مدتها|مدته|لفترة|فترة) {s:span_any}|[مرور|بمرور] {s:span_any}",
        lambda m: m.s,
        {"على مدى أعوام": "PXY", "لمدة عام": "P1Y"},
    ),
    Rule(
        "duration-all",
        "duration",
        "(طوال|طيلة) {u:the_unit_long}",
        lambda m: Span(1, m.u),
        {"طوال الأسبوع": "P1W", "طيلة الشهر": "P1M"},
    ),
    *(
        Rule(f"all-the-{unit}", "the_unit_long", words, lambda _, unit=unit: unit, {f"طوال {word}": value})  # type: ignore[misc]
        for unit, words, word, value in _WHOLE
    ),
    Rule(
        "duration-within",
        "duration",
        "[في غضون|خلال|في خلال|بغضون|في ظرف] {s:span_any}",
        lambda m: Window(m.s, 1, within=True),
        {"يصل في غضون 40 دقيقة": "PT40M"},
    ),
    Rule(
        "duration-of-plural",
        "duration",
        "ل{s:span_bare}",
        lambda m: m.s,
        {"استمر القصف لساعات": "PTXH"},
        ["نحتاج لأيام العمل"],
    ),
    Rule(
        "duration-plurals",
        "duration",
        "[منذ|استمر|استمرت|دام|دامت|أمضى|قضى|أمضت|قضت|مضت] {s:span_bare}",
        lambda m: m.s,
        {"منذ سنوات": "PXY"},
    ),
)
