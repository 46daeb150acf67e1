"""Where a phrase stands on the page: heading a section, or in a dateline."""

from collections.abc import Sequence
from typing import Final

from arabic import Kind
from geo.atlas import km
from geo.phrases import Phrase
from geo.words import Words

_ENDS_HEADER: Final = frozenset(":|")
_DASHES: Final = frozenset("-–—ـ:/|")
_SIGNS: Final = 3  # between two places of one header: «حلب || حريتان»
_NEAR_KM: Final = 90.0  # a governorate's capital and a town of it
_LINE: Final = 8  # tokens before the dash of a dateline: place, country, agency, day


def lay_out(words: Words, phrases: Sequence[Phrase]) -> None:
    """Marks headers and datelines, and gives each phrase the header of its section."""
    header: Phrase | None = None
    for number, phrase in enumerate(phrases):
        if _begins_line(words, phrase):
            if _heads(words, phrase):
                phrase.heading, header = True, phrase
                continue
            phrase.dateline = _is_dateline(words, phrase)
        elif number < 3:
            phrase.dateline = _after_outlet(words, phrase) or _glossed(words, phrases, number)
        if number and _in_one_header(words, phrases[number - 1], phrase):
            phrases[number - 1].dateline, phrase.dateline = False, False
            phrases[number - 1].heading = phrase.heading = True
            phrase.header, header = header, phrase
            continue
        phrase.header = header


def _in_one_header(words: Words, outer: Phrase, inner: Phrase) -> bool:
    """«حلب || حريتان || …», «ادلب - معرة النعمان: …»: from the province to the town, and then what happened there."""
    if not (outer.dateline or outer.heading) or not 0 < inner.lead - outer.last <= _SIGNS:
        return False
    between = words.tokens[outer.last : inner.lead]
    after = words.tokens[inner.last].form if inner.last < len(words.tokens) else ""
    if inner.preposition or after not in _DASHES or any(token.form not in _DASHES for token in between):
        return False
    return any(km(one, other) <= _NEAR_KM for one in outer.named.places for other in inner.named.places)


def _begins_line(words: Words, phrase: Phrase) -> bool:
    if phrase.preposition:
        return False
    at = phrase.lead
    while at > 0 and words.tokens[at].gap != "\n" and words.words[at - 1].kind is Kind.PUNCTUATION:
        at -= 1
    return words.tokens[at].gap == "\n"


def _heads(words: Words, phrase: Phrase) -> bool:
    """Alone on its line, or before a colon: «حلب::»."""
    after = phrase.last
    if after >= len(words.tokens):
        return False
    token = words.tokens[after]
    return token.form in _ENDS_HEADER or (token.gap == "\n" and phrase.lead > 0)


def _is_dateline(words: Words, phrase: Phrase) -> bool:
    """«حمص(سوريا) ـ», «دمشق - سانا», «بيروت 12 كانون الثاني (رويترز) -»: a dash soon after, and no verb between."""
    for at in range(phrase.last, min(phrase.last + _LINE, len(words.tokens))):
        token = words.tokens[at]
        if token.gap == "\n":
            return at - phrase.last <= 3
        if token.form in _DASHES:
            return True
        if token.form == "،" and at == phrase.last:
            continue  # «نيويورك، الولايات المتحدة (CNN) --»
        if token.form in ("،", ".") or (token.kind is Kind.WORD and token.gap == " " and at == phrase.last):
            return False
    return False


def _after_outlet(words: Words, phrase: Phrase) -> bool:
    """«بلدي نيوز – إسطنبول (خاص)»: an outlet's name and a dash before it on a short line."""
    tokens, at = words.tokens, phrase.lead - 1
    if at < 1 or tokens[at].form not in _DASHES or phrase.lead > _LINE:
        return False
    after = phrase.last
    short = after >= len(tokens) or tokens[after].gap == "\n" or tokens[after].form in ("(", ":", "،", *_DASHES)
    return short and all(token.gap != "\n" for token in tokens[1 : phrase.last])


def _glossed(words: Words, phrases: Sequence[Phrase], number: int) -> bool:
    """The country in brackets after a dateline's town."""
    return number > 0 and phrases[number - 1].dateline and words.tokens[phrases[number].lead - 1].form == "("
