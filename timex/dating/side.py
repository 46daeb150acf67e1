"""The side of the article on which a day lies, as far as its clause vouches for it.

A weekday is read by the tense of the nearest verb (``timex.tense``); to bound the date of a whole article more is
asked: «أعلن … عن إضراب يوم 6 مارس» has a past tense and a day that is still to come.
"""

from collections.abc import Sequence
from typing import Final, Literal

from arabic import Kind, Lore, Text, Token, Word
from timex.dating.vocabulary import not_verbs, verbs_of_events, words
from timex.expression import Expression

# since: it has begun; over: it was, by words that leave little doubt; past: it was, by the verb;
# told: it was, or it has been announced; future: it is still to come.
Side = Literal["since", "over", "past", "told", "future"] | None

_CLAUSE: Final = 14
_LONG_CLAUSE: Final = 24  # where the nearest words tell nothing: «من المتوقع عقد … في 11 كانون الأول»
_AFTER: Final = 3
_BESIDE: Final = 2
_LIKE_A_NOUN: Final = 3  # letters of a verb that is spelled like its noun: قصف, نقل, عقد
_IMPERFECT: Final = frozenset("يتن")


def side(expression: Expression, text: Text) -> Side:
    """On which side of the article a day lies; null where nothing vouches for either."""
    if expression.first and text.tokens[expression.first - 1].form in words("tense", "since"):
        return "since"
    said = _said_before(expression, text) or _said_after(expression, text)
    if said in ("past", "over"):
        return "told" if expression.tense == "future" or _is_a_bound(expression, text) else said
    if said == "future":
        return "told" if expression.tense == "past" else "future"
    return "told" if expression.tense == "past" else None


def _said_before(expression: Expression, text: Text) -> Side:
    """What the nearest telling word of the clause before an expression says."""
    reach = _CLAUSE if expression.tense else _LONG_CLAUSE
    first = max(text.sentences[expression.sentence].first, expression.first - reach)
    for index in range(expression.first - 1, first - 1, -1):
        telling = _TELLING[text.words[index]]
        if telling is None:
            continue
        if telling == "that":
            return _says_future(text.tokens[index - 1], text.tokens[max(index - 3, 0) : index - 1]) if index else None
        if (said := _says(text.tokens[index], text.tokens[max(index - 3, 0) : index])) is not None:
            return said
    return None


def _said_after(expression: Expression, text: Text) -> Side:
    """«في 15 آذار 2011 اعتقل شبان»: the verb may follow."""
    last = min(text.sentences[expression.sentence].last, expression.last + _AFTER)
    for token in text.tokens[expression.last : last]:
        if (said := _says(token, text.tokens[token.index - 1 : token.index])) is not None:
            return said if said in ("past", "over") else None
    return None


def _telling(word: Word) -> str | None:
    """What a word may say of the side by itself: most say nothing."""
    form = _bare_form(word.form)
    if form in words("tense", "that"):
        return "that"
    if form in words("tense", "announcing"):
        return "announcing"
    if form in words("tense", "over"):
        return "over"
    if form in verbs_of_events():
        return "event"
    coming = form in words("tense", "scheduled") or _is_future_verb(form, word.kind)
    return "coming" if coming else None


_TELLING: Final = Lore(_telling)


def _says(token: Token, before: Sequence[Token]) -> Side:
    """What a word says, given the words before it."""
    telling = _TELLING[token.word]
    if telling is None:
        return None
    if telling == "that" and _bare(token) in verbs_of_events():  # «إنها», «أنهى»
        telling = "event"
    if telling not in ("announcing", "over", "event"):
        return _says_future(token, before)
    if before and _says_future(before[-1], before[:-1]) == "future":
        return "future"  # «من المتوقع عقد جلسة»: a noun that is spelled like the verb
    if telling == "announcing":
        return "told"
    if telling == "over":
        return "over"
    return "past" if len(_bare(token)) > _LIKE_A_NOUN or _begins_clause(token, before) else None


def _begins_clause(token: Token, before: Sequence[Token]) -> bool:
    """«قصف الطيران», «وقصف», «الذي قصف»: elsewhere a word of three letters is as often the noun («بعد قصف»)."""
    if not before or before[-1].sentence != token.sentence or token.form[0] in ("و", "ف"):
        return True
    return before[-1].kind is Kind.PUNCTUATION or _bare(before[-1]) in words("tense", "clause")


def _says_future(token: Token, before: Sequence[Token]) -> Side:
    """«من المقرر», «سيعقد», but not «كان من المقرر أن»."""
    form = _bare(token)
    if form not in words("tense", "scheduled") and not _is_future_verb(form, token.kind):
        return None
    return "told" if any(_bare(earlier) in words("tense", "was") for earlier in before[-2:]) else "future"


def _is_a_bound(expression: Expression, text: Text) -> bool:
    """«إلى يوم 20 فيفري», «ليوم الأحد», «بداية من»: the clause tells of what lasts or moves to that day."""
    bounds = words("tense", "bounds")
    first = text.tokens[expression.first]
    if first.form in bounds or (first.start < expression.start and first.form.startswith(("ل", "ول"))):
        return True
    return any(_bare(token) in bounds for token in text.tokens[max(expression.first - _BESIDE, 0) : expression.first])


def _is_future_verb(form: str, kind: Kind) -> bool:
    """«سيعقد», «سيتم»."""
    return kind is Kind.WORD and len(form) > 3 and form[0] == "س" and form[1] in _IMPERFECT and form not in not_verbs()


def _bare(token: Token) -> str:
    return _bare_form(token.form)


def _bare_form(form: str) -> str:
    """The form without a conjunction before it."""
    return form[1:] if form[:1] in ("و", "ف") and len(form) > 3 else form
