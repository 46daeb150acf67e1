"""Names that reviewers' corrections offer to the tables, checked against what is known; a person adds them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from arabic import fold
from gazetteer.catalogue import Gazetteer
from gazetteer.lookup import SURE


class Offer(StrEnum):
    """What words may be for a place that a person says they meant."""

    ADD = "add"  # a name that no place has
    CONFLICT = "conflict"  # such a name, that corrections give to several places
    DISAMBIGUATION = "disambiguation"  # other places are so called: the text has to tell which
    DESCRIPTION = "description"  # words about a place that is named in them: «شمال حلب»
    KNOWN = "known"  # the place has this name already


@dataclass(frozen=True, slots=True)
class Said:
    """One correction that says which place some words meant; ``unknown`` where they were read as no known place."""

    words: str
    place_id: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A name for a place, what speaks for it (positions in what was given), and which other places are concerned."""

    name: str
    place_id: str
    offer: Offer
    said: tuple[int, ...]
    others: tuple[str, ...]


def offered(corrections: Sequence[Said], gazetteer: Gazetteer) -> list[Offered]:
    """Each pair of a name and a place once, what can be added first, then what most corrections agree on."""
    agreeing: dict[tuple[str, str], list[int]] = defaultdict(list)
    meant: dict[str, set[str]] = defaultdict(set)
    for number, one in enumerate(corrections):
        if one.place_id in gazetteer and fold(one.words).strip():
            agreeing[_form(one.words), one.place_id].append(number)
            meant[_form(one.words)].add(one.place_id)
    made = [
        _offer([corrections[number] for number in numbers], tuple(numbers), meant[form] - {place_id}, gazetteer)
        for (form, place_id), numbers in agreeing.items()
    ]
    order = list(Offer)
    return sorted(made, key=lambda one: (order.index(one.offer), -len(one.said), one.name, one.place_id))


def _offer(said: Sequence[Said], numbers: tuple[int, ...], elsewhere: set[str], gazetteer: Gazetteer) -> Offered:
    name, place_id = " ".join(said[0].words.split()), said[0].place_id
    offer, others = _judged(name, place_id, any(one.unknown for one in said), gazetteer)
    if offer is Offer.ADD and elsewhere:
        offer, others = Offer.CONFLICT, tuple(sorted(elsewhere))
    return Offered(name, place_id, offer, numbers, others)


def _judged(name: str, place_id: str, unknown: bool, gazetteer: Gazetteer) -> tuple[Offer, tuple[str, ...]]:
    """What a name is to the gazetteer, and the other places that make it so."""
    called = tuple(found.place.id for found in gazetteer.lookup(name) if found.score >= SURE)
    if place_id in called:
        return Offer.KNOWN, ()
    if called:
        return Offer.DISAMBIGUATION, called
    within = () if unknown else tuple(dict.fromkeys(_named_within(name, gazetteer)))
    return (Offer.DESCRIPTION, within) if within else (Offer.ADD, ())


def _form(words: str) -> str:
    return fold(" ".join(words.split()))


def _named_within(words: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The places named by a part of some words."""
    parts = words.split()
    for first, last in combinations(range(len(parts) + 1), 2):
        if (first, last) != (0, len(parts)):
            yield from (name.place_id for name in gazetteer.entries(fold(" ".join(parts[first:last]))))
