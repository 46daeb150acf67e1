"""Phrases: a mention with the words before it that are one phrase with it («مواقع لقوات النظام»)."""

from typing import Final, NamedTuple

from arabic import Kind, Text
from events.happening import Happening
from events.lexicon import words
from events.patterns import Match

_OF_SOMEBODY: Final = words("of_somebody")
_ONE_OF: Final = words("one_of")
_MEANS: Final = words("means")
_QUOTES: Final = frozenset("«»“”\"'")
_LONGEST_PHRASE: Final = 7  # words before a name that stand in one phrase with it


class Phrase(NamedTuple):
    """A mention with the words before it that are its phrase: where it begins, and what its words say."""

    mention: Match
    first: int
    holding: bool  # «مواقع قوات النظام»: a place or thing of theirs
    persons: bool  # «عناصر من قوات النظام»: some of them
    means: bool  # «طائرات تابعة لقوات النظام»: with what they act
    preposition: str  # «ل», «ب» or «ك» glued to its first word, else nothing


def bare(form: str) -> str:
    """A form without «و» and «ف» before it."""
    return form[1:] if form[0] in "وف" and len(form) > 3 else form


def phrase_of(text: Text, happening: Happening, mention: Match) -> Phrase:
    """The phrase that a mention ends: persons, places and means of theirs before it, numbers and «من» between."""
    at, first = mention.first, mention.first
    holding = persons = means = False
    while at - 1 >= happening.scene.first and mention.first - at < _LONGEST_PHRASE:
        word = text.words[at - 1]
        if word.kind is Kind.PUNCTUATION and word.form in _QUOTES:
            at -= 1
            continue
        taken = any(at - 1 in (trigger.first, trigger.pivot) for trigger in happening.triggers)
        if taken or word.kind is Kind.PUNCTUATION:
            break
        form = _without_preposition(word.form)
        if form in _OF_SOMEBODY:
            holding = True
        elif form in _ONE_OF or word.number is not None:
            persons = persons or form in _ONE_OF
        elif form in _MEANS:
            means = True
        elif form not in ("من", "في") or not _links(text, at - 2):
            break
        at -= 1
        first = at
    stems = text.words[first].stems
    stem = next((stem for stem in stems if stem.clitics[-1:] in ("ل", "ب", "ك")), None) if len(stems) > 1 else None
    glued = stem.clitics[-1] if stem is not None and _known_without(stem.form, first, mention) else ""
    return Phrase(mention, first, holding, persons, means, glued)


def _links(text: Text, at: int) -> bool:
    """Do «من» and «في» stand between two words of one phrase («عناصر من», «قيادي في»)?"""
    if at < 0:
        return False
    form = _without_preposition(text.forms[at])
    return form in _ONE_OF or form in _OF_SOMEBODY or text.words[at].number is not None


def _without_preposition(form: str) -> str:
    form = bare(form)
    for known in (_OF_SOMEBODY, _ONE_OF, _MEANS):
        if form in known:
            return form
    return form[1:] if form[0] in "لب" and len(form) > 3 else form


def _known_without(form: str, first: int, mention: Match) -> bool:
    """Is what remains without the preposition a word of the phrase, not a word that merely begins so?"""
    if first == mention.first:
        return mention.head.clitics[-1:] in ("ل", "ب", "ك") or form.startswith("ال")
    return form in _OF_SOMEBODY or form in _ONE_OF or form in _MEANS
