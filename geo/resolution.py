"""Which of the places of one name is meant, with the reason in words.

Hints in the order of their strength: the larger place that the text says holds it, the nationality after it,
a namesake far better known, the places listed with it, the section's header, the places of its sentence, the
other places of the article, the best known. What none of them decides stays open and keeps its rivals.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gazetteer import Place, PlaceKind
from geo.atlas import Atlas, km
from geo.containment import LOCAL_KM, Inside, candidates_inside
from geo.phrases import Operation, Phrase
from geo.surroundings import Surroundings, local, nearest
from geo.weighed import Weighed

_DOMINANT: Final = 3.0  # prominence: a city against villages
_BETTER: Final = 1.0  # a town against a hamlet
_TWIN_KM: Final = 5.0


@dataclass(slots=True)
class Resolution:
    """What a phrase names: one place, or none and the rivals it may be."""

    phrase: Phrase
    place: Place | None
    reason: str
    rivals: tuple[Place, ...] = ()
    others: int = 0  # how many places bear the name, the chosen one included
    inside: Place | None = None  # where the place is known only by what holds it


class Resolver:
    """Resolves the accepted phrases of one text; the certain ones first, since they decide the others."""

    def __init__(self, weighed: Sequence[Weighed], atlas: Atlas, *, syrian: bool) -> None:
        self.weighed = weighed
        self.atlas = atlas
        self.syrian = syrian
        self.resolved: dict[int, Resolution] = {}
        self.around = Surroundings(self.resolved)
        self.countries: Counter[str] = Counter()  # of the places settled
        self.by_lead = {item.phrase.lead: item.phrase for item in weighed}

    def run(self) -> list[Resolution]:
        """One resolution for each phrase, in the order of the text."""
        waiting: list[tuple[Weighed, tuple[Place, ...]]] = []
        for item in self.weighed:
            fitting = self.atlas.fitting(item) if item.places else ()
            if len(fitting) == 1 and item.phrase.container is None:
                self._settle(item, self._only(item, fitting[0]))
            else:
                waiting.append((item, fitting))
        # What is held is settled after what holds it, and distance comes last.
        for item, fitting in waiting:
            if fitting and self._dominant(fitting) and item.phrase.container is None:
                self._settle(item, self._by_hints(item, fitting))
        for item, fitting in reversed(waiting):
            if id(item.phrase) not in self.resolved:
                self._settle(item, self._by_hints(item, fitting))
        # Whatever was settled before its surroundings were is settled again.
        for item, fitting in waiting:
            if len(fitting) > 1 and (item.phrase.container is not None or not self._dominant(fitting)):
                self._settle(item, self._by_hints(item, fitting))
        return [self.resolved[id(item.phrase)] for item in self.weighed]

    def _settle(self, item: Weighed, resolution: Resolution) -> None:
        before = self.resolved.get(id(item.phrase))
        if before is not None and before.place is not None:
            self.countries[before.place.country] -= 1
        self.resolved[id(item.phrase)] = resolution
        if resolution.place is not None:
            self.around.add(item.phrase, resolution.place)
            self.countries[resolution.place.country] += 1

    @staticmethod
    def _only(item: Weighed, place: Place) -> Resolution:
        alone = len(item.places) == 1
        reason = "the only place of this name" if alone else "the one of this name that the words about it fit"
        return Resolution(item.phrase, place, reason, others=len(item.places))

    def _dominant(self, fitting: Sequence[Place]) -> bool:
        known = sorted(map(self.atlas.prominence, fitting), reverse=True)
        return len(known) < 2 or known[0] - known[1] >= _DOMINANT

    def _unlisted(self, item: Weighed) -> Resolution:
        """A name that the gazetteer lacks: it lies where the text puts it, or beside its list."""
        held = self.resolved.get(id(item.phrase.container))
        outer = held.place if held is not None else None
        reason = "not in the gazetteer" + (f"; the text puts it in {outer.name}" if outer is not None else "")
        return Resolution(item.phrase, None, reason, inside=outer)

    def _by_hints(self, item: Weighed, fitting: Sequence[Place]) -> Resolution:
        phrase, total = item.phrase, len(item.places)
        if not item.places:
            return self._unlisted(item)
        held = self.resolved.get(id(phrase.container)) if phrase.container is not None else None
        outer = held.place if held is not None else None
        inside = self._inside(phrase, fitting, outer, held.phrase.operations) if held and outer else None
        if inside is not None:
            fitting, reason = inside
            if not fitting:
                return Resolution(phrase, None, reason, item.places, total, inside=outer)
            if len(fitting) == 1:
                return Resolution(phrase, fitting[0], reason, self.atlas.rest(item.places, fitting[0]), total)
        if len(fitting) == 1:
            return self._only(item, fitting[0])
        chosen = self._among(phrase, fitting)
        if chosen is not None:
            place, reason = chosen
            return Resolution(phrase, place, reason, self.atlas.rest(item.places, place), total)
        open_reason = f"{len(fitting)} places of this name, and the text does not say which"
        known = outer if inside is not None and outer is not None and outer.kind is not PlaceKind.COUNTRY else None
        return Resolution(phrase, None, open_reason, tuple(fitting), total, inside=known)

    def _inside(
        self, phrase: Phrase, fitting: Sequence[Place], outer: Place, operations: Sequence[Operation]
    ) -> Inside | None:
        """The candidates in the place that the text says holds them; None where that says nothing of this one."""
        twin = self._twin(phrase, fitting, outer)
        if twin is not None:
            return [twin], "beside the place that it is listed with"
        inside = candidates_inside(fitting, outer, operations, self.atlas)
        beside = any(operation.sort in ("side", "near") for operation in operations)
        # «زركان وأبو راسين وعين عيسى شمالي الرقة» says it of the last alone
        return None if inside is not None and not inside[0] and phrase.held_by_list and beside else inside

    def _twin(self, phrase: Phrase, fitting: Sequence[Place], outer: Place) -> Place | None:
        """The one beside a place of its list: «نبل والزهراء في حلب» are no quarters of that city."""
        if outer.kind is not PlaceKind.CITY or len(fitting) < 2:
            return None
        listed = local(self.around.listed_with(phrase))
        twins = [p for p in fitting if any(km(p, other) <= _TWIN_KM for other in listed)]
        same = len(twins) == 1 and self.atlas.governorate(twins[0]) == self.atlas.governorate(outer)
        return twins[0] if same else None

    def _among(self, phrase: Phrase, fitting: Sequence[Place]) -> tuple[Place, str] | None:
        """The one that the weaker hints choose, with the reason; the first hint that decides does."""
        return next(filter(None, self._hints(phrase, fitting)), None)

    def _hints(self, phrase: Phrase, fitting: Sequence[Place]) -> Iterable[tuple[Place, str] | None]:
        """What each hint chooses, the strongest first; worked out only as far as they are asked."""
        atlas = self.atlas
        ranked = sorted(fitting, key=atlas.prominence, reverse=True)
        lead = atlas.prominence(ranked[0]) - atlas.prominence(ranked[1])
        yield self._capital(phrase, ranked)
        yield (ranked[0], "by far the best known of this name") if lead >= _DOMINANT else None
        yield self._abroad(phrase, fitting)
        for anchors, reason in self._anchors(phrase):
            yield _with(nearest(fitting, anchors), reason)
        yield self._in_governorate(phrase, fitting)
        around = self.around.by_closeness(phrase.sentence)
        yield _with(nearest(fitting, around), "nearest to the other places of the article")
        yield self._at_home(fitting) if self.syrian else None
        yield (ranked[0], "the best known of this name") if lead >= _BETTER else None

    def _at_home(self, fitting: Sequence[Place]) -> tuple[Place, str] | None:
        """The one in Syria, in a text on Syria that names no place of the other candidates' countries."""
        home = [place for place in fitting if place.country == "SY"]
        abroad = any(self.countries[place.country] for place in fitting if place.country != "SY")
        return (home[0], "the one in Syria, of which the text speaks") if len(home) == 1 and not abroad else None

    def _capital(self, phrase: Phrase, ranked: Sequence[Place]) -> tuple[Place, str] | None:
        """«عمان» is Amman unless it stands in a list of states; «سلطنة عمان» is another name."""
        cities = [place for place in ranked if place.kind is PlaceKind.CITY and place.country != "SY"]
        if ranked[0].kind is not PlaceKind.COUNTRY or not cities:
            return None
        states = [place.kind is PlaceKind.COUNTRY for place in self.around.listed_with(phrase)]
        if states and all(states):
            return None
        return cities[0], "the capital rather than the country, which would stand among states"

    def _abroad(self, phrase: Phrase, fitting: Sequence[Place]) -> tuple[Place, str] | None:
        """The candidate in the foreign country of the whole list or sentence: سنجار after الموصل and كركوك."""
        others = self.around.listed_with(phrase) or self.around.of_sentence(phrase.sentence)
        countries = {place.country for place in others}
        if len(countries) != 1 or countries == {"SY"}:
            return None
        there = [place for place in fitting if place.country in countries]
        return (there[0], "in the country of the places around it") if len(there) == 1 else None

    def _anchors(self, phrase: Phrase) -> Iterable[tuple[list[Place], str]]:
        after = self.by_lead.get(phrase.last)
        told = self.resolved.get(id(after)) if after is not None and not after.preposition else None
        if told is not None and told.place is not None:  # «صوران اعزاز» is not the one near Hama
            yield [told.place], f"nearest to {told.place.name}, written right after it"
        yield self.around.listed_with(phrase), "nearest to the places listed with it"
        header = self.resolved.get(id(phrase.header)) if phrase.header is not None else None
        if header is not None and header.place is not None:
            yield [header.place], f"the section is about {header.place.name}"
        here = phrase.sentence
        yield local(self.around.of_sentence(here)), "nearest to the places of its sentence"
        yield local(self.around.just_before(here)), "nearest to the places named just before"

    def _in_governorate(self, phrase: Phrase, fitting: Sequence[Place]) -> tuple[Place, str] | None:
        """The only candidate in the governorate of the wide places that its sentence names: «في ريف حمص، …»."""
        atlas = self.atlas
        wide = [place for place in self.around.of_sentence(phrase.sentence) if place.uncertainty_km >= LOCAL_KM / 2]
        named = {atlas.governorate(place) for place in wide} - {None}
        there = [place for place in fitting if atlas.governorate(place) in named]
        return (there[0], "the one in the governorate that its sentence names") if len(there) == 1 else None


def _with(place: Place | None, reason: str) -> tuple[Place, str] | None:
    return None if place is None else (place, reason)
