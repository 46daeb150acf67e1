"""Names that are nearly spelt alike: a distance weighted by which letters writers confuse, and quick candidates."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import Final

from gazetteer.spelling import rules

SOUND: Final = 0.35  # a letter for one that dialects exchange: ق for ك
SHAPE: Final = 0.6  # a letter for one that differs in dots
VOWEL: Final = 0.5  # one long vowel for another
VOWEL_MORE: Final = 0.45  # a long vowel written or left out
AT_THE_END: Final = 0.3  # a vowel at the end of a name, as it is heard: «معردبسة», «معردبسي»
AT_THE_START: Final = 0.3  # an alef that carries the first two consonants: «بريهة», «ابريهة»
SWAPPED: Final = 0.6  # two neighbouring letters exchanged
OTHER: Final = 1.0
# Letters of the longer key: what a misspelling of it may cost at most.
_BOUNDS: Final = ((3, 0.0), (4, 0.35), (5, 0.6), (6, 0.65), (8, 1.2), (10, 1.5))
_WIDEST_BOUND: Final = 2.0
_LENGTHS_APART: Final = 3
_LETTERS_KEPT: Final = 100


def bound(letters: int) -> float:
    """What a misspelling of a name of so many letters may cost."""
    return next((cost for length, cost in _BOUNDS if letters <= length), _WIDEST_BOUND)


@lru_cache(_LETTERS_KEPT * _LETTERS_KEPT)
def _replaced(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    held = rules()
    if (letter, other) in held.sounds:
        return SOUND
    if letter in held.vowels and other in held.vowels:
        return VOWEL
    return SHAPE if (letter, other) in held.shapes else OTHER


@lru_cache(_LETTERS_KEPT)
def _left_out(letter: str) -> float:
    return VOWEL_MORE if letter in rules().vowels else OTHER


def _first_left_out(letter: str) -> float:
    return AT_THE_START if letter == "ا" else _left_out(letter)


def distance(key: str, other: str, most: float) -> float:
    """What turning one key into the other costs; more than ``most`` is only known to be more."""
    before_last: list[float] = []
    last = [0.0]
    without = [_left_out(letter) for letter in other]
    for column, letter in enumerate(other):
        last.append(last[-1] + (without[column] if column else _first_left_out(letter)))
    for row, letter in enumerate(key, start=1):
        left_out, at_the_end = _left_out(letter), row == len(key)
        current = [last[0] + (left_out if row > 1 else _first_left_out(letter))]
        for column, written in enumerate(other, start=1):
            replaced = _replaced(letter, written)
            if at_the_end and replaced == VOWEL and column == len(other):
                replaced = AT_THE_END
            cost = min(last[column] + left_out, current[column - 1] + without[column - 1], last[column - 1] + replaced)
            if row > 1 and column > 1 and letter == other[column - 2] and key[row - 2] == written:
                cost = min(cost, before_last[column - 2] + SWAPPED)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before_last, last = last, current
    return last[-1]


class Pairs:
    """Keys by the pairs of letters in them, to find those that share most pairs with another key."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys: list[str] = [key for key in keys if key]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self._keys):
            for pair in set(_pairs(key)):
                self._holding[pair].append(number)

    def similar(self, key: str, slack: float = 0.0) -> list[tuple[float, str]]:
        """The keys within the bound of a misspelling (and ``slack`` more), cheapest first."""
        pairs = set(_pairs(key))
        shared = Counter(chain.from_iterable(self._holding.get(pair, ()) for pair in pairs))
        need = max(2, len(pairs) - (4 if len(key) < 8 else 6))
        found = []
        for number in [number for number, count in shared.items() if count >= need]:
            other = self._keys[number]
            if abs(len(key) - len(other)) > _LENGTHS_APART:
                continue
            most = bound(max(len(key), len(other))) + slack
            cost = distance(key, other, most)
            if 0 < cost <= most:
                found.append((cost, other))
        return sorted(found)


def _pairs(key: str) -> list[str]:
    padded = f" {key} "
    return [padded[at : at + 2] for at in range(len(padded) - 1)]
