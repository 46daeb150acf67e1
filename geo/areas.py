"""From a resolved place to what the phrase says of it: its countryside, its north, its surroundings."""

from dataclasses import dataclass
from typing import Final

from arabic import fold
from gazetteer import Place, PlaceKind
from geo.atlas import Atlas, moved
from geo.phrases import Operation

_NAMES: Final = {
    0: "الشمالي", 45: "الشمالي الشرقي", 90: "الشرقي", 135: "الجنوبي الشرقي",
    180: "الجنوبي", 225: "الجنوبي الغربي", 270: "الغربي", 315: "الشمالي الغربي", -1: "الأوسط",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extent:
    """A point with the radius that holds what is meant, the entry if one fits it, and what it is called."""

    place: Place | None
    lat: float
    lon: float
    uncertainty_km: float
    kind: str
    words: str


def extent(place: Place, operations: list[Operation], atlas: Atlas) -> Extent:
    """Applies the operations, inmost first."""
    result = Extent(place, place.lat, place.lon, place.uncertainty_km, place.kind.value, "")
    for operation in operations:
        result = _apply(operation, result, place, atlas)
    return result


def _apply(operation: Operation, at: Extent, place: Place, atlas: Atlas) -> Extent:
    match operation.sort:
        case "rural":
            return _countryside(operation, at, place, atlas)
        case "side":
            return _side(operation.bearings[0], at)
        case "quarters" if operation.bearings:
            lat, lon = moved(at.lat, at.lon, operation.bearings[0], min(at.uncertainty_km, 6) / 2)
            return Extent(None, lat, lon, max(at.uncertainty_km, 3), "area", "the quarters on one side")
        case "near" | "front":
            return Extent(at.place, at.lat, at.lon, at.uncertainty_km + 5, at.kind, "its surroundings")
    return at


def _side(bearing: int, at: Extent) -> Extent:
    if bearing < 0:
        return Extent(at.place, at.lat, at.lon, at.uncertainty_km, "area", "the middle")
    away = at.uncertainty_km * 0.5 if at.uncertainty_km > 20 else 3 + at.uncertainty_km
    lat, lon = moved(at.lat, at.lon, bearing, away)
    return Extent(None, lat, lon, max(at.uncertainty_km * 0.6, 10), "area", "one side of it")


def _countryside(operation: Operation, at: Extent, place: Place, atlas: Atlas) -> Extent:
    """A countryside of the gazetteer's table, or the ring about the town."""
    named = _entry(place, operation, atlas)
    if named is not None:
        return Extent(named, named.lat, named.lon, named.uncertainty_km, named.kind.value, "its countryside")
    radius = 40.0 if place.kind is PlaceKind.GOVERNORATE else 10.0
    if not operation.bearings or operation.bearings[0] < 0:
        return Extent(None, at.lat, at.lon, radius, "area", "its countryside")
    lat, lon = moved(at.lat, at.lon, operation.bearings[0], radius * 0.7)
    return Extent(None, lat, lon, radius * 0.7, "area", "one side of its countryside")


def _entry(place: Place, operation: Operation, atlas: Atlas) -> Place | None:
    words = ["ريف", place.name]
    if operation.bearings:
        words.append(_NAMES.get(operation.bearings[0], ""))
    names = atlas.gazetteer.entries(fold(" ".join(words)))
    return atlas.gazetteer.place(names[0].place_id) if names else None
