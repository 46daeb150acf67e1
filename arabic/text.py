"""Text: an article's tokens and sentences, found once, with offsets into the text as published."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, count, repeat
from operator import attrgetter
from typing import Any, Final, NamedTuple

from arabic.letters import CONTROLS, DIGITS, LETTERS, MARKS, TATWEEL
from arabic.words import Kind, Recent, Stem, Word, word

_LATIN: Final = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"

# One alternative per token kind; what none matches is blank or a control. The commonest come first, but an address
# before the number or name that it may begin with.
_ADDRESS: Final = r"(?:https?://|www\.)[^\s«»\"<>،؛]+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+"
# A letter, then letters, marks and controls; letters spaced out to pass filters (قـ ـتـ ـلى) are one word; a trailing
# control is not part of it.
_IN_WORD: Final = rf"[{LETTERS}{MARKS}{TATWEEL}{CONTROLS}]*"
_WORD: Final = rf"[{LETTERS}]{_IN_WORD}(?:(?<={TATWEEL})[ ](?={TATWEEL}){_IN_WORD})*(?<![{CONTROLS}])"
_NUMBER: Final = rf"[{DIGITS}]{{1,3}}(?:[,٬،][{DIGITS}]{{3}})+(?![{DIGITS}])|[{DIGITS}]+"
_NAME: Final = rf"[{_LATIN}](?:[{_LATIN}{DIGITS}]|['’][{_LATIN}])*"
# The signs of a hashtag divide words like blanks: «#ريف_حلب_الشمالي» is «ريف حلب الشمالي».
_SIGN: Final = rf"[^\s#_{CONTROLS}{MARKS}{TATWEEL}]"
_TOKEN: Final = re.compile(f"({_WORD}|{_ADDRESS}|{_NUMBER}|{_NAME}|{_SIGN})")
_SKIMMED: Final = re.compile(_WORD)
_KIND: Final = re.compile(f"({_WORD})|({_ADDRESS})|({_NUMBER})|({_NAME})|({_SIGN})")
_KINDS: Final = (Kind.WORD, Kind.ADDRESS, Kind.NUMBER, Kind.LATIN, Kind.PUNCTUATION)
_ENDS: Final = frozenset(".!?؟…۔")


class Token(NamedTuple):
    """One token: half-open offsets into the published text, its shared word, what stands before it."""

    index: int  # type: ignore[assignment]  # its place in the text; shadows tuple.index, which nothing calls
    start: int
    end: int
    word: Word
    gap: str  # "" glued to the token before, " " blank, "\n" a line break (also for the first token)
    sentence: int

    @property
    def form(self) -> str:
        """The folded letters."""
        return self.word.form

    @property
    def kind(self) -> Kind:
        """What it is made of."""
        return self.word.kind

    @property
    def number(self) -> int | None:
        """Its value, where it is made of digits."""
        return self.word.number

    def after(self, stem: Stem) -> int:
        """Where the stem begins in the published text, its clitics left out."""
        return self.start + self.word.offset(stem.skip)


class Sentence(NamedTuple):
    """A sentence as a half-open range of token indices."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Text:
    """A published text with its tokens and sentences."""

    published: str
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    words: Sequence[Word]  # of the tokens, one each
    forms: Sequence[str]  # the same, folded
    glosses: Sequence[list[Any]]  # what rooms know of them (``arabic.glossary``)

    def quote(self, start: int, end: int) -> str:
        """The published letters of a half-open span."""
        return self.published[start:end]

    def of_sentence(self, number: int) -> Sequence[Token]:
        """The tokens of one sentence."""
        sentence = self.sentences[number]
        return self.tokens[sentence.first : sentence.last]


def _word(surface: str) -> Word:
    """The ``Word`` that all tokens with that published string share."""
    match = _KIND.fullmatch(surface)
    if match is None or not match.lastindex:
        raise ValueError(f"{surface!r} is no token")
    return word(surface, _KINDS[match.lastindex - 1])


class _Gaps(dict[str, str]):
    """What separates two tokens, by the letters between them: a line break, a blank, or nothing (controls only)."""

    def __missing__(self, between: str) -> str:
        gap = "\n" if "\n" in between or "\r" in between else " " if any(map(_divides, between)) else ""
        if len(self) < _MOST_GAPS and len(between) <= _LONGEST_GAP:
            self[between] = gap
        return gap


def _divides(letter: str) -> bool:
    return letter.isspace() or letter in "#_"


_MOST_GAPS: Final = 1_000
_LONGEST_GAP: Final = 8
_SHARED: Final = Recent(_word)
_GAPS: Final = _Gaps()
_form, _glosses = attrgetter("form"), attrgetter("glosses")


def analyse(published: str) -> Text:
    """Tokens and sentences of a text; linear in its length.

    Each step goes over the whole text inside the interpreter's own loops: twice as fast as token by token.
    """
    parts = _TOKEN.split(published)  # what is between the tokens and the tokens, in turn
    surfaces = parts[1::2]
    if not surfaces:
        return Text(published, (), (), (), (), ())
    words = list(map(_SHARED.__getitem__, surfaces))
    gaps = list(map(_GAPS.__getitem__, parts[:-1:2]))
    gaps[0] = "\n"
    bounds = list(accumulate(map(len, parts)))
    starts, ends = bounds[:-1:2], bounds[1::2]
    sentences = _sentences(surfaces, gaps, starts, published)
    numbers = chain.from_iterable(repeat(number, last - first) for number, (first, last) in enumerate(sentences))
    cells = zip(count(), starts, ends, words, gaps, numbers)
    tokens = list(map(tuple.__new__, repeat(Token), cells))
    return Text(published, tokens, sentences, words, list(map(_form, words)), list(map(_glosses, words)))


def skim(published: str) -> list[str]:
    """The Arabic words of a text as printed, and no more: to see whether it is worth being analysed."""
    return _SKIMMED.findall(published)


def _sentences(surfaces: list[str], gaps: list[str], starts: list[int], published: str) -> list[Sentence]:
    """Sentences end at line breaks, and after a closing sign and the signs glued to it."""
    begun = set(compress(count(), map("\n".__eq__, gaps)))
    last, following = len(surfaces), 0
    for index in compress(count(), map(_ENDS.__contains__, surfaces)):
        if index < following or not _ends_sentence(surfaces[index], starts[index], published):
            continue
        following = index + 1
        while following < last and not gaps[following] and _is_sign(surfaces[following]):
            following += 1
        begun.add(following)
    firsts = sorted(begun - {last})
    return list(map(Sentence, firsts, [*firsts[1:], last]))


def _is_sign(surface: str) -> bool:
    return _SHARED[surface].kind is Kind.PUNCTUATION


def _ends_sentence(sign: str, start: int, published: str) -> bool:
    """Is this sign the end of a sentence? A dot in 19.40, ت.غ or د. is not."""
    if sign != ".":
        return True
    before, after = published[max(start - 1, 0) : start], published[start + 1 : start + 2]
    if before.isdigit() and after.isdigit():
        return False
    # An abbreviation is one letter that no other letter precedes: «د. محمد», «ت.غ».
    lone = before.isalpha() and not published[max(start - 2, 0) : max(start - 1, 0)].isalpha()
    return not lone
