"""What a word may begin: the patterns that start with it, worked out once for each word."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from arabic import Kind, Word
from events.cardinals import begins_cardinal
from events.patterns import Element, Entry
from events.vocabulary import Reading, Vocabulary

_STOPS: Final = frozenset("؟!?؛:;")
# Patterns by the units of their first element.
Heads: TypeAlias = Mapping[int, Sequence[tuple[Entry, tuple[Element, ...]]]]


_NONE: Final[frozenset[int]] = frozenset()


class Sign(enum.IntEnum):
    """What a token is to a pattern that looks beyond it."""

    NONE = 0  # a word
    PASSED = 1  # a sign that does not count
    COMMA = 2  # ends what reaches only a word or two
    STOP = 3  # ends every pattern


class Group(enum.StrEnum):
    """The tables in the order in which they are asked: a sentence without a trigger is asked for nothing else.

    Each is the name of what an opening begins of it.
    """

    TRIGGER = "trigger"
    LOOKALIKE = "lookalike"
    OTHER = "other"


_GROUPS: Final = {"trigger": Group.TRIGGER, "lookalike": Group.LOOKALIKE}


class Head(NamedTuple):
    """How the first word of a pattern is read, and which words may be its second."""

    reading: Reading
    entry: Entry
    elements: tuple[Element, ...]
    second: frozenset[int]


class Begun(NamedTuple):
    """The patterns of one group of tables that a word may begin: those of one word, and those of more."""

    single: tuple[tuple[Reading, Entry], ...]
    several: tuple[Head, ...]
    seconds: frozenset[int]  # all second words of those
    reach: int  # how many words may stand before any of them


@dataclass(frozen=True, slots=True)
class Opening:
    """One word: which units it is, read how, the sign that it is, and what it may begin, by group."""

    readings: Mapping[int, Reading]
    units: frozenset[int]
    sign: Sign
    cardinal: bool = False  # may begin a number
    trigger: Begun | None = None
    lookalike: Begun | None = None
    other: Begun | None = None


def _blank(sign: Sign) -> Opening:
    return Opening({}, frozenset(), sign)


_BLANK: Final = {sign: _blank(sign) for sign in Sign}
_CARDINAL: Final = Opening({}, frozenset(), Sign.NONE, cardinal=True)


class Openings:
    """Works out the opening of a word from the patterns by the units of their first element."""

    def __init__(self, vocabulary: Vocabulary, heads: Heads) -> None:
        self._vocabulary = vocabulary
        self._heads = heads

    def of(self, word: Word) -> Opening:
        """What a word may begin."""
        if word.kind is Kind.PUNCTUATION:
            sign = Sign.STOP if word.form in _STOPS else Sign.COMMA if word.form == "،" else Sign.PASSED
            return _BLANK[sign]
        readings = self._vocabulary.read(word)
        cardinal = begins_cardinal(word)
        if not readings:
            return _CARDINAL if cardinal else _BLANK[Sign.NONE]
        begun = {
            id(elements): Head(reading, entry, elements, elements[1].units if len(elements) > 1 else _NONE)
            for unit, reading in readings.items()
            for entry, elements in self._heads.get(unit, ())
        }
        if not begun:
            return Opening(readings, frozenset(readings), Sign.NONE, cardinal)
        groups: dict[Group, list[Head]] = {group: [] for group in Group}
        for head in begun.values():
            groups[_GROUPS.get(head.entry.table, Group.OTHER)].append(head)
        return Opening(readings, frozenset(readings), Sign.NONE, cardinal, *map(_begun, groups.values()))


def _begun(heads: Sequence[Head]) -> Begun | None:
    if not heads:
        return None
    several = tuple(head for head in heads if len(head.elements) > 1)
    return Begun(
        tuple((head.reading, head.entry) for head in heads if len(head.elements) == 1),
        several,
        frozenset().union(*[head.second for head in several]),
        max((head.elements[1].reach for head in several), default=0),
    )
