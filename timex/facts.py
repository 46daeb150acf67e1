"""Dated facts: who held which office when, rounds of talks, events; what a text mentions tells when it was written.

A row of ``data/facts.csv`` is one fact:

- ``kind``: ``office`` (a person named with the office), ``talks`` (a round), ``event`` (something that happened),
  ``existence`` (a name that came into use), ``state`` (something that went on and ended).
- ``start``, ``end``: ISO days. A text that mentions the fact was published on ``start`` or later; where it speaks of
  an office or a state as present, on ``end`` or before. Wider is right, narrower is wrong.
- ``names``: spellings, matched as folded words; hyphens in the text do not matter.
- ``roles``: for an office, words of the phrase before the name (or after it and a comma), the first being the head:
  all of them must stand there. For an event, words that must stand in the same sentence. ``/`` separates alternatives,
  ``*`` ends a beginning of a word, an article in the table is required in the text.
- ``context``: words of which one must stand anywhere in the text.
- ``source``: where the dates are from.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from arabic import Kind, Text, Token, Word, fold
from timex.vocabulary import words

KINDS: Final = ("office", "talks", "event", "existence", "state")
_TABLE: Final = Path(__file__).with_name("data") / "facts.csv"
_PHRASE: Final = 9  # words of the longest title before a name
_AFTER: Final = 6
_QUOTES: Final = tuple("\"'«»()“”‘’")


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact; ``start`` and ``end`` are inclusive, null where open. ``row`` is its line in the table."""

    row: int
    kind: str
    name: str
    start: date | None
    end: date | None
    roles: tuple[tuple[str, ...], ...]
    context: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A fact found in a text: where, and whether it is spoken of as present."""

    fact: Fact
    start: int
    end: int
    sentence: int
    present: bool


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _alternatives(group: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in group.split("/") if word)


def _fact(line: int, row: Mapping[str, str], known_from: date | None) -> Fact:
    if row["kind"] not in KINDS:
        raise ValueError(f"facts.csv, line {line}: unknown kind {row['kind']!r}")
    return Fact(
        row=line,
        kind=row["kind"],
        name=row["names"].split("|")[0],
        start=known_from,
        end=_day(row["end"]),
        roles=tuple(_alternatives(group) for group in row["roles"].split()),
        context=_alternatives(row["context"]),
        source=row["source"],
    )


def rows() -> list[dict[str, str]]:
    """The table as it is written."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _named_from(table: Sequence[Mapping[str, str]]) -> Iterator[date | None]:
    """The day from which each row's name can stand in a text.

    A round of talks is spoken of as soon as the round before it is over, or two months ahead of the first.
    """
    last_round: dict[str, date] = {}
    for row in table:
        start, end = _day(row["start"]), _day(row["end"])
        if row["kind"] == "talks" and start and end:
            series = row["names"].split(" ")[0]
            yield last_round.get(series, start - timedelta(60))
            last_round[series] = end
        else:
            yield start


@cache
def _index() -> Mapping[str, Sequence[tuple[tuple[str, ...], Fact]]]:
    """Names by their first folded word: the words after it and the fact, longest first."""
    table = rows()
    by_first: dict[str, list[tuple[tuple[str, ...], Fact]]] = {}
    for line, (row, known_from) in enumerate(zip(table, _named_from(table), strict=True), start=2):
        fact = _fact(line, row, known_from)
        for name in row["names"].split("|"):
            first, *rest = fold(name).split(" ")
            by_first.setdefault(first, []).append((tuple(rest), fact))
    return {first: sorted(names, key=lambda name: -len(name[0])) for first, names in by_first.items()}


@cache
def rounds_of_talks() -> tuple[tuple[str, date, date], ...]:
    """Every round of talks: the folded first word of its name, its first and last day."""
    talks = [row for row in rows() if row["kind"] == "talks"]
    return tuple(
        (fold(row["names"].split(" ")[0]), date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
        for row in talks
    )


def find(text: Text) -> list[Found]:
    """Every fact that a text mentions, in the order of the text."""
    by_first = _index()
    found: list[Found] = []
    named_until: dict[int, int] = {}  # a surname inside a full name is not a second mention
    for token in text.tokens:
        if token.kind is not Kind.WORD:
            continue
        for stem in token.word.stems:
            for rest, fact in by_first.get(stem.form, ()):
                last = _name_ends(text.tokens, token.index, rest)
                if last is None or named_until.get(fact.row, 0) > token.index:
                    continue
                named_until[fact.row] = last
                mention = _judge(text, token, last, fact, stem.clitics)
                if mention is not None:
                    found.append(mention)
    return found


def _name_ends(tokens: Sequence[Token], first: int, rest: tuple[str, ...]) -> int | None:
    """The index after a name's last token; hyphens inside the name are passed over."""
    at = first + 1
    for form in rest:
        while at < len(tokens) and tokens[at].form == "-":
            at += 1
        if at >= len(tokens) or tokens[at].form != form or tokens[at].sentence != tokens[first].sentence:
            return None
        at += 1
    return at


def _judge(text: Text, token: Token, last: int, fact: Fact, clitics: str) -> Found | None:
    """The mention, where the fact's roles and context are there too."""
    if fact.context and not any(_says(fact.context, other.word) for other in text.tokens):
        return None
    sentence = text.of_sentence(token.sentence)
    around: Sequence[Token] = sentence
    if fact.kind == "office":
        phrase = _title(text.tokens, token, last, fact.roles, clitics)
        if phrase is None:
            return None
        around = phrase
    elif not all(any(_says(group, other.word) for other in sentence) for group in fact.roles):
        return None
    elif _is_head(token.word) and token.index and _is_deputy(text.tokens[token.index - 1]):
        return None  # «نائب الرئيس الأميركي جو بايدن»
    said = {other.form for other in (*around, *text.tokens[last : last + 3])}
    if fact.kind == "office" and _not_yet(text.tokens, around[0]):
        return None
    present = not said & words("titles", "former") and not _names_a_year(sentence)
    return Found(fact, token.start, text.tokens[last - 1].end, token.sentence, present)


def _not_yet(tokens: Sequence[Token], head: Token) -> bool:
    """«المرشح لمنصب وزير الخارجية», «الرئيس المنتخب»: the office was not held yet."""
    near = tokens[max(head.index - 3, 0) : head.index + 4]
    return any(token.form in words("titles", "not_yet") for token in near if token.sentence == head.sentence)


def _names_a_year(sentence: Iterable[Token]) -> bool:
    """Does the sentence name a year or look back («آنذاك»)? Then it may tell of old times."""
    return any(
        (token.number and 1900 <= token.number <= 2100) or token.form in words("titles", "former") for token in sentence
    )


def _says(alternatives: tuple[str, ...], word: Word) -> bool:
    """Is a word one of the alternatives? Without its clitics and article, unless the table writes the article."""
    for stem in word.stems:
        bare = stem.form.removeprefix("ال")
        for wanted in alternatives:
            if wanted.endswith("*"):
                if bare.startswith(wanted[:-1]) or stem.form.startswith(wanted[:-1]):
                    return True
            elif wanted in (stem.form, bare):
                return True
    return False


@cache
def _heads() -> tuple[str, ...]:
    """Every word that begins a title in the table, and those that govern one."""
    heads = {head for row in rows() if row["kind"] == "office" for head in _alternatives(row["roles"].split()[0])}
    return tuple(sorted(heads | words("titles", "deputies")))


def _is_deputy(token: Token) -> bool:
    return any(stem.form.removeprefix("ال") in words("titles", "deputies") for stem in token.word.stems)


@cache
def _is_head(word: Word) -> bool:
    return _says(_heads(), word)


def _title(
    tokens: Sequence[Token], name: Token, last: int, roles: tuple[tuple[str, ...], ...], clitics: str
) -> Sequence[Token] | None:
    """The tokens of the title beside a name, where the title holds the office; nothing otherwise."""
    if not clitics:
        before = _title_before(tokens, name)
        if before and _is_office(before, roles):
            return before
    after = _title_after(tokens, last)
    return after if after and _is_office(after, roles) else None


def _is_office(title: Sequence[Token], roles: tuple[tuple[str, ...], ...]) -> bool:
    head, *complements = roles
    return _says(head, title[0].word) and all(any(_says(group, token.word) for token in title) for group in complements)


def _title_before(tokens: Sequence[Token], name: Token) -> Sequence[Token]:
    """From the head of the title to the name: the nearest head, and heads that govern it («نائب وزير»)."""
    first = None
    for index in range(name.index - 1, max(name.index - 1 - _PHRASE, -1), -1):
        token = tokens[index]
        if token.sentence != name.sentence or _parts(token):
            break
        if _is_head(token.word):
            first = index
        elif first is not None:
            break
        if _joins(token):
            break
    return () if first is None else tokens[first : name.index]


def _title_after(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """«جون كيري، وزير الخارجية الأمريكي»: a head directly after a comma."""
    while last < len(tokens) and tokens[last].form in _QUOTES:
        last += 1
    if last + 1 >= len(tokens) or tokens[last].form not in ("،", ","):
        return ()
    head = tokens[last + 1]
    if not _is_head(head.word) or _joins(head):
        return ()
    title: list[Token] = []
    for token in tokens[last + 1 : last + 1 + _AFTER]:
        if token.kind is Kind.PUNCTUATION or token.sentence != head.sentence:
            break
        title.append(token)
    return title


def _parts(token: Token) -> bool:
    """Does a sign end the phrase? Quotes and brackets around a name do not."""
    return token.kind is Kind.PUNCTUATION and token.form not in (*_QUOTES, "-")


def _joins(token: Token) -> bool:
    """Does the token begin with a conjunction, so that the phrase begins with it? «وزير» does not."""
    return token.form.startswith("و") and not _is_head_unsplit(token.word)


@cache
def _is_head_unsplit(word: Word) -> bool:
    bare = word.form.removeprefix("ال")
    return any(bare.startswith(head[:-1]) if head.endswith("*") else head in (word.form, bare) for head in _heads())
