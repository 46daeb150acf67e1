"""How much a spelling asks of its text to be the name of a place.

«دمشق» asks for nothing, «كفرنبل» for news about Syria, «القدم» for «حي القدم».
"""

from functools import lru_cache
from typing import Final

from arabic import fold
from gazetteer import Place, PlaceKind
from geo.phrases import Phrase
from geo.spellings import Named
from geo.vocabulary import vocabulary
from geo.weighed import ANNOUNCED, BELONGING, BESIDE, CERTAIN, NEVER, PLACED, SMALL, TOWNS

_BIG: Final = 50_000  # inhabitants from which a Syrian town is named in the news without introduction
_TOWN: Final = 10_000
_BIG_ABROAD: Final = 500_000
_CITY_ABROAD: Final = 100_000
_WORD: Final = 10  # articles in ten thousand: a word or a person more often than a Syrian town
_SHORT: Final = 3  # letters: what is left of a word after its clitics may be anything
_NAMED_ALONE: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.GOVERNORATE, PlaceKind.REGION})
_MOST_KEPT: Final = 50_000

# One word; short behind clitics; called a city; after «في»; in a text that speaks of Syria.
Manner = tuple[bool, bool, bool, bool, bool]


def needed(phrase: Phrase, *, syrian: bool) -> int:
    """The strength from which a phrase is a name; ``syrian``: the text speaks of Syria."""
    single = phrase.last - phrase.first == 1
    stem, word = phrase.stem, phrase.place
    cut = single and stem.clitics != "" and len(stem.form) <= _SHORT
    city = word is not None and word.lemma == "city"
    return _needed(phrase.named, (single, cut, city, phrase.preposition == "containing", syrian))


@lru_cache(_MOST_KEPT)
def _needed(named: Named, manner: Manner) -> int:
    single, _, city, _, syrian = manner
    if not named.places:
        return BELONGING + (0 if syrian else NEVER)
    own = vocabulary()
    cue = own.cues.get(named.form)
    elsewhere = _elsewhere(named, city=city, syrian=syrian)
    if cue == "doubtful":
        return ANNOUNCED + elsewhere
    head = None if single else own.places.get(named.form.partition(" ")[0])
    complete = head is not None and head.part and syrian  # «نهر الفرات» carries its place word with it
    if complete or cue == "capital" or PlaceKind.COUNTRY in named.kinds:
        return 0
    if named.ambiguous or named.bare or personal(named.form):
        return _needed_of_word(named, manner, elsewhere)
    known = any(_known(place, named.common, syrian=syrian) for place in named.places)
    return 0 if known else _needed_of_small(named, manner, elsewhere)


def _needed_of_word(named: Named, manner: Manner, elsewhere: int) -> int:
    """For names that are also words or persons; foreign cities among them are seldom anything else: «في الرمادي»."""
    first = named.places[0]
    if PlaceKind.RIVER in named.kinds or (first.country != "SY" and (first.population or 0) >= _CITY_ABROAD):
        return PLACED
    single, _, _, contains, syrian = manner
    if syrian and contains and named.common <= CERTAIN and _of_town(named):
        return PLACED  # «في بصرى», which is also an adjective
    return (ANNOUNCED if single else BELONGING) + elsewhere


def _of_town(named: Named) -> bool:
    """Is it the name, or the first word of the name, of a sizeable town?"""
    towns = (place for place in named.places if (place.population or 0) >= _TOWN)
    return any(fold(place.name).startswith(named.form) for place in towns)


def _needed_of_small(named: Named, manner: Manner, elsewhere: int) -> int:
    """For the names of towns and villages: the more ordinary the spelling, the more they need."""
    single, cut, _, _, syrian = manner
    if PlaceKind.GOVERNORATE in named.kinds:
        return PLACED
    if named.places[0].country != "SY":
        return _needed_abroad(named.places[0], single=single)
    if named.common and elsewhere:
        return ANNOUNCED + BESIDE
    town = any(place.kind in TOWNS and place.population for place in named.places)
    if named.common >= (_WORD if single else 3):
        return BELONGING if town and named.common < 3 * _WORD else ANNOUNCED
    if town:
        return PLACED if single else 0
    return min((named.common + 3) // 4, 2) + single + cut + (not syrian)


def _needed_abroad(place: Place, *, single: bool) -> int:
    if place.kind is PlaceKind.SITE:
        return ANNOUNCED  # «البيت الأبيض» speaks, it is no place of the news
    if place.kind in SMALL:
        return BESIDE
    return PLACED if single else 0


def _elsewhere(named: Named, *, city: bool, syrian: bool) -> int:
    """What a Syrian name needs besides in a text that does not speak of Syria, unless a city is called one."""
    if syrian or named.places[0].country != "SY":
        return 0
    return 0 if city and any((place.population or 0) >= _BIG for place in named.places) else BESIDE


def _known(place: Place, common: int, *, syrian: bool) -> bool:
    """Is it named in the news without a word of introduction?"""
    people = place.population or 0
    if place.country == "SY":
        bearable = common < 2 * _WORD if syrian else common <= CERTAIN
        return bearable and (place.kind in _NAMED_ALONE or (place.kind is PlaceKind.CITY and people >= _BIG))
    return place.kind in _NAMED_ALONE or people >= _BIG_ABROAD


def personal(form: str) -> bool:
    """Is a spelling made of nothing but titles and given names?"""
    cues = vocabulary().cues
    return all(cues.get(word) == "person" for word in form.split(" "))
