"""Days of the calendar by name: feasts and their days, Ramadan, named Fridays."""

from dataclasses import replace
from typing import Final

from timex.reading import FeastDay, Part, TheFeast
from timex.rule import Match, Rule


def _feast(m: Match) -> FeastDay:
    return FeastDay(m.f, year=m.y.year if m.y else None, hijri=bool(m.y and m.y.hijri), rel=m.r, within=m.p)


def _nth(m: Match) -> FeastDay | None:
    named: FeastDay = m.d
    return replace(named, nth=m.n) if m.n and 1 <= m.n <= 30 else None


RULES: Final = (
    Rule(
        "feast",
        "feast_whole",
        "{f:feast}|{f:feast} (عام|لعام|من عام|سنة|من)? {y:bare_year}|{f:feast} (من)? {y:year}"
        "|{f:feast} {r:rel}|{f:feast} (من|في)? {p:year_shift}",
        _feast,
        {
            "رأس السنة 2016": "2016-01-01",
            "شهر رمضان 2016": "2016-06-06/2016-07-05",
            "الجمعة العظيمة 2011": "2011-04-22",
        },
    ),
    Rule(
        "feast-nth-day",
        "feast_day",
        "{n:ordinal} (أيام|يوم|ايام) (من)? {d:feast_whole}|(اليوم) {n:ordinal} (من|ل|لـ)? (أيام)? {d:feast_whole}",
        _nth,
        {"أول أيام عيد الأضحى 2016": "2016-09-12"},
    ),
    Rule(
        "the-feast-eve",
        "part_of_day",
        "ليلة العيد",
        lambda _: Part("night", TheFeast()),
        {"ليلة العيد": "2016-09-11TNI"},
    ),
    Rule(
        "the-feast",
        "feast_day",
        "{n:ordinal} (أيام|يوم|ايام) العيد|(اليوم) {n:ordinal} (من|ل)? (أيام)? العيد|(يوم|أيام|عطلة|إجازة) العيد",
        lambda m: TheFeast(m.n),
        {"ثاني أيام العيد": "2016-09-13"},
    ),
    Rule(
        "feast-day",
        "feast_day",
        "{d:feast_whole}|(يوم|عشية|أيام|عطلة|إجازة) {d:feast_whole}",
        lambda m: m.d,
        {"عيد الفطر 2016": "2016-07-06/2016-07-08"},
    ),
)
