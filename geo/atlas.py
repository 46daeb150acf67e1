"""What resolution asks of a gazetteer, remembered: governorates, distances, prominence."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from gazetteer import Gazetteer, Place, PlaceKind
from geo.vocabulary import PlaceWord
from geo.weighed import Weighed

_KM_PER_DEGREE: Final = 111.2
# How much a kind of place is talked about where the text gives no other hint, in the units of log10(inhabitants)/2.
_WEIGHT: Final = {
    PlaceKind.COUNTRY: 12.0,
    PlaceKind.REGION: 6.5,
    PlaceKind.CITY: 5.0,
    PlaceKind.GOVERNORATE: 4.5,
    PlaceKind.TOWN: 4.0,
    PlaceKind.DISTRICT: 2.5,
    PlaceKind.SUBDISTRICT: 2.0,
    PlaceKind.VILLAGE: 2.0,
    PlaceKind.NEIGHBOURHOOD: 3.0,
    PlaceKind.CROSSING: 5.0,
    PlaceKind.AIRBASE: 5.0,
    PlaceKind.AIRPORT: 5.0,
    PlaceKind.DAM: 5.0,
    PlaceKind.FIELD: 4.5,
    PlaceKind.CAMP: 4.5,
    PlaceKind.PRISON: 4.5,
    PlaceKind.RIVER: 5.0,
    PlaceKind.MOUNTAIN: 4.0,
    PlaceKind.LAKE: 4.0,
}
_OTHER_WEIGHT: Final = 2.5
_WIDEST_FIRST: Final = (PlaceKind.GOVERNORATE, PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT)
_SIZES: Final = {"village": PlaceKind.CITY, "city": PlaceKind.VILLAGE}  # what a place word speaks against
_DRAWN: Final = frozenset({PlaceKind.REGION, PlaceKind.ROAD, PlaceKind.RIVER})
_DIVISIONS: Final = ("governorate", "district")
_MANY: Final = 3  # the number of a plural
_SPOT_KM: Final = 5.0  # entries of one name nearer than this are one place: a town and its camp
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


def bearing(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """The direction from one point to another, degrees clockwise from north."""
    east = (to_lon - lon) * math.cos(math.radians(lat))
    return math.degrees(math.atan2(east, to_lat - lat)) % 360


_HAMLETS: Final = (PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD)


class Atlas:
    """One gazetteer with the answers already given."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._governorates: dict[str, str | None] = {}
        self._outlines: dict[str, dict[str, Any] | None] = {}
        self._prominence: dict[str, float] = {}
        self._fitting: dict[tuple[str, PlaceWord | None, str, bool], tuple[Place, ...]] = {}

    def known(self, place_id: str) -> Place | None:
        """The entry of an id, or None where the gazetteer has none."""
        try:
            return self.gazetteer.place(place_id)
        except KeyError:
            return None

    def outline(self, place: Place) -> dict[str, Any] | None:
        """The GeoJSON geometry of a region or road, where the gazetteer has one; towns are points."""
        if place.kind not in _DRAWN:
            return None
        if place.id not in self._outlines:
            self._outlines[place.id] = self.gazetteer.geometry(place.id)
        return self._outlines[place.id]

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

    def one_place(self, first: Place, second: Place) -> bool:
        """Are they one place at two levels: a town and its district, a quarter and its part of the same name?"""
        if first.kind in ADMINISTRATIVE or second.kind in ADMINISTRATIVE or first.kind is second.kind:
            return self.holds(first, second) or self.holds(second, first)
        return False

    def rest(self, candidates: Sequence[Place], chosen: Place) -> tuple[Place, ...]:
        """The candidates that are other places than the chosen one."""
        return tuple(p for p in candidates if p is not chosen and not self.one_place(p, chosen))

    def fitting(self, item: Weighed) -> tuple[Place, ...]:
        """The candidates that the words of a phrase allow, one for each town with the districts of its name."""
        phrase = item.phrase
        rural = bool(phrase.operations) and any(o.sort == "rural" for o in phrase.operations)
        key = (phrase.named.form, phrase.place, phrase.nation, rural)
        known = self._fitting.get(key)
        if known is None:
            known = self._fitting[key] = self._fit(item.places, phrase.place, phrase.nation, rural=rural)
        return known

    def _fit(
        self, candidates: Sequence[Place], word: PlaceWord | None, nation: str, *, rural: bool
    ) -> tuple[Place, ...]:
        places = [p for p in candidates if not nation or p.country == nation] or list(candidates)
        if any(p.kind is PlaceKind.COUNTRY for p in places) and (word is None or word.number >= _MANY):
            # «سياسة تركيا في سوريا», «أكبر مدن تركيا»: a state is no village of Raqqa, whatever is said to hold it.
            places = [p for p in places if p.kind not in _HAMLETS]
        elif word is not None:
            places = [p for p in places if p.kind in word.kinds] or places
        # «قرية المالكية» is not the city of that name; «قرى القدس» are those around it.
        if word is not None and word.lemma in _SIZES and word.number < _MANY:
            unlike = _SIZES[word.lemma]
            places = [p for p in places if p.kind is not unlike] or places
        if word is not None and word.part:
            places = [p for p in places if p.kind is word.first] or places
        if word is not None and word.lemma in _DIVISIONS:
            return self._divisions(places)
        if rural and any(p.kind is PlaceKind.GOVERNORATE for p in places):
            return tuple(p for p in places if p.kind is PlaceKind.GOVERNORATE)
        return self._distinct(places)

    @staticmethod
    def _divisions(places: list[Place]) -> tuple[Place, ...]:
        """For «محافظة» and «ناحية» the widest division of the name."""
        places.sort(key=lambda p: _WIDEST_FIRST.index(p.kind) if p.kind in _WIDEST_FIRST else len(_WIDEST_FIRST))
        return tuple(p for p in places if p.kind is places[0].kind)

    def _distinct(self, places: list[Place]) -> tuple[Place, ...]:
        """One candidate for each spot: the town rather than its district, the quarter rather than its part."""
        ranked = sorted(places, key=lambda p: (p.kind in ADMINISTRATIVE, -self.prominence(p)))
        kept: list[Place] = []
        for place in ranked:
            if not any(self.one_place(place, other) or km(place, other) < _SPOT_KM for other in kept):
                kept.append(place)
        return tuple(kept)


@lru_cache(maxsize=4)
def atlas(gazetteer: Gazetteer) -> Atlas:
    """The atlas of a gazetteer; a process has one."""
    return Atlas(gazetteer)
