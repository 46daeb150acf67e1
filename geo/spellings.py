"""Spellings as the gazetteer knows them: the names and places that each may be, looked up once."""

from dataclasses import dataclass, replace
from typing import Final

from arabic import fold
from gazetteer import Gazetteer, Name, Place, PlaceKind
from geo.commonness import commonness
from geo.vocabulary import PlaceWord, vocabulary

_SHORTEST_NAME: Final = 3
_MOST_KEPT: Final = 100_000  # spellings: a long run must not grow for ever


@dataclass(frozen=True, slots=True, eq=False)  # one of each, so that what is known of it can be kept under it
class Named:
    """A spelling with the names and places that it may be, the likeliest first."""

    form: str
    names: tuple[Name, ...]
    places: tuple[Place, ...]
    kinds: frozenset[PlaceKind]
    ambiguous: bool  # only ever a name where the text says so
    common: int  # articles in ten thousand, not about Syria, that hold the spelling
    bare: bool = False  # without the article that its place's own name has: «رقة»
    own: bool = False  # the name by which the gazetteer calls one of its places


class Spellings:
    """The spellings met so far, against one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._synonyms = vocabulary().synonyms
        self._named: dict[str, Named | None] = {}
        self._nameless: dict[str, Named] = {}
        self._facilities: dict[tuple[Named, PlaceWord], Named | None] = {}

    def named(self, form: str) -> Named | None:
        """The places of a folded name, or None where there are none."""
        try:
            return self._named[form]
        except KeyError:
            if len(self._named) >= _MOST_KEPT:
                self._named.clear()
            named = self._named[form] = self._look_up(form)
            return named

    def _look_up(self, form: str) -> Named | None:
        names = self._gazetteer.entries(form)
        if not names:
            return None
        places = tuple(self._gazetteer.place(place_id) for place_id in dict.fromkeys(n.place_id for n in names))
        called = {fold(place.name) for place in places}
        return Named(
            form,
            names,
            places,
            frozenset(place.kind for place in places),
            all(name.ambiguous for name in names),
            commonness().get(form, 0),
            bare=not form.startswith("ال") and called == {"ال" + form},
            own=form in called,
        )

    def facility(self, named: Named, word: PlaceWord) -> Named | None:
        """The facility that a place word and a town's name mean together: «قاعدة كويرس» is «مطار كويرس»."""
        if word.first in named.kinds or word.lemma not in self._synonyms:
            return None
        key = named, word
        if key not in self._facilities:
            if len(self._facilities) >= _MOST_KEPT:
                self._facilities.clear()
            self._facilities[key] = self._facility(named, word)
        return self._facilities[key]

    def _facility(self, named: Named, word: PlaceWord) -> Named | None:
        for synonym in self._synonyms[word.lemma]:
            found = self.named(f"{synonym} {named.form}")
            if found is not None and found.kinds & word.kinds:
                # Its name alone is no more certain than the town's: «مستشفى باب …».
                return replace(found, ambiguous=named.ambiguous or named.bare, common=max(found.common, named.common))
        return None

    def nameless(self, form: str) -> Named:
        """A spelling that is no name by itself."""
        known = self._nameless.get(form)
        if known is None:
            if len(self._nameless) >= _MOST_KEPT:
                self._nameless.clear()
            known = self._nameless[form] = Named(form, (), (), frozenset(), ambiguous=False, common=0)
        return known

    def unknown(self, form: str) -> Named | None:
        """A spelling that the gazetteer lacks and that is no ordinary word either: it may name a hamlet."""
        if len(form) < _SHORTEST_NAME or form in commonness():
            return None
        return self.nameless(form)
