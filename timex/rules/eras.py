"""Decades and centuries, and the early, middle and late parts of any period."""

from typing import Final

from timex.reading import Era, Portioned, Shift
from timex.rule import Match, Rule

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


def _century(m: Match) -> Era | None:
    if m.n is None or not 1 <= m.n <= 25:
        return None
    first = -100 * m.n if m.b else 100 * (m.n - 1)
    return Era("century", first, before_christ=bool(m.b), hijri=bool(m.h))


def _decade(m: Match) -> Era:
    """«ثمانينيات» alone are of the last century; «القرن التاسع عشر» beside them says otherwise."""
    century = m.c.first if m.c else 1900
    return Era("decade", century + m.d, open_century=m.c is None and m.l is None)


def _portioned(m: Match) -> Portioned:
    return Portioned(m.w[0], m.w[1], m.p)


_PORTIONS: Final = (
    ("START", "مطلع|أوائل|بداية|بدايات|مستهل|باكورة|فاتحة|أول|بدء"),
    ("MID", "منتصف|أواسط|وسط|نصف"),
    ("END", "أواخر|موفى|نهاية|نهايات|آخر|ختام|خواتيم|أخريات"),
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
    Rule("hijri-mark", "hijri_mark", "الهجري|للهجرة", lambda _: True, {"القرن الثالث الهجري": "0816/0913"}),
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
