"""No sentence longer than anyone writes: what events look for grows with the square of a sentence's length."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import Final

from arabic import Sentence, Text, Token
from events.model import Event

LONGEST: Final = 300  # tokens; of 25,000 sentences of news about Syria one is longer
_SHORTEST: Final = 200  # where a cut may be made, if a comma is there


def bounded(text: Text) -> Text:
    """The text with its overlong sentences cut, after a comma where one is near; most texts as they are."""
    if all(sentence.last - sentence.first <= LONGEST for sentence in text.sentences):
        return text
    sentences = [piece for sentence in text.sentences for piece in _pieces(text.tokens, sentence)]
    tokens = [
        token._replace(sentence=number)
        for number, sentence in enumerate(sentences)
        for token in text.tokens[sentence.first : sentence.last]
    ]
    return replace(text, tokens=tokens, sentences=sentences)


def noted(events: Sequence[Event], text: Text) -> list[Event]:
    """The events of a text as published; those of an overlong sentence say that it was read in parts."""
    tokens = text.tokens
    overlong = [
        (tokens[first].start, tokens[last - 1].end, last - first)
        for first, last in text.sentences
        if last - first > LONGEST
    ]
    return [_noted(event, overlong) for event in events]


def _noted(event: Event, overlong: Sequence[tuple[int, int, int]]) -> Event:
    at = bisect_right(overlong, (event.evidence.start, inf)) - 1
    if at < 0 or event.evidence.start >= overlong[at][1]:
        return event
    remark = f"its sentence of {overlong[at][2]} words was read in parts of at most {LONGEST}"
    return event._replace(remarks=(*event.remarks, remark))


def _pieces(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Sentence]:
    first = sentence.first
    while sentence.last - first > LONGEST:
        commas = (at for at in range(first + LONGEST, first + _SHORTEST, -1) if tokens[at - 1].form == "،")
        cut = next(commas, first + LONGEST)
        yield Sentence(first, cut)
        first = cut
    yield Sentence(first, sentence.last)
