"""Guards of names: months, weekdays, seasons and deictics that are part of a name or another word."""

from collections.abc import Sequence
from typing import Final

from arabic import Kind, Token, fold, numeral_words, read_ordinal
from timex.guarding.neighbours import bare, named_thing, table, word_after, word_before
from timex.guarding.numbers import day_number
from timex.reading import Date, Shift
from timex.rule import Node

_SAFAR: Final = "صفر"
_PLAYERS: Final = 5  # words back in which somebody plays
_WITH_A_BALL: Final = fold("بكرة")


def month_alone(node: Node, tokens: Sequence[Token]) -> bool:
    """A month without day, year or adjective is a time only where a word before it says so."""
    if named_thing(node, tokens) or (node.first and tokens[node.first - 1].kind is Kind.NUMBER):
        return False  # «مدينة 6 أكتوبر»: the day and month were refused together
    if node.last - node.first > 1:  # «شهر آذار», «تشرين الثاني», «آذار/مارس»; «في شهر ثلاثة مدنيين» counts
        counted = tokens[node.first].word.form.endswith("شهر") and tokens[node.last - 1].form in numeral_words()
        return not counted or day_number(node, tokens)
    word, before = tokens[node.first].word, word_before(tokens, node.first)
    if before == "" and word_after(tokens, node.last) == "":
        return True
    if node.clitics[-1:] in ("ب", "ل", "ك") or word.plain.endswith("أب"):  # the last is a father
        return False
    cues = table()["month_cues"]
    if word.form in table()["ambiguous_months"]:
        return before in cues - {"من", "قبل"}
    return before in cues or word.form in table()["clear_months"]


def month(node: Node, tokens: Sequence[Token]) -> bool:
    """A day and month in the name of a thing, a feminine ordinal, or a score."""
    if _feminine(node, tokens):
        return False
    if tokens[node.last - 1].word.form == _SAFAR and (
        node.rule == "date-day-month" and {"-", "/"} & {t.form for t in tokens[node.first : node.last]}
    ):
        return False  # «3-صفر» is a score
    return not named_thing(node, tokens)


def dated(node: Node, tokens: Sequence[Token]) -> bool:
    """A feminine ordinal counts something else than days."""
    return not _feminine(node, tokens)


def _feminine(node: Node, tokens: Sequence[Token]) -> bool:
    """«الأيام الثلاثة الأولى من شوال» count days; «الثانية والعشرون من يونيو» is spoken of one."""
    following = word_after(tokens, node.first + 1)
    return tokens[node.first].word.form in table()["feminine"] and not following.startswith(fold("وال"))


_DAYS_BEFORE_SOMEONE: Final = frozenset(map(fold, ("اليوم", "أمس", "البارحة", "غدا", "غد")))


def someone(node: Node, tokens: Sequence[Token]) -> bool:
    """«عثر أمس أحد الحراس»: after a deictic أحد is a person where a noun follows."""
    last = tokens[node.last - 1]
    if last.word.form != "احد" or node.last - node.first < 2 or node.last >= len(tokens):
        return False
    before = [token.word.form for token in tokens[node.first : node.last - 1] if token.kind is Kind.WORD]
    following = tokens[node.last]
    return bool(before) and before[-1] in _DAYS_BEFORE_SOMEONE and following.kind is Kind.WORD


def deictic(node: Node, tokens: Sequence[Token]) -> bool:
    """«اليوم» as a newspaper, «غدا» as a verb."""
    shift = node.value
    dire = word_after(tokens, node.last) in table()["dire"]  # «في أمس الحاجة»
    if node.clitics.endswith("ك") or dire:  # «كأمس» is no way to say it, «كامس» a name
        return False
    if not isinstance(shift, Shift) or shift.beside is not None or node.last - node.first > 1:
        return True
    token = tokens[node.first]
    form = token.word.form
    if shift.by == 1 and form.endswith("غد") and named_thing(node, tokens):
        return False  # «حزب الغد», «صحيفة الغد»
    if shift.by == 0:
        return _today(node, tokens)
    return shift.by != 1 or _tomorrow(node, tokens)


def _tomorrow(node: Node, tokens: Sequence[Token]) -> bool:
    form = tokens[node.first].word.form
    if form.endswith("غدا"):
        return _no_verb(node, tokens)
    if form == _WITH_A_BALL:
        return _no_ball(node, tokens)
    return not (form == "غد" and not word_before(tokens, node.first))


def _no_ball(node: Node, tokens: Sequence[Token]) -> bool:
    """«يلعبون بكرة من قماش» play with a ball."""
    after = word_after(tokens, node.last)
    thing = after == "من" and not word_after(tokens, node.last + 1).startswith("ال")
    around = {word_before(tokens, node.first, back) for back in range(1, _PLAYERS)}
    return not thing and after not in table()["ball_games"] and not around & table()["play"]


def _today(node: Node, tokens: Sequence[Token]) -> bool:
    before = word_before(tokens, node.first)
    words = table()
    quoted = word_after(tokens, node.last) in ("»", '"', "”", "“") and word_before(tokens, node.first, 2) in (
        "«",
        '"',
        "“",
        "”",
    )
    if before in ("«", '"', "“") and word_after(tokens, node.last) in ("»", '"', "”", "“"):
        return False
    heads = words["today_heads"]
    head = before in heads or bare(before) in heads
    if head and (quoted or word_before(tokens, node.first, 2) in words["today_media"]):
        return False
    if before in words["today_media"] or bare(before) in words["today_media"] or before in words["today_papers"]:
        return False
    # «اليوم السابع» is a newspaper, «اليوم الثاني من المعركة» or «اليوم الذي» a day of something.
    return read_ordinal(tokens, node.last) is None and word_after(tokens, node.last) not in words["today_not"]


def _no_verb(node: Node, tokens: Sequence[Token]) -> bool:
    """«غدا» with tanween is tomorrow; without it, at the head of a clause or after «حتى» and the like, «became»."""
    token = tokens[node.first]
    if any(mark in token.word.surface for mark in "ًٌٍ"):
        return True
    if node.first and (node.last == len(tokens) or tokens[node.last].kind is Kind.PUNCTUATION):
        return True  # a verb would need something to become
    before = word_before(tokens, node.first)
    if node.clitics or before in ("", *table()["became"]) or tokens[node.first - 1].kind is not Kind.WORD:
        after = word_after(tokens, node.last)
        return len(after) > 3 and after[0] == "س" and after[1] in "يتن"
    return True


# Before «الاثنين», which is then "the two".
_THE_TWO: Final = frozenset(
    map(fold, ("بين", "كلا", "هذين", "أن", "يجمع", "تجمع", "جمع", "جمعت", "يربط", "تربط", "كلي"))
)


def weekday(node: Node, tokens: Sequence[Token]) -> bool:
    """«سوق الجمعة», «السيد جمعة», «بين الاثنين»; «مدير مشفى الباسل السبت» is a day."""
    if named_thing(node, tokens, beyond=False):
        return False
    before = word_before(tokens, node.first)
    named = node.value
    if isinstance(named, Date) and named.rel is None and node.last - node.first == 1:
        if before in table()["not_days"] and before != fold("بين"):
            return False
        if named.weekday == 1 and before in _THE_TWO:
            return False
    return True


def weekday_of_week(node: Node, tokens: Sequence[Token]) -> bool:
    """«هذا الأسبوع السبت الماضي» are two times."""
    return word_after(tokens, node.last) not in table()["turned"]


def general(node: Node, tokens: Sequence[Token]) -> bool:
    """«الأمين العام الحالي» is a person in general charge, not a year."""
    before = word_before(tokens, node.first)
    general = table()["general"]
    if tokens[node.first].word.form == "العقد" and node.value.by == 0:  # a player's contract
        return before in table()["month_cues"]
    return tokens[node.first].word.form != "العام" or (before not in general and bare(before) not in general)


def this_after(node: Node, tokens: Sequence[Token]) -> bool:
    """«الأسبوع هذا» is this week, in «رجل الأسبوع هذه المرة» the word points on."""
    return not word_after(tokens, node.last).startswith("ال") and general(node, tokens)


def season(node: Node, tokens: Sequence[Token]) -> bool:
    """A season in the name of a thing."""
    return not named_thing(node, tokens)


def season_alone(node: Node, tokens: Sequence[Token]) -> bool:
    """«الربيع العربي»."""
    return word_after(tokens, node.last) not in ("العربي", fold("العربية"))


def decade(node: Node, tokens: Sequence[Token]) -> bool:
    """«في العشرينات من العمر» is an age."""
    after = word_after(tokens, node.last)
    if after in table()["after_not"]:
        return False
    return not (after == "من" and word_after(tokens, node.last + 1) in table()["after_not"])


def calendar_year(node: Node, tokens: Sequence[Token]) -> bool:
    """«بداية السنة الدراسية» is not January."""
    return word_after(tokens, node.last) not in table()["other_years"]


def this_part(node: Node, tokens: Sequence[Token]) -> bool:
    """«هذا العصر» is this age, «جهارا نهارا» in broad daylight."""
    return (
        tokens[node.last - 1].word.form not in table()["ages"]
        and word_before(tokens, node.first) not in table()["broad"]
    )


def greeting(node: Node, tokens: Sequence[Token]) -> bool:
    """«كل عام وأنتم بخير» is a greeting."""
    return not word_after(tokens, node.last).startswith(("وانت", "وانتم"))


def adverb(node: Node, tokens: Sequence[Token]) -> bool:
    """«آلان» is a man's name, «قريبا من» near, «سابقا لأوانه» premature, «السلام الآن» a movement."""
    token, following = tokens[node.first], word_after(tokens, node.last)
    if token.word.plain.startswith("آل") or word_before(tokens, node.first) in table()["movements"]:
        return False
    if tokens[node.last - 1].word.form == "قليل" and following == "من":  # «بعد قليل من البحث»
        return False
    return token.word.form not in table()["also_places"] or not following.startswith(("من", "لاوان"))


def then(node: Node, tokens: Sequence[Token]) -> bool:
    """«دخلت المعركة يومها الرابع» is her fourth day."""
    return read_ordinal(tokens, node.last) is None
