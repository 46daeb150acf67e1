"""What resolution asks of a gazetteer, remembered: governorates, distances, prominence."""

import math
from functools import lru_cache
from typing import Final

from gazetteer import Gazetteer, Place, PlaceKind

_KM_PER_DEGREE: Final = 111.2
# How much a kind of place is talked about where the text gives no other hint, in the units of log10(inhabitants)/2.
_WEIGHT: Final = {
    PlaceKind.COUNTRY: 12.0,
    PlaceKind.REGION: 5.0,
    PlaceKind.CITY: 5.0,
    PlaceKind.GOVERNORATE: 4.5,
    PlaceKind.TOWN: 4.0,
    PlaceKind.DISTRICT: 2.5,
    PlaceKind.SUBDISTRICT: 2.0,
    PlaceKind.VILLAGE: 2.0,
    PlaceKind.NEIGHBOURHOOD: 3.0,
}
_OTHER_WEIGHT: Final = 2.5
SETTLED: Final = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
ADMINISTRATIVE: Final = frozenset({PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT})


def km(first: Place, second: Place) -> float:
    """Distance in km between the points of two places; flat-earth, good to 1% within one country."""
    return flat_km(first.lat, first.lon, second.lat, second.lon)


def flat_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance in km between two points in degrees; good to 1% within one country."""
    x = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return _KM_PER_DEGREE * math.hypot(x, lat - other_lat)


def moved(lat: float, lon: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """The point so far away in a direction (degrees clockwise from north); within 100 km good to 1%."""
    angle = math.radians(bearing)
    north = distance_km * math.cos(angle) / _KM_PER_DEGREE
    east = distance_km * math.sin(angle) / _KM_PER_DEGREE / math.cos(math.radians(lat))
    return round(lat + north, 5), round(lon + east, 5)


class Atlas:
    """One gazetteer with the answers already given."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._governorates: dict[str, str | None] = {}
        self._prominence: dict[str, float] = {}

    def governorate(self, place: Place) -> str | None:
        """The id of the first-level division that holds a place or is it; None for countries."""
        if place.id not in self._governorates:
            chain = (place, *self.gazetteer.ancestors(place.id))
            found = next((p.id for p in chain if p.kind is PlaceKind.GOVERNORATE), None)
            self._governorates[place.id] = found
        return self._governorates[place.id]

    def prominence(self, place: Place) -> float:
        """How likely a reader is to mean this place when nothing else is said."""
        known = self._prominence.get(place.id)
        if known is None:
            people = math.log10(place.population) / 2 if place.population else 0.0
            known = self._prominence[place.id] = _WEIGHT.get(place.kind, _OTHER_WEIGHT) + people
        return known

    def holds(self, outer: Place, inner: Place) -> bool:
        """Does one place hold another, by the gazetteer's hierarchy?"""
        return outer.id == inner.id or self.gazetteer.within(inner.id, outer.id)

    def same_name_chain(self, first: Place, second: Place) -> bool:
        """Are they one place at two levels: a town and the district named after it?"""
        if first.kind in ADMINISTRATIVE:
            return self.holds(first, second)
        return second.kind in ADMINISTRATIVE and self.holds(second, first)


@lru_cache(maxsize=4)
def atlas(gazetteer: Gazetteer) -> Atlas:
    """The atlas of a gazetteer; a process has one."""
    return Atlas(gazetteer)
