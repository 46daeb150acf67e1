"""The lexicon: what each word of a text may be in a time expression, looked up once per distinct word."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from arabic import Kind, Stem, Token, Word, analyse, read_cardinal, read_ordinal
from timex.calendars import longest_name

_WORDS: Final = Path(__file__).with_name("words.toml")
_MOST_ENTRIES: Final = 100_000  # distinct words kept; a long run over a corpus must not grow for ever
CLITICS: Final = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب", "وك")
NUMERAL_CLITICS: Final = (*CLITICS, *(clitics + "ال" for clitics in CLITICS), "لل", "ولل")


class Lexeme(NamedTuple):
    """One reading of a word: its kind (a section of words.toml), its value, the words that must follow."""

    kind: str
    value: Any
    stem: Stem
    rest: tuple[str, ...]


class Entry(NamedTuple):
    """All a word may be: a bit for every type of the grammar that it can begin, and its readings.

    ``stems`` are the literal words of rules that it may be, with the clitics before them.
    """

    mask: int
    lexemes: tuple[Lexeme, ...]
    stems: tuple[Stem, ...]


NOTHING: Final = Entry(0, (), ())
_INTEGERS: Final = frozenset({"month", "hijri_month", "weekday", "bare_weekday", "deictic", "anaphor"})


@cache
def closed_words() -> Mapping[str, list[tuple[str, Any, tuple[str, ...]]]]:
    """The rows of words.toml by their first folded word: kind, value, following folded words."""
    with _WORDS.open("rb") as table:
        sections = tomllib.load(table)
    rows: defaultdict[str, list[tuple[str, Any, tuple[str, ...]]]] = defaultdict(list)
    for kind, values in sections.items():
        for value, spellings in values.items():
            for spelling in spellings:
                first, *rest = (token.form for token in analyse(spelling).tokens)
                row = (kind, int(value) if kind in _INTEGERS else value, tuple(rest))
                if row not in rows[first]:
                    rows[first].append(row)
    return rows


class Lexicon:
    """Entries of words, made when first met.

    ``bits`` gives, for every kind of lexeme and every literal word (``=word``) of the rules, the bits of the
    types that it can begin.
    """

    def __init__(self, bits: Mapping[str, int]) -> None:
        self._bits = bits
        self._entries: dict[str, Entry] = {}

    def entries(self, tokens: Iterable[Token]) -> list[Entry]:
        """One entry per token."""
        known = self._entries
        found = []
        for token in tokens:
            word = token.word
            entry = known.get(word.surface)
            if entry is None:
                if len(known) >= _MOST_ENTRIES:
                    known.clear()
                entry = known[word.surface] = self._entry(word)
            found.append(entry)
        return found

    def _entry(self, word: Word) -> Entry:
        lexemes = tuple(_lexemes(word))
        literals = tuple(stem for stem in word.stems if f"={stem.form}" in self._bits)
        mask = 0
        for name in {lexeme.kind for lexeme in lexemes} | {f"={stem.form}" for stem in literals}:
            mask |= self._bits.get(name, 0)
        return Entry(mask, lexemes, literals) if mask else NOTHING


def _lexemes(word: Word) -> Iterable[Lexeme]:
    if word.kind is Kind.NUMBER:
        if word.number is not None:
            yield Lexeme("digits", word.number, word.stems[0], ())
            yield Lexeme("number", word.number, word.stems[0], ())
        return
    for stem in word.stems:
        for kind, value, rest in closed_words().get(stem.form, ()):
            yield Lexeme(kind, value, stem, rest)
        if longest_name(stem.form):
            yield Lexeme("feast", None, stem, ())
    if word.kind is Kind.WORD:
        alone = (Token(0, 0, 0, word, "", 0),)
        stem = word.stems[0]
        if read_cardinal(alone, 0, NUMERAL_CLITICS) or word.form in _ARTICLES:
            yield Lexeme("number", None, stem, ())
        if read_ordinal(alone, 0, CLITICS):
            yield Lexeme("ordinal", None, stem, ())


_ARTICLES: Final = frozenset(prefix + "ال" for prefix in ("", "و", "ف", "ب", "ك", "وب")) | {"لل", "ولل", "ب", "ل", "و", "ول", "وب"}
