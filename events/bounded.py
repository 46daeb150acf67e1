"""No sentence longer than anyone writes: what events look for grows with the square of a sentence's length."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from arabic import Sentence, Text, Token

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


def _pieces(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Sentence]:
    first = sentence.first
    while sentence.last - first > LONGEST:
        commas = (at for at in range(first + LONGEST, first + _SHORTEST, -1) if tokens[at - 1].form == "،")
        cut = next(commas, first + LONGEST)
        yield Sentence(first, cut)
        first = cut
    yield Sentence(first, sentence.last)
