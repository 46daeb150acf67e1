"""The closed vocabularies of place phrases, folded: what each word does before or after a place's name."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from arabic import fold
from gazetteer import PlaceKind

# Cues that do not keep a word from being a name.
_NAMES_TOO: Final = frozenset({"person", "adverb", "doubtful", "capital", "construct", "measure"})
_KM: Final = {"kilometre": 1.0, "metre": 0.001, "mile": 1.609}
_NUMBERS: Final = {"one": 1, "two": 2, "many": 3}


@dataclass(frozen=True, slots=True, eq=False)  # one of each
class PlaceWord:
    """A word that announces a place: «بلدات» is lemma ``town``, number 3; ``part``: it changes the place."""

    lemma: str
    number: int  # 1, 2, 3 for many
    kinds: frozenset[PlaceKind]
    part: bool
    first: PlaceKind | None = None  # the kind it means before all others
    apposed: bool = False  # with the article: «العاصمة دمشق», only directly before the name


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that makes something else of the place after it: rural, near, inside, front."""

    sort: str
    number: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every table of ``words.toml`` by folded form."""

    places: Mapping[str, PlaceWord]
    operators: Mapping[str, Operator]
    directions: Mapping[str, int]  # bare nouns and adjectives, degrees; -1 is the middle
    adjectives: Mapping[str, tuple[int, int]]  # with the article: degrees and number
    definite: Mapping[str, int]
    parts: Mapping[str, str]
    links: Mapping[str, str]
    anaphors: Mapping[str, str]
    cues: Mapping[str, str]
    nisbas: Mapping[str, str]  # adjective with the article to the id of its place
    pronouns: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]  # lemma to the words that names in the gazetteer may begin with
    units: Mapping[str, tuple[float, int]]  # kilometres each, and how many the word itself counts
    idioms: Mapping[str, "Whole"]  # first word to the whole idioms, longest first
    war: frozenset[str]  # words of the war in Syria, clitics aside
    described: frozenset[str]  # nouns in the accusative that a nationality describes
    verbal: frozenset[str]  # words before a verb, never before a town
    of_town: frozenset[str]  # adjectives of a town
    over: frozenset[str]  # after «من» and before the name of where fire comes from
    housed: frozenset[str]  # first words of the names of bodies that have a house
    about_house: frozenset[str]  # before such a name: what happened at the house
    strikes: frozenset[str]  # verbs of which a place is the object
    strikers: frozenset[str]  # the words of which their subject is made
    undergoes: frozenset[str]  # verbs of which a place is the subject
    undergone: frozenset[str]  # what it undergoes


@cache
def own_words() -> frozenset[str]:
    """Words of the vocabularies: alone they are no names («المدينة», «الشمالية»)."""
    own = vocabulary()
    cues = {form for form, cue in own.cues.items() if cue not in _NAMES_TOO}
    return frozenset().union(
        own.places, own.operators, own.directions, own.adjectives, own.definite, own.parts, own.links, own.anaphors,
        cues,
    )  # fmt: skip


def table(name: str) -> dict[str, Any]:
    """One TOML table of this room."""
    with Path(__file__).with_name(name).open("rb") as file:
        return tomllib.load(file)


def _by_form(sections: Mapping[str, list[str]]) -> dict[str, str]:
    return {fold(word): section for section, words in sections.items() for word in words}


def _place_words(sections: Mapping[str, Mapping[str, Any]]) -> dict[str, PlaceWord]:
    words: dict[str, PlaceWord] = {}
    for lemma, row in sections.items():
        kinds, first = frozenset(map(PlaceKind, row["kinds"])), PlaceKind(row["kinds"][0])
        for key, number in _NUMBERS.items():
            entry = PlaceWord(lemma, number, kinds, bool(row.get("part")), first)
            words.update({fold(word): entry for word in row.get(key, ())})
        apposed = PlaceWord(lemma, 1, kinds, bool(row.get("part")), first, apposed=True)
        words.update({fold(word): apposed for word in row.get("definite", ())})
    return words


@cache
def vocabulary() -> Vocabulary:
    """The vocabularies, read once."""
    words = table("words.toml")
    operators: dict[str, Operator] = {}
    for key, spellings in words["operator"].items():
        sort, _, number = key.partition("_")
        operators.update({fold(word): Operator(sort, _NUMBERS[number or "one"]) for word in spellings})
    directions: dict[str, int] = {}
    adjectives: dict[str, tuple[int, int]] = {}
    definite: dict[str, int] = {}
    for row in words["direction"].values():
        directions.update({fold(word): row["bearing"] for word in row["nouns"]})
        adjectives.update({fold(word): (row["bearing"], 1) for word in row["adjectives"]})
        adjectives.update({fold(word): (row["bearing"], 2) for word in row["duals"]})
        definite.update({fold(word): row["bearing"] for word in row["definite"]})
    return Vocabulary(
        _place_words(words["place"]),
        operators,
        directions,
        adjectives,
        definite,
        _by_form(words["part"]),
        _by_form(words["link"]),
        _by_form(words["anaphor"]),
        _by_form(table("context.toml")),
        adjectives_of(words["nisba"]),
        _by_form(words["pronoun"]),
        {lemma: tuple(map(fold, spellings)) for lemma, spellings in words["synonym"].items()},
        _units(words["unit"]),
        fixed_names(words["idiom"]["names"]),
        frozenset(map(fold, words["war"]["words"])),
        frozenset(fold(noun) + "ا" for noun in words["described"]["nouns"]),
        frozenset(map(fold, words["destroys"]["before"])),
        frozenset(map(fold, words["destroys"]["of_town"])),
        frozenset(map(fold, words["coming"]["over"])),
        frozenset(map(fold, words["housed"]["bodies"])),
        frozenset(map(fold, words["housed"]["about"])),
        frozenset(map(fold, words["strikes"]["verbs"])),
        frozenset(map(fold, words["strikes"]["subjects"])),
        frozenset(map(fold, words["undergoes"]["verbs"])),
        frozenset(map(fold, words["undergoes"]["nouns"])),
    )


def _units(sections: Mapping[str, list[str]]) -> dict[str, tuple[float, int]]:
    units: dict[str, tuple[float, int]] = {}
    for key, spellings in sections.items():
        unit, _, number = key.partition("_")
        units.update({fold(word): (_KM[unit], 2 if number else 1) for word in spellings})
    return units


def adjectives_of(places: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Adjectives of places by place id, with the article, in the endings that follow a place's name.

    >>> adjectives_of({"TR": ["تركي"]})["التركيه"]
    'TR'
    """
    return {
        "ال" + fold(word) + ending: place_id
        for place_id, words in places.items()
        for word in words
        for ending in ("", "ه", "ين", "تين")
    }


Whole = tuple[tuple[str, ...], ...]  # names as folded words, longest first


def fixed_names(names: Sequence[str]) -> dict[str, Whole]:
    """Fixed names by their first folded word."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(fold(name).split(" "))
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(whole, key=len, reverse=True)) for first, whole in by_first.items()}
