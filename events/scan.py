"""One walk over an article: every table's matches, sentence by sentence, look-alikes and overlaps removed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from arabic import Text
from events.clauses import Clause, split
from events.lexicon import book
from events.patterns import Match

TABLES: Final = (
    "trigger", "lookalike", "actor", "operator", "speech", "source", "complement", "clause", "result",
    "harm", "people", "indefinite", "modifier",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its clauses and what the tables found in it."""

    number: int
    first: int
    last: int
    clauses: Sequence[Clause]
    tables: dict[str, list[Match]]

    def clause_of(self, token: int) -> int:
        """Which clause holds a token of this sentence."""
        for number, clause in enumerate(self.clauses):
            if token < clause.last:
                return number
        return len(self.clauses) - 1


def scan(text: Text) -> list[Scene]:
    """The sentences of a text that hold a trigger or could, in order."""
    by_sentence: dict[int, dict[str, list[Match]]] = defaultdict(lambda: {table: [] for table in TABLES})
    for match in book().find(text):
        by_sentence[text.tokens[match.first].sentence][match.entry.table].append(match)
    scenes = []
    for number, tables in sorted(by_sentence.items()):
        tables["trigger"] = _clear(tables["trigger"], tables["lookalike"])
        tables["actor"] = longest(tables["actor"])
        sentence = text.sentences[number]
        scenes.append(Scene(number, sentence.first, sentence.last, split(text, sentence, tables), tables))
    return scenes


def longest(matches: Sequence[Match]) -> list[Match]:
    """Of matches that share words, those with most words; of equals, the first in the tables."""
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (-len(match.tokens), match.first)):
        if taken.isdisjoint(match.tokens):
            taken.update(match.tokens)
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _clear(triggers: Sequence[Match], lookalikes: Sequence[Match]) -> list[Match]:
    """Triggers without those inside a look-alike, a longer trigger's words taken by it alone."""
    masked: dict[int, int] = {}
    for match in lookalikes:
        for token in match.tokens:
            masked[token] = max(masked.get(token, 0), len(match.tokens))
    real = [match for match in triggers if len(match.tokens) > max(masked.get(token, 0) for token in match.tokens)]
    return longest(real)
