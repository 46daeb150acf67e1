"""Text: an article's tokens and sentences, found once, with offsets into the text as published."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from arabic.letters import CONTROLS, DIGITS, LETTERS, MARKS, TATWEEL
from arabic.words import Kind, Stem, Word, word

_LATIN: Final = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"

# One alternative per token kind, in the order of Kind; what none matches is blank or a control.
_TOKEN: Final = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)[^\s«»"<>،؛]+|[A-Za-z0-9._+-]{{1,64}}@[A-Za-z0-9.-]+)
    # A letter, then letters, marks and controls; letters spaced out to pass filters (قـ ـتـ ـلى) are
    # one word; a trailing control is not part of it.
  | (?P<word>[{LETTERS}](?:[{LETTERS}{MARKS}{TATWEEL}{CONTROLS}]|(?<={TATWEEL})[ ](?={TATWEEL}))*(?<![{CONTROLS}]))
  | (?P<number>[{DIGITS}]{{1,3}}(?:[,٬،][{DIGITS}]{{3}})+(?![{DIGITS}])|[{DIGITS}]+)
  | (?P<latin>[{_LATIN}](?:[{_LATIN}{DIGITS}]|['’][{_LATIN}])*)
  | (?P<sign>[^\s{CONTROLS}{MARKS}{TATWEEL}])
    """,
    re.VERBOSE,
)
_KINDS: Final = {
    _TOKEN.groupindex["address"]: Kind.ADDRESS,
    _TOKEN.groupindex["word"]: Kind.WORD,
    _TOKEN.groupindex["number"]: Kind.NUMBER,
    _TOKEN.groupindex["latin"]: Kind.LATIN,
    _TOKEN.groupindex["sign"]: Kind.PUNCTUATION,
}
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

    def quote(self, start: int, end: int) -> str:
        """The published letters of a half-open span."""
        return self.published[start:end]

    def of_sentence(self, number: int) -> Sequence[Token]:
        """The tokens of one sentence."""
        sentence = self.sentences[number]
        return self.tokens[sentence.first : sentence.last]


def _ends_sentence(sign: str, start: int, published: str) -> bool:
    """Is this sign the end of a sentence? A dot in 19.40, ت.غ or د. is not."""
    if sign != ".":
        return sign in _ENDS
    before, after = published[max(start - 1, 0) : start], published[start + 1 : start + 2]
    if before.isdigit() and after.isdigit():
        return False
    # An abbreviation is one letter that no other letter precedes: «د. محمد», «ت.غ».
    lone = before.isalpha() and not published[max(start - 2, 0) : max(start - 1, 0)].isalpha()
    return not lone


def _gap(between: str) -> str:
    """What separates two tokens: a line break, a blank, or nothing (controls only)."""
    if between in ("", " "):
        return between
    if "\n" in between or "\r" in between:
        return "\n"
    return " " if any(map(str.isspace, between)) else ""


def analyse(published: str) -> Text:
    """Tokens and sentences of a text; linear in its length."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    first, previous, ended = 0, 0, False
    for index, match in enumerate(_TOKEN.finditer(published)):
        start, end = match.span()
        shared = word(match.group(), _KINDS[match.lastindex or 0])
        gap = _gap(published[previous:start]) if index else "\n"
        is_sign = shared.kind is Kind.PUNCTUATION
        if index > first and (gap == "\n" or (ended and (gap == " " or not is_sign))):
            sentences.append(Sentence(first, index))
            first, ended = index, False
        ended = is_sign and (ended or _ends_sentence(shared.form, start, published))
        tokens.append(Token(index, start, end, shared, gap, len(sentences)))
        previous = end
    if tokens:
        sentences.append(Sentence(first, len(tokens)))
    return Text(published, tokens, sentences)
