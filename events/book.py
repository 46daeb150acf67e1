"""The book: all patterns of all tables, and where in a text they stand."""

from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from operator import attrgetter
from typing import Final, NamedTuple

from arabic import Glossary, Text
from events.openings import Group, Opening, Openings, Sign
from events.patterns import REACH, WIDE, Element, Entry, Match, elements_of, match_of
from events.vocabulary import Reading, Vocabulary

_WIDE = REACH[WIDE]
_BEFORE, _BEHIND = 6, 7  # words within which ``near`` and ``not_near`` look
_STOP, _COMMA = Sign.STOP, Sign.COMMA  # a member of an enumeration takes ten times as long to look up as a global name
_BEGUN: Final = {group: attrgetter(group.value) for group in Group}


class Book:
    """All patterns of all tables, indexed by their first words."""

    def __init__(self) -> None:
        self._rows = 0
        self._vocabulary = Vocabulary()
        self._heads: dict[int, list[tuple[Entry, tuple[Element, ...]]]] = {}

    def add(self, table: str, name: str, row: dict[str, object], patterns: Sequence[str]) -> None:
        """Take in a row with its patterns, conditions included."""
        near, not_near = (self._words(row.get(key, ())) for key in ("near", "not_near"))
        self._rows += 1
        entry = Entry(table, name, row, near, not_near, self._rows, free=not near and not not_near)
        for pattern in patterns:
            elements = elements_of(pattern, self._vocabulary.number)
            for unit in elements[0].units:
                self._heads.setdefault(unit, []).append((entry, elements))
        self.__dict__.pop("_openings", None)

    def _words(self, words: object) -> frozenset[int]:
        if not isinstance(words, list | tuple):
            raise TypeError(f"near and not_near are lists of words, not {words!r}")
        return frozenset(map(self._vocabulary.number, words))

    @cached_property
    def _openings(self) -> Glossary[Opening]:
        """Of the patterns taken in so far."""
        return Glossary(Openings(self._vocabulary, self._heads).of)

    def openings(self, text: Text) -> list[Opening]:
        """What each token of a text may begin."""
        return self._openings.of(text)

    def find(self, text: Text, table: str) -> list[Match]:
        """All matches of one table in a text, in order."""
        openings = self.openings(text)
        return [
            match
            for first, last in text.sentences
            for group in Group
            for match in matches(Line(openings, first, last), group)
            if match.entry.table == table
        ]


class Line(NamedTuple):
    """A sentence: its tokens, ``first`` up to ``last``, of the openings of a text."""

    openings: Sequence[Opening]
    first: int
    last: int


def matches(line: Line, group: Group) -> list[Match]:
    """What the tables of a group find in a sentence."""
    found: list[Match] = []
    openings, first, last = line
    begins = list(map(_BEGUN[group], openings[first:last]))
    for at in compress(range(first, last), begins):
        single, several, seconds, reach = begins[at - first]
        for reading, entry in single:
            if entry.free or _in_context(line, at, entry):
                found.append(Match(entry, (at,), at, reading, at, at))
        following = _following(line, at + 1, seconds, reach) if several else None
        if not following:
            continue
        for reading, entry, elements, second in several:
            if second.isdisjoint(following):
                continue
            rest = _rest(line, at + 1, elements, 1, set())
            if rest is not None and (entry.free or _in_context(line, at, entry)):
                found.append(match_of(entry, ((at, reading), *rest)))
    return found


def _following(line: Line, at: int, seconds: frozenset[int], reach: int) -> set[int]:
    """Which of the units ``seconds`` stand within ``reach`` words: most words begin no pattern after all."""
    openings, _, last = line
    found: set[int] = set()
    for index in range(at, last):
        opening = openings[index]
        units = opening.units
        if units:  # so it is a word
            if not seconds.isdisjoint(units):
                found.update(units)
        elif sign := opening.sign:
            if sign is _STOP:
                break
            continue
        if not reach:
            break
        reach -= 1
    return found


def _rest(
    line: Line, start: int, elements: tuple[Element, ...], number: int, failed: set[tuple[int, int]]
) -> tuple[tuple[int, Reading], ...] | None:
    """Where the pattern's other words stand and how each is read, nearest first, or null.

    ``failed`` are the elements and tokens from which the rest is known not to be found.
    """
    if number == len(elements):
        return ()
    if (number, start) in failed:
        return None
    openings, _, last = line
    element = elements[number]
    reach, at = element.reach, start
    while at < last and reach >= 0:
        opening = openings[at]
        at += 1
        if opening.units and not element.units.isdisjoint(opening.units):
            rest = _rest(line, at, elements, number + 1, failed)
            if rest is not None:
                unit = next(unit for unit in element.units if unit in opening.readings)
                return ((at - 1, opening.readings[unit]), *rest)
        if not opening.sign:
            reach -= 1
        elif opening.sign is _STOP or (opening.sign is _COMMA and element.reach < _WIDE):
            break
    failed.add((number, start))
    return None


def _in_context(line: Line, at: int, entry: Entry) -> bool:
    """Do the words near a token, within its sentence, allow the entry?"""
    openings, first, last = line
    near: set[int] = set()
    for other in range(max(first, at - _BEFORE), min(last, at + _BEHIND + 1)):
        if other != at:
            near.update(openings[other].units)
    return (not entry.near or not entry.near.isdisjoint(near)) and entry.not_near.isdisjoint(near)
