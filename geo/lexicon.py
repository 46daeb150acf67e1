"""What a word can do in a place phrase, worked out once per distinct word."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from arabic import Kind, Stem, Word
from gazetteer import Gazetteer
from geo.vocabulary import Operator, PlaceWord, Vocabulary, vocabulary

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Use(Generic[_T]):
    """A reading of a word: the stem under which it was found, and what it is."""

    stem: Stem
    what: _T


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a word may be in a place phrase; most words of a text have no reading at all."""

    names: tuple[tuple[Stem, int], ...]  # stems that begin names, with the most words of any such name
    place: Use[PlaceWord] | None
    operator: Use[Operator] | None
    direction: Use[int] | None
    adjective: Use[tuple[int, int]] | None
    definite: Use[int] | None
    part: Use[str] | None
    link: Use[str] | None
    anaphor: Use[str] | None
    cue: Use[str] | None


_FIELDS: Final = ("places", "operators", "directions", "adjectives", "definite", "parts", "links", "anaphors", "cues")


class Lexicon:
    """Readings of words against one gazetteer, kept for the life of the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._vocabulary: Vocabulary = vocabulary()
        self._readings: dict[str, Reading | None] = {}

    def read(self, word: Word) -> Reading | None:
        """The readings of a word, or None where it can play no part in a place phrase."""
        form = word.form
        try:
            return self._readings[form]
        except KeyError:
            reading = self._readings[form] = self._read(word)
            return reading

    def _read(self, word: Word) -> Reading | None:
        if word.kind not in (Kind.WORD, Kind.LATIN, Kind.NUMBER):
            return None
        names = []
        for stem in word.stems:
            longest = self._gazetteer.longest(stem.form)
            if longest:
                names.append((stem, longest))
        uses = [self._use(word, getattr(self._vocabulary, field)) for field in _FIELDS]
        if not names and not any(uses):
            return None
        return Reading(tuple(names), *uses)

    @staticmethod
    def _use(word: Word, entries: dict[str, _T]) -> Use[_T] | None:
        for stem in word.stems:
            entry = entries.get(stem.form)
            if entry is not None:
                return Use(stem, entry)
        return None


@lru_cache(maxsize=4)
def lexicon(gazetteer: Gazetteer) -> Lexicon:
    """The lexicon of a gazetteer; a process has one."""
    return Lexicon(gazetteer)
