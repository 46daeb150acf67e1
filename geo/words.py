"""The tokens of one text, each with what it may be in a place phrase."""

from itertools import compress
from typing import Final

from arabic import Kind, Text
from geo.lexicon import Lexicon, Reading
from geo.phrases import combine

OUTSIDE: Final = 16  # tokens before and after the text that may be asked for
_NO_FORMS: Final = ("",) * OUTSIDE
_NO_READINGS: Final = (None,) * OUTSIDE
OPENING: Final = frozenset("«\"“”'‘(#[")


class Words:
    """Tokens and their readings, side by side."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.tokens = text.tokens
        self.words = text.words
        # What lies outside the text has no form and no reading; from the end, so that -1 is before its first token.
        self.forms = [*text.forms, *_NO_FORMS]
        self.spellings, self.sides = lexicon.spellings, lexicon.sides
        self.readings: list[Reading | None] = [*lexicon.readings.of(text), *_NO_READINGS]
        self.read: list[int] = list(compress(range(len(text.words)), self.readings))  # the tokens that have readings
        self._published = text.published
        self.has_tags = "#" in text.published

    def tagged(self, at: int) -> bool:
        """Does a word stand behind the sign of a hashtag: «#الميادين»?"""
        start = self.tokens[at].start
        return self._published[start - 1 : start] == "#"

    def reading(self, at: int) -> Reading | None:
        """What the word at a token may be; None for other words, and for what lies a few tokens outside the text."""
        return self.readings[at]

    def kind(self, at: int) -> Kind | None:
        """What a token is made of; None outside the text."""
        return self.words[at].kind if 0 <= at < len(self.words) else None

    def form(self, at: int) -> str:
        """The folded form of a token; nothing a few tokens outside the text."""
        return self.forms[at]

    def cue(self, at: int) -> str:
        """What a word says of the name beside it: says, office, talks, moves …"""
        reading = self.readings[at]
        return reading.cue.what if reading is not None and reading.cue is not None else ""

    def before_quotes(self, at: int) -> int:
        """The token before ``at`` that is no opening quote or bracket glued to what follows; -1 at the start."""
        at -= 1
        while self.forms[at] in OPENING and self.tokens[at + 1].gap == "":
            at -= 1
        return at

    def adjectives(self, at: int) -> tuple[tuple[int, ...], int]:
        """Direction adjectives from ``at``: «الشمالي الغربي» is one direction, «الشمالي والغربي» are two."""
        groups: list[list[int]] = []
        while (reading := self.reading(at)) is not None and reading.adjective is not None:
            if self.tokens[at].gap == "\n":
                break
            clitics, degrees = reading.adjective.stem.clitics, reading.adjective.what[0]
            if clitics == ("و" if groups else ""):
                groups.append([degrees])
            elif not clitics and len(groups[-1]) < 2:
                groups[-1].append(degrees)
            else:
                break
            at += 1
        return tuple(combine(group) for group in groups), at

    def directions_before(self, at: int) -> tuple[list[int], int]:
        """Directions with their article that end at ``at``, «الشمال الشرقي», and the token before them."""
        backwards: list[int] = []
        while at >= 0 and (reading := self.readings[at]) is not None:
            if reading.adjective is not None and not reading.adjective.stem.clitics:
                backwards.append(reading.adjective.what[0])
            elif reading.definite is not None:
                backwards.append(reading.definite.what)
                at -= not reading.definite.stem.clitics
                break
            else:
                break
            at -= 1
        return backwards[::-1], at
