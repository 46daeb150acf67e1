"""Is it a name here? What in the text makes a spelling the name of a place, and what speaks against it.

Every phrase has a strength, what the words around it give, and a need, how much its spelling asks for.
"""

from typing import Final

from gazetteer import PlaceKind
from geo.atlas import km
from geo.doubts import refused, weakened
from geo.needs import needed
from geo.phrases import Operation, Phrase
from geo.suffered import struck, undergoing
from geo.vocabulary import vocabulary
from geo.weighed import ANNOUNCED, BELONGING, BESIDE, CERTAIN, INHABITED, NEVER, PLACED, SMALL, TOWNS, Weighed
from geo.words import Words

_LEADING: Final = frozenset({"people", "happening", "talks", "office", "leaves", "enters"})
_ROAD_KM: Final = 60.0
_HAMLET: Final = frozenset({PlaceKind.VILLAGE})


def weigh(words: Words, phrase: Phrase, *, syrian: bool) -> Weighed:
    """The candidates of a phrase, how strongly the text makes it a name and how strongly it must."""
    named = phrase.named
    need = NEVER if refused(words, phrase) else needed(phrase, syrian=syrian)
    strength = _strength(words, phrase)
    doubtful = strength < ANNOUNCED and need < NEVER and (need > 0 or named.common > CERTAIN)
    if doubtful and weakened(words, phrase):
        strength, need = 0, ANNOUNCED
    return Weighed(phrase, named.places, strength, need)


def _strength(words: Words, phrase: Phrase) -> int:
    word, operations, kinds = phrase.place, phrase.operations, phrase.named.kinds
    if not kinds:
        return PLACED  # unknown to the gazetteer: a container or a list must speak for it
    fits = (word is not None and not word.kinds.isdisjoint(kinds)) or (operations and any(map(_places, operations)))
    if fits or (phrase.far_end is not None and _joins_towns(phrase, phrase.far_end)):
        return _announced(phrase)
    set_apart = _set_apart(words, phrase)
    if set_apart or (phrase.nation and any(place.country == phrase.nation for place in phrase.named.places)):
        return set_apart or BELONGING
    if operations or (word is not None and not word.part):
        return BESIDE
    if word is not None:  # «مشفى الأمل» has its name from a word, not from a village
        return 0 if kinds <= SMALL else PLACED
    return _introduced(words, phrase)


def _joins_towns(phrase: Phrase, far_end: Phrase) -> bool:
    """Is it a road between two places that a road may join: «طريق صيدا - النعيمة»?"""
    ends = [[place for place in end.named.places if place.kind in INHABITED] for end in (phrase, far_end)]
    return any(km(one, other) <= _ROAD_KM for one in ends[0] for other in ends[1])


def _set_apart(words: Words, phrase: Phrase) -> int:
    """By where it stands: a header, a dateline, behind the sign of a hashtag; nothing in running text."""
    tagged = words.has_tags and words.tagged(phrase.lead)
    if not (tagged or phrase.heading or phrase.dateline):
        return 0
    if (phrase.heading or tagged) and not phrase.named.kinds.isdisjoint(TOWNS):
        return ANNOUNCED
    return BELONGING if phrase.heading or phrase.dateline else BESIDE if tagged else 0


def _announced(phrase: Phrase) -> int:
    """By a place word that fits; some fit too many things to say much of a small place."""
    word, kinds = phrase.place, phrase.named.kinds
    if word is not None and word.lemma == "area" and kinds == _HAMLET:
        return BELONGING  # «مناطق الصراع»: any land may be called an area
    if word is not None and word.lemma == "site" and kinds <= SMALL:
        return BESIDE  # «جامع المصطفى»: it has its name from a man as often as from the quarter
    return ANNOUNCED


def _places(operation: Operation) -> bool:
    """Is it an operation that only places undergo: «ريف حلب», «جنوب الطبقة»?"""
    return operation.sort == "rural" or (operation.sort == "side" and operation.bearings[0] >= 0)


def _introduced(words: Words, phrase: Phrase) -> int:
    """By a preposition, or by a noun that places follow: «أهالي», «قصف», «محادثات»."""
    if phrase.preposition and phrase.preposition.strip("وفك"):
        return ANNOUNCED if vocabulary().cues.get(phrase.named.form) == "adverb" else PLACED
    if struck(words, phrase) or undergoing(words, phrase):
        return BESIDE
    return PLACED if words.cue(phrase.lead - 1) in _LEADING else 0
