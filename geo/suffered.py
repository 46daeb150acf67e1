"""A town that stands bare beside a verb: as what is struck, or as what undergoes something."""

from typing import Final

from geo.phrases import Phrase
from geo.vocabulary import vocabulary
from geo.weighed import TOWNS
from geo.words import Words

_LONGEST_SUBJECT: Final = 6  # words
_BEHIND: Final = 4  # words between the town and what it undergoes
_JOINED: Final = frozenset(("", "و", "ف", "س", "وس"))
_LED: Final = frozenset(("", "ل", "ب"))


def struck(words: Words, phrase: Phrase) -> bool:
    """Is it the object of a verb whose subject stands between: «قصفت طائرات النظام الحربية كفرنبل»?"""
    own, verb = vocabulary(), phrase.lead - 1
    while phrase.lead - verb <= _LONGEST_SUBJECT and words.form(verb) in own.strikers and words.tokens[verb].gap == " ":
        verb -= 1
    if verb == phrase.lead - 1 or words.tokens[phrase.lead].gap != " " or phrase.named.form in own.strikers:
        return False
    stems = words.tokens[verb].word.stems
    return any(stem.form in own.strikes and stem.clitics in _JOINED for stem in stems)


def undergoing(words: Words, phrase: Phrase) -> bool:
    """Is it the subject of a verb beside it, of what towns undergo: «تعرضت اللطامنة أمس لقصف», «شهدت بنش مظاهرة»?"""
    own, verb = vocabulary(), phrase.lead - 1
    if verb < 0 or words.tokens[phrase.lead].gap != " " or phrase.named.kinds.isdisjoint(TOWNS):
        return False
    if not any(stem.form in own.undergoes and stem.clitics in _JOINED for stem in words.tokens[verb].word.stems):
        return False
    return any(
        stem.form in own.undergone and stem.clitics in _LED
        for token in words.tokens[phrase.last : phrase.last + _BEHIND]
        for stem in token.word.stems
    )
