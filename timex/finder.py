"""Finding: the time expressions of a text, from left to right, the longest first, none inside another."""

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from arabic import Text
from timex.expression import Expression
from timex.guarding import stands
from timex.phrases import Phrases, Reader
from timex.rule import Node
from timex.rules import grammar
from timex.tense import follows_since, tense_around

_DEPTH: Final = 3  # expressions that overlap in a row
_MOST: Final = 30_000  # expressions of one text; an article of a million letters has some 4,000
_TABLE: Final = 300  # numbers of a line that is a table, and the characters between places where one is looked for
_PLACE: Final = 8  # characters
_CHAIN: Final = re.compile(rf"(?<!\w)(?:\d++[^\w\n]++){{{_TABLE},}}+")  # numbers and signs: a table, no dates
_UTTERANCE: Final = 8  # tokens of a text that may be one expression and nothing else


@cache
def _phrases(*tops: str) -> Phrases:
    """What was met of the types that stand alone in a text."""
    rules = grammar()
    return Phrases(rules, [rules.types[top] for top in tops])


def find(text: Text) -> list[Expression]:
    """All time expressions of a text, read but not resolved: nothing is assumed of its date."""
    short = len(text.tokens) <= _UTTERANCE
    phrases = _phrases("expression", "utterance") if short else _phrases("expression")
    return [_expression(node, text) for node in islice(_Finder(phrases, text).nodes(), _MOST)]


def left_out(text: Text, found: int) -> list[str]:
    """What of a text was not looked through for times since a limit was met; ``found`` is how many were read."""
    tables = len(_tables(text.published))
    said = [f"{tables} of its lines, of 300 numbers or more, were taken for tables, without times"] if tables else []
    return said if found < _MOST else [*said, f"of its times the first {_MOST} were read"]


@lru_cache(maxsize=1)  # asked again when the text has been read
def _tables(published: str) -> list[tuple[int, int]]:
    return [chain.span() for chain in _CHAIN.finditer(published)] if _may_hold_a_table(published) else []


def _may_hold_a_table(published: str) -> bool:
    """Is there no letter at some place? A table has two characters a number at least, and so lies over a place."""
    places = (published[at : at + _PLACE] for at in range(0, len(published) - _PLACE + 1, _TABLE))
    return any(not any(map(str.isalpha, place)) for place in places)


def _starts(reader: Reader, text: Text) -> list[int]:
    """Where an expression may begin: nowhere in a long chain of numbers."""
    starts, chains = reader.starts(), _tables(text.published)
    if not chains:
        return starts
    begins, ends = [0, *(begin for begin, _ in chains)], [0, *(end for _, end in chains)]
    tokens = text.tokens
    return [at for at in starts if tokens[at].start >= ends[bisect(begins, tokens[at].start) - 1]]


class _Finder:
    """Chooses among the parts that stand alone in a text."""

    def __init__(self, phrases: Phrases, text: Text) -> None:
        reader = phrases.reader(text)
        self.tokens, self.phrases, self.ends = text.tokens, reader.phrases, reader.ends
        self.starts = _starts(reader, text)
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
        if index in self._longest:
            return self._longest[index]
        phrases = self.phrases(index)
        if not phrases:  # as mostly
            return None
        found = (phrase.at(self.tokens, index) for phrase in phrases)
        longest = self._longest[index] = next((node for node in found if stands(node, self.tokens)), None)
        return longest

    def _overtaken(self, node: Node, order: int, depth: int) -> bool:
        """Does one that begins inside reach further and is no shorter? «حتى الساعة | 12 ظهراً», «بعد يوم | الجمعة».

        One that is overtaken itself does not count; a longer chain than ``depth`` is not followed.
        """
        if self.ends(node.last):  # nothing can reach further, as mostly: the words inside need not be asked
            return False
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
