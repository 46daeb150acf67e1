"""Clauses: the stretches of a sentence in which words belong together."""

from collections.abc import Mapping, Sequence
from itertools import compress, pairwise
from typing import Final, NamedTuple

from arabic import Sentence, Text
from events.lexicon import words
from events.morphology import Part
from events.patterns import Match

_SIGNS: Final = frozenset("،؛:,;—–-")  # a hyphen only between blanks
_AND: Final = frozenset("وف")
_GOVERNING: Final = words("governs_that")
_AMONG: Final = words("among")
_SPEECH_REACH: Final = 16  # words between a verb of saying and its «إن»


class Clause(NamedTuple):
    """Token indices, half-open; ``speech`` holds for «قال فلان إن»: who says what follows, and when."""

    first: int
    last: int
    speech: bool = False

    def __contains__(self, token: object) -> bool:
        return isinstance(token, int) and self.first <= token < self.last


def split(text: Text, sentence: Sentence, tables: Mapping[str, Sequence[Match]]) -> list[Clause]:
    """The clauses of a sentence, in order and without gaps."""
    speech_ends = _complements(text, sentence, tables)
    bounds = [*sorted(_starts(text, sentence, tables) | speech_ends), sentence.last]
    return [Clause(first, last, last in speech_ends) for first, last in pairwise(bounds) if last > first]


def _starts(text: Text, sentence: Sentence, tables: Mapping[str, Sequence[Match]]) -> set[int]:
    tokens, forms = text.tokens, text.forms
    starts = {sentence.first}
    inside = range(sentence.first, sentence.last - 1)
    signs = list(compress(inside, map(_SIGNS.__contains__, forms[sentence.first : sentence.last - 1])))
    aside = _asides(forms, signs, tables)
    for index in signs:
        if (
            index not in aside
            and tokens[index + 1].gap
            and (forms[index] != "-" or tokens[index].gap == tokens[index + 1].gap == " ")
        ):
            starts.add(index + 1)
    starts.update([match.first for match in tables["clause"]])
    starts.update([match.first for match in tables["trigger"] if _begins(match)])
    return starts


def _asides(forms: Sequence[str], signs: Sequence[int], tables: Mapping[str, Sequence[Match]]) -> set[int]:
    """The commas about «، بينهم ثلاثة أطفال،» where the verb of those counted comes behind: they begin no clause."""
    verbs = {
        match.first for match in tables["trigger"] if "casualty" in match.entry.row and match.head.part is Part.PAST
    }
    return {
        sign
        for first, last in pairwise(signs)
        if last + 1 in verbs and not _AMONG.isdisjoint(forms[first + 1 : first + 3])
        for sign in (first, last)
    }


def _begins(trigger: Match) -> bool:
    """«وقصفت المدفعية» begins a clause of its own; «وأصيب آخرون» goes on with the one before."""
    return (
        trigger.head.clitics[:1] in _AND
        and trigger.head.part in (Part.PAST, Part.PRESENT)
        and "casualty" not in trigger.entry.row
        and len(trigger.head.stem) > 2
    )


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
    inside = range(sentence.first, sentence.last - 1)
    for index in compress(inside, map(":".__eq__, text.forms[sentence.first : sentence.last - 1])):
        if any(0 < index - verb <= _SPEECH_REACH for verb in said):
            ends.add(index + 1)
    return ends
