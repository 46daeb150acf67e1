"""How long a war has lasted: «النزاع السوري المستمر منذ أكثر من خمس سنوات», «دخلت الحرب عامها السابع».

A row of ``data/conflicts.csv`` is a conflict: its first day, the nouns it goes by, words of which one must stand in the
sentence (``here``) and words that say that another war is meant (``elsewhere``).
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from arabic import Text, Token, fold, read_ordinal
from timex.dating.days import between
from timex.dating.evidence import LEAD, Evidence
from timex.dating.mentions import around_of, says
from timex.dating.vocabulary import words
from timex.expression import Expression
from timex.reading import Ago, Span

_TABLE: Final = Path(__file__).parent.with_name("data") / "conflicts.csv"
_NEAR: Final = 9  # words between the noun and how long it has lasted
_SINCE: Final = frozenset(map(fold, ("منذ", "ومنذ")))
_OFTEN: Final = 4
_YEAR: Final = 365.25
_OF_IT: Final = frozenset(map(fold, ("عامها", "عامه", "سنتها", "سنته")))
# How far a number of years may be off, in years: what is said of the fifth year is true of a whole year.
_ROUNDED: Final = {"MORE_THAN": (-0.1, 1.2), "LESS_THAN": (-1.2, 0.1), "APPROX": (-0.8, 0.8), None: (-0.8, 1.2)}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A war: its first day, its names, and the words that place a sentence in it or elsewhere."""

    start: date
    nouns: tuple[tuple[str, ...], ...]
    here: tuple[str, ...]
    elsewhere: tuple[str, ...]


@cache
def conflicts() -> tuple[Conflict, ...]:
    """The table's rows, folded."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(
            Conflict(
                date.fromisoformat(row["start"]),
                tuple(tuple(fold(noun).split(" ")) for noun in row["nouns"].split("|")),
                tuple(map(fold, row["here"].split("|"))),
                tuple(map(fold, row["elsewhere"].split("|"))),
            )
            for row in csv.DictReader(table)
        )


def of_elapsed(expressions: Sequence[Expression], text: Text) -> Iterator[Evidence]:
    """What the age of a war tells of the article's date."""
    about = _About(text)
    for expression in expressions:
        span = _years_since(expression, text)
        conflict = _conflict_before(text, expression.first, about) if span is not None and span.count else None
        if conflict is not None and span is not None and span.count:
            early, late = _ROUNDED[span.mod]
            quote = text.quote(expression.start, expression.end)
            yield _since(conflict, span.count + early, span.count + late, quote)
    for token in () if _OF_IT.isdisjoint(text.forms) else text.tokens:
        if token.form not in _OF_IT:
            continue
        found = read_ordinal(text.tokens, token.index + 1)
        conflict = _conflict_before(text, token.index, about) if found is not None else None
        if conflict is not None and found is not None:
            quote = text.quote(token.start, text.tokens[found.last - 1].end)
            yield _since(conflict, found.value - 1.15, found.value + 0.1, quote)


def _years_since(expression: Expression, text: Text) -> Span | None:
    """«منذ أكثر من خمس سنوات», «اندلعت قبل أربع سنوات»: a span of years up to the article's date."""
    reading = expression.reading
    span = reading.span if isinstance(reading, Ago) and reading.sign < 0 else reading
    if not isinstance(span, Span) or span.unit != "year":
        return None
    if text.tokens[expression.first].form in _SINCE:
        return span
    before = text.tokens[max(expression.first - _NEAR, 0) : expression.first]
    began = any(token.form in words("tense", "began") for token in before)
    return span if isinstance(reading, Ago) and began else None


def _since(conflict: Conflict, first: float, last: float, quote: str) -> Evidence:
    days = between(
        conflict.start + timedelta(days=first * _YEAR),
        conflict.start + timedelta(days=last * _YEAR),
    )
    return Evidence(days, f"«{quote}» is counted from {conflict.start}", LEAD)


def _conflict_before(text: Text, at: int, about: "_About") -> Conflict | None:
    """The conflict whose noun stands shortly before a token, in a sentence that is about it alone."""
    number = text.tokens[at].sentence
    first = max(text.sentences[number].first, at - _NEAR)
    for conflict in conflicts():
        if not any(_stands(text.tokens, index, noun) for index in range(first, at) for noun in conflict.nouns):
            continue
        sentence = around_of(text, at)
        here = about[conflict] or any(says(conflict.here, token.word) for token in sentence)
        if here and not any(says(conflict.elsewhere, token.word) for token in sentence):
            return conflict
    return None


class _About(dict[Conflict, bool]):
    """Is a text about a conflict? It is if it names its country again and again; few texts are asked."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __missing__(self, conflict: Conflict) -> bool:
        named = (word for word in self._text.words if says(conflict.here, word))
        about = self[conflict] = sum(1 for _ in islice(named, _OFTEN)) == _OFTEN
        return about


def _stands(tokens: Sequence[Token], index: int, noun: tuple[str, ...]) -> bool:
    head = any(stem.form == noun[0] for stem in tokens[index].word.stems)
    return head and all(token.form == form for token, form in zip(tokens[index + 1 :], noun[1:], strict=False))
