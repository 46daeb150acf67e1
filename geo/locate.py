"""From an analysed text to its toponyms."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from arabic import Stem, Text
from gazetteer import Gazetteer, PlaceKind
from geo.areas import Extent, between, extent
from geo.atlas import Atlas, atlas
from geo.company import accept
from geo.evidence import weigh
from geo.layout import lay_out
from geo.lexicon import lexicon
from geo.links import link
from geo.model import Toponym
from geo.phrases import Phrase
from geo.pointing import Pointer, Pointers
from geo.reader import read_phrases
from geo.resolution import Resolution, Resolver
from geo.revision import revise
from geo.roles import role
from geo.spellings import Named
from geo.vocabulary import vocabulary
from geo.words import Words

_MOST_KEPT: Final = 50_000
_LARGE: Final = 50_000  # inhabitants
_LONG: Final = 5  # letters
_SELDOM: Final = 10  # likewise
_RARE: Final = 5  # articles in ten thousand: «حلب» is, «تدمر» is not
_NAMED_ANYWHERE: Final = frozenset({PlaceKind.VILLAGE, PlaceKind.SITE, PlaceKind.HOSPITAL, PlaceKind.PRISON})
_NAMED_AFTER_TOWNS: Final = frozenset({PlaceKind.AIRPORT, PlaceKind.AIRBASE, PlaceKind.CROSSING, PlaceKind.DAM})
_KIND_OF_WORD: Final = frozenset({"city", "town", "village"})
_SYRIAN: Final = frozenset({"السوري", "السوريه", "السوريين", "السوريون", "سوري", "سوريين", "سوريون", "سوريه", "سوريا"})


def read(text: Text, gazetteer: Gazetteer) -> tuple[list[Toponym], list[Toponym]]:
    """The places named in a text and the words that point back to them, each in the order of the text."""
    reading = _Reading(text, gazetteer)
    return reading.named(), reading.pointing()


def locate(text: Text, gazetteer: Gazetteer) -> list[Toponym]:
    """The places named in a text, in its order, each resolved as far as the text goes."""
    return _Reading(text, gazetteer).named()


def references(text: Text, gazetteer: Gazetteer) -> list[Toponym]:
    """Nouns and pronouns that point back to a place named before («المدينة», «ريفها»), with role anaphora."""
    return _Reading(text, gazetteer).pointing()


class _Reading:
    """One text read once."""

    def __init__(self, text: Text, gazetteer: Gazetteer) -> None:
        self.text = text
        self.words = Words(text, lexicon(gazetteer))
        self.atlas: Atlas = atlas(gazetteer)
        phrases = link(self.words, read_phrases(self.words))
        lay_out(self.words, phrases)
        syrian = _is_syrian(text, phrases)
        weighed = accept([weigh(self.words, phrase, syrian=syrian) for phrase in phrases])
        self.resolutions = revise(weighed, Resolver(weighed, self.atlas, syrian=syrian).run(), self.atlas)
        self.by_phrase = {id(r.phrase): r for r in self.resolutions}
        self.pointers = Pointers(self.words, self.resolutions, self.atlas)

    def named(self) -> list[Toponym]:
        """The places named, in the order of the text."""
        found = [self.toponym(resolution) for resolution in self.resolutions if not resolution.phrase.absorbed]
        found += [self.pointed(pointer) for pointer in self.pointers.areas()]
        return sorted(found, key=lambda toponym: (toponym.start, toponym.end))

    def pointing(self) -> list[Toponym]:
        """The words that point back to a place, in the order of the text."""
        return [self.pointed(pointer) for pointer in self.pointers.references()]

    def toponym(self, found: Resolution) -> Toponym:
        """What one resolved phrase says."""
        phrase, place = found.phrase, found.place
        first = phrase.span_from
        end = phrase.far_end.last if phrase.far_end is not None else phrase.span_to
        start, stop = self._span(first, phrase.span_stem or phrase.stem, end)
        area = self._extent(found)
        entry = area.place if area is not None else None
        return Toponym(
            start=start,
            end=stop,
            text=self.text.published[start:stop],
            place_id=entry.id if entry else None,
            name=entry.name if entry else self.text.published[start:stop],
            name_en=entry.name_en if entry else "",
            kind=area.kind if area else _common_kind(found),
            lat=area.lat if area else None,
            lon=area.lon if area else None,
            uncertainty_km=area.uncertainty_km if area else None,
            country=place.country if place else _common_country(found),
            pcode=entry.pcode if entry else None,
            role=role(self.words, phrase, place),
            reason=f"{found.reason}; {area.words}" if area and area.words else found.reason,
            candidates=found.others,
            rivals=tuple(rival.id for rival in found.rivals),
            geometry=area.geometry if area else None,
            parts=() if entry else self._parts(found),
        )

    def _extent(self, found: Resolution) -> Extent | None:
        """Where it lies; of a place known only by what holds it, where that lies."""
        if found.place is None:
            outer = self.by_phrase.get(id(found.phrase.container))
            if found.inside is None or outer is None:
                return None
            held = extent(found.inside, outer.phrase.operations, self.atlas)
            return Extent(None, held.lat, held.lon, held.uncertainty_km, _common_kind(found), "no closer than that")
        far = self.by_phrase.get(id(found.phrase.far_end)) if found.phrase.far_end is not None else None
        if far is not None and far.place is not None:
            return between(found.place, far.place)
        called = found.phrase.place is not None
        return extent(found.place, found.phrase.operations, self.atlas, called=called)

    def _parts(self, found: Resolution) -> tuple[str, ...]:
        far = self.by_phrase.get(id(found.phrase.far_end))
        places = (found.place or found.inside, far.place if far else None)
        return tuple(place.id for place in places if place is not None)

    def pointed(self, pointer: Pointer) -> Toponym:
        """What words without a name point to."""
        start, stop = self._span(pointer.first, pointer.stem, pointer.last)
        area = extent(pointer.place, pointer.operations, self.atlas)
        entry = area.place
        return Toponym(
            start=start,
            end=stop,
            text=self.text.published[start:stop],
            place_id=entry.id if entry else None,
            name=entry.name if entry else self.text.published[start:stop],
            name_en=entry.name_en if entry else "",
            kind=area.kind,
            lat=area.lat,
            lon=area.lon,
            uncertainty_km=area.uncertainty_km,
            country=pointer.place.country,
            pcode=entry.pcode if entry else None,
            role="event" if pointer.area else "anaphora",
            reason=f"{pointer.reason}; {area.words}" if area.words else pointer.reason,
            candidates=1,
            geometry=area.geometry,
            parts=() if entry else (pointer.place.id,),
        )

    def _span(self, first: int, stem: Stem, last: int) -> tuple[int, int]:
        return self.text.tokens[first].after(stem), self.text.tokens[last - 1].end


def _is_syrian(text: Text, phrases: Sequence[Phrase]) -> bool:
    """Does the text speak of Syria at all? Elsewhere the names of its villages are words and persons."""
    if not _SYRIAN.isdisjoint(text.forms):
        return True
    if any(_only_syrian(phrase.named, phrase.preposition.strip("وفك") != "") for phrase in phrases):
        return True
    return not vocabulary().war.isdisjoint(text.forms) and not any(_abroad(phrase.named) for phrase in phrases)


def _abroad(named: Named) -> bool:
    """Does it name a foreign state or a city there, so that the war told of may be another one?"""
    if not named.places or named.ambiguous or named.places[0].country == "SY":
        return False
    return named.places[0].kind is PlaceKind.COUNTRY or (named.places[0].population or 0) >= _LARGE


@lru_cache(_MOST_KEPT)
def _only_syrian(named: Named, introduced: bool) -> bool:
    """Is it a name that other news hardly ever spells: a Syrian town's, a dam's?"""
    if not named.places or named.places[0].country != "SY" or named.bare or named.ambiguous:
        return False  # «فرقة» is no «رقة», and every town has a «سوق المدينة»
    if (named.places[0].population or 0) >= _LARGE:
        # «في درعا» is, «درعا تذكاريا» is a shield.
        return named.common < (_SELDOM if introduced else _RARE)
    kind = named.places[0].kind
    if named.common or kind in _NAMED_ANYWHERE:  # spelled elsewhere too, unless it bears a Syrian town's name
        return kind in _NAMED_AFTER_TOWNS and named.common < _RARE and " " in named.form
    return " " in named.form or len(named.form) >= _LONG


def _common_kind(found: Resolution) -> str:
    word = found.phrase.place
    kinds = {rival.kind for rival in found.rivals}
    if len(kinds) == 1:
        return kinds.pop().value
    if word is not None and word.lemma in _KIND_OF_WORD:
        return word.lemma
    shared = word.kinds & found.phrase.named.kinds if word is not None else ()
    return next((kind.value for kind in PlaceKind if kind in shared), "area")  # in the order declared: a set has none


def _common_country(found: Resolution) -> str | None:
    if found.inside is not None:
        return found.inside.country
    countries = {rival.country for rival in found.rivals}
    return countries.pop() if len(countries) == 1 else None
