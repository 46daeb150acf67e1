"""From a resolved place to what the phrase says of it: its countryside, its north, ten kilometres from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Final

from arabic import fold
from gazetteer import Place, PlaceKind
from geo.atlas import Atlas, flat_km, moved
from geo.phrases import Operation
from geo.vocabulary import table

_SIDES: Final = {
    0: "الشمالي", 45: "الشمالي الشرقي", 90: "الشرقي", 135: "الجنوبي الشرقي",
    180: "الجنوبي", 225: "الجنوبي الغربي", 270: "الغربي", 315: "الشمالي الغربي", -1: "الأوسط",
}  # fmt: skip
_WIDE_KM: Final = 20.0  # places wider than this have sides of their own; round smaller ones a side lies outside
_FAR_SIDE_KM: Final = 35.0
_AREA: Final = "area"
_MOST_KEPT: Final = 20_000
_OUTSKIRTS_KM: Final = 5.0
_RURAL_KM: Final = 10.0  # how far the countryside of a town reaches where the gazetteer does not say


@dataclass(frozen=True, slots=True)
class Extent:
    """A point with the radius that holds what is meant, the entry if one fits it, and what it is called."""

    place: Place | None
    lat: float
    lon: float
    uncertainty_km: float
    kind: str
    words: str
    geometry: dict[str, Any] | None = None


def extent(place: Place, operations: Sequence[Operation], atlas: Atlas, *, called: bool = True) -> Extent:
    """Applies the operations, inmost first; ``called``: a place word says what it is («شمالي مدينة حلب»)."""
    if not operations:
        return _itself(place.id, atlas)
    result = _point(place)
    for operation in operations:
        result = _apply(operation, result, place, atlas)
    if not called and result.kind == _AREA and any(operation.sort == "side" for operation in operations):
        result = replace(result, uncertainty_km=max(result.uncertainty_km, _reach_of_name(place, atlas)))
    return _drawn(result, atlas)


def _point(place: Place) -> Extent:
    return Extent(place, place.lat, place.lon, place.uncertainty_km, place.kind.value, "")


@lru_cache(_MOST_KEPT)
def _itself(place_id: str, atlas: Atlas) -> Extent:
    return _drawn(_point(atlas.gazetteer.place(place_id)), atlas)


def _drawn(result: Extent, atlas: Atlas) -> Extent:
    drawn = atlas.outline(result.place) if result.place is not None else None
    return result if drawn is None else replace(result, geometry=drawn)


def _reach_of_name(place: Place, atlas: Atlas) -> float:
    """How far «شمالي حلب» may reach: the name of a governorate's seat may stand for the governorate."""
    governorate = atlas.governorate(place)
    division = atlas.known(governorate) if governorate is not None else None
    if division is None or division.name != place.name or place.kind is not PlaceKind.CITY:
        return 0.0
    return min(division.uncertainty_km / 2, _FAR_SIDE_KM)


def between(first: Place, second: Place) -> Extent:
    """The road or stretch between two places: its middle, and half its length."""
    lat, lon = (first.lat + second.lat) / 2, (first.lon + second.lon) / 2
    half = flat_km(first.lat, first.lon, second.lat, second.lon) / 2
    words = f"somewhere between {first.name} and {second.name}"
    line = {"type": "LineString", "coordinates": [[first.lon, first.lat], [second.lon, second.lat]]}
    return Extent(None, round(lat, 5), round(lon, 5), round(half + 1, 1), "road", words, line)


def _apply(operation: Operation, at: Extent, place: Place, atlas: Atlas) -> Extent:
    match operation.sort:
        case "rural":
            return _countryside(operation, at, place, atlas)
        case "side":
            return _syrian_side(operation.bearings[0]) if at.place and at.place.id == "SY" else _side(operation, at)
        case "quarters":
            return _quarters(operation, at)
        case "near":
            wider = round(at.uncertainty_km + _OUTSKIRTS_KM, 1)
            return Extent(at.place, at.lat, at.lon, wider, at.kind, "its surroundings")
        case "offset":
            return _offset(operation, at)
    return at


def _side(operation: Operation, at: Extent) -> Extent:
    """«شمالي حلب» is the north of the town and the land next to it; of a wide area it is the half on that side."""
    bearing = operation.bearings[0]
    if bearing < 0:
        return Extent(at.place, at.lat, at.lon, at.uncertainty_km, at.kind, "its middle")
    wide = at.uncertainty_km > _WIDE_KM
    away = at.uncertainty_km / 2 if wide else at.uncertainty_km * 0.4 + 3
    lat, lon = moved(at.lat, at.lon, bearing, away)
    radius = at.uncertainty_km * 0.6 if wide else max(2 * away, 8.0)
    return Extent(None, lat, lon, round(radius, 1), _AREA, f"its {_compass(bearing)}")


def _quarters(operation: Operation, at: Extent) -> Extent:
    if not operation.bearings or operation.bearings[0] < 0:
        return Extent(at.place, at.lat, at.lon, at.uncertainty_km, at.kind, "its quarters")
    reach = min(max(at.uncertainty_km, 2.0), 8.0)
    lat, lon = moved(at.lat, at.lon, operation.bearings[0], reach / 2)
    return Extent(None, lat, lon, reach, _AREA, f"its quarters in the {_compass(operation.bearings[0])}")


def _offset(operation: Operation, at: Extent) -> Extent:
    """So many kilometres from a place, in a direction if the text gives one."""
    away = operation.km
    if not operation.bearings or operation.bearings[0] < 0:
        words = f"{away:g} km from it, and the text does not say in which direction"
        return Extent(None, at.lat, at.lon, round(away + at.uncertainty_km, 1), _AREA, words)
    # Rare, and a tenth of a second to import.
    from geopy.distance import geodesic  # type: ignore[import-untyped]  # noqa: PLC0415

    point = geodesic(kilometers=away).destination((at.lat, at.lon), operation.bearings[0])
    # An eighth of the circle each way, and the town's own size, since distances are told from its edge or middle.
    radius = round(at.uncertainty_km + away * 0.38, 1)
    words = f"{away:g} km {_compass(operation.bearings[0])} of it"
    return Extent(None, round(point.latitude, 5), round(point.longitude, 5), radius, _AREA, words)


def _countryside(operation: Operation, at: Extent, place: Place, atlas: Atlas) -> Extent:
    """A countryside of the gazetteer's table, else the ring about the town or governorate."""
    bearing = operation.bearings[0] if len(operation.bearings) == 1 else None
    entry = _entry(place, bearing, atlas)
    if entry is not None:
        return Extent(entry, entry.lat, entry.lon, entry.uncertainty_km, entry.kind.value, "")
    radius = max(place.uncertainty_km, _RURAL_KM)
    if bearing is None or bearing < 0:
        return Extent(None, at.lat, at.lon, radius, _AREA, "its countryside")
    seat = atlas.gazetteer.seat(place.id) if place.kind is PlaceKind.GOVERNORATE else None
    middle = seat or place
    lat, lon = moved(middle.lat, middle.lon, bearing, radius * 0.6)
    return Extent(None, lat, lon, round(radius * 0.6, 1), _AREA, f"the {_compass(bearing)} of its countryside")


def _entry(place: Place, bearing: int | None, atlas: Atlas) -> Place | None:
    """The gazetteer's own entry for a countryside: «ريف حمص الشمالي»."""
    name = place.name if place.name.startswith("ريف") else f"ريف {place.name}"
    if bearing is not None:
        name = f"{name} {_SIDES.get(bearing, '')}"
    names = atlas.gazetteer.entries(fold(name))
    return atlas.gazetteer.place(names[0].place_id) if names else None


def _compass(bearing: int) -> str:
    points = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
    return points[round(bearing / 45) % 8]


@cache
def _syria() -> dict[int, tuple[float, float, float]]:
    rows = table("syria_sides.toml")["side"]
    return {row["bearing"]: (row["lat"], row["lon"], row["radius_km"]) for row in rows}


def _syrian_side(bearing: int) -> Extent:
    nearest = round(bearing / 45) * 45 % 360 if bearing >= 0 else -1
    lat, lon, radius = _syria()[nearest]
    words = f"the {_compass(bearing)} of Syria" if bearing >= 0 else "the middle of Syria"
    return Extent(None, lat, lon, radius, _AREA, words)
