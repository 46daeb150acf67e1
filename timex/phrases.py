"""Phrases: what can begin at a word, remembered under the words that decide it.

News repeats its phrases as it repeats its words («يوم الجمعة», «في وقت سابق»), so a phrase is parsed when first met
and known from then on. What the parser finds at a word depends on the words after it up to the last that it looked
at, and not on what a word is that has nothing it looked for: it ends a phrase like any other. Where nothing is found
it mostly does not depend on the value of a number either, but on what a number of that size may be by itself: an
hour, a day, a year. So the phrases that were met are a tree of words, a branch a word, and its leaves are what was
parsed. Places in it are relative, and what stands around a phrase is judged anew each time (``timex.guarding``).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Final, NamedTuple

from arabic import Kind, Lore, Text, Token, Word, letter_offsets
from timex.grammar import Grammar
from timex.lexicon import NOTHING, numeral_forms, other_words
from timex.parser import PLACE, Parser
from timex.rule import Match, Node
from timex.trees import Glance, Type

_GLANCE: Final = (1 << PLACE) - 1
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


# A word's spelling, or what a number may be; with what stands before it unless a blank; null where phrases end.
_Alike = str | Word | tuple[int, str]
_Key = _Alike | tuple[_Alike, str] | None


class _Branch:
    """Phrases that begin alike: what the parser looked for at the next word, and what each word there leads to."""

    __slots__ = ("forms", "reach", "words")

    def __init__(self, glance: Glance) -> None:
        self.forms, self.reach = glance
        self.words: _Words = {}


_Words = dict[_Key, "_Branch | tuple[Phrase, ...]"]


class Phrases:
    """The phrases that were met, for the types that stand alone in a text."""

    def __init__(self, grammar: Grammar, tops: Sequence[Type]) -> None:
        self.grammar, self.tops = grammar, tops
        self.bits = sum(top.bit for top in tops)
        self.role = Lore(self._role)
        self.size = Lore(self._size)
        self.spelling = Lore(_spelling)
        self.leads = Lore(self._leads)
        self._spelled = grammar.spelled() | numeral_forms()
        self._gates = grammar.gates()
        self.known: _Words = {}
        self._many = 0

    def starts(self, words: Sequence[Word]) -> list[int]:
        """Where a phrase may begin."""
        return list(compress(range(len(words)), map(self.role.__getitem__, words)))

    def _role(self, word: Word) -> bool | None:
        """May a word begin a phrase (True), stand in one (False), or do all phrases end before it (None)?"""
        entry = self.grammar.lexicon.entry(word)
        takes_part = entry is not NOTHING or word.kind is Kind.NUMBER or word.form in self._spelled
        return True if entry.mask & self.bits else False if takes_part else None

    def _leads(self, word: Word) -> int:
        """What a word may lead on to: bits of the types it begins, and of numerals."""
        mask = self.grammar.lexicon.entry(word).mask
        return mask | self.grammar.numerals if word.form in numeral_forms() else mask

    def _size(self, word: Word) -> tuple[int, str]:
        """What a number in digits may be by itself, as bits of types, with its digits where a rule spells them."""
        spelled = word.form if word.form in self._spelled or word.number is None else ""
        if not any(rule.build(Match({name: word.number})) is not None for rule, name in self._gates):
            return 0, spelled
        parser = Parser(self.grammar, (Token(0, 0, 0, word, "", 0),), (self.grammar.lexicon.entry(word),))
        made = (type_ for type_ in self.grammar.types.values() if not type_.members)  # a union is what its members are
        begun = [type_ for type_ in made if parser.live[0] & type_.bit]
        return sum(type_.bit for type_ in begun if parser.nodes(type_, 0)), spelled

    def reader(self, text: Text) -> "Reader":
        """For one text."""
        return Reader(self, text)

    def learn(
        self, reader: "Reader", at: int, looks: Mapping[int, Iterable[int]], found: tuple[Phrase, ...], *, sized: bool
    ) -> None:
        """Remember what was parsed at a token of a text under the words that decide it."""
        if self._many >= _MOST_PHRASES:
            self.known.clear()
            self._many = 0
        self._many += 1
        words: _Words = self.known
        key: _Key = reader.word(at, sized=sized)
        while (at := at + 1) in looks:
            branch, glance = words.get(key), self.grammar.glances.together(looks[at])
            if isinstance(branch, _Branch):  # «خمسة عشر ألف» did not look for what «خمسة عشر شهرا» goes on with
                branch.forms |= glance.forms
                branch.reach |= glance.reach
            else:
                branch = words[key] = _Branch(glance)
            words, key = branch.words, reader.key(at, branch, sized=sized)
            if key is None:
                break
        words[key] = found


class Reader:
    """Tells what begins at the words of one text; parses what was never met."""

    def __init__(self, phrases: Phrases, text: Text) -> None:
        self._phrases, self._role, self._leads = phrases, phrases.role, phrases.leads
        self._tokens, self._words, self._many = text.tokens, text.words, len(text.words)
        self._parser: Parser | None = None
        self._run = range(0)

    def phrases(self, at: int) -> tuple[Phrase, ...]:
        """What can stand alone and begins at a token, the longest first."""
        found = self._find(at, sized=False)
        if found is None:
            found = self._find(at, sized=True)
        return self._parse(at) if found is None else found

    def _find(self, at: int, *, sized: bool) -> tuple[Phrase, ...] | None:
        found = self._phrases.known.get(self.word(at, sized=sized))
        while isinstance(found, _Branch):
            at += 1
            found = found.words.get(self.key(at, found, sized=sized))
        return found

    def key(self, at: int, branch: _Branch, *, sized: bool) -> _Key:
        """What leads on from a branch at a token; null where the token does not."""
        if at >= self._many:
            return None
        word = self._words[at]
        if not (self._leads[word] & branch.reach or word.form in branch.forms or word.kind is Kind.NUMBER):
            return None
        key, gap = self.word(at, sized=sized), self._tokens[at].gap
        return key if gap == " " else (key, gap)

    def word(self, at: int, *, sized: bool) -> _Alike:
        """The word of a token, or of a number what it may be."""
        word = self._words[at]
        if sized and word.kind is Kind.NUMBER:
            return self._phrases.size[word]
        return self._phrases.spelling[word]

    def _parse(self, at: int) -> tuple[Phrase, ...]:
        if at not in self._run or self._parser is None:
            last = at + 1
            while last < self._many and self._role[self._words[last]] is not None:
                last += 1
            self._run = range(at, last)
            entries = list(map(self._phrases.grammar.lexicon.entry, self._words[at:last]))
            self._parser = Parser(self._phrases.grammar, self._tokens[at:last], entries)
        parser, local = self._parser, at - self._run.start
        nodes = parser.begin(self._phrases.tops, local)
        found = tuple(_phrase(node, parser.tokens) for node in sorted(nodes, key=lambda node: -node.last))
        looks: dict[int, list[int]] = {}
        for look in parser.looks:
            looks.setdefault((look >> PLACE) + self._run.start, []).append(look & _GLANCE)
        self._phrases.learn(self, at, looks, found, sized=not found and not parser.valued)
        return found


def _spelling(word: Word) -> Word | str:
    """The form, where all words that are spelled alike may be the same and are printed letter by letter."""
    plainly = word.surface == word.form or letter_offsets(word.surface) == list(range(len(word.form) + 1))
    return word.form if plainly and word.plain not in other_words() else word


def _phrase(node: Node, tokens: Sequence[Token]) -> Phrase:
    lead, ends = node.first, node.last - 1
    while tokens[lead].end <= node.start:
        lead += 1
    while tokens[ends].end > node.end:
        ends -= 1
    first, skip = node.first, node.start - tokens[lead].start
    return Phrase(node.last - first, lead - first, skip, ends - first, node.value, node.clitics, node.rule)
