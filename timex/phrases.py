"""Phrases: what can begin at a word, remembered under the words that decide it.

News repeats its phrases as it repeats its words («يوم الجمعة», «في وقت سابق»), so a phrase is parsed when first met
and known from then on. What the parser finds at a word depends on the words after it up to the last that it looked
at, and not on what a word is that has nothing it looked for: it ends a phrase like any other. A number in digits is
told from another by its size only; what it means is worked out anew (``timex.recipes``). So the phrases that were met
are a tree of words, a branch a word, and its leaves are what was parsed. Places in it are relative, and what stands
around a phrase is judged anew each time (``timex.guarding``).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count
from typing import Final

from arabic import Glossary, Kind, Text, Word, letter_offsets
from timex.grammar import Grammar
from timex.lexicon import NOTHING, numeral_forms, other_words
from timex.parser import PLACE, Parser
from timex.recipes import Phrase, Recipe, recipe, size
from timex.trees import Glance, Type

_GLANCE: Final = (1 << PLACE) - 1
_MOST_PHRASES: Final = 60_000  # some 1 KB each; a long run over a corpus must not grow for ever
_MOST_RECIPES: Final = 8  # of one phrase: its numbers may be days, years, neither
_ANYTHING: Final = -1  # every bit

_Alike = str | Word | tuple[int, str]  # a word's spelling; of a number its size and the digits that a rule spells
_Key = object  # of a branch: an object each, which is found without being compared; null where phrases end


class _Part:
    """What is asked of words that may stand in a phrase and are alike there.

    ``leads`` are bits of the types that one begins, and of numerals: what it may lead on to. ``begins``: may a phrase
    begin with it? ``keys``: its key by what stands before it.
    """

    __slots__ = ("begins", "form", "keys", "leads")

    def __init__(self, form: str, leads: int, *, begins: bool) -> None:
        self.form, self.leads, self.begins = form, leads, begins
        self.keys: Mapping[str, _Key] = {gap: object() for gap in ("", " ", "\n")}


class _Branch:
    """Phrases that begin alike: what the parser looked for at the next word, and what each word there leads to."""

    __slots__ = ("forms", "reach", "words")

    def __init__(self, glance: Glance) -> None:
        self.forms, self.reach = glance
        self.words: _Words = {}


# What was parsed: phrases that no number changes (mostly none), or how to work out those that one does.
_Words = dict[_Key, "_Branch | tuple[Phrase, ...] | list[Recipe]"]


class Phrases:
    """The phrases that were met, for the types that stand alone in a text."""

    def __init__(self, grammar: Grammar, tops: Sequence[Type]) -> None:
        self.grammar, self.tops = grammar, tops
        self._bits = sum(top.bit for top in tops)
        self._spelled = grammar.spelled() | numeral_forms()
        self.known: _Words = {}
        self._alike: dict[_Alike, _Part] = {}
        self._many = 0
        self.parts = Glossary(self._part)

    def _part(self, word: Word) -> _Part | None:
        """What a word is in phrases; null where all phrases end before it, as before most words."""
        form, lexicon = word.form, self.grammar.lexicon
        entry = lexicon.entry(word) if lexicon.knows(word) else NOTHING
        if entry is NOTHING and word.kind is not Kind.NUMBER and form not in self._spelled:
            return None
        alike: _Alike = _spelling(word)
        leads = entry.mask
        if word.kind is Kind.NUMBER:  # what wants a number in digits may want it by its kind
            alike = (-1 if word.number is None else size(word.number), form if form in self._spelled else "")
            leads = _ANYTHING
        elif form in numeral_forms():
            leads |= self.grammar.numerals
        part = self._alike.get(alike)
        if part is None:
            part = self._alike[alike] = _Part(form, leads, begins=bool(entry.mask & self._bits))
        return part

    def reader(self, text: Text) -> "Reader":
        """For one text."""
        return Reader(self, text)

    def forget(self) -> None:
        """Begin anew."""
        self.known.clear()
        self._alike.clear()  # words that are met from now on are alike anew; what is known of others stays with them
        self._many = 0

    def learn(self, reader: "Reader", at: int, looks: Mapping[int, Iterable[int]], found: Recipe) -> None:
        """Remember what was parsed at a token of a text under the words that decide it."""
        if self._many >= _MOST_PHRASES:
            self.forget()
        self._many += 1
        words, key = self.known, reader.first(at)
        while (at := at + 1) in looks or isinstance(words.get(key), _Branch):
            branch, glance = words.get(key), self.grammar.glances.together(looks.get(at, ()))
            if isinstance(branch, _Branch):  # «خمسة عشر ألف» did not look for what «خمسة عشر شهرا» goes on with
                branch.reach |= glance.reach
                if not glance.forms <= branch.forms:
                    branch.forms |= glance.forms
            else:
                branch = words[key] = _Branch(glance)
            words, key = branch.words, reader.key(at, branch)
            if key is None:
                break
        known = words.get(key)
        if found.numbers:
            words[key] = [found, *(known[: _MOST_RECIPES - 1] if isinstance(known, list) else ())]
        else:
            words[key] = found.phrases


class Reader:
    """Tells what begins at the words of one text; parses what was never met."""

    def __init__(self, phrases: Phrases, text: Text) -> None:
        self._phrases, self._tokens, self._words = phrases, text.tokens, text.words
        self._parts: list[_Part | None] = [*phrases.parts.of(text), None]  # and the end
        self._parser: Parser | None = None
        self._run = range(0)

    def starts(self) -> list[int]:
        """Where a phrase may begin: not where it is known that none does before the word that comes next, as mostly."""
        parts, known = self._parts, self._phrases.known
        starts = []
        for at in compress(count(), parts):
            if (part := parts[at]) is None or not part.begins:
                continue
            branch = known.get(part.keys[" "])
            if type(branch) is _Branch and branch.words.get(None) == ():
                following = parts[at + 1]  # as in ``key``, uncalled
                if following is None or not (following.leads & branch.reach or following.form in branch.forms):
                    continue
            starts.append(at)
        return starts

    def ends(self, at: int) -> bool:
        """Does every phrase that reaches a token end before it?"""
        return self._parts[at] is None

    def phrases(self, at: int) -> tuple[Phrase, ...]:
        """What can stand alone and begins at a token, the longest first."""
        first, parts, found = at, self._parts, self._phrases.known.get(self.first(at))
        while isinstance(found, _Branch):
            at += 1
            part = parts[at]
            if part is None or not (part.leads & found.reach or part.form in found.forms):  # as in ``key``, uncalled
                found = found.words.get(None)
            else:
                found = found.words.get(part.keys[self._tokens[at].gap])
        if isinstance(found, tuple):
            return found
        for known in found or ():
            if (phrases := known.read(self._tokens, first)) is not None:
                return phrases
        return self._parse(first)

    def first(self, at: int) -> _Key:
        """The key of a token that begins a phrase."""
        part = self._parts[at]
        return part and part.keys[" "]

    def key(self, at: int, branch: _Branch) -> _Key:
        """What leads on from a branch at a token; null where the token does not."""
        part = self._parts[at]
        if part is None or not (part.leads & branch.reach or part.form in branch.forms):
            return None
        return part.keys[self._tokens[at].gap]

    def _parse(self, at: int) -> tuple[Phrase, ...]:
        if at not in self._run or self._parser is None:
            last = self._parts.index(None, at)
            self._run = range(at, last)
            entries = list(map(self._phrases.grammar.lexicon.entry, self._words[at:last]))
            self._parser = Parser(self._phrases.grammar, self._tokens[at:last], entries)
        parser, local = self._parser, at - self._run.start
        nodes = parser.begin(self._phrases.tops, local)
        looks: dict[int, list[int]] = {}
        for look in parser.looks:
            looks.setdefault((look >> PLACE) + self._run.start, []).append(look & _GLANCE)
        found = recipe(parser, nodes, local)
        self._phrases.learn(self, at, looks, found)
        return found.phrases


def _spelling(word: Word) -> Word | str:
    """The form, where all words that are spelled alike may be the same and are printed letter by letter."""
    plainly = word.surface == word.form or letter_offsets(word.surface) == list(range(len(word.form) + 1))
    return word.form if plainly and word.plain not in other_words() else word
