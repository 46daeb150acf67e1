"""Times counted from the article's date by a span: قبل, منذ, بعد, خلال, «الأيام الثلاثة الماضية», «آخر أسبوعين»."""

from typing import Final

from timex.reading import Ago, Date, Nth, Offset, Shift, Span, Window
from timex.rule import Match, Rule

_SIGNS: Final = {"past": -1, "this": -1, "next": 1}


def _ago(m: Match) -> Ago:
    return Ago(m.s, -1)


def _since(m: Match) -> Ago | Span | None:
    """«منذ أسبوعين» names a moment; «منذ أكثر من خمس سنوات» a length only."""
    span: Span = m.s
    if span.mod in ("MORE_THAN", "LESS_THAN") or span.count is None:
        return span
    return Ago(span, -1, since=True)


def _ahead(m: Match) -> Ago:
    return Ago(m.s, 1)


def _window(m: Match) -> Window:
    count = m.n if m.n is not None else 2 if m.dual else None
    return Window(Span(count, m.u), _SIGNS[m.r])


def _dual_window(m: Match) -> Window:
    return Window(Span(2, m.u), _SIGNS[m.r])


def _weekday_away(m: Match) -> Date | Nth | None:
    """A weekday of the week, or the first of the month, that lies so far away."""
    span: Span = m.s
    if span.count is None or span.unit not in ("week", "month") or span.and_more or span.upto or span.mod:
        return None
    there = Shift(span.unit, m.g * int(span.count))
    return Date(weekday=m.w, within=there) if span.unit == "week" else Nth(1, "day", there, m.w)


def _last(m: Match) -> Window | None:
    return Window(m.s, -1) if m.s.count is None or m.s.count > 1 else None


RULES: Final = (
    Rule(
        "ago",
        "relative",
        "(قبل|قبيل|من قبل) {s:span_any}|{s:span_known} (مضت|مضى|خلت|خلا|مضيا|مضين|انقضت|فاتت)",
        _ago,
        {
            "قبل يومين": "2016-12-06",
            "قبل ثلاثة أيام": "2016-12-05",
            "قبل أسبوعين": "2016-11-24",
            "قبل 5 أشهر": "2016-07",
            "قبل نحو أربع سنوات": "2012",
            "قبل أيام": "PXD",
        },
        ["من قبل الأهالي"],
    ),
    Rule(
        "since-span",
        "relative",
        "منذ {s:span_any}|منذ ما {a:approx} {s:span_any}",
        _since,
        {"منذ أسبوعين": "2016-11-24", "منذ أكثر من 5 سنوات": "P5Y"},
    ),
    Rule(
        "ahead",
        "relative",
        "بعد {s:span_any}|(على|في) بعد {s:span_any}",
        _ahead,
        {"بعد ثلاثة أيام": "2016-12-11", "بعد أسبوع": "2016-12-15"},
    ),
    Rule(
        "offset",
        "relative",
        "{g:before_after} {s:span_any} (من|على|عن) {d:day}|{g:before_after} {s:span_any} من {v:vague}",
        lambda m: Offset(m.s, m.g, m.d or Shift("day", 0)) if m.s.count and m.v in (None, "PRESENT_REF") else None,
        {
            "قبل يومين من عيد الفطر 2016": "2016-07-04",
            "بعد أسبوع من الآن": "2016-12-15",
            "بعد ثلاثة أيام من 15 آذار 2016": "2016-03-18",
        },
    ),
    Rule("before", "before_after", "قبل", lambda _: -1, {"قبل يومين من عيد الفطر 2016": "2016-07-04"}),
    Rule("after", "before_after", "بعد", lambda _: 1, {"بعد أسبوع من الآن": "2016-12-15"}),
    Rule(
        "ahead-of",
        "duration",
        "[بعد] {s:span_any} [من|على|عن|لـ|ل|إثر|فقط من|فقط على|تقريبا من|قضاها|أمضاها|في السلطة|في الحكم|في السجن]",
        lambda m: m.s,
        {"بعد ثلاثة أيام من الهجوم": "P3D"},
    ),
    Rule("span-of", "duration", "[قبل] {s:span_any} [من|فقط من]", lambda m: m.s, {"قبل ثلاثة أيام من الهجوم": "P3D"}),
    Rule(
        "window",
        "window",
        "{n:number} {u:unit} {r:rel}|{n:number} {u:unit_plural} {r:rel}|{u:unit_plural} {r:rel}"
        "|{u:the_units} {n:number} {r:rel}|{u:the_units} (القليلة|العديدة|المعدودة)? {r:rel}"
        "|{u:the_units} {r:rel} {n:number}|{n:number} {u:the_units} {r:rel}|{n:number} {u:the_unit} {r:rel}"
        "|{u:the_units} {n:number}",
        lambda m: None if m.r is None else _window(m),
        {"الأيام الثلاثة الماضية": "P3D", "الـ24 ساعة الأخيرة": "PT24H", "الساعات الـ48 الماضية": "PT48H"},
    ),
    Rule("window-dual", "window", "{u:the_unit_dual} {r:rel}", _dual_window, {"الأسبوعين الماضيين": "P2W"}),
    Rule(
        "window-hour",
        "window",
        "{u:hour_word_} {r:rel}|{u:hour_word_} السابقة",
        lambda m: Window(Span(1, m.u), _SIGNS[m.r or "past"]),
        {"الساعة الماضية": "PT1H"},
    ),
    Rule("window-hour-word", "hour_word_", "الساعة", lambda _: "hour", {"الساعة القادمة": "PT1H"}),
    Rule("window-minute-word", "hour_word_", "الدقيقة", lambda _: "minute", {"الدقيقة القادمة": "PT1M"}),
    Rule(
        "window-far",
        "window",
        "{u:hour_word_} {r:rel_far}",
        lambda m: Ago(Span(2, m.u), _SIGNS[m.r]),
        {"الساعة قبل الماضية": "2016-12-08"},
    ),
    Rule(
        "weekday-away",
        "relative",
        "{w:the_weekday} {g:before_after} {s:span_any}|{g:before_after} {s:span_any} {w:the_weekday}",
        _weekday_away,
        {"يصل الثلاثاء بعد أسبوعين": "2016-12-20", "نلتقي بعد شهر يوم الأحد": "2017-01-01"},
        [],
    ),
    Rule(
        "the-weekday", "the_weekday", "(يوم|،)? {w:weekday}", lambda m: m.w, {"نلتقي بعد شهر يوم الأحد": "2017-01-01"}
    ),
    Rule("window-last", "window", "آخر {s:span}", _last, {"آخر أسبوعين": "P2W", "آخر 24 ساعة": "PT24H"}),
)
