"""What a looked-up string asks for: «حي الشعار - حلب» is الشعار, a neighbourhood, inside حلب."""

import re
from dataclasses import dataclass
from typing import Final

from gazetteer.spelling import announced, bare, core_words, is_latin, joined, key_words, name_words, rules

_SEPARATORS: Final = re.compile(
    r"""(?x)\s*(?:
      [,،;؛:|/\\_()\[\]«»"+&]
    | [-–—]+(?=\s) | (?<=\s)[-–—]+ | (?<=[\u0621-\u064a])[-–—]+(?=[\u0621-\u064a])  # no dash inside «al-Bab»
    )+\s*"""
)
_MOST_PARTS: Final = 8  # a longer string is a text, not a name
_MOST_WORDS: Final = 12
_SHORTEST_LOCATED: Final = 3  # letters of a word that is ب and a place


@dataclass(frozen=True, slots=True)
class Part:
    """One name of the string, with what was said of its kind and how its words read."""

    text: str
    kinds: tuple[str, ...]
    around: bool  # «ريف حلب»: the land around rather than the town

    @property
    def words(self) -> list[str]:
        """The words of the name itself, without the ones that announce it."""
        if is_latin(self.text):
            words = name_words(self.text)
            return [word for word in words if word not in rules().generic_latin] or words
        return announced(_after_around(key_words(self.text)))[0]

    @property
    def skeleton(self) -> str:
        """The key of all regular spellings."""
        return joined(self.words)

    @property
    def core(self) -> str:
        """The key without the words that are often left out."""
        return joined(core_words(self.words))


def parts(text: str) -> list[Part]:
    """The names of a string in order; one for a plain name."""
    return [read_part(piece) for piece in _pieces(text)[:_MOST_PARTS]]


def left_out(text: str) -> int:
    """How many names of a string are not looked at, since it is a text rather than a name."""
    return max(0, len(_pieces(text)) - _MOST_PARTS)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _SEPARATORS.split(text) if piece.strip()]


def read_part(text: str) -> Part:
    """One name with the words before it understood."""
    words = key_words(text)
    rest = _after_around(words)
    return Part(text.strip(), announced(rest)[1], around=len(rest) < len(words))


def _after_around(words: list[str]) -> list[str]:
    first = 0
    while first < len(words) - 1 and words[first] in rules().around:
        first += 1
    return words[first:]


@dataclass(frozen=True, slots=True)
class Said:
    """A way to read words as a name and where it is; ``marked`` by a word such as «في», else only side by side."""

    name: list[str]
    place: list[str]
    marked: bool


def places_said(words: list[str]) -> list[Said]:
    """Ways to read words: «ضاحية الأسد بحرستا» is ضاحية الأسد, in حرستا; likelier ways first."""
    held = rules()
    ways = []
    words = words[:_MOST_WORDS]
    for at in range(1, len(words)):
        word, after = words[at], words[at + 1 :]
        if word in held.locating and after:
            ways.append(Said(words[:at], after, marked=True))
        elif word.startswith("ب") and len(word) > _SHORTEST_LOCATED:
            ways.append(Said(words[:at], [word[1:], *after], marked=True))
            if word[1:] in held.around and after:  # «بريف حلب الشمالي»: the region, or else what it is named after
                ways.append(Said(words[:at], core_words(after), marked=True))
    # «صوران اعزاز», «دير الزور حي الحويقة»: the area right after the name or before it.
    for at in range(len(words) - 1, 0, -1):
        ways.append(Said(words[:at], words[at:], marked=False))
        ways.append(Said(announced(words[at:])[0], words[:at], marked=False))
    return [way for way in ways if not all(map(_generic, way.name))]


def only_generic(part: Part) -> bool:
    """Is there no name in the words, only what announces or surrounds one: «القرية», «شمال»?"""
    return all(map(_generic, part.words))


def _generic(word: str) -> bool:
    held = rules()
    listed = (held.landmarks, held.locating, held.around, held.generic_latin)
    return word in held.announcers or any(word in each or bare(word) in each for each in listed)


def inner_names(part: Part) -> list[list[str]]:
    """Runs of at least half of the words, longest first: «الراشدين الخامسة» holds «الراشدين»."""
    words = part.words[:_MOST_WORDS]
    count = len(words)
    return [
        words[first : first + length]
        for length in range(count - 1, (count - 1) // 2, -1)
        for first in range(count - length + 1)
    ]


def named_after(part: Part) -> list[str]:
    """What a landmark's name leaves when its own words are taken off, longest first: «مشفى الأتارب», «الأتارب»."""
    words = part.words
    held = rules()
    left = []
    while len(words) > 1 and (bare(words[0]) in held.landmarks or words[0] in held.landmarks):
        words = announced(words[1:])[0]
        left.append(joined(words))
    return [key for key in left if len(key) > 2]
