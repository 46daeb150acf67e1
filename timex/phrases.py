"""Phrases: what can begin at a word, remembered under the words that decide it.

News repeats its phrases as it repeats its words («يوم الجمعة», «في وقت سابق»), so a phrase is parsed when first met and
known from then on. What the parser finds at a word depends on the words after it up to the last that it looked at, and
never on words that no rule knows: they all end a phrase alike. So the phrases that were met are a tree of words, a
branch a word, and its leaves are what was parsed. Places in it are relative, and what stands around a phrase is judged
anew each time (``timex.guarding``).
"""

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Final, NamedTuple

from arabic import Kind, Text, Token, Word
from timex.grammar import Grammar
from timex.lexicon import NOTHING, numeral_forms
from timex.parser import Parser
from timex.rule import Node
from timex.trees import Type

_MOST_PHRASES: Final = 60_000  # some 1 KB each; a long run over a corpus must not grow for ever


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


_Key = Word | tuple[Word, str] | None  # a word, with what stands before it unless a blank; null where phrases end
_Branch = dict[_Key, "_Branch | tuple[Phrase, ...]"]


class _Role(dict[Word, bool | None]):
    """May a word begin a phrase (True), stand in one (False), or do all phrases end before it (None)?"""

    def __init__(self, grammar: Grammar, tops: int) -> None:
        self._lexicon, self._tops = grammar.lexicon, tops
        self._spelled = grammar.spelled() | numeral_forms()

    def __missing__(self, word: Word) -> bool | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        entry = self._lexicon.entry(word)
        takes_part = entry is not NOTHING or word.kind is Kind.NUMBER or word.form in self._spelled
        role = self[word] = True if entry.mask & self._tops else False if takes_part else None
        return role


_MOST_WORDS: Final = 200_000


class Phrases:
    """The phrases that were met, for the types that stand alone in a text."""

    def __init__(self, grammar: Grammar, tops: Sequence[Type]) -> None:
        self.grammar, self.tops = grammar, tops
        self.bits = sum(top.bit for top in tops)
        self.role = _Role(grammar, self.bits)
        self._known: _Branch = {}
        self._many = 0

    def starts(self, words: Sequence[Word]) -> list[int]:
        """Where a phrase may begin."""
        return list(compress(range(len(words)), map(self.role.__getitem__, words)))

    def reader(self, text: Text) -> "Reader":
        """For one text."""
        return Reader(self, self._known, text)

    def learn(self, keys: Iterable[_Key], first: _Key, found: tuple[Phrase, ...]) -> None:
        """Remember what was parsed under the words that decide it."""
        if self._many >= _MOST_PHRASES:
            self._known.clear()
            self._many = 0
        self._many += 1
        branch, last = self._known, first
        for key in keys:
            following = branch.setdefault(last, {})
            if not isinstance(following, dict):
                raise TypeError(f"a phrase that was decided goes on: {found}")
            branch, last = following, key
            if key is None:
                break
        branch[last] = found


class Reader:
    """Tells what begins at the words of one text; parses what was never met."""

    def __init__(self, phrases: Phrases, known: _Branch, text: Text) -> None:
        self._phrases, self._known, self._role = phrases, known, phrases.role
        self._tokens, self._words, self._many = text.tokens, text.words, len(text.words)
        self._parser: Parser | None = None
        self._run = range(0)

    def phrases(self, at: int) -> tuple[Phrase, ...]:
        """What can stand alone and begins at a token, the longest first."""
        found = self._known.get(self._words[at])
        index = at
        while isinstance(found, dict):
            index += 1
            found = found.get(self._key(index))
        return self._parse(at) if found is None else found

    def _key(self, at: int) -> _Key:
        if at >= self._many:
            return None
        word = self._words[at]
        if self._role[word] is None:
            return None
        gap = self._tokens[at].gap
        return word if gap == " " else (word, gap)

    def _parse(self, at: int) -> tuple[Phrase, ...]:
        if at not in self._run or self._parser is None:
            last = at + 1
            while last < self._many and self._role[self._words[last]] is not None:
                last += 1
            self._run = range(at, last)
            entry = self._phrases.grammar.lexicon.entry
            entries = list(map(entry, self._words[at:last]))
            self._parser = Parser(self._phrases.grammar, self._tokens[at:last], entries)
        parser, local = self._parser, at - self._run.start
        parser.seen = local + 1
        nodes = []
        if parser.live[local] & self._phrases.bits:
            nodes = [node for top in self._phrases.tops for node in parser.nodes(top, local)]
        found = tuple(_phrase(node, parser.tokens) for node in sorted(nodes, key=lambda node: -node.last))
        keys = map(self._key, range(at + 1, self._run.start + parser.seen + 1))
        self._phrases.learn(keys, self._words[at], found)
        return found


def _phrase(node: Node, tokens: Sequence[Token]) -> Phrase:
    lead, ends = node.first, node.last - 1
    while tokens[lead].end <= node.start:
        lead += 1
    while tokens[ends].end > node.end:
        ends -= 1
    first, skip = node.first, node.start - tokens[lead].start
    return Phrase(node.last - first, lead - first, skip, ends - first, node.value, node.clitics, node.rule)
