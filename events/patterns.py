"""Patterns over tokens: the one little language in which all tables of this room are written.

``triggers.toml`` says how an element is spelled. All tables together are one ``Book``, so that an article
is walked once and each distinct word is cut into stem and ending once in a process's life.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from arabic import Kind, Sentence, Text, Token, Word, fold
from events.morphology import (
    BEFORE_NOUN,
    BEFORE_PAST,
    BEFORE_PRESENT,
    Ending,
    Part,
    cuts,
    noun_stems,
    verb_stems,
)

_WIDEST, _WIDE, _NARROW = "...", "..", "."
_REACH: Final = {_WIDEST: 16, _WIDE: 8, _NARROW: 2}
_BEFORE: Final = {
    Part.PAST: BEFORE_PAST,
    Part.PRESENT: BEFORE_PRESENT,
    Part.NOUN: BEFORE_NOUN,
    Part.EXACT: BEFORE_PAST,
}
_STOPS: Final = frozenset("؟!?؛:;")
_CACHED_WORDS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word is one of a pattern's words."""

    part: Part
    clitics: str
    stem: str  # the word without its clitics


@dataclass(frozen=True, slots=True)
class Element:
    """Alternatives (unit numbers) for one word, and how many words may stand before it."""

    units: frozenset[int]
    reach: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table: what its patterns mean. ``table`` and ``name`` tell whose row it is."""

    table: str
    name: str
    row: dict[str, object] = field(hash=False, compare=False)
    near: frozenset[int] = frozenset()
    not_near: frozenset[int] = frozenset()
    number: int = 0  # in the order of the tables: of equal matches the earlier row's counts
    free: bool = True  # no condition on the words near it


class Match(NamedTuple):
    """A pattern found: indices of the tokens that are its words, ascending.

    ``pivot`` is the token that carries the tense (the verb, else the first word) and ``head`` its reading.
    """

    entry: Entry
    tokens: tuple[int, ...]
    pivot: int
    head: Reading

    @property
    def first(self) -> int:
        """The token of the pattern's first word."""
        return self.tokens[0]

    @property
    def last(self) -> int:
        """The token of the pattern's last word."""
        return self.tokens[-1]


class _Head(NamedTuple):
    """How the first word of a longer pattern is read; its second and last words must be in the sentence."""

    second: frozenset[int]
    last: frozenset[int]
    reading: Reading
    entry: Entry
    elements: tuple[Element, ...]


class _Opening(NamedTuple):
    """What a word may begin: the tables, the patterns of one word, those of more; and which units it is."""

    tables: frozenset[str]
    single: tuple[tuple[Reading, Entry], ...]
    several: tuple[_Head, ...]
    seconds: frozenset[int]  # all second words of those
    units: frozenset[int]


class Book:
    """All patterns of all tables, indexed by their first words."""

    def __init__(self) -> None:
        self._rows = 0
        self._units: dict[str, int] = {}
        self._stems: dict[str, list[tuple[Ending, str, int]]] = {}
        self._exact: dict[str, list[int]] = {}
        self._heads: dict[int, list[tuple[Entry, tuple[Element, ...]]]] = {}
        self._known: dict[str, dict[int, Reading]] = {}
        self._opened: dict[str, _Opening] = {}

    def add(self, table: str, name: str, row: dict[str, object], patterns: Sequence[str]) -> None:
        """Take in a row with its patterns, conditions included."""
        near, not_near = (self._words(row.get(key, ())) for key in ("near", "not_near"))
        self._rows += 1
        entry = Entry(table, name, row, near, not_near, self._rows, free=not near and not not_near)
        for pattern in patterns:
            elements = self._elements(pattern)
            for unit in elements[0].units:
                self._heads.setdefault(unit, []).append((entry, elements))

    def _words(self, words: object) -> frozenset[int]:
        if not isinstance(words, list | tuple):
            raise TypeError(f"near and not_near are lists of words, not {words!r}")
        return frozenset(self._unit(word) for word in words)

    def _elements(self, pattern: str) -> tuple[Element, ...]:
        elements: list[Element] = []
        reach = 0
        for part in pattern.split():
            if part in _REACH and elements:
                reach = _REACH[part]
                continue
            elements.append(Element(frozenset(map(self._unit, _alternatives(part))), reach))
            reach = 0
        if not elements or reach or pattern.split(maxsplit=1)[0] in _REACH:
            raise ValueError(f"a pattern begins and ends with a word: {pattern!r}")
        return tuple(elements)

    def _unit(self, word: str) -> int:
        """The number of one alternative, which it gets when first seen."""
        if not word or " " in word:
            raise ValueError(f"one word expected: {word!r}")
        if word[0] == "=":
            word = "=" + fold(word[1:])
        if word in self._units:
            return self._units[word]
        unit = self._units[word] = len(self._units)
        if word[0] == "=":
            self._exact.setdefault(word[1:], []).append(unit)
            return unit
        needed, _, noun = word.rpartition("+")
        past, _, present = noun.partition("/")
        for stem in verb_stems(past, present) if present else noun_stems(noun):
            self._stems.setdefault(stem.key, []).append((stem, fold(needed), unit))
        return unit

    def units(self, word: Word) -> dict[int, Reading]:
        """Which pattern words this word is, and how it is read then."""
        known = self._known.get(word.surface)
        if known is None:
            if len(self._known) > _CACHED_WORDS:
                self._known.clear()
            known = self._known[word.surface] = self._read(word) if word.kind <= Kind.LATIN else {}
        return known

    def _read(self, word: Word) -> dict[int, Reading]:
        found: dict[int, Reading] = {}
        for stem in word.stems:
            for unit in self._exact.get(stem.form, ()):
                if stem.clitics in _BEFORE[Part.EXACT]:
                    found.setdefault(unit, Reading(Part.EXACT, stem.clitics, stem.form))
            for cut in cuts(stem.form):
                for known, needed, unit in self._stems.get(cut.key, ()):
                    fits = cut.fits(known) and stem.clitics in _BEFORE[known.part]
                    if fits and (not needed or stem.clitics.endswith(needed)):
                        found.setdefault(unit, Reading(known.part, stem.clitics, stem.form))
        return found

    def find(self, text: Text, needed: str) -> list[Match]:
        """All matches of all tables in the sentences that may hold one of the table ``needed``, in order."""
        tokens = text.tokens
        opened = self._opened
        found: list[Match] = []
        for sentence in text.sentences:
            words = text.words[sentence.first : sentence.last]
            openings = [opened.get(word.surface) or self._openings(word) for word in words]
            if any(needed in opening.tables for opening in openings):
                self._find_in(tokens, openings, sentence, found)
        return found

    def _find_in(
        self, tokens: Sequence[Token], openings: Sequence[_Opening], sentence: Sentence, found: list[Match]
    ) -> None:
        present = frozenset().union(*[opening.units for opening in openings if opening.units])
        for index, opening in enumerate(openings, sentence.first):
            if not opening.units:
                continue
            for reading, entry in opening.single:
                if entry.free or self._in_context(tokens, index, entry, present):
                    found.append(Match(entry, (index,), index, reading))
            if present.isdisjoint(opening.seconds):
                continue
            for second, last, reading, entry, elements in opening.several:
                if present.isdisjoint(second) or present.isdisjoint(last):
                    continue
                rest = self._rest(tokens, index + 1, elements, 1, sentence.last)
                if rest is not None and (entry.free or self._in_context(tokens, index, entry, present)):
                    found.append(_match(entry, ((index, reading), *rest)))

    def _openings(self, word: Word) -> _Opening:
        """The patterns that a word may begin and the tables they are of."""
        known = self._opened.get(word.surface)
        if known is None:
            if len(self._opened) > _CACHED_WORDS:
                self._opened.clear()
            opened = {
                id(elements): (reading, entry, elements)
                for unit, reading in self.units(word).items()
                for entry, elements in self._heads.get(unit, ())
            }
            heads = tuple(opened.values())
            known = self._opened[word.surface] = _Opening(
                frozenset(entry.table for _, entry, _ in heads),
                tuple((reading, entry) for reading, entry, elements in heads if len(elements) == 1),
                tuple(
                    _Head(elements[1].units, elements[-1].units, reading, entry, elements)
                    for reading, entry, elements in heads
                    if len(elements) > 1
                ),
                frozenset().union(*[elements[1].units for _, _, elements in heads if len(elements) > 1]),
                frozenset(self.units(word)),
            )
        return known

    def _rest(
        self, tokens: Sequence[Token], at: int, elements: tuple[Element, ...], number: int, end: int
    ) -> tuple[tuple[int, Reading], ...] | None:
        """Where the pattern's other words stand and how each is read, nearest first, or null."""
        if number == len(elements):
            return ()
        element = elements[number]
        skipped = 0
        while at < end and skipped <= element.reach:
            token = tokens[at]
            at += 1
            if token.kind is Kind.PUNCTUATION:
                if token.form in _STOPS or (token.form == "،" and element.reach < _REACH[_WIDE]):
                    return None
                continue
            units = self.units(token.word)
            unit = next((unit for unit in element.units if unit in units), None) if units else None
            if unit is not None:
                rest = self._rest(tokens, at, elements, number + 1, end)
                if rest is not None:
                    return ((at - 1, units[unit]), *rest)
            skipped += 1
        return None

    def _in_context(self, tokens: Sequence[Token], at: int, entry: Entry, present: frozenset[int]) -> bool:
        """Do the words near a token allow the entry? ``present`` are the units of its whole sentence."""
        wanted, barred = entry.near, entry.not_near
        if wanted and present.isdisjoint(wanted):
            return False
        if not wanted and (not barred or present.isdisjoint(barred)):
            return True
        near: set[int] = set()
        sentence = tokens[at].sentence
        for other in tokens[max(0, at - 6) : at + 8]:
            if other.sentence == sentence and other.index != at:
                near.update(self.units(other.word))
        return (not wanted or not wanted.isdisjoint(near)) and barred.isdisjoint(near)


def _alternatives(part: str) -> list[str]:
    """The words of one element; a preposition before the first is needed before all of them."""
    words = part.split("|")
    preposition, plus, _ = words[0].partition("+")
    if not plus:
        return words
    return [word if set("=+/") & set(word) else f"{preposition}+{word}" for word in words]


def _match(entry: Entry, words: tuple[tuple[int, Reading], ...]) -> Match:
    """The match over its words; a verb among them carries the tense, wherever it stands."""
    verbs = [word for word in words if word[1].part in (Part.PAST, Part.PRESENT)]
    pivot, head = (verbs or words)[0]
    return Match(entry, tuple(index for index, _ in words), pivot, head)
