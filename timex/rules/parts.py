"""Parts of a day: «فجر الخميس», «ليلة أمس», «ليل الأربعاء - الخميس», «بعد صلاة الجمعة»."""

from typing import Final

from timex.reading import Anaphor, Clock, Date, Part, Shift
from timex.rule import Match, Rule

_PORTIONS: Final = {"الاولي": "START", "الاخيره": "END"}


def _part(m: Match) -> Part:
    return Part(m.p, m.d)


def _night_between(m: Match) -> Part | None:
    """The night between two days is that of the first; they must follow one another."""
    if m.b != m.a % 7 + 1:
        return None
    return Part("night", Date(weekday=m.a, rel=m.r))


def _last_night(m: Match) -> Part:
    return Part(m.p, Shift("day", {"past": -1, "this": 0, "next": 1}[m.r]))


def _this(m: Match) -> Part:
    return Part(m.p, Shift("day", 0))


def _then(m: Match) -> Part:
    return Part(m.p, Anaphor("day", m.a or 0))


RULES: Final = (
    Rule(
        "part-of-day",
        "part_of_day",
        "{p:part} (من)? (يوم|نهار)? {d:day}|{p:part} \\( (يوم)? {d:day} \\)"
        "|{d:day} (،|في|عند)? {p:part_adverb}|{p:part_adverb} (يوم|من)? {d:day}",
        _part,
        {
            "فجر الخميس": "2016-12-08TDA",
            "ليلة أمس": "2016-12-07TNI",
            "صباح اليوم": "2016-12-08TMO",
            "مساء الثلاثاء": "2016-12-06TEV",
            "أمس مساء": "2016-12-07TEV",
            "بعد منتصف ليل الاثنين": "2016-12-06TNI",
        },
        ["ليل دمشق"],
    ),
    Rule(
        "part-early-late",
        "part_of_day",
        "(ساعات|الساعات) (الأولى|الأخيرة|المتأخرة)? (من)? {p:part}"
        " (الأولى|الباكر|المتأخرة|الأخيرة)? (من)? (يوم|نهار)? {d:day}"
        "|(ساعات|الساعات) (الأولى|الأخيرة|المتأخرة)? (من)? {p:part} \\( {d:day} \\)"
        "|{p:part} (الباكر|المتأخر|باكر) (من)? (يوم)? {d:day}"
        "|(ساعة|وقت) (متأخر|متأخرة|مبكر|مبكرة) (من)? {p:part} (يوم)? {d:day}"
        "|(ساعات|الساعات) {p:part} (الأولى|الباكرة|المتأخرة|الأخيرة) (،|من)? {d:day}",
        _part,
        {"ساعات الصباح الأولى من اليوم": "2016-12-08TMO", "ساعات متأخرة من ليل أمس": "2016-12-07TNI"},
    ),
    Rule(
        "night-between",
        "part_of_day",
        "(منتصف|بعد منتصف)? (ليل|ليلة|الليلة) {a:any_weekday} (/|-|–|إلى|على|_|ـ) (ليل)? {b:any_weekday} {r:rel}?"
        "|(ليل|ليلة) {a:any_weekday} و{b:any_weekday}"
        "|(منتصف|بعد منتصف)? (ليل|ليلة) {a:any_weekday} {b:any_weekday}",
        _night_between,
        {"ليل الأربعاء - الخميس": "2016-12-07TNI", "ليل الثلاثاء/الأربعاء": "2016-12-06TNI"},
        [],
    ),
    Rule("night-last", "part_of_day", "{p:part_last} {r:rel}", _last_night, {"الليلة الماضية": "2016-12-07TNI"}),
    Rule(
        "night-before-last",
        "part_of_day",
        "{p:part_last} {f:rel_far}",
        lambda m: Part(m.p, Shift("day", -2 if m.f == "past" else 2)),
        {"الليلة قبل الماضية": "2016-12-06TNI"},
    ),
    Rule("part-last", "part_last", "(الليلة|ليلة)", lambda _: "night", {"الليلة الماضية": "2016-12-07TNI"}),
    Rule(
        "part-this",
        "part_of_day",
        "(هذا|هذه) {p:part}",
        _this,
        {"هذا الصباح": "2016-12-08TMO", "هذه الليلة": "2016-12-08TNI"},
    ),
    Rule(
        "tonight",
        "part_of_day",
        "(الليلة|هالليلة)",
        lambda _: Part("night", Shift("day", 0)),
        {"الليلة": "2016-12-08TNI"},
        ["ليلة القبض"],
    ),
    Rule(
        "prayer",
        "part_of_day",
        "(بعد|عقب|إثر) (صلاة|صلاتي) {d:day}|(بعد|عقب) صلاة {p:part} (من)? (يوم)? {d:day}",
        lambda m: Part(m.p or "afternoon", m.d),
        {"بعد صلاة الجمعة الماضية": "2016-12-02TAF"},
    ),
    Rule(
        "part-then",
        "part_of_day",
        "{p:part} اليوم {a:anaphor}|{p:part_the_same} {a:anaphor}|(نفس|ذات) {p:part_the_same}",
        _then,
        {"في 15 آذار 2011 اعتقلوا، وفي مساء اليوم التالي": "2011-03-16TEV"},
        ["فجر نفسه بحزام ناسف"],
    ),
    Rule("part-adverb", "part_of_day", "{p:part_adverb}", _part, {"قصفوا ليلا": "XXXX-XX-XXTNI"}),
    Rule(
        "part-after-day",
        "part_of_day",
        "{d:deictic_day} {p:part_the}|{d:week_day} {p:part_the}",
        _part,
        {"غدا الصبح": "2016-12-09TMO"},
    ),
    Rule(
        "part-early", "part_of_day", "{p:part_the} (الباكر|المتأخر)", _part, {"خرجوا في الصباح الباكر": "XXXX-XX-XXTMO"}
    ),
    Rule(
        "part-at",
        "part_of_day",
        "[عند|وقت|منذ|قبيل|بعيد|بعد|مع] (ساعات)? {p:part_the}",
        _part,
        {"وصلوا عند الفجر": "XXXX-XX-XXTDA"},
        ["عند المغرب"],
    ),
    Rule("part-in", "part_of_day", "[في] {p:part_in}", _part, {"عادوا في الصباح": "XXXX-XX-XXTMO"}, ["أصيب في الظهر"]),
    Rule(
        "part-in-morning",
        "part_in",
        "(الصباح)",
        lambda _: "morning",
        {"التاسعة في الصباح": "XXXX-XX-XXT09:00"},
    ),
    Rule(
        "part-in-evening",
        "part_in",
        "(المساء)",
        lambda _: "evening",
        {"من 5 إلى 6 في المساء": "XXXX-XX-XXT17:00/XXXX-XX-XXT18:00"},
    ),
    Rule("part-in-night", "part_in", "(الليل)", lambda _: "night", {"الساعة 9 في الليل": "XXXX-XX-XXT21:00"}),
    Rule(
        "part-the-same",
        "part_the_same",
        "(الليلة)",
        lambda _: "night",
        {"في 15 آذار 2011 اعتقلوا، وفي الليلة نفسها": "2011-03-15TNI"},
    ),
    Rule("part-the-dawn", "part_the", "(الفجر|فجر)", lambda _: "dawn", {"وصلوا عند الفجر": "XXXX-XX-XXTDA"}),
    Rule(
        "part-the-sunset", "part_the", "(الغروب|غروب الشمس)", lambda _: "sunset", {"وصلوا عند الغروب": "XXXX-XX-XXTEV"}
    ),
    Rule("part-the-morning", "part_the", "(الصباح|الصبح)", lambda _: "morning", {"منذ الصباح": "2016-12-08TMO"}),
    Rule("part-the-noon", "part_the", "(الظهر|الظهيرة)", lambda _: "noon", {"عند الظهيرة": "XXXX-XX-XXTMI"}),
    Rule("part-the-afternoon", "part_the", "(العصر)", lambda _: "afternoon", {"وقت العصر": "XXXX-XX-XXTAF"}),
    Rule("part-the-evening", "part_the", "(المساء)", lambda _: "evening", {"عند المساء": "XXXX-XX-XXTEV"}),
    Rule(
        "midnight",
        "clock_one",
        "(منتصف) (الليل|ليل|الليلة)",
        lambda _: Clock(12, part="midnight"),
        {"منتصف الليل": "XXXX-XX-XXT00:00"},
    ),
    Rule("midday", "clock_one", "منتصف النهار", lambda _: Clock(12, part="noon"), {"منتصف النهار": "XXXX-XX-XXT12:00"}),
)
