"""Words that point to a place named elsewhere: «بالريف الشمالي», «الأحياء الشرقية», «المدينة», «ريفها»."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from arabic import Stem
from gazetteer import Place, PlaceKind
from geo.atlas import SETTLED, Atlas
from geo.lexicon import Reading
from geo.phrases import Operation, combine
from geo.resolution import Resolution
from geo.words import Words

_KINDS: Final = {
    "city": (PlaceKind.CITY, PlaceKind.TOWN),
    "town": (PlaceKind.TOWN, PlaceKind.CITY, PlaceKind.VILLAGE),
    "village": (PlaceKind.VILLAGE, PlaceKind.TOWN),
    "neighbourhood": (PlaceKind.NEIGHBOURHOOD,),
    "governorate": (PlaceKind.GOVERNORATE,),
    "camp": (PlaceKind.CAMP,),
    "airport": (PlaceKind.AIRPORT, PlaceKind.AIRBASE),
    "region": (),
}
_BUT_COUNTRIES: Final = frozenset(PlaceKind) - {PlaceKind.COUNTRY}


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words without a name, the place they start from and what they make of it; token indices half-open."""

    first: int
    last: int
    stem: Stem
    place: Place
    operations: tuple[Operation, ...]
    reason: str
    area: bool  # a mention of its own («الريف الشمالي»), not a mere back reference


class _Spoken:
    """Places of one sort that a text names, in its order."""

    def __init__(self, resolutions: Iterable[Resolution]) -> None:
        told = [(r.phrase.first, r.place) for r in resolutions if r.place is not None]
        self._firsts = [first for first, _ in told]
        self._places = [place for _, place in told]

    def before(self, at: int) -> Place | None:
        """The nearest one before a token."""
        number = bisect_left(self._firsts, at)
        return self._places[number - 1] if number else None

    def first(self) -> Place | None:
        """The first of the text."""
        return self._places[0] if self._places else None


class Pointers:
    """Finds the pointing words of a text between its resolved phrases."""

    def __init__(self, words: Words, resolutions: Sequence[Resolution], atlas: Atlas) -> None:
        self.words = words
        self.atlas = atlas
        self.named = [r for r in resolutions if r.place is not None]
        self._sorts: dict[str, _Spoken] = {}
        self.taken = bytearray(len(words.tokens) + 1)
        for resolution in resolutions:
            for at in range(resolution.phrase.lead, resolution.phrase.last):
                self.taken[at] = 1

    def areas(self) -> Iterator[Pointer]:
        """«بالريف الشمالي», «الريف الحلبي», «الشمال السوري», «الأحياء الشرقية»."""
        for at in self.words.read:
            reading = self.words.readings[at]
            if reading is None or not reading.points or self.taken[at]:
                continue
            pointer = self._side_of_nation(at, reading) or self._part(at, reading) or self._of_anaphor(at, reading)
            if pointer is not None:
                yield pointer

    def references(self) -> Iterator[Pointer]:
        """«المدينة», «الحي», «ريفها»: what was named before, pointed to again."""
        for at in self.words.read:
            reading = self.words.readings[at]
            if reading is None or not reading.refers or self.taken[at]:
                continue
            if reading.anaphor is not None:
                place = self._before(at, _KINDS[reading.anaphor.what], reading.anaphor.what)
                if place is not None:
                    yield self._pointer(at, at + 1, reading.anaphor.stem, place, ())
            elif reading.pronoun is not None and self._of_anaphor(at, reading) is None:
                place = self._before(at, (), "")
                if place is not None:
                    operation = Operation(reading.pronoun.what)
                    yield self._pointer(at, at + 1, reading.pronoun.stem, place, (operation,))

    @staticmethod
    def _pointer(
        first: int, last: int, stem: Stem, place: Place, operations: tuple[Operation, ...], *, area: bool = False
    ) -> Pointer:
        return Pointer(first, last, stem, place, operations, f"points to {place.name}, named before it", area)

    def _side_of_nation(self, at: int, reading: Reading) -> Pointer | None:
        """«الشمال السوري», «الشمال الغربي السوري», «الجنوب الحلبي»."""
        if reading.definite is None:
            return None
        bearings = [reading.definite.what]
        last = at + 1
        while (more := self.words.reading(last)) is not None and more.adjective is not None and last < at + 2:
            bearings.append(more.adjective.what[0])
            last += 1
        owner = self._owner(last)
        if owner is None or self.words.form(last).endswith("ه"):
            return None  # «الشرق السعودية» is a newspaper
        operation = Operation("side", (combine(bearings),))
        words = f"the side of {owner.name} that the words name"
        return Pointer(at, last + 1, reading.definite.stem, owner, (operation,), words, area=True)

    def _owner(self, at: int) -> Place | None:
        """The place of a nationality or local adjective at a token."""
        reading = self.words.reading(at)
        use = (reading.nation or reading.nisba) if reading is not None else None
        if use is None or use.stem.clitics or self.words.tokens[at].gap == "\n":
            return None
        return self.atlas.known(use.what)

    def _part(self, at: int, reading: Reading) -> Pointer | None:
        """A countryside or the quarters on one side, of a place from the context or an adjective's."""
        if reading.part is None or reading.part.what not in ("rural", "urban"):
            return None
        last = at + 1
        owner = self._owner(last)
        last += owner is not None
        bearings, end = self.words.adjectives(last)
        last = max(last, end)
        if owner is None and bearings:
            owner = self._owner(last)
            last += owner is not None
        # «الريف السوري» is no place, «الريف الحلبي» and «الريف الشمالي» are.
        if not bearings and (owner is None or owner.kind is PlaceKind.COUNTRY):
            return None
        rural = reading.part.what == "rural"
        named = owner is not None
        owner = owner or self._context(at, urban=not rural)
        if owner is None:
            return None
        operation = Operation("rural" if rural else "quarters", bearings)
        words = f"of {owner.name}, " + ("as the adjective says" if named else "the place spoken of")
        return Pointer(at, last, reading.part.stem, owner, (operation,), words, area=True)

    def _of_anaphor(self, at: int, reading: Reading) -> Pointer | None:
        """«ريفها الشمالي», «ريف المحافظة الشرقي»: a side of the countryside of what was named before."""
        if reading.pronoun is not None and reading.pronoun.what == "rural":
            stem, last = reading.pronoun.stem, at + 1
        elif reading.operator is not None and reading.operator.what.sort == "rural":
            after = self.words.reading(at + 1)
            if after is None or after.anaphor is None or after.anaphor.stem.clitics:
                return None
            stem, last = reading.operator.stem, at + 2
        else:
            return None
        bearings, end = self.words.adjectives(last)
        owner = self._context(at, urban=False) if bearings else None
        if owner is None:
            return None
        operation = Operation("rural", bearings)
        return Pointer(at, end, stem, owner, (operation,), f"of {owner.name}, the place spoken of", area=True)

    def _context(self, at: int, *, urban: bool) -> Place | None:
        """The town, or the governorate, of the nearest place named before; of the first one where none is."""
        kind = "urban context" if urban else "context"
        near = self._spoken_of(kind, lambda place: self._is_context(place, urban=urban))
        place = near.before(at) or near.first()
        if place is None or (urban and place.kind in (PlaceKind.CITY, PlaceKind.TOWN)):
            return place
        governorate = self.atlas.governorate(place)
        seat = self.atlas.gazetteer.seat(governorate) if urban and governorate is not None else None
        return seat or (self.atlas.known(governorate) if governorate is not None else None)

    def _is_context(self, place: Place, *, urban: bool) -> bool:
        town = urban and place.kind in (PlaceKind.CITY, PlaceKind.TOWN)
        return place.country == "SY" and (town or self.atlas.governorate(place) is not None)

    def _before(self, at: int, kinds: Collection[PlaceKind], anaphor: str) -> Place | None:
        """The nearest place named before that a noun of this sort can point to."""
        if anaphor == "governorate":
            place = self._spoken_of(anaphor, lambda place: self.atlas.governorate(place) is not None).before(at)
            governorate = self.atlas.governorate(place) if place is not None else None
            return self.atlas.known(governorate) if governorate is not None else None
        wanted = kinds or (_BUT_COUNTRIES if anaphor == "region" else SETTLED)
        return self._spoken_of(anaphor, lambda place: place.kind in wanted).before(at)

    def _spoken_of(self, sort: str, fits: Callable[[Place], bool]) -> _Spoken:
        """The places of one sort; found once a text, since a long one points back thousands of times."""
        if sort not in self._sorts:
            self._sorts[sort] = _Spoken(r for r in self.named if r.place is not None and fits(r.place))
        return self._sorts[sort]
