"""Which of the places of one name is meant, with the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from gazetteer import Place, PlaceKind
from geo.atlas import ADMINISTRATIVE, SETTLED, Atlas, km
from geo.evidence import Weighed
from geo.phrases import Phrase

_FAR_BETTER: Final = 1.2  # prominence, about a hundred times the inhabitants
_CLOSE_KM: Final = 40.0


@dataclass(slots=True)
class Resolution:
    """What a phrase names: one place, or none and the rivals it may be."""

    phrase: Phrase
    place: Place | None
    reason: str
    rivals: tuple[Place, ...] = ()
    others: int = 0  # how many places bear the name, the chosen one included


@dataclass(slots=True)
class Surroundings:
    """The places that the article has named for certain, for distance."""

    sure: list[Place] = field(default_factory=list)
    dateline: Place | None = None


def resolve(weighed: Sequence[Weighed], atlas: Atlas) -> list[Resolution]:
    """Resolves every phrase, the certain ones first, since they decide the others."""
    resolved: dict[int, Resolution] = {}
    around = Surroundings()
    waiting: list[tuple[Weighed, tuple[Place, ...]]] = []
    for item in weighed:
        fitting = _fitting(item, atlas)
        if len(fitting) == 1:
            reason = "the only place of this name" if len(item.places) == 1 else "the one that the words before it announce"
            resolved[id(item.phrase)] = Resolution(item.phrase, fitting[0], reason, others=len(item.places))
            around.sure.append(fitting[0])
        else:
            waiting.append((item, fitting))
    for item, fitting in sorted(waiting, key=lambda pair: pair[0].phrase.container is not None):
        resolved[id(item.phrase)] = _choose(item, fitting, atlas, resolved, around)
    # Containers are known now: what they hold is decided again.
    for item, fitting in waiting:
        if item.phrase.container is not None or item.phrase.previous or item.phrase.follower:
            resolved[id(item.phrase)] = _choose(item, fitting, atlas, resolved, around)
    return [resolved[id(item.phrase)] for item in weighed]


def _fitting(item: Weighed, atlas: Atlas) -> tuple[Place, ...]:
    """The candidates of the kind announced, one for each town with the districts of its name."""
    places = list(item.places)
    word = item.phrase.place
    rural = any(o.sort == "rural" for o in item.phrase.operations)
    if word is not None:
        of_kind = [place for place in places if place.kind in word.kinds]
        places = of_kind or places
        if word.lemma in ("governorate", "district"):
            order = [PlaceKind.GOVERNORATE, PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT]
            places.sort(key=lambda p: order.index(p.kind) if p.kind in order else 9)
            return tuple(p for p in places if p.kind is places[0].kind)
    if rural and any(p.kind is PlaceKind.GOVERNORATE for p in places):
        return tuple(p for p in places if p.kind is PlaceKind.GOVERNORATE)
    settled = [place for place in places if place.kind not in ADMINISTRATIVE]
    return tuple(
        place
        for place in places
        if place.kind not in ADMINISTRATIVE or not any(atlas.same_name_chain(place, other) for other in settled)
    )


def _choose(
    item: Weighed, fitting: Sequence[Place], atlas: Atlas, resolved: dict[int, Resolution], around: Surroundings
) -> Resolution:
    phrase, total = item.phrase, len(item.places)
    held = _held(phrase, fitting, atlas, resolved)
    if held is not None:
        inside, reason = held
        if len(inside) == 1:
            return Resolution(phrase, inside[0], reason, others=total)
        fitting = inside or fitting
    ranked = sorted(fitting, key=atlas.prominence, reverse=True)
    lead = atlas.prominence(ranked[0]) - atlas.prominence(ranked[1])
    if lead >= _FAR_BETTER and ranked[0].kind is not PlaceKind.VILLAGE:
        return Resolution(phrase, ranked[0], "by far the best known of this name", tuple(ranked[1:]), total)
    beside = [
        resolved[id(n)].place for n in (phrase.previous, phrase.follower) if n is not None and id(n) in resolved
    ]
    for places, words in ((beside, "nearest to the places listed with it"), (around.sure, "nearest to the other places named")):
        nearest = _nearest(fitting, [p for p in places if p is not None])
        if nearest is not None:
            return Resolution(phrase, nearest, words, tuple(p for p in fitting if p is not nearest), total)
    if lead >= _FAR_BETTER / 3:
        return Resolution(phrase, ranked[0], "the best known of this name", tuple(ranked[1:]), total)
    return Resolution(phrase, None, f"{len(fitting)} places of this name, and nothing says which", tuple(ranked), total)


def _held(
    phrase: Phrase, fitting: Sequence[Place], atlas: Atlas, resolved: dict[int, Resolution]
) -> tuple[list[Place], str] | None:
    """The candidates inside the place that the text says holds it."""
    outer = resolved.get(id(phrase.container)) if phrase.container is not None else None
    if outer is None or outer.place is None:
        return None
    place = outer.place
    inside = [c for c in fitting if c.id != place.id and atlas.holds(place, c)]
    if not inside:
        governorate = atlas.governorate(place)
        inside = [c for c in fitting if governorate is not None and atlas.governorate(c) == governorate]
    if not inside:
        inside = [c for c in fitting if km(c, place) <= _CLOSE_KM]
    return (inside, f"the text puts it in {place.name}") if inside else None


def _nearest(fitting: Sequence[Place], anchors: Sequence[Place]) -> Place | None:
    """The candidate clearly nearest to an anchor, if there is one."""
    local = [a for a in anchors if a.kind in SETTLED or a.uncertainty_km < 40]
    if not local:
        return None
    distances = sorted((min(km(c, a) for a in local), n) for n, c in enumerate(fitting))
    best, second = distances[0], distances[1]
    if best[0] <= 60 and best[0] * 2 < second[0]:
        return fitting[best[1]]
    return None
