"""One walk over an article: every table's matches, sentence by sentence, look-alikes and overlaps removed."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from itertools import chain, compress, groupby, repeat
from operator import attrgetter
from typing import Final, NamedTuple

from arabic import Kind, Text
from events.book import Line, matches
from events.clauses import Clause, split
from events.introductions import Introductions
from events.lexicon import book, words
from events.morphology import Part
from events.openings import Group, Opening
from events.patterns import Match

TABLES: Final = (
    "trigger", "aircraft", "actor", "operator", "speech", "source", "complement", "clause", "shift",
    "after", "harm", "people", "indefinite", "modifier",
)  # fmt: skip


_ANY_LENGTH: Final = 99  # tokens: what masks a trigger however long it is
_SHARING: Final = 2  # matches
_QUOTES: Final = frozenset("«“”\"'")
_BEFORE_NOUNS: Final = words("before_nouns")
_PREPOSITIONS: Final = words("prepositions")
# After these, or where a clause begins, a form that is verb and noun is the verb.
_BEFORE_VERBS: Final = words("before_verbs")


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its clauses and what the tables found in it."""

    number: int
    first: int
    last: int
    clauses: Sequence[Clause]
    tables: dict[str, list[Match]]
    text: Text
    holders: Sequence[int]  # of each token, the number of its clause
    introductions: Introductions  # of the whole text
    cardinals: Set[int]  # tokens that may begin a number

    def form(self, token: int) -> str:
        """The folded form of a token, nothing outside this sentence."""
        return self.text.forms[token] if self.first <= token < self.last else ""

    def clause_of(self, token: int) -> int:
        """Which clause holds a token of this sentence; of others the first or the last one."""
        if self.first <= token < self.last:
            return self.holders[token - self.first]
        return 0 if token < self.first else len(self.clauses) - 1


class Glimpse(NamedTuple):
    """A sentence that may hold a trigger, since a word of it begins one; not looked into yet."""

    text: Text
    number: int
    openings: Sequence[Opening]
    introductions: Introductions


_trigger = attrgetter("trigger")
_cardinal = attrgetter("cardinal")
_sentence = attrgetter("sentence")


def glimpses(text: Text) -> list[Glimpse]:
    """The sentences of a text that may hold a trigger, in order."""
    openings = book().openings(text)
    introductions = Introductions(text)
    begun = compress(text.tokens, map(_trigger, openings))
    return [Glimpse(text, number, openings, introductions) for number, _ in groupby(map(_sentence, begun))]


def scene_of(glimpse: Glimpse) -> Scene | None:
    """A sentence with its triggers and all else that the tables find; nothing where it holds no trigger."""
    text, number, openings, introductions = glimpse
    sentence = text.sentences[number]
    line = Line(openings, sentence.first, sentence.last)
    triggers = matches(line, Group.TRIGGER)
    if not triggers:
        return None

    def before(index: int) -> str:
        last = index - 1
        while last > sentence.first and text.forms[last] in _QUOTES:
            last -= 1
        return text.forms[last] if last >= sentence.first and text.words[last].kind is not Kind.PUNCTUATION else ""

    triggers = _clear(triggers, matches(line, Group.LOOKALIKE), before)
    if not triggers:
        return None
    tables: dict[str, list[Match]] = {table: [] for table in TABLES}
    for match in matches(line, Group.OTHER):
        tables[match.entry.table].append(match)
    tables["trigger"] = triggers
    tables["actor"] = longest(tables["actor"], before)
    clauses = split(text, sentence, tables)
    holders = list(chain.from_iterable(repeat(number, last - first) for number, (first, last, _) in enumerate(clauses)))
    cardinals = frozenset(compress(range(*sentence), map(_cardinal, openings[sentence.first : sentence.last])))
    return Scene(number, sentence.first, sentence.last, clauses, tables, text, holders, introductions, cardinals)


def longest(matches: Sequence[Match], before: Callable[[int], str]) -> list[Match]:
    """Of matches that share words, those with most words; of equals, the likelier part of speech.

    ``before`` gives the form of the token before a token, or nothing where a sentence or a sign is.
    """
    if len(matches) < _SHARING:
        return list(matches)
    likeliest: dict[tuple[int, ...], Match] = {}
    for match in matches:
        known = likeliest.get(match.tokens)
        if known is None or (_unlikely(known, before) and not _unlikely(match, before)):
            likeliest[match.tokens] = match
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(likeliest.values(), key=lambda match: (-len(match.tokens), match.first, match.entry.number)):
        if taken.isdisjoint(match.tokens):
            taken.update(match.tokens)
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _unlikely(match: Match, before: Callable[[int], str]) -> bool:
    """«فتح الطريق» is a noun and its object, «فتح الجيش الطريق» a verb; «قصف» alone is a verb where a clause begins."""
    noun = match.head.part is Part.NOUN
    if before(match.first) in _BEFORE_NOUNS:
        return not noun
    if len(match.tokens) > 1:
        return noun is not (match.last - match.first + 1 == len(match.tokens))
    return noun is (before(match.first) in _BEFORE_VERBS)


def _clear(triggers: Sequence[Match], lookalikes: Sequence[Match], before: Callable[[int], str]) -> list[Match]:
    """Triggers without those inside a look-alike, a longer trigger's words taken by it alone."""
    masked: dict[int, int] = {}
    for match in lookalikes:
        for token in match.tokens:
            length = _ANY_LENGTH if match.entry.name == "always" else len(match.tokens)
            masked[token] = max(masked.get(token, 0), length)
    real = [
        match
        for match in triggers
        if len(match.tokens) > max(masked.get(token, 0) for token in match.tokens)
        and not (match.head.part is Part.PAST and before(match.pivot) in _PREPOSITIONS)
    ]
    return longest(real, before)
