"""The gazetteer as other rooms see it: names, places, containment, geometry, nearness."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from arabic import fold
from gazetteer.composed import find
from gazetteer.distance import kilometres
from gazetteer.lookup import Near, Query
from gazetteer.misspelt import Pairs
from gazetteer.model import Candidate, Name, NameKind, Place, PlaceKind
from gazetteer.nearness import Grid
from gazetteer.outlines import Geometry, Outlines, hull
from gazetteer.stored import Stored, numbers_under
from gazetteer.tables import TABLES

_DEEPEST: Final = 12  # parents above a place; more would be a circle
_NAME_KINDS: Final = tuple(NameKind)
# What an outline is made of: never of the regions that cross it.
_OUTLINED: Final = (
    PlaceKind.GOVERNORATE,
    PlaceKind.DISTRICT,
    PlaceKind.SUBDISTRICT,
    PlaceKind.NEIGHBOURHOOD,
    PlaceKind.REGION,
)


class Gazetteer:
    """Every known place and its names; read-only, and safe to share between threads."""

    def __init__(self, stored: Stored, outlines: Path = TABLES / "outlines.json") -> None:
        self.stored = stored
        self._outlines_file = outlines
        self._places: dict[int, Place] = {}
        self._names: dict[int, Name] = {}
        self._of_place = memoryview(stored.of_place).cast("I")

    def __len__(self) -> int:
        return len(self.stored.places)

    def __contains__(self, place_id: str) -> bool:
        return place_id in self.stored.ids

    def __iter__(self) -> Iterator[Place]:
        return (self.numbered(number) for number in range(len(self.stored.places)))

    def place(self, place_id: str) -> Place:
        """The entry with this id; raises ``KeyError``."""
        return self.numbered(self.stored.ids[place_id])

    def numbered(self, number: int) -> Place:
        """The entry with this number in the index."""
        found = self._places.get(number)
        if found is None:
            cells = self.stored.places[number]
            place_id, name, name_en, kind, *further = cells
            found = self._places[number] = Place(place_id, name, name_en, PlaceKind(kind), *further)
        return found

    def name(self, number: int) -> Name:
        """The name with this number in the index."""
        found = self._names.get(number)
        if found is None:
            kind = _NAME_KINDS[self.stored.name_kinds[number]]
            place_id = self.stored.places[self._of_place[number]][0]
            found = Name(place_id, self.stored.written[number], kind, bool(self.stored.doubtful[number]))
            self._names[number] = found
        return found

    def place_of(self, number: int) -> str:
        """The id of the place that the name with this number is of."""
        place_id: str = self.stored.places[self._of_place[number]][0]
        return place_id

    def entries(self, form: str) -> tuple[Name, ...]:
        """The names with exactly this folded form (words joined by one blank), the likeliest place first."""
        return tuple(map(self.name, numbers_under(self.stored.forms, form)))

    def longest(self, first_word_form: str) -> int:
        """Most words of any name that begins with this folded word; 0 where none does."""
        return self.stored.longest.get(first_word_form, 0)

    @property
    def first_words(self) -> Mapping[str, int]:
        """The folded words with which names begin, each with the most words of any such name."""
        return self.stored.longest

    def seconds(self, first_word_form: str) -> tuple[str, ...]:
        """The folded words that come second in names beginning with this one; a name may also be this one alone."""
        return self.stored.seconds.get(first_word_form, ())

    def names(self, place_id: str) -> tuple[Name, ...]:
        """All names of a place, the preferred one first."""
        return tuple(map(self.name, self._names_of[self.stored.ids[place_id]]))

    @cached_property
    def _names_of(self) -> dict[int, list[int]]:
        held: dict[int, list[int]] = defaultdict(list)
        for number, place in enumerate(self._of_place):
            held[place].append(number)
        return held

    def children(self, place_id: str) -> tuple[Place, ...]:
        """The places whose parent this is, and the members of a region."""
        held = (*self.stored.children.get(place_id, ()), *self.stored.members.get(place_id, ()))
        return tuple(self.place(child) for child in dict.fromkeys(held) if child in self.stored.ids)

    def ancestors(self, place_id: str) -> tuple[Place, ...]:
        """What holds the place, nearest first; the regions of an area come between it and its parent."""
        return tuple(self.place(holder) for holder in self._holders(place_id))

    def parents(self, place_id: str) -> tuple[Place, ...]:
        """The administrative chain alone: sub-district, district, governorate, country."""
        chain: list[Place] = []
        here = self.place(place_id)
        while here.parent is not None and here.parent in self.stored.ids and len(chain) < _DEEPEST:
            here = self.place(here.parent)
            chain.append(here)
        return tuple(chain)

    def _holders(self, place_id: str) -> tuple[str, ...]:
        held = self._chains.get(place_id)
        if held is None:
            held = self._chains[place_id] = tuple(self._climb(place_id))
        return held

    @cached_property
    def _chains(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _climb(self, place_id: str) -> Iterator[str]:
        seen, waiting = {place_id}, [place_id]
        while waiting:
            here = waiting.pop(0)
            parent = self.stored.places[self.stored.ids[here]][9]
            above = [*self.stored.regions.get(here, ()), *([parent] if parent else [])]
            for holder in above:
                if holder not in seen and holder in self.stored.ids:
                    seen.add(holder)
                    waiting.append(holder)
                    yield holder

    def within(self, inner_id: str, outer_id: str) -> bool:
        """Does the outer place hold the inner one, or is it the same?"""
        return inner_id == outer_id or outer_id in self._holders(inner_id)

    def held_by(self, name: str) -> tuple[str, ...]:
        """The ids of the places of this name (or id, or pcode) and of all that lies in them; none if unknown."""
        if name in self.stored.ids:
            waiting = [name]
        else:
            waiting = [entry.place_id for entry in self.entries(fold(" ".join(name.split())))]
        held: dict[str, None] = {}
        while waiting:
            here = waiting.pop()
            if here not in held:
                held[here] = None
                waiting += [child.id for child in self.children(here)]
        return tuple(held)

    def kilometres_between(self, one_id: str, other_id: str) -> float:
        """From point to point."""
        one, other = self.place(one_id), self.place(other_id)
        return kilometres(one.lat, one.lon, other.lat, other.lon)

    def seat(self, area_id: str) -> Place | None:
        """The town that gives a governorate, district or sub-district its name."""
        seat = self.stored.seats.get(area_id)
        return self.place(seat) if seat is not None else None

    def demonyms(self, place_id: str) -> tuple[str, ...]:
        """The nationality adjectives of a country."""
        return self.stored.demonyms.get(place_id, ())

    def no_places(self) -> Mapping[str, tuple[str, ...]]:
        """Names that carry a place's name and are none, by what they are: جبهة النصرة is a faction."""
        return self.stored.embedded

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self._outlines_file)

    def geometry(self, place_id: str) -> Geometry | None:
        """The outline of an area or the course of a road as GeoJSON (lon, lat); None for points."""
        if place_id in self.stored.lines:
            course = [list(point) for point in self.stored.lines[place_id]]
            return {"type": "LineString", "coordinates": course}
        if place_id in self._outlines:
            return self._outlines.merge([place_id])
        if place_id in self.stored.members:
            return self._region(place_id)
        return self._outlines.merge(self._outlined(place_id, frozenset()))

    def _outlined(self, place_id: str, above: frozenset[str]) -> list[str]:
        """The widest parts of a place that have outlines of their own; ``above`` are the places it is a part of."""
        if place_id in self._outlines or place_id in above:
            return [place_id] if place_id in self._outlines else []
        if self.place(place_id).kind is PlaceKind.REGION:
            parts: Iterable[str] = self.stored.members.get(place_id, ())
        else:
            parts = (p for p in self.stored.children.get(place_id, ()) if self.place(p).kind in _OUTLINED[:-1])
        below = above | {place_id}
        return list(dict.fromkeys(code for part in parts for code in self._outlined(part, below)))

    def _region(self, place_id: str) -> Geometry | None:
        """A region of areas is their union; one of towns and villages the stretch between them."""
        members = [self.place(member) for member in self.stored.members[place_id] if member in self.stored.ids]
        above = frozenset([place_id])
        parts = [self._outlined(member.id, above) if member.kind in _OUTLINED else [] for member in members]
        if all(parts):
            return self._outlines.merge(dict.fromkeys(code for part in parts for code in part))
        return hull([[member.lon, member.lat] for member in members])

    def nearest(
        self, lat: float, lon: float, kinds: Collection[PlaceKind] | None = None, limit: int = 1
    ) -> list[tuple[Place, float]]:
        """The nearest entries with their distance in kilometres, nearest first."""
        return [(self.numbered(number), away) for away, number in self._grid.nearest(lat, lon, kinds, limit)]

    @cached_property
    def _grid(self) -> Grid:
        return Grid(self.stored.places)

    @cached_property
    def pairs(self) -> Pairs:
        """The skeletons of all names, for names misspelt; made when first asked."""
        return Pairs(self.stored.strict)

    @cached_property
    def latin_pairs(self) -> Pairs:
        """The sounds of all Latin names, likewise."""
        return Pairs(self.stored.latin)

    def prominence(self, place_id: str) -> float:
        """How likely a bare name means this place when nothing else tells; larger is likelier."""
        return self.stored.prominence[self.stored.ids[place_id]]

    def lookup(
        self,
        name: str,
        *,
        within: str | None = None,
        near: Near | None = None,
        kind: PlaceKind | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """The places that a name may mean, best first; ``within`` is a place id, ``near`` a (lat, lon)."""
        return find(self, Query(name, within, near, kind), limit)
