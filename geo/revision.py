"""A second look at what was resolved, when the whole article is: one sense of a name, and doubts."""

from collections.abc import Sequence
from typing import Final

from gazetteer import Place, PlaceKind
from geo.atlas import ADMINISTRATIVE, Atlas, km
from geo.containment import CITY, LOCAL_KM, MANY
from geo.nearby import Nearby
from geo.phrases import Phrase
from geo.resolution import Resolution
from geo.surroundings import Surroundings
from geo.weighed import Weighed

_TOGETHER_KM: Final = 30.0
_FAR_KM: Final = 120.0


def revise(weighed: Sequence[Weighed], resolutions: Sequence[Resolution], atlas: Atlas) -> list[Resolution]:
    """The same resolutions after the second look, in the same order."""
    revision = _Revision(weighed, resolutions, atlas)
    revision.doubt_listed()
    revision.agree()
    revision.doubt_quarters()
    return list(resolutions)


class _Revision:
    """The resolutions of one text, changed in place."""

    def __init__(self, weighed: Sequence[Weighed], resolutions: Sequence[Resolution], atlas: Atlas) -> None:
        self.weighed = weighed
        self.atlas = atlas
        self.resolved = {id(resolution.phrase): resolution for resolution in resolutions}
        self.around = Surroundings(self.resolved)

    def doubt_listed(self) -> None:
        """Takes back the only known bearer of a name where its list lies elsewhere."""
        for item in self.weighed:
            found = self.resolved[id(item.phrase)]
            if found.place is None or len(item.places) > 1 or not (item.phrase.previous or item.phrase.follower):
                continue
            if self._out_of_place(item.phrase, found.place):
                found.rivals, found.place = (found.place,), None
                found.reason = "the only place of this name lies far from those listed with it"

    def _out_of_place(self, phrase: Phrase, place: Place) -> bool:
        """Is the only village of a name far from all the places listed with it, which lie together?"""
        if place.kind not in MANY or self.atlas.prominence(place) >= CITY:
            return False
        near = [p for p in self.around.listed_with(phrase) if p.uncertainty_km < LOCAL_KM]
        together = len(near) > 1 and all(km(near[0], p) <= _TOGETHER_KM for p in near)
        return together and all(km(place, p) > _FAR_KM for p in near)

    def agree(self) -> None:
        """A name alone means the place that the same article has told apart by its words: one sense in one text."""
        told: dict[str, Place] = {}
        for item in self.weighed:
            place = self.resolved[id(item.phrase)].place
            if place is not None and len(item.places) > 1 and _told_apart(item.phrase):
                told.setdefault(item.phrase.named.form, place)
        for item in self.weighed:
            found, meant = self.resolved[id(item.phrase)], told.get(item.phrase.named.form)
            if meant is None or found.place is meant or _told_apart(item.phrase) or meant.kind in ADMINISTRATIVE:
                continue
            if found.place is not None and found.place.kind is PlaceKind.COUNTRY:
                continue
            if found.place is None or not self.atlas.one_place(found.place, meant):
                found.rivals, found.inside = self.atlas.rest(item.places, meant), None
                found.place, found.reason = meant, "the one that the article's other words tell apart"

    def doubt_quarters(self) -> None:
        """Takes back a quarter of an everyday name, «حي الثورة», where the article is about other governorates.

        That is where it names neither the quarter's own nor anything near it.
        """
        quarters = [item for item in self.weighed if self._everyday_quarter(item)]
        if not quarters:
            return
        others = self._settled_besides({id(quarter.phrase) for quarter in quarters})
        near, governorates = Nearby(others), {self.atlas.governorate(other) for other in others}
        for item in quarters:
            place = self.resolved[id(item.phrase)].place
            if place is None or not others or self.atlas.governorate(place) in governorates:
                continue
            if not near.has_any(place, _TOGETHER_KM):
                found = self.resolved[id(item.phrase)]
                found.rivals, found.place = (place, *found.rivals), None
                found.reason = "many towns have a quarter of this name, and the text names none near the known one"

    def _everyday_quarter(self, item: Weighed) -> bool:
        place = self.resolved[id(item.phrase)].place
        quarter = place is not None and place.kind is PlaceKind.NEIGHBOURHOOD
        return quarter and item.phrase.named.ambiguous and item.phrase.container is None

    def _settled_besides(self, quarters: set[int]) -> list[Place]:
        found = [r.place for key, r in self.resolved.items() if r.place is not None and key not in quarters]
        return [place for place in found if place.country == "SY" and place.kind is not PlaceKind.COUNTRY]


def _told_apart(phrase: Phrase) -> bool:
    return phrase.container is not None or phrase.place is not None
