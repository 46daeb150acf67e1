"""Guards of numbers: what is counted, numbered or scored and no date."""

from collections.abc import Sequence
from typing import Final

from arabic import Kind, Token
from timex.guarding.neighbours import named_thing, table, word_after, word_before
from timex.lexicon import closed_words
from timex.rule import Node
from timex.tense import tense_around

_TWO_DIGITS: Final = 2
_DAY_AND_NUMBER: Final = 2  # words
_PRINTED_BARE: Final = 1700  # years before it do not stand bare in news
_AND_SAID: Final = "ونص"  # and a half, in the spoken language
_ORDINAL_AND_PRAYER: Final = 2  # words


def years(node: Node, tokens: Sequence[Token]) -> bool:
    """A law's number is none: «القانون عدد 2016/17»."""
    return word_before(tokens, node.first) not in table()["numbers"]


def year_range(node: Node, tokens: Sequence[Token]) -> bool:
    """«بين 1050-1140 دولارا» is a price; old years are named as such or stand in brackets: «(1206 - 1260)»."""
    if not years(node, tokens) or word_after(tokens, node.last) in table()["counted"]:
        return False
    first = next(t for t in tokens[node.first : node.last] if t.kind is Kind.NUMBER)
    if first.number is None or first.number >= _PRINTED_BARE:
        return True
    words = {t.form for t in tokens[max(node.first - 1, 0) : node.last]}
    return bool(words & {"(", "عام", "العام", "عامي", "سنه", "السنه", "سنتي", "سنوات", "اعوام"})


def year(node: Node, tokens: Sequence[Token]) -> bool:
    """«في 2017» is a year unless what follows is counted by it."""
    after = word_after(tokens, node.last)
    if after in table()["counted"] or after in ("%", "٪", "/", ":"):
        return False
    return not (
        node.value.year % 100 == 0 and after and tokens[node.last].kind is Kind.WORD and not after.startswith("ال")
    )


def day_number(node: Node, tokens: Sequence[Token]) -> bool:
    """A number after a weekday or يوم is its day only where nothing can be counted by it."""
    if node.last >= len(tokens) or tokens[node.last].gap == "\n":
        return True
    following = tokens[node.last]
    if following.kind is Kind.PUNCTUATION:
        return following.form not in "/:%-.٪" or following.gap != ""
    return following.form in table()["clause"] and following.form != "من"  # «الاثنين 19 من مقاتلي الفصيل»


def counts_after_weekday(node: Node, tokens: Sequence[Token]) -> bool:
    """Does a part end in a weekday and a number that counts what follows: «مساء الاثنين | 18 شاحنة»?"""
    if node.last - node.first < _DAY_AND_NUMBER or tokens[node.last - 1].kind is not Kind.NUMBER:
        return False
    stems = tokens[node.last - 2].word.stems
    weekday = any(kind == "weekday" for stem in stems for kind, _, _ in closed_words().get(stem.form, ()))
    return weekday and not day_number(node, tokens)


def month_day(node: Node, tokens: Sequence[Token]) -> bool:
    """«آذار 15» is a day where nothing can be counted by the number: «في آذار 15 غارة»."""
    if tokens[node.first].word.form == "صفر" and tokens[node.first + 1].form in ("-", "/"):
        return False  # «خسر صفر- 1» is a score
    goes_on = node.last + 1 < len(tokens) and tokens[node.last + 1].kind is Kind.NUMBER
    return day_number(node, tokens) and not named_thing(node, tokens) and not goes_on


def weekday_number(node: Node, tokens: Sequence[Token]) -> bool:
    """«الثلاثاء التاسع عشر»; «الاثنين رابع أيام العيد» is another thing."""
    numeral = tokens[node.first + 1] if tokens[node.first].kind is Kind.WORD else tokens[node.first]
    return (numeral.kind is Kind.NUMBER or numeral.form.startswith("ال")) and day_number(node, tokens)


def numeric(node: Node, tokens: Sequence[Token]) -> bool:
    """«4-4-2» is a formation: a year has two digits at least."""
    digits = [t.word.form for t in tokens[node.first : node.last] if t.kind is Kind.NUMBER]
    glued = tokens[node.first].gap == "" and word_before(tokens, node.first) in ("-", "/", ".")
    return max(len(digits[0]), len(digits[-1])) > 1 and not glued


def short_date(node: Node, tokens: Sequence[Token]) -> bool:
    """«5/7 من الحالات» is a share."""
    return word_after(tokens, node.last) not in ("من", "/", "-", "%", "٪")


def short_date_alone(node: Node, tokens: Sequence[Token]) -> bool:
    """«25/11» is a date where nothing else stands on the line, «25/04» by its nought."""
    if tokens[node.last - 1].word.surface[0] in "0٠۰" and len(tokens[node.last - 1].word.surface) == _TWO_DIGITS:
        counted = node.last < len(tokens) and tokens[node.last].kind is Kind.NUMBER
        return short_date(node, tokens) and tokens[node.first].gap != "" and not counted
    return word_before(tokens, node.first) == "" and word_after(tokens, node.last) == ""


def clock(node: Node, tokens: Sequence[Token]) -> bool:
    """«GMT+04:00» is an offset, «ضمت الأولى المغرب» a country."""
    if tokens[node.last - 1].form == _AND_SAID and word_after(tokens, node.last).startswith("ال"):
        return False  # in «الساعة الثالثة ونص البيان» a text says something
    if node.last - node.first == _ORDINAL_AND_PRAYER and tokens[node.last - 1].word.form == "المغرب":
        return tokens[node.first].kind is Kind.NUMBER
    return word_before(tokens, node.first) not in ("+", "-") or tokens[node.first].gap != ""


def span(node: Node, tokens: Sequence[Token]) -> bool:
    """«خلال عقد اللقاءات» is holding them, not a decade."""
    form = tokens[node.last - 1].word.form
    if tokens[node.first].gap == "" and word_before(tokens, node.first) in ("/", "-", ":", ".", ","):
        return False  # «02/02/09 يوم غضب»
    if form not in table()["holding"]:
        return True
    if word_before(tokens, node.last - 1) in table()["holding_sure"]:
        return True
    return (
        node.last >= len(tokens)
        or tokens[node.last].kind is not Kind.WORD
        or word_after(tokens, node.last) in table()["after_holding"]
    )


def ahead(node: Node, tokens: Sequence[Token]) -> bool:
    """«سنة بعد سنة», «يوما بعد يوم» are ever on."""
    again = tokens[node.first + 1].form if node.last - node.first > 1 else tokens[node.last - 1].form
    before = word_before(tokens, node.first)
    return span(node, tokens) and again.removesuffix("ا") != before.removesuffix("ا")


def away(node: Node, tokens: Sequence[Token]) -> bool:
    """«عاد الخميس بعد أسبوعين من الغياب» counts from something else, as does what is told as past."""
    return (
        word_after(tokens, node.last) not in ("من", "علي")
        and tense_around(tokens, node.first, node.last) != "past"
        and span(node, tokens)
    )


def plural(node: Node, tokens: Sequence[Token]) -> bool:
    """«لسنوات الحرب» are the years of something."""
    return span(node, tokens) and not word_after(tokens, node.last).startswith("ال")
