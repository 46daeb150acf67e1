"""What a word can do in a place phrase, worked out once per distinct word."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from string import ascii_uppercase
from typing import Any, Final, Generic, TypeVar

from arabic import Kind, Stem, Word, fold
from gazetteer import Gazetteer, Name, Place, PlaceKind
from geo.commonness import commonness
from geo.vocabulary import Operator, PlaceWord, Vocabulary, Whole, adjectives_of, fixed_names, vocabulary

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Use(Generic[_T]):
    """A reading of a word: the stem under which it was found, and what it is."""

    stem: Stem
    what: _T


@dataclass(frozen=True, slots=True)
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
    begins: bool  # a name, a fixed name or an idiom
    announces: bool  # a settlement whose name comes next
    points: bool  # to a place named elsewhere, perhaps

    @property
    def speaks(self) -> bool:
        """Is it a word of the vocabularies, beside what it may name?"""
        return any((self.place, self.operator, self.direction, self.adjective, self.part, self.link, self.cue))


@dataclass(frozen=True, slots=True)
class Named:
    """A spelling with the names and places that it may be, the likeliest first."""

    form: str
    names: tuple[Name, ...]
    places: tuple[Place, ...]
    kinds: frozenset[PlaceKind]
    ambiguous: bool  # only ever a name where the text says so
    common: int  # articles in ten thousand, not about Syria, that hold the spelling
    bare: bool = False  # without the article that its place's own name has: «رقة»


_FIELDS: Final = (
    "places", "operators", "directions", "adjectives", "definite", "parts", "links", "anaphors", "cues", "nisbas",
    "pronouns", "units", "idioms",
)  # fmt: skip


_POINTING: Final = ("definite", "parts", "pronouns", "operators")
_USES: Final = (*_FIELDS, "fixed", "nations")
_SETTLEMENTS: Final = frozenset({"city", "town", "village", "farm", "quarter"})
_SHORTEST_NAME: Final = 3
_MOST_KEPT: Final = 200_000  # words and spellings: a long run must not grow for ever
_ADVERBIAL: Final = ("\u064b", "\u064b\u0627")  # «دوماً» is the adverb: names of places take no tanwin


# Of the names that carry a place's name, those that stand for no place: events happen in universities and streets,
# and a massacre is named after where it was.
_NO_PLACES: Final = (
    "faction", "jihadist organisation", "organisation", "newspaper or agency", "operation", "agreement or talks",
    "sports club", "person", "title or slogan",
)  # fmt: skip


def _no_places(gazetteer: Gazetteer) -> list[str]:
    return [name for what in _NO_PLACES for name in gazetteer.no_places().get(what, ())]


class _Readings(dict[Word, Reading | None]):
    """The readings of each word, None where it can play no part in a place phrase; made when first met."""

    def __init__(self, read: Callable[[Word], Reading | None]) -> None:
        self._read = read

    def __missing__(self, word: Word) -> Reading | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        reading = self[word] = self._read(word)
        return reading


class Lexicon:
    """Readings of words against one gazetteer, kept for the life of the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._vocabulary: Vocabulary = vocabulary()
        self._fixed = fixed_names(_no_places(gazetteer))
        self.readings = _Readings(self._read)
        self.sides = frozenset(self._vocabulary.adjectives)
        # Ids of countries are their ISO codes.
        codes = map("".join, product(ascii_uppercase, repeat=2))
        self._nations = adjectives_of({"SY": ["سوري"]} | {code: gazetteer.demonyms(code) for code in codes})
        self._named: dict[str, Named | None] = {}

    def named(self, form: str) -> Named | None:
        """The places of a folded name, or None where there are none."""
        try:
            return self._named[form]
        except KeyError:
            if len(self._named) >= _MOST_KEPT:
                self._named.clear()
            named = self._named[form] = self._look_up(form)
            return named

    def _look_up(self, form: str) -> Named | None:
        names = self._gazetteer.entries(form)
        if not names:
            return None
        places = tuple(self._gazetteer.place(place_id) for place_id in dict.fromkeys(n.place_id for n in names))
        return Named(
            form,
            names,
            places,
            frozenset(place.kind for place in places),
            all(name.ambiguous for name in names),
            commonness().get(form, 0),
            bare=not form.startswith("ال") and all(fold(place.name) == "ال" + form for place in places),
        )

    def facility(self, named: Named, word: PlaceWord) -> Named | None:
        """The facility that a place word and a town's name mean together: «قاعدة كويرس» is «مطار كويرس»."""
        if word.first in named.kinds:
            return None
        for synonym in self._vocabulary.synonyms.get(word.lemma, ()):
            found = self.named(f"{synonym} {named.form}")
            if found is not None and found.kinds & word.kinds:
                # Its name alone is no more certain than the town's: «مستشفى باب …».
                return replace(found, ambiguous=named.ambiguous or named.bare, common=max(found.common, named.common))
        return None

    @staticmethod
    def nameless(form: str) -> Named:
        """A spelling that is no name by itself."""
        return Named(form, (), (), frozenset(), ambiguous=False, common=0)

    def unknown(self, form: str) -> Named | None:
        """A spelling that the gazetteer lacks and that is no ordinary word either: it may name a hamlet."""
        if len(form) < _SHORTEST_NAME or form in commonness():
            return None
        return self.nameless(form)

    def _read(self, word: Word) -> Reading | None:
        if word.kind not in (Kind.WORD, Kind.LATIN, Kind.NUMBER):
            return None
        names = [(stem, longest) for stem in word.stems if (longest := self._gazetteer.longest(stem.form))]
        if word.surface.endswith(_ADVERBIAL):
            names = []
        uses: list[Any] = [self._use(word, getattr(self._vocabulary, field)) for field in _FIELDS]
        uses += [self._use(word, self._fixed), self._use(word, self._nations)]
        if not names and not any(uses):
            return None
        use = dict(zip(_USES, uses, strict=True))
        begins = bool(names or use["idioms"] or use["fixed"])
        announces = use["places"] is not None and use["places"].what.lemma in _SETTLEMENTS
        points = any(use[field] for field in _POINTING)
        fields: list[Any] = [tuple(names), *uses, begins, announces, points]  # in the order of the class
        return Reading(*fields)

    @staticmethod
    def _use(word: Word, entries: dict[str, _T]) -> Use[_T] | None:
        for stem in word.stems:
            entry = entries.get(stem.form)
            if entry is not None:
                return Use(stem, entry)
        return None


@lru_cache(maxsize=4)
def lexicon(gazetteer: Gazetteer) -> Lexicon:
    """The lexicon of a gazetteer; a process has one."""
    return Lexicon(gazetteer)
