"""Accounts of different articles that say the same are compared as one and count as many.

An agency's report is printed by hundreds of papers. So merging compares what is said, each of it once, and counts for
how many pairs of accounts that stands: its cost grows with what is said, not with how often.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final, NamedTuple

from events.facts import Facts
from events.likeness import Likeness, likeness, told_by_one

_SAID: Final = attrgetter(  # all facts but who tells them; the figures are no key by themselves
    *("keys", "type", "subtype", "family", "standing", "denied", "days", "dated", "place", "holders", "parts"),
    *("point", "size_km", "doers", "sides", "targets", "attribution", "published"),
)


class Voice(NamedTuple):
    """Who tells something: an account, by its id, and its article."""

    account: str
    article: str


@dataclass(frozen=True, slots=True)
class Chorus:
    """Accounts whose facts are the same, no two of one article; ``facts`` are those of the first, by id."""

    facts: Facts
    accounts: tuple[str, ...]  # ids, sorted
    articles: frozenset[str]

    @property
    def id(self) -> str:
        """The first account's id."""
        return self.facts.id


class Fit(NamedTuple):
    """How well two choruses agree, and how many pairs of their accounts can be one happening."""

    likeness: Likeness
    pairs: int


def choruses(told: Iterable[tuple[Facts, Collection[Voice]]]) -> list[Chorus]:
    """Facts, each with all who tell them, as choruses; what an article tells twice stands in two."""
    said: dict[Any, dict[Voice, Facts]] = defaultdict(dict)
    for facts, voices in told:
        said[_SAID(facts), tuple(sorted(facts.counts.items()))] |= dict.fromkeys(voices, facts)
    return [chorus for alike in said.values() for chorus in _each_article_once(alike)]


def _each_article_once(alike: dict[Voice, Facts]) -> Iterator[Chorus]:
    """The first account of every article, then what articles tell again."""
    if len(alike) == 1:  # most are
        [(voice, facts)] = alike.items()
        yield Chorus(facts, (voice.account,), frozenset((voice.article,)))
        return
    seen, turns = Counter[str](), defaultdict[int, list[Voice]](list)
    for voice in sorted(alike):
        turns[seen[voice.article]].append(voice)
        seen[voice.article] += 1
    for voices in turns.values():
        accounts, articles = zip(*voices, strict=True)
        facts = replace(alike[voices[0]], id=accounts[0], article=articles[0])
        yield Chorus(facts, accounts, frozenset(articles))


def fit(one: Chorus, other: Chorus) -> Fit | None:
    """Nothing where no account of the one can be of a happening with any of the other."""
    alike = likeness(one.facts, other.facts)
    if alike is None:
        return None
    pairs = len(one.accounts) * len(other.accounts)
    if not told_by_one(one.facts, other.facts):
        pairs -= len(one.articles & other.articles)
    return Fit(alike, pairs) if pairs else None
