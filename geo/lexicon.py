"""What a word can do in a place phrase, worked out once per distinct word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from string import ascii_uppercase
from typing import Any, Final, Generic, TypeVar

from arabic import Glossary, Kind, Stem, Word
from gazetteer import Gazetteer
from geo.spellings import Named, Spellings
from geo.vocabulary import Operator, PlaceWord, Whole, adjectives_of, fixed_names, vocabulary

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Use(Generic[_T]):
    """A reading of a word: the stem under which it was found, and what it is."""

    stem: Stem
    what: _T


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Everything a word may be in a place phrase; most words of a text have no reading at all."""

    names: tuple[tuple[Stem, int], ...]  # stems that begin names, with the most words of any such name
    place: Use[PlaceWord] | None
    operator: Use[Operator] | None
    direction: Use[int] | None
    adjective: Use[tuple[int, int]] | None
    definite: Use[int] | None
    part: Use[str] | None
    link: Use[str] | None
    anaphor: Use[str] | None
    cue: Use[str] | None
    nisba: Use[str] | None
    pronoun: Use[str] | None
    unit: Use[tuple[float, int]] | None
    idiom: Use[Whole] | None
    fixed: Use[Whole] | None
    nation: Use[str] | None
    alone: tuple[tuple[Stem, Named], ...]  # the names that it is by itself, in the order of the stems
    longest: int  # words of any of its names
    seconds: frozenset[str]  # the words with which longer names go on, or fixed names and idioms
    whole: bool  # a name, a fixed name or an idiom by itself
    announces: bool  # a settlement whose name comes next
    points: bool  # to a place named elsewhere, perhaps
    refers: bool  # to one named before, and is no mention of its own
    leads: bool  # up to a name after it, into whose phrase it may belong
    follows: bool  # a name, and may belong to its phrase

    @property
    def speaks(self) -> bool:
        """Is it a word of the vocabularies, beside what it may name?"""
        return any((self.place, self.operator, self.direction, self.adjective, self.part, self.link, self.cue))


_FIELDS: Final = (
    "places", "operators", "directions", "adjectives", "definite", "parts", "links", "anaphors", "cues", "nisbas",
    "pronouns", "units", "idioms",
)  # fmt: skip


_USES: Final = (*_FIELDS, "fixed", "nations")
_POINTING: Final = ("definite", "parts", "pronouns", "operators")
_LEADING: Final = ("places", "operators", "directions", "adjectives", "links", "nations", "units")
_FOLLOWING: Final = ("adjectives", "nations")
_REFERRING: Final = ("anaphors", "pronouns")
_FLAGS: Final = (_POINTING, _REFERRING, _LEADING, _FOLLOWING)
_WHOLE: Final = ("idioms", "fixed")
SETTLEMENTS: Final = frozenset({"city", "town", "village", "farm", "quarter"})
_READ: Final = frozenset({Kind.WORD, Kind.LATIN, Kind.NUMBER})
_ADVERBIAL: Final = ("\u064b", "\u064b\u0627")  # «دوماً» is the adverb: names of places take no tanwin


# Of the names that carry a place's name, those that stand for no place: events happen in universities and streets,
# and a massacre is named after where it was.
_NO_PLACES: Final = (
    "faction", "jihadist organisation", "organisation", "newspaper or agency", "operation", "agreement or talks",
    "sports club", "person", "title or slogan",
)  # fmt: skip


def _no_places(gazetteer: Gazetteer) -> list[str]:
    return [name for what in _NO_PLACES for name in gazetteer.no_places().get(what, ())]


class Lexicon:
    """Readings of words against one gazetteer, kept for the life of the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.spellings = Spellings(gazetteer)
        self.sides = frozenset(vocabulary().adjectives)
        self._table = self._by_form()
        self._first_words = gazetteer.first_words
        self.readings = Glossary(self._read)  # None of a word that can play no part in a place phrase

    def _by_form(self) -> dict[str, list[tuple[int, Any]]]:
        """What each form of the vocabularies is: its uses, each by its place among them."""
        own = vocabulary()
        tables: list[Mapping[str, Any]] = [getattr(own, field) for field in _FIELDS]
        # Ids of countries are their ISO codes.
        codes = map("".join, product(ascii_uppercase, repeat=2))
        nations = adjectives_of({"SY": ["سوري"]} | {code: self._gazetteer.demonyms(code) for code in codes})
        uses: dict[str, list[tuple[int, Any]]] = {}
        for field, table in enumerate((*tables, fixed_names(_no_places(self._gazetteer)), nations)):
            for form, what in table.items():
                uses.setdefault(form, []).append((field, what))
        return uses

    def _read(self, word: Word) -> Reading | None:
        first_words, table = self._first_words, self._table
        stems = [stem for stem in word.stems if stem.form in first_words or stem.form in table]
        if not stems or word.kind not in _READ:  # as of nine new words in ten
            return None
        names = [(stem, first_words[stem.form]) for stem in stems if stem.form in first_words]
        if names and word.surface.endswith(_ADVERBIAL):
            names = []
        uses: list[Any] = [None] * len(_USES)
        for stem in stems:
            for field, what in table.get(stem.form, ()):
                if uses[field] is None:
                    uses[field] = Use(stem, what)
        if not names and not any(uses):
            return None
        return self._reading(names, uses)

    def _reading(self, names: list[tuple[Stem, int]], uses: list[Any]) -> Reading:
        use = dict(zip(_USES, uses, strict=True))
        wholes = [name for field in _WHOLE if use[field] is not None for name in use[field].what]
        alone = [(stem, named) for stem, _ in names if (named := self.spellings.named(stem.form)) is not None]
        seconds = {name[1] for name in wholes if len(name) > 1}
        seconds.update(*(self._gazetteer.seconds(stem.form) for stem, most in names if most > 1))
        announces = use["places"] is not None and use["places"].what.lemma in SETTLEMENTS
        whole = bool(alone) or any(len(name) == 1 for name in wholes)
        flags = whole, announces, *(any(use[field] for field in fields) for fields in _FLAGS)
        longest = max((most for _, most in names), default=0)
        cells: list[Any] = [tuple(names), *uses, tuple(alone), longest, frozenset(seconds), *flags]
        return Reading(*cells)  # in the order of the class


@lru_cache(maxsize=4)
def lexicon(gazetteer: Gazetteer) -> Lexicon:
    """The lexicon of a gazetteer; a process has one."""
    return Lexicon(gazetteer)
