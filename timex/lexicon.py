"""The lexicon: what each word of a text may be in a time expression, looked up once per distinct word."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from arabic import Kind, Lore, Stem, Token, Word, analyse, numeral_parts, numeral_words, read_cardinal, read_ordinal
from timex.calendars import feasts

_WORDS: Final = Path(__file__).with_name("words.toml")
_OTHERS: Final = "other_words"
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
    names: tuple[tuple[str, str | None], ...]  # kinds and literals (``=word``), with the word that must come next


NOTHING: Final = Entry(0, (), (), ())
_INTEGERS: Final = frozenset(
    {"hour_word", "month", "latin_month", "hijri_month", "weekday", "bare_weekday", "deictic", "anaphor"}
)


@cache
def closed_words() -> Mapping[str, list[tuple[str, Any, tuple[str, ...]]]]:
    """The rows of words.toml by their first folded word: kind, value, following folded words."""
    with _WORDS.open("rb") as table:
        sections = tomllib.load(table)
    rows: defaultdict[str, list[tuple[str, Any, tuple[str, ...]]]] = defaultdict(list)
    sections.pop(_OTHERS)
    for kind, values in sections.items():
        for value, spellings in values.items():
            for spelling in spellings:
                first, *rest = (token.form for token in analyse(spelling).tokens)
                row = (kind, int(value) if kind in _INTEGERS else value, tuple(rest))
                if row not in rows[first]:
                    rows[first].append(row)
    return rows


@cache
def other_words() -> frozenset[str]:
    """Words, as they are written, that are no words of time though they fold to one; a conjunction may precede."""
    with _WORDS.open("rb") as table:
        spellings = tomllib.load(table)[_OTHERS]["X"]
    return frozenset(before + spelling for spelling in spellings for before in ("", "و", "ف"))


@cache
def numeral_forms() -> frozenset[str]:
    """Every form that a word of a numeral may have, at any place of it: what is none of these ends a numeral."""
    return frozenset(clitics + part for clitics in NUMERAL_CLITICS for part in numeral_parts())


class Lexicon:
    """Entries of words, made when first met.

    ``bits`` gives, for every kind of lexeme and every literal word (``=word``) of the rules, the bits of the
    types that it can begin.
    """

    def __init__(self, bits: Mapping[str, int]) -> None:
        self._bits = bits
        self._entries = Lore(self._entry)
        self._literals = frozenset(name[1:] for name in bits if name.startswith("="))
        self._rows = _rows()
        self._known = self._literals | self._rows.keys() | {f"ال{word}" for word in numeral_words()}

    def knows(self, word: Word) -> bool:
        """May a word be anything here? Most are nothing, and need no entry."""
        return word.kind is Kind.NUMBER or not self._known.isdisjoint([stem.form for stem in word.stems])

    def entry(self, word: Word) -> Entry:
        """All a word may be."""
        return self._entries[word]

    def rests(self) -> Iterator[tuple[str, ...]]:
        """The words that must follow the first one, of everything that the lexicon spells with several."""
        return (rest for rows in self._rows.values() for _, _, rest in rows)

    def _entry(self, word: Word) -> Entry:
        if word.kind is Kind.NUMBER:
            return self._weigh(_digits(word), ())
        if word.plain in other_words():
            return NOTHING
        stems = [stem for stem in word.stems if stem.form in self._known]
        if not stems:
            return NOTHING
        return self._weigh(tuple(self._lexemes(word, stems)), tuple(s for s in stems if s.form in self._literals))

    def _lexemes(self, word: Word, stems: Iterable[Stem]) -> Iterator[Lexeme]:
        for stem in stems:
            for kind, value, rest in self._rows.get(stem.form, ()):
                yield Lexeme(kind, value, stem, rest)
        words = numeral_words()
        if any(stem.form in words or stem.form.removeprefix("ال") in words for stem in stems):
            alone = (Token(0, 0, 0, word, "", 0),)
            if read_cardinal(alone, 0, NUMERAL_CLITICS):
                yield Lexeme("number", None, word.stems[0], ())
            if read_ordinal(alone, 0, CLITICS):
                yield Lexeme("ordinal", None, word.stems[0], ())
        if word.form in _ARTICLES:
            yield Lexeme("number", None, word.stems[0], ())

    def _weigh(self, lexemes: tuple[Lexeme, ...], literals: tuple[Stem, ...]) -> Entry:
        names = {(lexeme.kind, lexeme.rest[0] if lexeme.rest else None) for lexeme in lexemes}
        names |= {(f"={stem.form}", None) for stem in literals}
        mask = 0
        for name, _ in names:
            mask |= self._bits.get(name, 0)
        return Entry(mask, lexemes, literals, tuple(names)) if mask else NOTHING


def _digits(word: Word) -> tuple[Lexeme, ...]:
    if word.number is None:
        return ()
    return tuple(Lexeme(kind, word.number, word.stems[0], ()) for kind in ("digits", "number"))


@cache
def _rows() -> Mapping[str, list[tuple[str, Any, tuple[str, ...]]]]:
    """All closed words by their first folded word: words.toml, numerals, articles, and feasts, long names first."""
    rows = defaultdict(list, {first: list(found) for first, found in closed_words().items()})
    for name, feast in sorted(feasts().items(), key=lambda item: -len(item[0])):
        first, *rest = name.split(" ")
        rows[first].append(("feast", feast, tuple(rest)))
    for word in numeral_words() | _ARTICLES:
        rows[word]
    return rows


# Nothing but clitics and article, before digits: «الـ24», «بـ21».
_ARTICLES: Final = frozenset((*(clitics + "ال" for clitics in CLITICS), *CLITICS[1:], "لل", "ولل"))
