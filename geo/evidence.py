"""Is it a name here? What in the text makes a spelling the name of a place, and what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from gazetteer import Gazetteer, Place, PlaceKind
from geo.atlas import Atlas
from geo.commonness import commonness
from geo.phrases import Phrase, Reader
from geo.vocabulary import vocabulary

_BIG: Final = 50_000  # inhabitants from which a Syrian town is named in the news without introduction
_BIG_ABROAD: Final = 300_000
_ORDINARY: Final = 700  # articles in ten thousand that hold the spelling; no town of the world is named as often
NEVER: Final = 9
_NAMED_ALONE: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.GOVERNORATE, PlaceKind.REGION})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase with its candidates and whether they need more than their letters."""

    phrase: Phrase
    places: tuple[Place, ...]
    strength: int  # what the text gives: 0 nothing, 1 a preposition, 2 place words nearby, 3 announced
    needed: int


def weigh(reader: Reader, phrase: Phrase, gazetteer: Gazetteer, atlas: Atlas, *, syrian: bool) -> Weighed:
    """The candidates of a phrase, how strongly the text makes it a name and how strongly it must."""
    places = tuple({n.place_id: gazetteer.place(n.place_id) for n in phrase.names}.values())
    ambiguous = all(name.ambiguous for name in phrase.names)
    return Weighed(phrase, places, _strength(reader, phrase, places), _needed(phrase, places, ambiguous=ambiguous, syrian=syrian))


def _strength(reader: Reader, phrase: Phrase, places: Sequence[Place]) -> int:
    if phrase.place is not None and any(place.kind in phrase.place.kinds for place in places):
        return 3
    if any(o.sort == "rural" for o in phrase.operations):
        return 3
    if phrase.place is not None or phrase.operations:
        return 2
    before = reader.reading(phrase.lead - 1)
    if before is not None and before.cue is not None and before.cue.what in ("people", "happening"):
        return 1
    return 1 if phrase.preposition.strip("وفلك") else 0


def _needed(phrase: Phrase, places: Sequence[Place], *, ambiguous: bool, syrian: bool) -> int:
    single = phrase.last - phrase.first == 1
    if single and (phrase.form in _own_words() or phrase.stem.clitics[-1:] in ("ك", "س")):
        return NEVER
    if ambiguous:
        return 3 if single else 2
    common = commonness().get(phrase.form, 0)
    if single and common >= _ORDINARY and not any(place.kind is PlaceKind.COUNTRY for place in places):
        return NEVER
    if any(_known(place) for place in places):
        return 0
    if not syrian and any(place.country == "SY" for place in places):
        return 3
    if any(place.kind in (PlaceKind.CITY, PlaceKind.TOWN) and place.country == "SY" for place in places):
        return 1 if common or single else 0
    if common >= (5 if single else 3):
        return 3
    return min(common, 1) + (1 if single else 0)


def _known(place: Place) -> bool:
    """Is it named in the news without a word of introduction?"""
    people = place.population or 0
    if place.country == "SY":
        return place.kind in _NAMED_ALONE or (place.kind is PlaceKind.CITY and people >= _BIG)
    return place.kind in _NAMED_ALONE or people >= _BIG_ABROAD


@cache
def _own_words() -> frozenset[str]:
    """Words of the vocabularies: alone they are no names («المدينة», «الشمالية»)."""
    words = vocabulary()
    return frozenset().union(
        words.places, words.operators, words.directions, words.adjectives, words.definite, words.parts,
        words.links, words.anaphors, words.cues,
    )  # fmt: skip


def accept(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The phrases that are names, by their own words or by those they stand beside."""
    by_phrase = {id(w.phrase): w for w in weighed}
    accepted = {id(w.phrase) for w in weighed if w.strength >= w.needed}
    said = {w.phrase.stem.form for w in weighed if w.strength >= max(w.needed, 2)}
    for item in weighed:
        if id(item.phrase) in accepted:
            continue
        near = [n for n in (item.phrase.previous, item.phrase.follower, item.phrase.container) if n is not None]
        beside = any(id(n) in accepted and _same_sort(by_phrase[id(n)], item) for n in near)
        if (beside and item.strength + 2 >= item.needed) or (item.phrase.stem.form in said and item.needed < 3):
            accepted.add(id(item.phrase))
    return [w for w in weighed if id(w.phrase) in accepted]


def _same_sort(first: Weighed, second: Weighed) -> bool:
    """Do two phrases have candidates in one country?"""
    return bool({p.country for p in first.places} & {p.country for p in second.places})
