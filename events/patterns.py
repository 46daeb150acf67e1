"""Patterns over words: the one little language in which all tables of this room are written.

``triggers.toml`` says how an element is spelled. ``vocabulary`` says which published words an alternative means,
``openings`` which patterns a word may begin, ``book`` finds them in sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from events.morphology import Part
from events.vocabulary import Reading

_WIDEST, WIDE, _NARROW = "...", "..", "."
REACH: Final = {_WIDEST: 16, WIDE: 8, _NARROW: 2}


@dataclass(frozen=True, slots=True)
class Element:
    """Alternatives (unit numbers) for one word, and how many words may stand before it."""

    units: frozenset[int]
    reach: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table: what its patterns mean. ``table`` and ``name`` tell whose row it is."""

    table: str
    name: str
    row: dict[str, object] = field(hash=False, compare=False)
    near: frozenset[int] = frozenset()
    not_near: frozenset[int] = frozenset()
    number: int = 0  # in the order of the tables: of equal matches the earlier row's counts
    free: bool = True  # no condition on the words near it


class Match(NamedTuple):
    """A pattern found: indices of the tokens that are its words, ascending.

    ``pivot`` is the token that carries the tense (the verb, else the first word) and ``head`` its reading;
    ``first`` and ``last`` are the tokens of its first and last words.
    """

    entry: Entry
    tokens: tuple[int, ...]
    pivot: int
    head: Reading
    first: int
    last: int


def elements_of(pattern: str, number: Callable[[str], int]) -> tuple[Element, ...]:
    """The elements of a written pattern; ``number`` gives the unit number of an alternative."""
    elements: list[Element] = []
    reach = 0
    for part in pattern.split():
        if part in REACH and elements:
            reach = REACH[part]
            continue
        elements.append(Element(frozenset(map(number, _alternatives(part))), reach))
        reach = 0
    if not elements or reach or pattern.split(maxsplit=1)[0] in REACH:
        raise ValueError(f"a pattern begins and ends with a word: {pattern!r}")
    return tuple(elements)


def _alternatives(part: str) -> list[str]:
    """The words of one element; a preposition before the first is needed before all of them."""
    words = part.split("|")
    preposition, plus, _ = words[0].partition("+")
    if not plus:
        return words
    return [word if set("=+/") & set(word) else f"{preposition}+{word}" for word in words]


def match_of(entry: Entry, words: tuple[tuple[int, Reading], ...]) -> Match:
    """The match over its words; a verb among them carries the tense, wherever it stands."""
    verbs = [word for word in words if word[1].part in (Part.PAST, Part.PRESENT)]
    pivot, head = (verbs or words)[0]
    tokens = tuple(index for index, _ in words)
    return Match(entry, tokens, pivot, head, tokens[0], tokens[-1])
