"""Finding: the time expressions of a text, from left to right, the longest first, none inside another."""

from collections.abc import Iterator, Sequence
from typing import Final

from arabic import Text
from timex.expression import Expression
from timex.guarding import stands
from timex.parser import Parser
from timex.rule import Node
from timex.rules import grammar
from timex.tense import follows_since, tense_around
from timex.trees import Type

_DEPTH: Final = 3  # expressions that overlap in a row
_UTTERANCE: Final = 8  # tokens of a text that may be one expression and nothing else


def find(text: Text) -> list[Expression]:
    """All time expressions of a text, read but not resolved: nothing is assumed of its date."""
    rules = grammar()
    tops = [rules.types["expression"]]
    if len(text.tokens) <= _UTTERANCE:
        tops.append(rules.types["utterance"])
    finder = _Finder(Parser(rules, text), tops, text)
    return [_expression(node, text) for node in finder.nodes()]


class _Finder:
    """Chooses among the parts that stand alone in a text."""

    def __init__(self, parser: Parser, tops: Sequence[Type], text: Text) -> None:
        self.parser, self.tops, self.tokens = parser, tops, text.tokens
        bits = sum(top.bit for top in tops)
        self.starts = [index for index, live in enumerate(parser.live) if live & bits]
        self._longest: dict[int, Node | None] = {}

    def nodes(self) -> Iterator[Node]:
        """The expressions, none overlapping another."""
        at = 0
        for order, index in enumerate(self.starts):
            if index < at:
                continue
            node = self.longest(index)
            if node is None or self._overtaken(node, order, _DEPTH):
                continue
            at = node.last
            while self.tokens[at - 1].start >= node.end:  # words that had to follow are free for the next
                at -= 1
            yield node._replace(last=at)

    def longest(self, index: int) -> Node | None:
        """The longest expression that begins at a token and is one where it stands."""
        if index not in self._longest:
            best: Node | None = None
            for top in self.tops:
                for node in self.parser.nodes(top, index):
                    if (best is None or node.last > best.last) and stands(node, self.tokens):
                        best = node
            self._longest[index] = best
        return self._longest[index]

    def _overtaken(self, node: Node, order: int, depth: int) -> bool:
        """Does one that begins inside reach further and is no shorter? «حتى الساعة | 12 ظهراً», «بعد يوم | الجمعة».

        One that is overtaken itself does not count; a longer chain than ``depth`` is not followed.
        """
        for later in range(order + 1, len(self.starts)):
            index = self.starts[later]
            if index >= node.last:
                return False
            other = self.longest(index)
            if other is None or other.last <= node.last or other.last - other.first < node.last - node.first:
                continue
            if not depth or not self._overtaken(other, later, depth - 1):
                return True
        return False


def _expression(node: Node, text: Text) -> Expression:
    sentence = text.tokens[node.first].sentence
    end = node.end
    said = text.quote(node.start, end)
    if said.endswith(")") and said.count("(") < said.count(")"):  # it closes a bracket that was open before
        end = text.tokens[node.last - 2].end
    return Expression(
        node.start,
        end,
        node.first,
        node.last,
        node.value,
        node.rule,
        sentence,
        tense_around(text.tokens, node.first, node.last),
        begun=follows_since(text.tokens, node.first),
    )
