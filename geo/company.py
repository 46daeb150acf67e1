"""Which phrases are names: by their own words, or by the places that they stand beside."""

from collections.abc import Iterable, Sequence
from typing import Final

from gazetteer import NameKind, Place, PlaceKind
from geo.atlas import km
from geo.nearby import Nearby
from geo.phrases import Phrase
from geo.weighed import ANNOUNCED, BELONGING, BESIDE, CERTAIN, INHABITED, NEVER, PLACED, SMALL, Weighed

_QUARTER: Final = frozenset({PlaceKind.NEIGHBOURHOOD})
_FOREIGN: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})
_TOWN_KM: Final = 8.0
_NEAR_KM: Final = 20.0
_INTO: Final = frozenset({"containing", "target", "at"})
_WITHIN_REACH: Final = range(1, 4)


def accept(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The phrases that are names, by their own words or by those they stand beside."""
    accepted = {id(w.phrase) for w in weighed if w.strength >= w.needed}
    _reach_far_ends(weighed, accepted)
    waiting = [w for w in weighed if w.needed < NEVER and id(w.phrase) not in accepted]
    if waiting:
        _settle(waiting, weighed, accepted)
    return [w for w in weighed if id(w.phrase) in accepted]


def _settle(waiting: Sequence[Weighed], weighed: Sequence[Weighed], accepted: set[int]) -> None:
    """Accepts those that their neighbours, or names established elsewhere in the text, make names."""
    by_phrase = {id(w.phrase): w for w in weighed}
    established = {w.phrase.named.form for w in weighed if w.strength >= max(w.needed, ANNOUNCED)}
    certain = [w for w in weighed if id(w.phrase) in accepted]
    around: Nearby | None = None
    for _ in range(2):  # a list is settled from either end
        for item in waiting:
            if id(item.phrase) in accepted:
                continue
            strength = item.strength + _company(item, by_phrase, accepted)
            if item.phrase.named.form in established and _fits(item.phrase):
                strength += BELONGING
            if item.needed - strength in _WITHIN_REACH and (settled := _rare_and_settled(item)):
                around = around or _towns_named(certain)
                if any(around.has_another(place, _NEAR_KM) for place in settled):
                    strength += _WITHIN_REACH[-1]
            if strength >= item.needed:
                accepted.add(id(item.phrase))


def _reach_far_ends(weighed: Sequence[Weighed], accepted: set[int]) -> None:
    """A road that begins at a place ends at one: «طريق القامشلي - عامودا»."""
    ends = {id(w.phrase.far_end) for w in weighed if w.phrase.far_end is not None and id(w.phrase) in accepted}
    if ends:
        accepted |= {id(w.phrase) for w in weighed if id(w.phrase) in ends and w.needed < NEVER}


def _towns_named(accepted: Iterable[Weighed]) -> Nearby:
    """The towns and villages of Syria that a text names for certain."""
    likeliest = (item.places[0] for item in accepted if item.places)
    return Nearby(place for place in likeliest if place.country == "SY" and place.kind in INHABITED)


def _rare_and_settled(item: Weighed) -> list[Place]:
    """The towns that a rare word behind a preposition may be if it names a place near by: «في جبالا» beside الهبيط."""
    phrase = item.phrase
    bare = phrase.place is None and not phrase.stem.clitics.strip("و")
    if not bare or phrase.preposition not in _INTO or phrase.named.common > CERTAIN:
        return []
    if all(name.kind is NameKind.RULE for name in phrase.named.names):  # «حلفائه» is a rule's حلفايا
        return []
    return [place for place in item.places if place.country == "SY" and place.kind in INHABITED - _QUARTER]


def _fits(phrase: Phrase) -> bool:
    """Is it named as the place is elsewhere? «مستشفى الزهراء» is not the town of «بلدة الزهراء»."""
    word = phrase.place
    return word is None or bool(word.kinds & phrase.named.kinds - SMALL) or not word.part


def _company(item: Weighed, by_phrase: dict[int, Weighed], accepted: set[int]) -> int:
    """What the places beside a phrase add: the container that holds it, its neighbours in a list."""
    phrase = item.phrase
    held = 0
    if phrase.container is not None:
        container = by_phrase.get(id(phrase.container))
        if container is not None and id(container.phrase) in accepted and _one_country(container, item):
            held = ANNOUNCED + BESIDE if _abroad(container, item) else BESIDE
    sides = [by_phrase[id(n)] for n in (phrase.previous, phrase.follower) if n is not None]
    if not sides:
        return held
    if any(id(side.phrase) in accepted and _one_country(side, item) for side in sides):
        kin = any(id(side.phrase) in accepted and _kindred(side, item) for side in sides)
        return (ANNOUNCED if kin else BESIDE + min(_listed(phrase, accepted) - 1, 2)) + held
    # «المعضمية، قدسيا، الهامة»: names that would need little vouch for one another.
    vouched = any(side.needed <= BESIDE and _one_country(side, item) for side in sides)
    return held + (PLACED if vouched else 0)


def _abroad(container: Weighed, item: Weighed) -> bool:
    """«صيدا في لبنان», «سنجار شمالي العراق»: a foreign state, or a part of one, that holds it leaves no doubt."""
    state = container.places[0] if container.places else None
    if state is None or state.kind not in _FOREIGN or state.country == "SY":
        return False
    return any(place.country == state.country for place in item.places)


def _kindred(first: Weighed, second: Weighed) -> bool:
    """Do they lie side by side, two quarters of one town or two villages: «حي القابون وبرزة», «نبل والزهراء»?"""
    ones = [place for place in first.places if place.kind in INHABITED]
    others = [place for place in second.places if place.kind in INHABITED]
    return any(km(one, other) <= _TOWN_KM for one in ones for other in others)


def _listed(phrase: Phrase, accepted: set[int]) -> int:
    """How many members of the phrase's list are names for certain."""
    count = 0
    for step in ("previous", "follower"):
        member: Phrase | None = getattr(phrase, step)
        while member is not None and count < BELONGING:
            count += id(member) in accepted
            member = getattr(member, step)
    return count


def _one_country(first: Weighed, second: Weighed) -> bool:
    if not first.places or not second.places:
        return True
    return not {p.country for p in first.places}.isdisjoint(p.country for p in second.places)
