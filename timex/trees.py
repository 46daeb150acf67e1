"""Word trees: the rules of a type unfolded and merged, so that what they share is walked once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from timex.rule import Rule


class Accept(NamedTuple):
    """The end of one unfolded pattern: its rule and the names of its slots in order."""

    rule: Rule
    names: tuple[str, ...]
    lead: int  # context tokens before the expression
    trail: int  # and after it
    order: int


class Glance(NamedTuple):
    """What a look at a word is for: the forms, and as bits the types begun, with which it would lead on."""

    forms: frozenset[str]
    reach: int


class Glances:
    """Numbers the glances of a grammar, so that a parser can note briefly what it looked for."""

    def __init__(self) -> None:
        self._all: list[Glance] = []
        self._numbers: dict[Glance, int] = {}
        self._forms: dict[str, int] = {}
        self._together: dict[frozenset[int], Glance] = {}

    def number(self, forms: Iterable[str], reach: int = 0) -> int:
        """The number of a glance."""
        glance = Glance(frozenset(forms), reach)
        if glance not in self._numbers:
            self._numbers[glance] = len(self._all)
            self._all.append(glance)
        return self._numbers[glance]

    def at_form(self, form: str) -> int:
        """The number of a glance at one form, as is taken at the words that the lexicon wants to follow one."""
        number = self._forms.get(form)
        if number is None:
            number = self._forms[form] = self.number((form,))
        return number

    def together(self, numbers: Iterable[int]) -> Glance:
        """All that several glances are for."""
        key = frozenset(numbers)
        found = self._together.get(key)
        if found is None:
            if len(self._together) >= _MOST_TOGETHER:
                self._together.clear()
            found = Glance(frozenset[str](), 0)
            for number in key:
                forms, reach = self._all[number]
                found = Glance(found.forms | forms, found.reach | reach)
            self._together[key] = found
        return found


_MOST_TOGETHER = 5_000


class _Open(dict[int, list["Slot"]]):
    """The slots whose type can begin at a token, by the token's bits; made when first met."""

    def __init__(self, edges: list[Edge]) -> None:
        self._edges = edges

    def __missing__(self, bits: int) -> list[Slot]:
        found = self[bits] = [edge[1:] for edge in self._edges if bits & edge[0]]
        return found


class State:
    """A node of a type's word tree."""

    __slots__ = ("accepts", "edges", "ends", "glance", "glued", "open", "reach", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, State] = {}
        self.glued: dict[str, State] = {}
        self.slots: dict[tuple[Type, str, bool], State] = {}
        self.accepts: list[Accept] = []
        self.edges: list[Edge] = []  # the slots once more, with their types' bits
        self.reach = 0  # the bits of all types that may fill a slot here
        self.open = _Open(self.edges)  # the edges that are left, by the bits of ``reach`` that a token has
        self.ends = True  # nothing follows
        self.glance = 0  # the number of the look at the next word

    def settle(self, glances: Glances) -> None:
        """Prepare the finished tree for walking."""
        self.edges = [
            (type_.bit, type_, clitics, glued, state) for (type_, clitics, glued), state in self.slots.items()
        ]
        self.open = _Open(self.edges)
        for bit, *_ in self.edges:
            self.reach |= bit
        self.glance = glances.number((*self.words, *self.glued), self.reach)
        self.ends = not (self.words or self.glued or self.slots)
        for state in (*self.words.values(), *self.glued.values(), *self.slots.values()):
            state.settle(glances)


class Type:
    """A type of part: a kind of lexeme, a union of types, or what rules make."""

    __slots__ = ("bit", "members", "name", "root")

    def __init__(self, name: str, bit: int) -> None:
        self.name, self.bit = name, bit
        self.root: State | None = None
        self.members: tuple[Type, ...] = ()


Slot = tuple[Type, str, bool, State]  # the type that fills a slot, its clitics, is it glued, what follows
Edge = tuple[int, Type, str, bool, State]  # a slot, with the type's bit before it
