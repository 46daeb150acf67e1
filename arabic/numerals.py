"""Numerals: how much a run of tokens counts, in digits or in words, cardinal or ordinal."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from arabic.letters import fold
from arabic.text import Token
from arabic.words import Kind

LONGEST: Final = 12  # tokens in the longest numeral a newspaper writes


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from ``tokens[first:last]``; ``clitics`` stand before its first word."""

    value: int
    first: int
    last: int
    ordinal: bool
    clitics: str


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    hundreds: dict[str, int]
    scales: dict[str, int]
    duals: dict[str, int]
    ordinals: dict[str, int]


@cache
def _words() -> _Words:
    with Path(__file__).with_name("numerals.toml").open("rb") as table:
        sections = tomllib.load(table)
    return _Words(
        **{
            name: {fold(spelling): int(value) for value, spellings in rows.items() for spelling in spellings}
            for name, rows in sections.items()
        }
    )


@cache
def numeral_words() -> frozenset[str]:
    """The folded words with which a numeral may begin, cardinal or ordinal, without clitics."""
    words = _words()
    tables = (words.units, words.tens, words.hundreds, words.scales, words.duals, words.ordinals)
    return frozenset(spelling.split(" ")[0] for table in tables for spelling in table)


@cache
def numeral_parts() -> frozenset[str]:
    """Every folded word that a numeral may hold at any place, without clitics."""
    words = _words()
    tables = (words.units, words.teens, words.tens, words.hundreds, words.scales, words.duals, words.ordinals)
    return frozenset(part for table in tables for spelling in table for part in spelling.split(" "))


@cache
def _beginnings(*, ordinal: bool) -> frozenset[str]:
    """Every form that a numeral may begin with: most words of a text are none, and one look tells."""
    words = _words()
    tables = (
        (words.ordinals, words.tens)
        if ordinal
        else (words.units, words.tens, words.hundreds, words.scales, words.duals)
    )
    return frozenset(spelling.split()[0] for table in tables for spelling in table)


class _Reader:
    """Reads one numeral, a token at a time; ``at`` is the next token not yet part of it."""

    def __init__(self, tokens: Sequence[Token], first: int) -> None:
        self.tokens = tokens
        self.at = first
        self.limit = min(len(tokens), first + LONGEST)

    def form(self, clitics: str = "") -> str:
        """The next token's form after the given clitics, or nothing where it has not just these."""
        if self.at >= self.limit:
            return ""
        token = self.tokens[self.at]
        if token.kind is not Kind.WORD or not token.form.startswith(clitics):
            return ""
        return token.form[len(clitics) :]

    def take(self, table: dict[str, int], clitics: str = "") -> int | None:
        value = table.get(self.form(clitics))
        if value is None and self.at + 1 < self.limit:  # «ثلاث مئة» is a table entry of two words
            pair = f"{self.form(clitics)} {self.tokens[self.at + 1].form}"
            value = table.get(pair)
            if value is not None:
                self.at += 1
        if value is not None:
            self.at += 1
        return value

    def below_hundred(self, clitics: str) -> int | None:
        """«خمسة», «خمسة عشر», «خمسة وعشرين», «عشرين»."""
        words = _words()
        tens = self.take(words.tens, clitics)
        if tens is not None:
            return tens
        unit = self.take(words.units, clitics)
        if unit is None:
            return None
        if unit < 10 and (teen := self.take(words.teens)) is not None:
            return unit + teen
        if unit < 10 and (tens := self.take(words.tens, "و")) is not None:
            return unit + tens
        return unit

    def below_thousand(self, clitics: str) -> int | None:
        hundreds = self.take(_words().hundreds, clitics)
        if hundreds is None:
            return self.below_hundred(clitics)
        if hundreds == 100 and (rest := self._and_rest()) is not None:
            return hundreds + rest
        return hundreds + (self._and_rest() or 0)

    def _and_rest(self) -> int | None:
        before = self.at
        rest = self.below_hundred("و")
        if rest is None:
            self.at = before
        return rest

    def cardinal(self, clitics: str) -> int | None:
        """Groups of thousands, largest first: «ألفان وثلاثمئة وخمسة»."""
        words = _words()
        total, found, smallest = 0, False, 10**12
        while True:
            before = self.at
            value = self._group(clitics)
            if value is None or value[1] >= smallest:
                self.at = before
                return total if found else None
            total, found, smallest, clitics = total + value[0], True, value[1], "و"
            if smallest == 1:
                return total
            if words.units.get(self.form("و")) is None and not self.form("و"):
                return total

    def _group(self, clitics: str) -> tuple[int, int] | None:
        """One group and its scale: (2000, 1000) for «ألفان», (305, 1) for «ثلاثمئة وخمسة»."""
        words = _words()
        dual = self.take(words.duals, clitics)
        if dual is not None:
            return dual, dual // 2
        scale = self.take(words.scales, clitics)
        if scale is not None:
            return scale, scale
        count = self.below_thousand(clitics)
        if count is None:
            return None
        scale = self.take(words.scales)
        return (count * scale, scale) if scale else (count, 1)

    def ordinal(self, clitics: str) -> int | None:
        """«الخامس», «الخامس عشر», «الخامس والعشرين», «العشرون» (an ordinal only with its article)."""
        words = _words()
        unit = self.take(words.ordinals, clitics)
        if unit is None:
            return self.take(words.tens, clitics) if self.form(clitics).startswith("ال") else None
        if (teen := self.take(words.teens)) is not None:
            return unit + teen
        return unit + (self.take(words.tens, "و") or 0)


def _digits(tokens: Sequence[Token], first: int) -> Numeral | None:
    """Digits, with a scale in words after them: «250 ألف», «3 ملايين»."""
    value = tokens[first].number
    if value is None:
        return None
    reader = _Reader(tokens, first)
    reader.at += 1
    scale = reader.take(_words().scales)
    return Numeral(value * (scale or 1), first, reader.at, ordinal=False, clitics="")


def read_cardinal(tokens: Sequence[Token], first: int, clitics: Sequence[str] = ("",)) -> Numeral | None:
    """The cardinal that begins at token ``first``, whose first word may carry one of ``clitics``.

    «خمسة وعشرين» is one numeral of 25; «يومين» and other duals of nouns are not numerals.
    """
    if first >= len(tokens):
        return None
    if tokens[first].kind is Kind.NUMBER:
        return _digits(tokens, first)
    return _read(tokens, first, clitics, ordinal=False)


def read_ordinal(tokens: Sequence[Token], first: int, clitics: Sequence[str] = ("",)) -> Numeral | None:
    """The ordinal in words that begins at token ``first``: «الخامس والعشرين» is 25."""
    if first >= len(tokens):
        return None
    return _read(tokens, first, clitics, ordinal=True)


def _read(tokens: Sequence[Token], first: int, clitics: Sequence[str], *, ordinal: bool) -> Numeral | None:
    beginnings, form = _beginnings(ordinal=ordinal), tokens[first].form
    for prefix in clitics:
        if not form.startswith(prefix) or form[len(prefix) :] not in beginnings:
            continue
        reader = _Reader(tokens, first)
        value = reader.ordinal(prefix) if ordinal else reader.cardinal(prefix)
        if value is not None:
            return Numeral(value, first, reader.at, ordinal, prefix)
    return None
