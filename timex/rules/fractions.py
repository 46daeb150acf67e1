"""Parts of a year: seasons, quarters, halves, its first months."""

from typing import Final

from timex.reading import Leading, Nth, Season, Shift, Span
from timex.rule import Match, Rule

_STEPS: Final = {"past": -1, "this": 0, "next": 1}
_FRACTIONS: Final = {"quarter": 4, "half": 2}


def _season(m: Match) -> Season:
    if m.y and m.y.hijri:  # «صيف 1430»: which of the Gregorian years is told by the Hijri one
        return Season(m.s, None, m.r or m.t, m.y)
    return Season(m.s, m.y.year if m.y else None, m.r or m.t, m.p)


def _fraction(unit: str):  # type: ignore[no-untyped-def]
    def build(m: Match) -> Nth | None:
        count = -1 if m.n is None else m.n
        return Nth(count, unit, m.p) if count <= _FRACTIONS[unit] else None  # type: ignore[arg-type]

    return build


RULES: Final = (
    Rule(
        "season-year",
        "season_period",
        "{s:season} (من)? {y:bare_year}|{s:season} (من|في)? {y:year}|{s:season} {r:rel}|{t:this_season} {s:season}"
        "|{s:season} (من)? {p:year_shift}",
        _season,
        {"صيف 2012": "2012-SU", "الشتاء الماضي": "2016-WI"},
        ["الربيع العربي", "ربيع دمشق"],
    ),
    Rule("this-season", "this_season", "هذا", lambda _: "this", {"هذا الخريف": "2016-FA"}),
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
        "{p:year_like}|{p:month_period}|{p:month_shift}|{p:century}|{p:century_shift}",
        lambda m: m.p,
        {"النصف الأول من الشهر الجاري": "2016-12"},
    ),
)
