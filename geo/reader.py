"""Reads the place phrases of a text: finds names, then what stands before and after each."""

from geo.distances import read_distance
from geo.leftward import read_left, read_preposition
from geo.names import Finder
from geo.phrases import Phrase
from geo.rightward import other_sides, read_nation, read_right
from geo.words import OPENING, Words


def read_phrases(words: Words) -> list[Phrase]:
    """All names of the gazetteer in the text, longest first, each with its phrase; linear in the text."""
    finder = Finder(words)
    found: list[Phrase] = []
    last: Phrase | None = None
    index, fixed, end = 0, 0, len(words.tokens)
    stops = _stops(words)
    while (index := stops.find(1, index, end)) >= 0:
        reading = words.readings[index]
        phrase = None
        if reading is not None:
            idiom = finder.until(index, reading.idiom) if reading.idiom is not None else 0
            if idiom:
                index = idiom
                continue
            if reading.fixed is not None:
                fixed = max(fixed, finder.until(index, reading.fixed))
            if reading.names:
                phrase = finder.name_at(index, reading, last)
        if phrase is None:
            phrase = finder.unknown_at(index, last) if finder.expects(index, last) else None
            if phrase is None:
                index += 1
                continue
        sides = _read_around(words, phrase)
        while found and found[-1].last > phrase.lead:
            found.pop()  # «جنوب العاصمة» is but the beginning of «جنوب العاصمة السورية دمشق»
        phrase.embedded = phrase.first < fixed
        found.append(phrase)
        found += sides
        last = found[-1]
        index = last.last
        stops[index] = 1  # a list may go on
    return found


def _stops(words: Words) -> bytearray:
    """Where a name may begin, marked 1: at words that are one or go on to one, and after a settlement's place word."""
    stops = bytearray(len(words.tokens) + 1)
    forms = words.forms
    for index, reading in zip(words.read, filter(None, words.readings), strict=True):
        if reading.whole or forms[index + 1] in reading.seconds:
            stops[index] = 1
        if reading.announces:
            stops[index + 1] = 1
    return stops


def _read_around(words: Words, phrase: Phrase) -> list[Phrase]:
    """Reads what stands before and after a name; the further phrases that come of it. Mostly nothing stands there."""
    clitics = phrase.stem.clitics
    before = words.readings[phrase.first - 1]
    if (before is not None and before.leads) or (not clitics and words.forms[phrase.first - 1] in OPENING):
        clitics = read_left(words, phrase)
        clitics = read_distance(words, phrase, clitics)
        read_preposition(words, phrase, clitics)
    else:
        phrase.lead = phrase.span_from = phrase.first
        phrase.span_stem, phrase.span_to, phrase.preposition = phrase.stem, phrase.last, clitics
    after = words.readings[phrase.last]
    if after is None or not after.follows:
        return []
    read_right(words, phrase)
    read_nation(words, phrase)
    return other_sides(words, phrase)
