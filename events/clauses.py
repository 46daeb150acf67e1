"""Clauses: the stretches of a sentence in which words belong together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from arabic import Sentence, Text
from events.lexicon import words
from events.morphology import Part
from events.patterns import Match

_SIGNS: Final = frozenset("،؛:,;—–-")  # a hyphen only between blanks
_GOVERNING: Final = words("governs_that")
_SPEECH_REACH: Final = 16  # words between a verb of saying and its «إن»


@dataclass(frozen=True, slots=True)
class Clause:
    """Token indices, half-open; ``speech`` holds for «قال فلان إن»: who says what follows, and when."""

    first: int
    last: int
    speech: bool = False

    def __contains__(self, token: object) -> bool:
        return isinstance(token, int) and self.first <= token < self.last


def split(text: Text, sentence: Sentence, tables: Mapping[str, Sequence[Match]]) -> list[Clause]:
    """The clauses of a sentence, in order and without gaps."""
    starts, speech_ends = _starts(text, sentence, tables)
    bounds = [*sorted(starts), sentence.last]
    return [Clause(first, last, last in speech_ends) for first, last in pairwise(bounds) if last > first]


def _starts(text: Text, sentence: Sentence, tables: Mapping[str, Sequence[Match]]) -> tuple[set[int], set[int]]:
    tokens = text.tokens
    starts = {sentence.first}
    for index, form in enumerate(text.forms[sentence.first : sentence.last - 1], sentence.first):
        if (
            form in _SIGNS
            and tokens[index + 1].gap
            and (form != "-" or tokens[index].gap == tokens[index + 1].gap == " ")
        ):
            starts.add(index + 1)
    starts |= {match.first for match in tables["clause"]}
    # «وقصفت المدفعية» begins a clause of its own; «وأصيب آخرون» goes on with the one before.
    starts |= {
        match.first
        for match in tables["trigger"]
        if match.head.part in (Part.PAST, Part.PRESENT)
        and match.head.clitics.startswith(("و", "ف"))
        and "casualty" not in match.entry.row
        and len(match.head.stem) > 2
    }
    speech_ends = _complements(text, sentence, tables)
    return starts | speech_ends, speech_ends


def _complements(text: Text, sentence: Sentence, tables: Mapping[str, Sequence[Match]]) -> set[int]:
    """Where what was said begins: after the «إن» or the colon that follows a verb of saying."""
    ends: set[int] = set()
    said = [match.first for match in tables["speech"]]
    if not said:
        return ends
    for match in tables["complement"]:
        governed = text.forms[match.first - 1] in _GOVERNING if match.first > sentence.first else False
        if not governed and any(0 < match.first - verb <= _SPEECH_REACH for verb in said):
            ends.add(match.last + 1)
    for index, form in enumerate(text.forms[sentence.first : sentence.last - 1], sentence.first):
        if form == ":" and any(0 < index - verb <= _SPEECH_REACH for verb in said):
            ends.add(index + 1)
    return ends
