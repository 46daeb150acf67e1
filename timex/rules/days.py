"""Days counted from the article's, and days of the week."""

from dataclasses import replace
from typing import Final

from timex.reading import Date, Nth, Shift
from timex.rule import Match, Rule

_STEPS: Final = {"past": -1, "this": 0, "next": 1}


def _deictic(m: Match) -> Shift:
    return Shift("day", m.d)


def _beside(m: Match) -> Shift | None:
    """A deictic with the weekday or date it falls on."""
    beside = m.c or Date()
    if m.w:
        beside = replace(beside, weekday=m.w)
    named: Shift = m.s
    return replace(named, beside=beside)


def _weekday(m: Match) -> Date:
    return Date(weekday=m.w, rel=m.r or m.t)


def _of_week(m: Match) -> Date:
    return Date(weekday=m.w, within=m.p)


def _far(m: Match) -> Date:
    """«الجمعة قبل الماضية»: the one before the last; «بعد المقبلة»: the one after the next."""
    return Date(weekday=m.w, rel=m.r, within=Shift("week", 2 * _STEPS[m.r]))


def _nth(m: Match) -> Nth | None:
    return Nth(m.n, m.u or "day", m.p, m.w) if m.n is not None and -1 <= m.n <= 31 and m.n else None


def _last(m: Match) -> Nth:
    return Nth(-1, m.u or "day", m.p, m.w)


RULES: Final = (
    Rule(
        "deictic",
        "deictic_base",
        "(يوم|ليوم|نهار)? {d:deictic}",
        _deictic,
        {"اليوم": "2016-12-08", "أول من أمس": "2016-12-06", "يصل غداً": "2016-12-09", "يعقد بعد غد": "2016-12-10"},
        ["غدا الحي منطقة منكوبة", "صحيفة اليوم", "في أيامنا"],
    ),
    Rule(
        "day-past-next",
        "deictic_base",
        "اليوم (الماضي|المنصرم|الفائت|الفايت)|اليوم {n:day_next}|اليوم {r:rel_far}",
        lambda m: Shift("day", 2 * _STEPS[m.r] if m.r else m.n or -1),
        {"خلال اليوم الماضي": "2016-12-07", "اليوم المقبل": "2016-12-09", "اليوم قبل الماضي": "2016-12-06"},
        ["اليوم الأخير من المفاوضات"],
    ),
    Rule("day-next", "day_next", "(المقبل|القادم|الجاي)", lambda _: 1, {"اليوم القادم": "2016-12-09"}),
    Rule(
        "deictic-brackets",
        "deictic_base",
        "(يوم)? أمس \\( الأول \\)|(يوم)? أول \\(? من \\)? أمس",
        lambda _: Shift("day", -2),
        {"أمس (الأول)": "2016-12-06"},
    ),
    Rule("deictic-alone", "deictic_day", "{s:deictic_base}", lambda m: m.s, {"قتل امس": "2016-12-07"}),
    Rule(
        "deictic-weekday",
        "deictic_day",
        "{s:deictic_base} (،|,|\\(|-|–|«|يوم|هو)? (يوم)? {w:any_weekday} (\\)|»)?"
        "|{s:deictic_base} (،|,|\\(|-|–|/)? {w:bare_weekday} \\)?",
        _beside,
        {"أمس الأربعاء": "2016-12-07", "يوم غد الجمعة": "2016-12-09", "أمس (الأربعاء)": "2016-12-07"},
    ),
    Rule(
        "weekday-deictic",
        "deictic_day",
        "(يوم)? {w:any_weekday} (،|,|\\(|-)? {s:deictic_base} \\)?",
        _beside,
        {"الأربعاء أمس": "2016-12-07", "الخميس (اليوم)": "2016-12-08"},
    ),
    Rule(
        "deictic-date",
        "deictic_day",
        "{s:deictic_base} (،|,|\\(|-|الموافق|الموافق ل|المصادف|المصادف ل|في)? {c:date} \\)?",
        _beside,
        {"اليوم الخميس 8 كانون الأول 2016": "2016-12-08", "أمس 7 كانون الأول": "2016-12-07"},
    ),
    Rule(
        "weekday",
        "week_day",
        "(يوم|ليوم|نهار)? {w:weekday}",
        _weekday,
        {"الثلاثاء": "2016-12-06", "يوم السبت": "2016-12-03"},
        ["قال جمعة العلي"],
    ),
    Rule(
        "weekday-bare",
        "week_day",
        "(يوم|ليوم|نهار) {w:bare_weekday}",
        _weekday,
        {"يوم سبت": "2016-12-03"},
        ["لا أحد يعلم", "قال أحد قادة الفصائل"],
    ),
    Rule(
        "weekday-last-next",
        "week_day",
        "(يوم|ليوم|نهار)? {w:any_weekday} (من)? {r:rel}|(يوم)? {w:any_weekday} {r:former}"
        "|{t:this_one} (يوم)? {w:any_weekday}",
        _weekday,
        {"الأحد الماضي": "2016-12-04", "الاثنين القادم": "2016-12-12", "يوم الخميس السابق": "2016-12-01"},
    ),
    Rule("this-one", "this_one", "(هذا|هاد)", lambda _: "this", {"هذا الأربعاء": "2016-12-07"}),
    Rule(
        "weekday-far", "week_day", "(يوم|ليوم)? {w:any_weekday} {r:rel_far}", _far, {"الجمعة قبل الماضية": "2016-11-25"}
    ),
    Rule(
        "weekday-of-week",
        "week_day",
        "(يوم|ليوم)? {w:any_weekday} (من|في)? {p:week_shift}|(يوم)? {w:bare_weekday} {p:week_shift}"
        "|{p:week_shift} (يوم)? {w:weekday}",
        _of_week,
        {"الجمعة من الأسبوع الماضي": "2016-12-02", "جمعة الأسبوع الماضي": "2016-12-02"},
    ),
    Rule(
        "nth-day",
        "nth_day",
        "{n:ordinal} (يوم|أيام) (من|في)? {p:month_like}|(اليوم) {n:ordinal} (من|في) {p:month_like}"
        "|{n:ordinal} (يوم)? {w:bare_weekday} (من|في) {p:month_like}"
        "|{n:ordinal} {w:any_weekday} (من|في) {p:month_like}|{n:ordinal} (يوم|أيام) ب{p:month_like}"
        "|(اليوم) {n:ordinal} ب{p:month_like}|{n:ordinal} (يوم)? {w:bare_weekday} ب{p:month_like}",
        _nth,
        {"ثاني يوم من مارس 2016": "2016-03-02", "أول جمعة في آذار 2016": "2016-03-04"},
    ),
    Rule(
        "last-day",
        "nth_day",
        "آخر (يوم|أيام) (من|في)? {p:month_like}|آخر (يوم)? {w:bare_weekday} (من|في)? {p:month_like}"
        "|اليوم الأخير (من|في) {p:month_like}|(يوم)? {w:any_weekday} (الأخير|الأخيرة) (من|في) {p:month_like}"
        "|آخر (يوم|أيام) ب{p:month_like}|آخر (يوم)? {w:bare_weekday} ب{p:month_like}|اليوم الأخير ب{p:month_like}"
        "|(يوم)? {w:any_weekday} (الأخير|الأخيرة) ب{p:month_like}",
        _last,
        {"آخر يوم من شباط 2016": "2016-02-29", "آخر جمعة في آذار 2016": "2016-03-25"},
    ),
)
