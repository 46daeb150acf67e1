"""Distances: «كيلومترين غرب مدينة دير الزور», «على بعد ثمانية كيلومترات من دمشق»."""

from typing import Final

from arabic import read_cardinal
from geo.phrases import Operation, Phrase, combine
from geo.words import Words

_LONGEST_COUNT: Final = 5  # tokens of a number before its unit
_FARTHEST_KM: Final = 500
_KEPT: Final = frozenset({"rural", "quarters"})  # what a distance is counted from; a side becomes its direction


def read_distance(words: Words, phrase: Phrase, clitics: str) -> str:
    """Takes the distance before a phrase into it; the clitics of the phrase's first word after that."""
    if clitics:
        return clitics
    unit, bearing, linked = _unit_before(words, phrase, phrase.lead - 1)
    reading = words.reading(unit)
    if reading is None or reading.unit is None:
        return clitics
    sides = [operation.bearings[0] for operation in phrase.operations if operation.sort == "side"]
    if bearing is None and sides:
        bearing = sides[-1]
    if bearing is None and not linked:
        return clitics
    each, counted = reading.unit.what
    first, count = (unit, counted) if counted > 1 else _count(words, unit)
    if not 0 < count * each <= _FARTHEST_KM:
        return clitics
    phrase.operations = [operation for operation in phrase.operations if operation.sort in _KEPT]
    stem = words.tokens[first].word.stems[0]
    offset = Operation("offset", () if bearing is None else (bearing,), km=count * each)
    phrase.operate(offset, first, stem)
    phrase.lead = first
    return stem.clitics


def _unit_before(words: Words, phrase: Phrase, at: int) -> tuple[int, int | None, bool]:
    """The unit at ``at``, or before «من», «عن», «إلى الشمال من»: token, direction, whether a word links them."""
    reading = words.reading(at)
    if reading is not None and reading.link is not None and reading.link.what == "target" and phrase.operations:
        return at - 1, None, True  # «خمسين كيلومترا إلى الشمال من»: the direction is read already
    if reading is None or reading.link is None or reading.link.what != "source":
        return at, None, False
    at -= 1
    bearings, before = words.directions_before(at)
    if not bearings:
        return at, None, True
    leading = words.reading(before)
    if leading is not None and leading.link is not None and leading.link.what == "target":
        before -= 1
    return before, combine(bearings), True


def _count(words: Words, unit: int) -> tuple[int, int]:
    """Where the number before a unit begins, and the number; 0 where there is none."""
    for first in range(max(unit - _LONGEST_COUNT, 0), unit):
        numeral = read_cardinal(words.tokens, first)
        if numeral is not None and numeral.last == unit:
            return first, numeral.value
    return unit, 0
