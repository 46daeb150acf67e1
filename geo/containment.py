"""Candidates inside the larger place that the text says holds them: «قرية الحميدية بريف القنيطرة»."""

import math
from collections.abc import Sequence
from typing import Final

from gazetteer import Place, PlaceKind
from geo.atlas import SETTLED, Atlas, bearing, km
from geo.phrases import Operation

CITY: Final = 6.0  # prominence from which a town is not looked for elsewhere
LOCAL_KM: Final = 40.0  # a place wider than this says nothing about distance
# Kinds of which there are namesakes that the gazetteer lacks.
MANY: Final = frozenset(
    {
        PlaceKind.VILLAGE,
        PlaceKind.TOWN,
        PlaceKind.NEIGHBOURHOOD,
        PlaceKind.SITE,
        PlaceKind.HOSPITAL,
        PlaceKind.BRIDGE,
    }
)
_URBAN: Final = frozenset({PlaceKind.NEIGHBOURHOOD, PlaceKind.SITE, PlaceKind.HOSPITAL, PlaceKind.BRIDGE})
_IN_TOWN_KM: Final = 12.0  # how far from a town's point what lies in it may be
_ROUND_TOWN_KM: Final = 45.0  # and a village of its district
_ASIDE_KM: Final = 150.0  # and anything in the governorate that the town stands for
_BESIDE: Final = frozenset({"side", "near", "offset"})
_WITHIN_SIDE: Final = 67.5  # degrees on either side of a direction

Inside = tuple[list[Place], str]  # the candidates that remain, and the reason in words


def candidates_inside(
    candidates: Sequence[Place], outer: Place, operations: Sequence[Operation], atlas: Atlas
) -> Inside | None:
    """Those that the outer place holds, none of them where they lie elsewhere; None where it says nothing."""
    others = [c for c in candidates if c.id != outer.id]
    if not others:
        return None
    reason = f"the text puts it in {outer.name}"
    if outer.kind is PlaceKind.COUNTRY:
        there = [c for c in others if c.country == outer.country]
        return (there, reason) if there else None
    if outer.kind is PlaceKind.REGION and outer.country not in (None, "SY"):  # «صيدا جنوب لبنان»
        there = [c for c in others if c.country == outer.country]
        if there:
            return there, reason
    inside = _held(others, outer, operations, atlas)
    if inside:
        return _nearer(_on_side(inside, outer, operations), outer, operations, reason)
    # A city is where it is: «حلب في ريف إدلب» says something else.
    if any(o.sort in _BESIDE for o in operations) and all(_of_another_country(c, outer) for c in others):
        return [], f"{reason}, and the one known by this name is far away"
    famous = any(c.kind not in MANY or atlas.prominence(c) >= CITY for c in others)
    return None if famous else ([], f"{reason}, where the gazetteer has none of this name")


def _of_another_country(place: Place, outer: Place) -> bool:
    """Is it a Syrian town put beside a foreign one far from it? «القنيطرة (شمال الرباط)» is in Morocco."""
    towns = place.kind in SETTLED and outer.kind in SETTLED and place.country == "SY" != outer.country
    return towns and km(place, outer) > 2 * _ASIDE_KM


def _held(others: Sequence[Place], outer: Place, operations: Sequence[Operation], atlas: Atlas) -> list[Place]:
    """By the gazetteer's hierarchy, else in the same governorate and near enough, else just across its border."""
    inside = [c for c in others if atlas.holds(outer, c)]
    governorate = atlas.governorate(outer)
    if not inside and governorate is not None:
        division = atlas.known(governorate)
        # «الجوادية في الحسكة», «شرقي إدلب»: the town stands for its governorate.
        aside = any(operation.sort == "side" for operation in operations)
        aside = aside or (division is not None and division.name == outer.name)
        near = [c for c in others if km(c, outer) <= _reach(outer, c, aside=aside)]
        inside = [c for c in near if atlas.governorate(c) == governorate]
    if inside or outer.uncertainty_km >= LOCAL_KM:
        return inside
    return [c for c in others if km(c, outer) <= min(outer.uncertainty_km + LOCAL_KM / 2, _reach(outer, c))]


def _reach(outer: Place, inner: Place, *, aside: bool = False) -> float:
    """How far, in km, from what holds it a place may lie: a roundabout in a town, a village near it or east of it."""
    if outer.kind not in SETTLED:
        return math.inf
    if inner.kind in _URBAN:
        return _IN_TOWN_KM
    return _ASIDE_KM if aside else _ROUND_TOWN_KM


def _on_side(inside: list[Place], outer: Place, operations: Sequence[Operation]) -> list[Place]:
    """Of several, those on the side that the container names: «بريف إدلب الجنوبي»."""
    bearings = [b for operation in operations for b in operation.bearings if b >= 0]
    if len(inside) < 2 or not bearings:
        return inside

    def fits(place: Place) -> bool:
        towards = bearing(outer.lat, outer.lon, place.lat, place.lon)
        return any(abs((towards - b + 180) % 360 - 180) <= _WITHIN_SIDE for b in bearings)

    return list(filter(fits, inside)) or inside


def _nearer(inside: list[Place], outer: Place, operations: Sequence[Operation], reason: str) -> Inside:
    """Beside a town, the nearest of several if it is clearly the nearest."""
    if len(inside) > 1 and outer.uncertainty_km < LOCAL_KM and any(o.sort in _BESIDE for o in operations):
        closest = sorted(inside, key=lambda c: km(c, outer))
        if km(closest[0], outer) * 2 < km(closest[1], outer):
            return closest[:1], f"the one nearest to {outer.name}, beside which the text puts it"
    return inside, reason
