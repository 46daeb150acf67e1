"""Guards: neighbours that show a word to be a name or a thing and no time at all."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from arabic import Kind, Token, fold, read_ordinal
from timex.reading import Date, Shift
from timex.rule import Node

_TABLE: Final = Path(__file__).with_name("guards.toml")
_SURE_MONTHS: Final = 2  # words: «تشرين الثاني» is no surname


@cache
def _words() -> Mapping[str, frozenset[str]]:
    with _TABLE.open("rb") as table:
        return {name: frozenset(map(fold, row["words"])) for name, row in tomllib.load(table).items()}


def _before(tokens: Sequence[Token], first: int, back: int = 1) -> str:
    """The folded word so many tokens before, within the line; nothing at its beginning."""
    index = first - back
    if index < 0 or any(tokens[i].gap == "\n" for i in range(index + 1, first + 1)):
        return ""
    return tokens[index].word.form


def _bare(form: str) -> str:
    """A word without the conjunction or preposition before it, for a look into a table of heads."""
    return form[1:] if len(form) > 3 and form[0] in "وفبل" else form


def _after(tokens: Sequence[Token], last: int) -> str:
    return tokens[last].word.form if last < len(tokens) and tokens[last].gap != "\n" else ""


def _named_thing(node: Node, tokens: Sequence[Token]) -> bool:
    before, heads = _before(tokens, node.first), _words()["name_heads"]
    return before in heads or _bare(before) in heads


def _month_alone(node: Node, tokens: Sequence[Token]) -> bool:
    """A month without day, year or adjective is a time only where a word before it says so."""
    if _named_thing(node, tokens) or (node.first and tokens[node.first - 1].kind is Kind.NUMBER):
        return False  # «مدينة 6 أكتوبر»: the day and month were refused together
    if node.last - node.first > 1:  # «شهر آذار», «تشرين الثاني», «آذار/مارس»
        return True
    before = _before(tokens, node.first)
    if before == "" and _after(tokens, node.last) == "":
        return True
    if node.clitics[-1:] in ("ب", "ل", "ك"):
        return False
    form = tokens[node.first].word.form
    if form in _AMBIGUOUS_MONTHS:
        return before in _words()["month_cues"] - {"من", "قبل"}
    return before in _words()["month_cues"] or tokens[node.first].word.form in _CLEAR_MONTHS


_AMBIGUOUS_MONTHS: Final = frozenset(
    map(
        fold,
        (
            "مارس",
            "آب",
            "ماي",
            "صفر",
            "محرم",
            "المحرم",
            "رجب",
            "شعبان",
            "رمضان",
            "شوال",
            "مايو",
            "ماية",
            "مايس",
            "القعدة",
            "الحجة",
            "أوت",
            "جوان",
            "شباط",
            "نيسان",
            "تموز",
            "أيار",
            "آذار",
            "أيلول",
            "حزيران",
            "ابرايل",
            "مارث",
        ),
    )
)
_CLEAR_MONTHS: Final = frozenset(
    map(
        fold,
        (
            "يناير",
            "فبراير",
            "أبريل",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
            "جانفي",
            "فيفري",
            "جويلية",
            "إبريل",
        ),
    )
)


def _month(node: Node, tokens: Sequence[Token]) -> bool:
    first = tokens[node.first].word.form
    if first in _FEMININE:  # «الأيام الثلاثة الأولى من شوال»
        return False
    if tokens[node.last - 1].word.form == _SAFAR and (
        node.rule == "date-day-month" and "-" in (t.form for t in tokens[node.first : node.last])
    ):
        return False  # «3-صفر» is a score
    return not _named_thing(node, tokens)


def _dated(node: Node, tokens: Sequence[Token]) -> bool:
    return tokens[node.first].word.form not in _FEMININE


_SAFAR: Final = "صفر"
_FEMININE: Final = frozenset(
    map(
        fold,
        (
            "الأولى",
            "الثانية",
            "الثالثة",
            "الرابعة",
            "الخامسة",
            "السادسة",
            "السابعة",
            "الثامنة",
            "التاسعة",
            "العاشرة",
            "أولى",
            "ثانية",
        ),
    )
)


def _deictic(node: Node, tokens: Sequence[Token]) -> bool:
    """«اليوم» as a newspaper, «غدا» as a verb."""
    shift = node.value
    if not isinstance(shift, Shift) or shift.beside is not None or node.last - node.first > 1:
        return True
    token = tokens[node.first]
    form = token.word.form
    if shift.by == 1 and form.endswith("غد") and _named_thing(node, tokens):
        return False  # «حزب الغد», «صحيفة الغد»
    if shift.by == 0:
        return _today(node, tokens)
    if shift.by == 1 and form.endswith("غدا"):
        return _tomorrow(node, tokens)
    return not (form == "غد" and not _before(tokens, node.first))


def _today(node: Node, tokens: Sequence[Token]) -> bool:
    before = _before(tokens, node.first)
    words = _words()
    quoted = _after(tokens, node.last) in ("»", '"', "”", "“") and _before(tokens, node.first, 2) in (
        "«",
        '"',
        "“",
        "”",
    )
    if before in ("«", '"', "“") and _after(tokens, node.last) in ("»", '"', "”", "“"):
        return False
    heads = words["today_heads"]
    head = before in heads or _bare(before) in heads
    if head and (quoted or _before(tokens, node.first, 2) in words["today_media"]):
        return False
    if before in words["today_media"] or _bare(before) in words["today_media"] or before in words["today_papers"]:
        return False
    # «اليوم السابع» is a newspaper, «اليوم الثاني من المعركة» or «اليوم الذي» a day of something.
    return read_ordinal(tokens, node.last) is None and _after(tokens, node.last) not in words["today_not"]


def _tomorrow(node: Node, tokens: Sequence[Token]) -> bool:
    """«غدا» with tanween is tomorrow; without it, at the head of a clause or after «حتى» and the like, «became»."""
    token = tokens[node.first]
    if any(mark in token.word.surface for mark in "ًٌٍ"):
        return True
    before = _before(tokens, node.first)
    if node.clitics or before in ("", *_words()["became"]) or tokens[node.first - 1].kind is not Kind.WORD:
        after = _after(tokens, node.last)
        return len(after) > 3 and after[0] == "س" and after[1] in "يتن"
    return True


def _weekday(node: Node, tokens: Sequence[Token]) -> bool:
    if _named_thing(node, tokens):
        return False
    before = _before(tokens, node.first)
    named = node.value
    if isinstance(named, Date) and named.rel is None and node.last - node.first == 1:
        if before in _words()["not_days"] and before != fold("بين"):
            return False
        if named.weekday == 1 and before in (fold("بين"), fold("كلا"), fold("هذين"), fold("أن")):
            return False
    return True


def _decade(node: Node, tokens: Sequence[Token]) -> bool:
    """«في العشرينات من العمر» is an age."""
    after = _after(tokens, node.last)
    if after in _words()["after_not"]:
        return False
    return not (after == "من" and _after(tokens, node.last + 1) in _words()["after_not"])


def _portioned(node: Node, tokens: Sequence[Token]) -> bool:
    """«بداية السنة الدراسية» is not January."""
    return _after(tokens, node.last) not in _words()["other_years"]


def _every(node: Node, tokens: Sequence[Token]) -> bool:
    """«كل عام وأنتم بخير» is a greeting."""
    return not _after(tokens, node.last).startswith(("وانت", "وانتم"))


def _vague(node: Node, tokens: Sequence[Token]) -> bool:
    """«آلان» is a man's name."""
    return not tokens[node.first].word.plain.startswith("آل")


def _years(node: Node, tokens: Sequence[Token]) -> bool:
    """A law's number is none: «القانون عدد 2016/17»."""
    return _before(tokens, node.first) not in _words()["numbers"]


def _year(node: Node, tokens: Sequence[Token]) -> bool:
    """«في 2017» is a year unless what follows is counted by it."""
    after = _after(tokens, node.last)
    if after in _words()["counted"] or after in ("%", "٪", "/", ":"):
        return False
    return not (
        node.value.year % 100 == 0 and after and tokens[node.last].kind is Kind.WORD and not after.startswith("ال")
    )


def _shift(node: Node, tokens: Sequence[Token]) -> bool:
    """«الأمين العام الحالي» is a person in general charge, not a year."""
    before = _before(tokens, node.first)
    general = _words()["general"]
    return tokens[node.first].word.form != "العام" or (before not in general and _bare(before) not in general)


def _season(node: Node, tokens: Sequence[Token]) -> bool:
    return not _named_thing(node, tokens)


def _day_number(node: Node, tokens: Sequence[Token]) -> bool:
    """A number after a weekday or يوم is its day only where nothing can be counted by it."""
    if node.last >= len(tokens) or tokens[node.last].gap == "\n":
        return True
    following = tokens[node.last]
    if following.kind is Kind.PUNCTUATION:
        return following.form not in "/:%-.٪" or following.gap != ""
    return following.form in _words()["clause"] and not (
        following.form == "من" and tokens[node.last - 1].kind is not Kind.NUMBER
    )


def _weekday_number(node: Node, tokens: Sequence[Token]) -> bool:
    """«الثلاثاء التاسع عشر»; «الاثنين رابع أيام العيد» is another thing."""
    numeral = tokens[node.first + 1] if tokens[node.first].kind is Kind.WORD else tokens[node.first]
    return (numeral.kind is Kind.NUMBER or numeral.form.startswith("ال")) and _day_number(node, tokens)


def _numeric(node: Node, tokens: Sequence[Token]) -> bool:
    """«4-4-2» is a formation: a year has two digits at least."""
    digits = [t.word.form for t in tokens[node.first : node.last] if t.kind is Kind.NUMBER]
    return max(len(digits[0]), len(digits[-1])) > 1 and _before(tokens, node.first) not in ("-", "/", ".")


def _short_date(node: Node, tokens: Sequence[Token]) -> bool:
    return _after(tokens, node.last) not in ("من", "/", "-", "%", "٪")


def _short_date_alone(node: Node, tokens: Sequence[Token]) -> bool:
    """«25/11» is a date where nothing else stands on the line."""
    return _before(tokens, node.first) == "" and _after(tokens, node.last) == ""


def _clock(node: Node, tokens: Sequence[Token]) -> bool:
    """«GMT+04:00» is an offset."""
    return _before(tokens, node.first) not in ("+", "-") or tokens[node.first].gap != ""


def _span(node: Node, tokens: Sequence[Token]) -> bool:
    """«خلال عقد اللقاءات» is holding them, not a decade."""
    form = tokens[node.last - 1].word.form
    if form not in _HOLDING:
        return True
    return node.last >= len(tokens) or tokens[node.last].kind is not Kind.WORD or _after(tokens, node.last) == "من"


def _plural(node: Node, tokens: Sequence[Token]) -> bool:
    """«لسنوات الحرب» are the years of something."""
    return _span(node, tokens) and not _after(tokens, node.last).startswith("ال")


def _season_alone(node: Node, tokens: Sequence[Token]) -> bool:
    return _after(tokens, node.last) not in ("العربي", fold("العربية"))


_HOLDING: Final = frozenset(map(fold, ("عقد", "عقدا", "قرن", "عقود", "قرون")))


_GUARDS: Final[Mapping[str, Callable[[Node, Sequence[Token]], bool]]] = {
    "month-alone": _month_alone,
    "month-last": _month,
    "date-day-month": _month,
    "date-full": _dated,
    "portioned-unit": _portioned,
    "nth-day": _portioned,
    "nth-period": _portioned,
    "last-day": _portioned,
    "last-period": _portioned,
    "quarter": _portioned,
    "every-unit": _every,
    "vague": _vague,
    "range-school-year": _years,
    "deictic-alone": _deictic,
    "weekday": _weekday,
    "weekday-bare": _weekday,
    "weekday-last-next": _weekday,
    "decade": _decade,
    "year-in": _year,
    "season-year": _season,
    "date-numeric-marked": _numeric,
    "weekday-day": _weekday_number,
    "day-alone": _day_number,
    "date-short-in": _short_date,
    "date-short-alone": _short_date_alone,
    "clock": _clock,
    "duration-for": _span,
    "duration-within": _span,
    "duration-of-plural": _plural,
    "duration-plurals": _plural,
    "season-alone": _season_alone,
    "ago": _span,
    "ahead": _span,
    "ahead-of": _span,
    "span-of": _span,
    "since-span": _span,
    "duration": _span,
    "shift": _shift,
    "anaphor-unit": _shift,
    "shift-year": _shift,
}


def stands(node: Node, tokens: Sequence[Token]) -> bool:
    """Is a part that was parsed a time where it stands?"""
    guard = _GUARDS.get(node.rule)
    return guard is None or guard(node, tokens)
