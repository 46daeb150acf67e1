"""The words of all patterns, each with a number, and which of them a published word is."""

from dataclasses import dataclass
from typing import Final

from arabic import Kind, Word, fold
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

_BEFORE: Final = {
    Part.PAST: BEFORE_PAST,
    Part.PRESENT: BEFORE_PRESENT,
    Part.NOUN: BEFORE_NOUN,
    Part.EXACT: BEFORE_PAST,
}
_FEMININE: Final = "ة"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word is one of a pattern's words."""

    part: Part
    clitics: str
    stem: str  # the word without its clitics


class Vocabulary:
    """Numbers the words of patterns («units») and reads published words as them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[tuple[Ending, str, int]]] = {}

    def number(self, word: str) -> int:
        """The number of one alternative, which it gets when first seen."""
        if not word or " " in word:
            raise ValueError(f"one word expected: {word!r}")
        if word[0] == "=":
            word = "=" + fold(word[1:])
        if word in self._numbers:
            return self._numbers[word]
        unit = self._numbers[word] = len(self._numbers)
        if word[0] == "=":
            self._exact.setdefault(word[1:], []).append(unit)
            return unit
        needed, _, noun = word.rpartition("+")
        past, _, present = noun.partition("/")
        for stem in verb_stems(past, present) if present else noun_stems(noun):
            self._stems.setdefault(stem.key, []).append((stem, fold(needed), unit))
        return unit

    def read(self, word: Word) -> dict[int, Reading]:
        """Which units a word is, and how it is read as each; of two readings the first."""
        found: dict[int, Reading] = {}
        if word.kind > Kind.LATIN:
            return found
        feminine = word.plain.endswith(_FEMININE)
        for stem in word.stems:
            clitics, form = stem.clitics, stem.form
            if form in self._exact and clitics in _BEFORE[Part.EXACT]:
                for unit in self._exact[form]:
                    found.setdefault(unit, Reading(Part.EXACT, clitics, form))
            for cut in cuts(form, self._stems):
                for known, needed, unit in self._stems[cut.key]:
                    if (
                        cut.fits(known, feminine=feminine)
                        and clitics in _BEFORE[known.part]
                        and clitics.endswith(needed)
                    ):
                        found.setdefault(unit, Reading(known.part, clitics, form))
        return found
