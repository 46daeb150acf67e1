"""The tokens of one text, each with what it may be in a place phrase."""

from typing import Final

from arabic import Kind, Text
from geo.lexicon import Lexicon, Reading
from geo.phrases import combine

OPENING: Final = frozenset("«\"“”'‘(#[")


class Words:
    """Tokens and their readings, side by side."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.tokens = text.tokens
        self.forms = text.forms
        self.words = text.words
        self.spellings, self.sides = lexicon.spellings, lexicon.sides
        self.readings: list[Reading | None] = list(map(lexicon.readings.__getitem__, text.words))
        self.read = [(at, reading) for at, reading in enumerate(self.readings) if reading is not None]
        self._published = text.published

    def tagged(self, at: int) -> bool:
        """Does a word stand behind the sign of a hashtag: «#الميادين»?"""
        start = self.tokens[at].start
        return self._published[start - 1 : start] == "#"

    def reading(self, at: int) -> Reading | None:
        """What the word at a token may be; None outside the text and for other words."""
        return self.readings[at] if 0 <= at < len(self.readings) else None

    def kind(self, at: int) -> Kind | None:
        """What a token is made of; None outside the text."""
        return self.words[at].kind if 0 <= at < len(self.words) else None

    def form(self, at: int) -> str:
        """The folded form of a token, nothing outside the text."""
        return self.forms[at] if 0 <= at < len(self.forms) else ""

    def cue(self, at: int) -> str:
        """What a word says of the name beside it: says, office, talks, moves …"""
        reading = self.reading(at)
        return reading.cue.what if reading is not None and reading.cue is not None else ""

    def before_quotes(self, at: int) -> int:
        """The token before ``at`` that is no opening quote or bracket glued to what follows; -1 at the start."""
        at -= 1
        while at >= 0 and self.tokens[at].form in OPENING and self.tokens[at + 1].gap == "":
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
