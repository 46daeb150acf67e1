"""Does a text concern Syria at all? Most of an archive does not, and its words tell before anything is read.

A text is out where nothing in it is called Syrian, no name in it can be that of a Syrian place, and either it names
a place abroad or it is no post and has no word of war. What is left is judged by its places.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from typing import Final, NamedTuple

from arabic import Recent, Stem, fold, skim, stems
from gazetteer import Gazetteer, PlaceKind
from geo.lexicon import SETTLEMENTS, lexicon
from geo.model import Toponym
from geo.needs import personal
from geo.spellings import Named
from geo.vocabulary import vocabulary

_VILLAGES: Final = frozenset({"town", "village", "farm"})
_SYRIA: Final = "سوري"  # of «سوريا», «السورية», «للسوريين»
_COMMON: Final = 5  # articles in ten thousand, not about Syria, from which a spelling is first of all a word
_LARGE_ABROAD: Final = 50_000  # inhabitants
_COMMON_TOWN: Final = 60  # likewise, for towns that news name alone: «درعا», «دوما»
_KNOWN: Final = 20_000  # inhabitants of such
_LONGEST: Final = 4  # words of a name
_LONG: Final = 5  # letters
_SHORT: Final = 80  # words of a post that may name no place at all
_METROPOLIS: Final = 500_000  # inhabitants: «الرياض» may be a word and is the city
_TOWN: Final = 5_000  # inhabitants

_SYRIAN, _NAMES, _WAR, _ABROAD, _ANNOUNCES, _VILLAGE, _PLACE, _NAMESAKE, _BEGINS = (1 << place for place in range(9))


class Concern(NamedTuple):
    """What the words of a text say of it."""

    sure: bool  # it calls something Syrian
    named: bool  # what may be the name of a Syrian place
    unsaid: bool  # words of war, or no more than a post, and none of a place abroad: Syria may go without saying

    @property
    def none(self) -> bool:
        """Nothing in it concerns Syria."""
        return not (self.sure or self.named or self.unsaid)

    def holds(self, places: Iterable[Toponym]) -> bool:
        """Does it concern Syria, now that its places are read?"""
        countries = {place.country for place in places}
        return self.sure or "SY" in countries or (self.unsaid and not countries - {None})


_SURE: Final = Concern(sure=True, named=True, unsaid=True)


def concern(published: str, gazetteer: Gazetteer) -> Concern:
    """What the words of a text say of its concern, without reading it; linear in its length."""
    if _SYRIA in published:
        return _SURE
    return _skimmer(gazetteer).of(skim(published))


class _Skimmer:
    """Marks of printed words against one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._spellings = lexicon(gazetteer).spellings
        self._first_words = gazetteer.first_words
        own = vocabulary()
        self._said = dict.fromkeys(own.war, _WAR)
        for form, word in own.places.items():
            if word.lemma in SETTLEMENTS:
                village = _VILLAGE if word.lemma in _VILLAGES else 0
                self._said[form] = self._said.get(form, 0) | _ANNOUNCES | village
        for form in own.nisbas:  # «الريف الحمصي»
            self._said[form] = self._said.get(form, 0) | _NAMES
        self._marks = Recent(self._mark)
        self._forms = Recent(fold)
        self._begun = Recent(self._names_begun)

    def of(self, words: Sequence[str]) -> Concern:
        marks = list(map(self._marks.__getitem__, words))
        found = 0
        for mark in set(marks):
            found |= mark
        if found & _SYRIAN:
            return _SURE
        named = found & _NAMES or self._announced(marks, found) or self._longer(words, marks)
        ours = (len(words) <= _SHORT or bool(found & _WAR)) and not found & _ABROAD
        return Concern(sure=False, named=bool(named), unsaid=ours)

    def _mark(self, surface: str) -> int:
        form = fold(surface)
        mark = _SYRIAN if _SYRIA in form else 0
        for stem in stems(form):
            mark |= self._said.get(stem.form, 0)
            longest = self._first_words.get(stem.form)
            if longest is not None:
                mark |= self._of_name(stem) | (_BEGINS if longest > 1 else 0)
        return mark

    def _of_name(self, stem: Stem) -> int:
        named = self._spellings.named(stem.form)
        if named is None:
            return 0
        if named.places[0].country != "SY":
            if not _in_syria(named):
                return _ABROAD if _abroad(named) else 0
            return _NAMESAKE | (_ABROAD if _abroad(named) else 0) | (_NAMES if _telling(named) else 0)
        # «كبيرة» is no «بيرة»: what is left of a word may be anything, but for towns: «بحلب».
        cut = stem.clitics and len(stem.form) < _LONG and not any((p.population or 0) >= _TOWN for p in named.places)
        return _PLACE | _NAMESAKE | (_NAMES if _telling(named) and not cut else 0)

    def _announced(self, marks: Sequence[int], found: int) -> bool:
        """«مدينة الباب»: a name that is also a word, where it is said to be one; «قرية الجيزة», a city abroad."""
        if not (found & _ANNOUNCES and found & _NAMESAKE):
            return False
        return any(
            (before & _ANNOUNCES and mark & _PLACE) or (before & _VILLAGE and mark & _NAMESAKE)
            for before, mark in pairwise(marks)
            if not mark & _ANNOUNCES  # «أحياء المدينة»
        )

    def _longer(self, words: Sequence[str], marks: Sequence[int]) -> bool:
        """«خان شيخون»: names of several words."""
        begun = compress(range(len(words)), map(_BEGINS.__and__, marks))
        return any(self._begins(words[at], words[at + 1 : at + _LONGEST]) for at in begun)

    def _names_begun(self, surface: str) -> list[tuple[str, int, frozenset[str]]]:
        """The folded forms under which a word begins names, with their most words and the words that come second."""
        return [
            (stem.form, longest, frozenset(self._gazetteer.seconds(stem.form)))
            for stem in stems(fold(surface))
            if (longest := self._first_words.get(stem.form, 0)) > 1
        ]

    def _begins(self, surface: str, following: Sequence[str]) -> bool:
        if not following:
            return False
        second = self._forms[following[0]]
        for first, longest, seconds in self._begun[surface]:
            if second not in seconds:
                continue
            forms = [first, second, *(self._forms[each] for each in following[1 : longest - 1])]
            for count in range(2, len(forms) + 1):
                named = self._spellings.named(" ".join(forms[:count]))
                if named is not None and _in_syria(named) and _telling(named):
                    return True
        return False


def _in_syria(named: Named) -> bool:
    return any(place.country == "SY" for place in named.places)


def _telling(named: Named) -> bool:
    """Is a spelling hardly anything else than the place?"""
    if named.ambiguous or named.bare or personal(named.form):
        return False
    if named.common < _COMMON:
        return True
    return named.common < _COMMON_TOWN and any((place.population or 0) >= _KNOWN for place in named.places)


def _abroad(named: Named) -> bool:
    first = named.places[0]
    if first.country == "SY":
        return False
    return first.kind is PlaceKind.COUNTRY or (first.population or 0) >= (
        _METROPOLIS if named.ambiguous else _LARGE_ABROAD
    )


@lru_cache(maxsize=4)
def _skimmer(gazetteer: Gazetteer) -> _Skimmer:
    return _Skimmer(gazetteer)
