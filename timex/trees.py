"""Word trees: the rules of a type unfolded and merged, so that what they share is walked once."""

from __future__ import annotations

from typing import NamedTuple

from timex.rule import Rule


class Accept(NamedTuple):
    """The end of one unfolded pattern: its rule and the names of its slots in order."""

    rule: Rule
    names: tuple[str, ...]
    lead: int  # context tokens before the expression
    trail: int  # and after it
    order: int


class State:
    """A node of a type's word tree."""

    __slots__ = ("accepts", "edges", "glued", "reach", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, State] = {}
        self.glued: dict[str, State] = {}
        self.slots: dict[tuple[Type, str, bool], State] = {}
        self.accepts: list[Accept] = []
        self.edges: list[tuple[int, Type, str, bool, State]] = []  # the slots once more, with their types' bits
        self.reach = 0  # the bits of all types that may fill a slot here

    def settle(self) -> None:
        """Prepare the finished tree for walking."""
        self.edges = [
            (type_.bit, type_, clitics, glued, state) for (type_, clitics, glued), state in self.slots.items()
        ]
        for bit, *_ in self.edges:
            self.reach |= bit
        for state in (*self.words.values(), *self.glued.values(), *self.slots.values()):
            state.settle()


class Type:
    """A type of part: a kind of lexeme, a union of types, or what rules make."""

    __slots__ = ("bit", "members", "name", "root")

    def __init__(self, name: str, bit: int) -> None:
        self.name, self.bit = name, bit
        self.root: State | None = None
        self.members: tuple[Type, ...] = ()
