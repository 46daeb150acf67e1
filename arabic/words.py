"""Words: one object per distinct published word, with its folded form and its readings without clitics.

News repeats itself: a corpus of a million tokens holds some ten thousand words, so each is analysed
once and shared by all tokens that spell it.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar, cast

from arabic.letters import TATWEEL, fold, letter_offsets, plain

_Key = TypeVar("_Key")
_Known = TypeVar("_Known")
MOST_WORDS: Final = 90_000  # kept at least; twice as many at most, some 1 KB each over all rooms


class Kind(enum.IntEnum):
    """What a token is made of."""

    WORD = 0  # Arabic letters
    NUMBER = 1  # digits of any script, thousands separators included
    LATIN = 2  # Latin letters, with digits after them: T4, M5
    PUNCTUATION = 3  # one sign
    ADDRESS = 4  # a web address or e-mail: nothing inside it is language


class Stem(NamedTuple):
    """A word read without the clitics before it: «وبالباب» is و + ب + الباب.

    ``clitics`` are folded letters, ``form`` the folded rest with its article restored («للباب» is
    ل + الباب), ``skip`` how many letters of the whole form come before the rest in print.
    """

    clitics: str
    form: str
    skip: int


@dataclass(frozen=True, slots=True, eq=False)  # shared, so that a room may keep what it knows of a word under it
class Word:
    """A word as published and all that can be said of it alone."""

    surface: str
    plain: str
    form: str
    kind: Kind
    number: int | None
    stems: tuple[Stem, ...]
    glosses: list[Any] = field(default_factory=list, repr=False)  # what rooms know of it (``arabic.glossary``)

    def offset(self, letter: int) -> int:
        """Where folded letter number ``letter`` begins in the published word (code points)."""
        return letter_offsets(_joined(self.surface))[letter] if letter else 0


class Recent(dict[_Key, _Known]):
    """What is worked out of each key when it is first met, kept as long as the key keeps being met.

    A long run over a corpus must not grow for ever: when there are ``most``, those that were not met since there were
    as many before are forgotten.
    """

    def __init__(self, know: Callable[[_Key], _Known], most: int = MOST_WORDS) -> None:
        self._know, self._most = know, most
        self._older: dict[_Key, _Known] = {}

    def __missing__(self, key: _Key) -> _Known:
        if len(self) >= self._most:
            self._older = dict(self)
            super().clear()
        known = self._older.get(key, self._older)  # the dictionary itself stands for nothing: no room knows it of a key
        made = self[key] = self._know(key) if known is self._older else cast("_Known", known)
        return made

    def clear(self) -> None:
        """Forget everything, also what was not met of late."""
        super().clear()
        self._older = {}


class Lore(Recent[Word, _Known]):
    """What a room knows of those words that it asks of one by one; of all words of a text it keeps a ``Glossary``."""


# Conjunction, then preposition or future marker; «وبال», «فلل» and the like are compositions.
_CONJUNCTIONS: Final = ("", "و", "ف")
_PREPOSITIONS: Final = ("", "ب", "ل", "ك", "س")
CLITICS: Final = tuple(first + second for first in _CONJUNCTIONS for second in _PREPOSITIONS if first or second)
_BY_LETTER: Final = {first: [c for c in CLITICS if c[0] == first] for first in {c[0] for c in CLITICS}}
_SHORTEST_STEM: Final = 2


def stems(form: str) -> tuple[Stem, ...]:
    """All readings of a form, the unsplit one first."""
    whole, begun = Stem("", form, 0), _BY_LETTER.get(form[:1])
    if begun is None:
        return (whole,)
    stems = [whole]
    for clitics in begun:
        if not form.startswith(clitics) or len(form) - len(clitics) < _SHORTEST_STEM:
            continue
        rest = form[len(clitics) :]
        stems.append(Stem(clitics, rest, len(clitics)))
        if clitics[-1] == "ل" and rest[0] == "ل":  # لل: the article has lost its alef
            stems.append(Stem(clitics, "ا" + rest, len(clitics)))
    return tuple(stems)


def _joined(surface: str) -> str:
    """A word whose letters are spaced out («قـ ـتـ ـلى») with tatweel for its blanks: same length, no gap."""
    return surface.replace(" ", TATWEEL)


def word(surface: str, kind: Kind) -> Word:
    """All that can be said of a published string of one kind."""
    if kind is Kind.WORD:
        joined = _joined(surface)
        bare, form = plain(joined), fold(joined)
        # One string where they are the same: words stay by the hundred thousand.
        bare = surface if bare == surface else bare
        form = bare if form == bare else form
        return Word(surface, bare, form, kind, None, stems(form))
    if kind is Kind.NUMBER:
        digits = "".join(c for c in plain(surface) if c.isdigit())
        # Longer digit runs are identifiers, not counts; int() refuses absurd ones anyway.
        value = int(digits) if len(digits) <= 18 else None
        return Word(surface, digits, digits, kind, value, (Stem("", digits, 0),))
    form = surface.casefold()
    return Word(surface, surface, form, kind, None, (Stem("", form, 0),))
