"""Weeks, months, years and their parts: named, counted from the article's date, or both."""

from dataclasses import replace
from typing import Final

from timex.reading import Date, Era, Leading, Nth, Portioned, Season, Shift, Span
from timex.rule import Match, Rule

_STEPS: Final = {"past": -1, "this": 0, "next": 1}
_WHOLE: Final = frozenset({"week", "month", "year", "decade", "century"})
_FRACTIONS: Final = {"quarter": 4, "half": 2}
_DECADES: Final = {
    20: "عشرينيات",
    30: "ثلاثينيات",
    40: "أربعينيات",
    50: "خمسينيات",
    60: "ستينيات",
    70: "سبعينيات",
    80: "ثمانينيات",
    90: "تسعينيات",
}


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


def _season(m: Match) -> Season:
    return Season(m.s, m.y.year if m.y else None, m.r, m.p)


def _fraction(unit: str):  # type: ignore[no-untyped-def]
    def build(m: Match) -> Nth | None:
        count = -1 if m.n is None else m.n
        return Nth(count, unit, m.p) if count <= _FRACTIONS[unit] else None  # type: ignore[arg-type]

    return build


def _nth(m: Match) -> Nth | None:
    return Nth(m.n, m.u, m.p) if m.n and m.u in ("week", "month", "day", "year") else None


def _last(m: Match) -> Nth | None:
    return Nth(-1, m.u, m.p)


def _century(m: Match) -> Era | None:
    if m.n is None or not 1 <= m.n <= 25:
        return None
    first = -100 * m.n if m.b else 100 * (m.n - 1)
    return Era("century", first, before_christ=bool(m.b), hijri=bool(m.h))


def _decade(m: Match) -> Era:
    """«ثمانينيات» alone are of the last century; «القرن التاسع عشر» beside them says otherwise."""
    century = m.c.first if m.c else 1900
    return Era("decade", century + m.d, open_century=m.c is None and m.l is None)


def _decade_word(m: Match) -> int:
    return int(m.d)


def _portioned(m: Match) -> Portioned:
    return Portioned(m.w[0], m.w[1], m.p)


_PORTIONS: Final = (
    ("START", "مطلع|أوائل|بداية|بدايات|مستهل|باكورة|فاتحة|أول|بدء"),
    ("MID", "منتصف|أواسط|وسط|نصف"),
    ("END", "أواخر|نهاية|نهايات|آخر|ختام|خواتيم|أخريات"),
)


def _portion_rules() -> tuple[Rule, ...]:
    examples = {
        "أول": {"أول عام 2011": "2011-01"},
        "مطلع": {"مطلع كانون الأول": "2016-12"},
        "منتصف": {"منتصف آذار 2011": "2011-03"},
        "أواخر": {"أواخر عام 2012": "2012"},
    }
    return tuple(
        Rule(
            f"portion-{word}",
            "portion_word",
            word,
            lambda _, portion=portion, word=word: (portion, word),  # type: ignore[misc]
            examples.get(word, {f"{word} آذار 2011": "2011-03"}),
        )
        for portion, words in _PORTIONS
        for word in words.split("|")
    )


_DECADE_RULES: Final = tuple(
    Rule(
        f"decade-{first}",
        "decade_word",
        f"{word}|ال{word}|{word.replace('يات', 'ات')}|ال{word.replace('يات', 'ات')}",
        lambda _, first=first: first,  # type: ignore[misc]
        {f"{word} القرن الماضي": f"19{first // 10}"},
    )
    for first, word in _DECADES.items()
)

RULES: Final = (
    Rule(
        "shift",
        "shift",
        "{u:the_unit} {r:rel}|(هذا|هذه|هاد) {u:the_unit}",
        _shift,
        {"الأسبوع الماضي": "2016-W48", "هذا الأسبوع": "2016-W49", "الشهر الجاري": "2016-12", "السنة الفائتة": "2015"},
        ["الأمين العام الحالي"],
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
        "{m:mon} (من|،|,|/|-|في)? {y:year}|{m:mon} (من|،|,|/|-|في)? {y:bare_year}",
        _month_year,
        {"نيسان 2015": "2015-04", "آذار/مارس 2011": "2011-03", "أغسطس/آب عام 2013": "2013-08"},
        ["آب بخفي حنين"],
    ),
    Rule(
        "month-last",
        "month_period",
        "{m:mon} (من)? {r:rel}",
        _month_rel,
        {"شهر فبراير الماضي": "2016-02", "شباط المقبل": "2017-02"},
    ),
    Rule(
        "month-within",
        "month_period",
        "{m:mon} (من|في|،)? {p:year_shift}",
        _month_within,
        {"آذار من العام الماضي": "2015-03"},
    ),
    Rule("month-numeric", "month_period", "{m:digits} ~/ ~{y:bare_year}", _numeric, {"في 12/2015": "2015-12"}),
    Rule(
        "month-like",
        "month_like",
        "{p:month_period}|{p:month_shift}|{p:year}|{p:year_shift}|{p:season_period}|{p:week_shift}"
        "|{p:the_month}|{p:the_year}",
        lambda m: m.p,
        {"آخر يوم من شباط 2016": "2016-02-29"},
    ),
    Rule(
        "season-year",
        "season_period",
        "{s:season} (من)? {y:bare_year}|{s:season} (من|في)? {y:year}|{s:season} {r:rel}|هذا {s:season}"
        "|{s:season} (من)? {p:year_shift}",
        _season,
        {"صيف 2012": "2012-SU", "الشتاء الماضي": "2016-WI"},
        ["الربيع العربي", "ربيع دمشق"],
    ),
    Rule(
        "quarter",
        "fraction",
        "الربع {n:ordinal} (من)? {p:year_like}|الربع الأخير (من)? {p:year_like}",
        _fraction("quarter"),
        {"الربع الأول من 2013": "2013-Q1", "الربع الأخير من عام 2015": "2015-Q4"},
    ),
    Rule(
        "half-year",
        "fraction",
        "النصف {n:ordinal} (من)? {p:half_like}|النصف الأخير (من)? {p:half_like}",
        _fraction("half"),
        {"النصف الأول من عام 2014": "2014-H1", "النصف الثاني من آذار 2015": "2015-03"},
    ),
    Rule("the-year", "the_year", "(العام|السنة)", lambda _: Shift("year", 0), {"الربع الأول من العام": "2016-Q1"}),
    Rule("the-month", "the_month", "الشهر", lambda _: Shift("month", 0), {"25 من الشهر": "2016-12-25"}),
    Rule(
        "quarter-shift",
        "fraction",
        "الربع {r:quarter_rel}|هذا الربع",
        lambda m: Shift("quarter", _STEPS[m.r or "this"]),
        {"الربع المقبل": "2017-Q1", "هذا الربع": "2016-Q4"},
    ),
    Rule("quarter-next", "quarter_rel", "(القادم|المقبل)", lambda _: "next", {"الربع القادم": "2017-Q1"}),
    Rule(
        "quarter-past", "quarter_rel", "(الماضي|الفائت|المنصرم|السابق)", lambda _: "past", {"الربع الماضي": "2016-Q3"}
    ),
    Rule("quarter-this", "quarter_rel", "(الحالي|الجاري)", lambda _: "this", {"الربع الحالي": "2016-Q4"}),
    Rule("quarter-alone", "alone", "(الربع) {n:ordinal}", _fraction("quarter"), {"أرباح الربع الثالث": "2016-Q3"}),
    Rule(
        "leading",
        "fraction",
        "{u:the_units} {n:number} {g:first_last} من {p:half_like}"
        "|{n:number} {u:the_units} {g:first_last} من {p:half_like}"
        "|أول {n:number} {u:unit_plural} من {p:half_like}|{u:the_unit_dual} {g:first_last_two} من {p:half_like}",
        lambda m: Leading(Span(m.n or 2, m.u), m.g or 1, m.p),
        {"الأشهر الستة الأولى من العام الجاري": "2016-01/2016-06", "أول 3 أشهر من 2016": "2016-01/2016-03"},
    ),
    Rule("the-first", "first_last", "(الأولى)", lambda _: 1, {"الأشهر الستة الأولى من 2016": "2016-01/2016-06"}),
    Rule("the-last", "first_last", "(الأخيرة)", lambda _: -1, {"الأشهر الستة الأخيرة من 2016": "2016-07/2016-12"}),
    Rule(
        "the-first-two",
        "first_last_two",
        "(الأولين|الأوليين)",
        lambda _: 1,
        {"الشهرين الأولين من 2016": "2016-01/2016-02"},
    ),
    Rule("the-last-two", "first_last_two", "(الأخيرين)", lambda _: -1, {"الشهرين الأخيرين من 2016": "2016-11/2016-12"}),
    Rule(
        "season-alone",
        "alone",
        "[في|خلال|منذ|وفي] {s:season_word}|{t:season_full}",
        lambda m: Season(m.s or m.t),
        {"في فصل الشتاء": "XXXX-WI"},
        ["الربيع العربي"],
    ),
    Rule("season-winter", "season_word", "الشتاء", lambda _: "winter", {"في الشتاء": "XXXX-WI"}),
    Rule("season-summer", "season_word", "الصيف", lambda _: "summer", {"في الصيف": "XXXX-SU"}),
    Rule("season-autumn", "season_word", "الخريف", lambda _: "autumn", {"في الخريف": "XXXX-FA"}),
    Rule("season-full", "season_full", "فصل الشتاء", lambda _: "winter", {"فصل الشتاء": "XXXX-WI"}),
    Rule("season-full-spring", "season_full", "فصل الربيع", lambda _: "spring", {"فصل الربيع": "XXXX-SP"}),
    Rule("season-full-summer", "season_full", "فصل الصيف", lambda _: "summer", {"فصل الصيف": "XXXX-SU"}),
    Rule("season-full-autumn", "season_full", "فصل الخريف", lambda _: "autumn", {"فصل الخريف": "XXXX-FA"}),
    Rule(
        "year-like",
        "year_like",
        "{p:year}|{p:bare_year}|{p:year_shift}|{p:the_year}",
        lambda m: m.p,
        {"الربع الثاني من العام الجاري": "2016-Q2"},
    ),
    Rule(
        "half-like",
        "half_like",
        "{p:year_like}|{p:month_period}|{p:month_shift}",
        lambda m: m.p,
        {"النصف الأول من الشهر الجاري": "2016-12"},
    ),
    Rule(
        "nth-period",
        "nth_period",
        "{u:the_unit} {n:ordinal} (من|في) {p:month_like}|{n:ordinal} {u:unit} (من|في) {p:month_like}",
        _nth,
        {"الأسبوع الأول من آذار 2016": "2016-W09"},
    ),
    Rule(
        "last-period",
        "nth_period",
        "{u:the_unit} الأخير (من|في) {p:month_like}|آخر {u:unit} (من|في) {p:month_like}",
        _last,
        {"الأسبوع الأخير من آذار 2016": "2016-W13"},
    ),
    Rule(
        "century",
        "century",
        "القرن {n:ordinal} {b:before_christ}?|القرن ال ~{n:digits} {b:before_christ}?"
        "|القرن {n:number} {b:before_christ}?|القرن {n:ordinal} {h:hijri_mark}",
        _century,
        {"القرن التاسع عشر": "18", "القرن العشرين": "19", "القرن الثالث قبل الميلاد": "BC02"},
        ["القرن الإفريقي"],
    ),
    Rule(
        "nth-decade",
        "era",
        "العقد {n:ordinal} (من)? {c:century}|العقد {n:ordinal} (من)? {l:century_shift}",
        lambda m: Era("decade", (m.c.first if m.c else 1900) + 10 * (m.n - 1)) if m.n and 1 <= m.n <= 10 else None,
        {"العقد الأول من القرن الحادي والعشرين": "200"},
    ),
    Rule("before-christ", "before_christ", "قبل الميلاد|ق . م", lambda _: True, {"القرن الأول قبل الميلاد": "BC00"}),
    Rule("hijri-mark", "hijri_mark", "الهجري|للهجرة", lambda _: True, {"القرن الثالث الهجري": "XX"}),
    Rule("century-era", "era", "{c:century}", lambda m: m.c, {"القرن الحادي والعشرين": "20"}),
    Rule(
        "decade",
        "era",
        "{d:decade_word} (من)? {c:century}|{d:decade_word} (من)? {l:century_shift}|{d:decade_word}",
        _decade,
        {"ثمانينيات القرن الماضي": "198", "تسعينيات القرن التاسع عشر": "189"},
    ),
    *_DECADE_RULES,
    *_portion_rules(),
    Rule(
        "portioned",
        "portioned",
        "{w:portion_word} (من)? {p:portionable}",
        _portioned,
        {"نهاية العام الجاري": "2016-12", "مطلع كانون الأول": "2016-12"},
        ["نهاية المطاف", "منتصف الطريق"],
    ),
    Rule(
        "portionable",
        "portionable",
        "{p:month_period}|{p:year}|{p:bare_year}|{p:shift}|{p:year_shift}|{p:season_period}|{p:era}"
        "|{p:deictic_day}|{p:the_day}",
        lambda m: m.p,
        {"أواسط تموز 2012": "2012-07"},
    ),
    Rule("the-day", "the_day", "اليوم", lambda _: Shift("day", 0), {"نهاية اليوم": "2016-12-08"}),
    Rule(
        "portioned-unit",
        "portioned",
        "{w:portion_word} {u:the_unit}",
        lambda m: Portioned(m.w[0], m.w[1], Shift(m.u, 0)) if m.u in ("month", "year", "week") else None,
        {"نهاية الشهر": "2016-12", "نهاية الأسبوع": "2016-W49-WE"},
        ["نهاية عام"],
    ),
)
