"""Recipes: how the meanings of phrases were built, to build them again of other numbers.

«15 آذار 2016» and «16 آذار 2016» are parsed alike. What the parser does depends on the value of a number in digits only
where a rule builds a meaning of it or says that it has none (month 13). So a recipe repeats what was built, in order,
of the numbers that stand there now; where everything that had a meaning has one, and nothing else has, the parser
would have gone the same way, and found the same phrases with the new meanings.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from arabic import Token, read_cardinal
from timex.parser import Parser
from timex.rule import Match, Node

_MOST_KNOWN: Final = 100
_SIZES: Final = (32, 1000)  # a day or an hour, a count, a year: mostly the recipe that is tried first then holds


class Phrase(NamedTuple):
    """A part that was parsed, placed by its tokens: ``start`` lies ``skip`` characters into token ``lead``.

    Tokens are counted from the first one.
    """

    tokens: int
    lead: int
    skip: int
    ends: int  # the token with whose end it ends
    value: object
    clitics: str
    rule: str

    def at(self, tokens: Sequence[Token], first: int) -> Node:
        """The part where its words stand in a text."""
        start = tokens[first + self.lead].start + self.skip
        end = tokens[first + self.ends].end
        return Node(self.value, first, first + self.tokens, self.clitics, start, end, self.rule)


class _Slot(NamedTuple):
    """What fills a slot: an earlier value, by its place, or what no number changes."""

    name: str
    place: int | None
    constant: object


class _Step(NamedTuple):
    """One meaning that was built, or found to be none."""

    build: Callable[[Match], Any]
    slots: tuple[_Slot, ...]
    means: bool


class Recipe(NamedTuple):
    """The phrases at a token, and the steps by which their values follow from the numbers in digits among them.

    ``numbers`` are the first values: tokens, counted from the first one, and whether a scale follows; every step adds
    one. ``valued`` are the phrases that have one of these, with its place. ``known``: what some numbers gave.
    """

    phrases: tuple[Phrase, ...]
    numbers: tuple[tuple[int, bool], ...] = ()
    steps: tuple[_Step, ...] = ()
    valued: tuple[tuple[int, int], ...] = ()
    known: dict[tuple[Any, ...], tuple[Phrase, ...] | None] = {}  # noqa: RUF012  one without numbers is not asked

    def read(self, tokens: Sequence[Token], first: int) -> tuple[Phrase, ...] | None:
        """The phrases at a token by its own numbers; null where these would have been parsed in another way."""
        numbers = tuple(
            [
                _scaled(tokens, first + place) if scaled else tokens[first + place].word.number
                for place, scaled in self.numbers
            ]
        )
        try:
            return self.known[numbers]
        except KeyError:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            found = self.known[numbers] = self._built(numbers)
            return found

    def _built(self, numbers: Iterable[Any]) -> tuple[Phrase, ...] | None:
        values = [*numbers]
        for build, slots, means in self.steps:
            match = Match({name: constant if place is None else values[place] for name, place, constant in slots})
            value = build(match)
            if (value is not None) is not means:
                return None
            values.append(value)
        if not self.valued:
            return self.phrases
        found = list(self.phrases)
        for index, place in self.valued:
            found[index] = found[index]._replace(value=values[place])
        return tuple(found)


def _scaled(tokens: Sequence[Token], at: int) -> int | None:
    """«250 ألف»."""
    numeral = read_cardinal(tokens, at)
    return numeral.value if numeral else None


def size(number: int) -> int:
    """What a number may be, roughly."""
    return bisect(_SIZES, number)


def recipe(parser: Parser, nodes: Iterable[Node], first: int) -> Recipe:
    """The recipe of parts that a parser found at a token."""
    nodes = sorted(nodes, key=lambda node: -node.last)
    phrases = tuple(_phrase(node, parser.tokens) for node in nodes)
    if not parser.counted:
        return Recipe(phrases)
    places = {part: place for place, part in enumerate(parser.counted)}  # of what numbers change, by identity
    steps: list[_Step] = []
    for accept, filled, node in parser.built:
        if places.keys().isdisjoint(map(id, filled)):  # no number changes it
            continue
        slots = [_Slot(name, places.get(id(part)), part.value) for name, part in zip(accept.names, filled, strict=True)]
        if node is not None:
            places[id(node)] = len(parser.counted) + len(steps)
        steps.append(_Step(accept.rule.build, tuple(slots), node is not None))
    valued = tuple((index, places[id(node)]) for index, node in enumerate(nodes) if id(node) in places)
    if not (steps or valued):
        return Recipe(phrases)
    return Recipe(
        phrases, tuple((at - first, scaled) for at, scaled in parser.counted.values()), tuple(steps), valued, {}
    )


def _phrase(node: Node, tokens: Sequence[Token]) -> Phrase:
    lead, ends = node.first, node.last - 1
    while tokens[lead].end <= node.start:
        lead += 1
    while tokens[ends].end > node.end:
        ends -= 1
    first, skip = node.first, node.start - tokens[lead].start
    return Phrase(node.last - first, lead - first, skip, ends - first, node.value, node.clitics, node.rule)
