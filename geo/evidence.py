"""Is it a name here? What in the text makes a spelling the name of a place, and what speaks against it.

Every phrase has a strength, what the words around it give, and a need, how much its spelling asks for: «دمشق»
asks for nothing, «كفرنبل» for news about Syria, «القدم» for «حي القدم».
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from arabic import fold
from gazetteer import NameKind, Place, PlaceKind
from geo.atlas import km
from geo.doubts import CERTAIN, refused, weakened
from geo.phrases import Operation, Phrase
from geo.vocabulary import vocabulary
from geo.words import Words

ANNOUNCED: Final = 4  # a fitting place word, a countryside
BELONGING: Final = 3  # a nationality after it, a header or dateline
BESIDE: Final = 2  # a direction, another place word, another place in one list, a stated container
PLACED: Final = 1  # a preposition, «أهالي», «قصف»
NEVER: Final = 9

_BIG: Final = 50_000  # inhabitants from which a Syrian town is named in the news without introduction
_TOWN: Final = 10_000
_BIG_ABROAD: Final = 500_000
_CITY_ABROAD: Final = 100_000
_WORD: Final = 10  # articles in ten thousand: a word or a person more often than a Syrian town
_SHORT: Final = 3  # letters: what is left of a word after its clitics may be anything
_NAMED_ALONE: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.GOVERNORATE, PlaceKind.REGION})
_LEADING: Final = frozenset({"people", "happening", "talks", "office", "leaves", "enters"})
_SETTLED: Final = frozenset({PlaceKind.NEIGHBOURHOOD, PlaceKind.VILLAGE, PlaceKind.TOWN, PlaceKind.CITY})
_TOWN_KM: Final = 8.0
_INTO: Final = frozenset({"containing", "target", "at"})
_QUARTER: Final = frozenset({PlaceKind.NEIGHBOURHOOD})
_NEAR_KM: Final = 20.0
_ROAD_KM: Final = 60.0
_WITHIN_REACH: Final = range(1, 4)
_HAMLET: Final = frozenset({PlaceKind.VILLAGE})
_SMALL: Final = frozenset({PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD})
_TOWNS: Final = frozenset({PlaceKind.CITY, PlaceKind.TOWN})


@dataclass(slots=True)
class Weighed:
    """A phrase with its candidates, what the text gives for its being a name and what its spelling needs."""

    phrase: Phrase
    places: tuple[Place, ...]
    strength: int
    needed: int


def weigh(words: Words, phrase: Phrase, *, syrian: bool) -> Weighed:
    """The candidates of a phrase, how strongly the text makes it a name and how strongly it must."""
    needed = NEVER if refused(words, phrase) else _needed(phrase, syrian=syrian)
    strength = _strength(words, phrase)
    doubtful = needed > 0 or phrase.named.common > CERTAIN
    if doubtful and needed < NEVER and strength < ANNOUNCED and weakened(words, phrase):
        strength, needed = 0, ANNOUNCED
    return Weighed(phrase, phrase.named.places, strength, needed)


def _strength(words: Words, phrase: Phrase) -> int:
    word, kinds = phrase.place, phrase.named.kinds
    if not kinds:
        return PLACED  # unknown to the gazetteer: a container or a list must speak for it
    fits = (word is not None and word.kinds & kinds) or any(_places(o) for o in phrase.operations)
    if fits or _joins_towns(phrase):
        return _announced(phrase)
    set_apart = _set_apart(words, phrase)
    if set_apart or any(place.country == phrase.nation for place in phrase.named.places):
        return set_apart or BELONGING
    if phrase.operations or (word is not None and not word.part):
        return BESIDE
    if word is not None:  # «مشفى الأمل» has its name from a word, not from a village
        return 0 if kinds <= _SMALL else PLACED
    return _introduced(words, phrase)


def _joins_towns(phrase: Phrase) -> bool:
    """Is it a road between two places that a road may join: «طريق صيدا - النعيمة»?"""
    if phrase.far_end is None:
        return False
    ends = [[place for place in end.named.places if place.kind in _SETTLED] for end in (phrase, phrase.far_end)]
    return any(km(one, other) <= _ROAD_KM for one in ends[0] for other in ends[1])


def _set_apart(words: Words, phrase: Phrase) -> int:
    """By where it stands: a header, a dateline, behind the sign of a hashtag; nothing in running text."""
    tagged = words.tagged(phrase.lead)
    if (phrase.heading or tagged) and not phrase.named.kinds.isdisjoint(_TOWNS):
        return ANNOUNCED
    return BELONGING if phrase.heading or phrase.dateline else BESIDE if tagged else 0


def _announced(phrase: Phrase) -> int:
    """By a place word that fits; some fit too many things to say much of a small place."""
    word, kinds = phrase.place, phrase.named.kinds
    if word is not None and word.lemma == "area" and kinds == _HAMLET:
        return BELONGING  # «مناطق الصراع»: any land may be called an area
    if word is not None and word.lemma == "site" and kinds <= _SMALL:
        return BESIDE  # «جامع المصطفى»: it has its name from a man as often as from the quarter
    return ANNOUNCED


def _places(operation: Operation) -> bool:
    """Is it an operation that only places undergo: «ريف حلب», «جنوب الطبقة»?"""
    return operation.sort == "rural" or (operation.sort == "side" and operation.bearings[0] >= 0)


def _introduced(words: Words, phrase: Phrase) -> int:
    """By a preposition, or by a noun that places follow: «أهالي», «قصف», «محادثات»."""
    if phrase.preposition.strip("وفك"):
        return ANNOUNCED if vocabulary().cues.get(phrase.named.form) == "adverb" else PLACED
    return PLACED if words.cue(phrase.lead - 1) in _LEADING else 0


def _needed(phrase: Phrase, *, syrian: bool) -> int:
    named, single = phrase.named, phrase.last - phrase.first == 1
    if not named.places:
        return BELONGING + (0 if syrian else NEVER)
    own = vocabulary()
    cue = own.cues.get(named.form)
    if cue == "doubtful":
        return ANNOUNCED + _elsewhere(phrase, syrian=syrian)
    head = None if single else own.places.get(named.form.partition(" ")[0])
    complete = head is not None and head.part and syrian  # «نهر الفرات» carries its place word with it
    if complete or cue == "capital" or PlaceKind.COUNTRY in named.kinds:
        return 0
    if named.ambiguous or named.bare or _personal(named.form):
        return _needed_of_word(phrase, single=single, syrian=syrian)
    known = any(_known(place, named.common, syrian=syrian) for place in named.places)
    return 0 if known else _needed_of_small(phrase, single=single, syrian=syrian)


def _needed_of_word(phrase: Phrase, *, single: bool, syrian: bool) -> int:
    """For names that are also words or persons; foreign cities among them are seldom anything else: «في الرمادي»."""
    first = phrase.named.places[0]
    if PlaceKind.RIVER in phrase.named.kinds or (first.country != "SY" and (first.population or 0) >= _CITY_ABROAD):
        return PLACED
    if syrian and phrase.preposition == "containing" and phrase.named.common <= CERTAIN and _of_town(phrase):
        return PLACED  # «في بصرى», which is also an adjective
    return (ANNOUNCED if single else BELONGING) + _elsewhere(phrase, syrian=syrian)


def _of_town(phrase: Phrase) -> bool:
    """Is it the name, or the first word of the name, of a sizeable town?"""
    towns = (place for place in phrase.named.places if (place.population or 0) >= _TOWN)
    return any(fold(place.name).startswith(phrase.named.form) for place in towns)


def _needed_of_small(phrase: Phrase, *, single: bool, syrian: bool) -> int:
    """For the names of towns and villages: the more ordinary the spelling, the more they need."""
    named = phrase.named
    if PlaceKind.GOVERNORATE in named.kinds:
        return PLACED
    if named.places[0].country != "SY":
        return _needed_abroad(named.places[0], single=single)
    if named.common and _elsewhere(phrase, syrian=syrian):
        return ANNOUNCED + BESIDE
    town = any(place.kind in _TOWNS and place.population for place in named.places)
    if named.common >= (_WORD if single else 3):
        return BELONGING if town and named.common < 3 * _WORD else ANNOUNCED
    if town:
        return PLACED if single else 0
    cut = single and phrase.stem.clitics != "" and len(phrase.stem.form) <= _SHORT
    return min((named.common + 3) // 4, 2) + single + cut + (not syrian)


def _needed_abroad(place: Place, *, single: bool) -> int:
    if place.kind is PlaceKind.SITE:
        return ANNOUNCED  # «البيت الأبيض» speaks, it is no place of the news
    if place.kind in _SMALL:
        return BESIDE
    return PLACED if single else 0


def _elsewhere(phrase: Phrase, *, syrian: bool) -> int:
    """What a Syrian name needs besides in a text that does not speak of Syria, unless a city is called one."""
    called = phrase.place is not None and phrase.place.lemma == "city"
    if syrian or phrase.named.places[0].country != "SY":
        return 0
    return 0 if called and any((place.population or 0) >= _BIG for place in phrase.named.places) else BESIDE


def _known(place: Place, common: int, *, syrian: bool = True) -> bool:
    """Is it named in the news without a word of introduction?"""
    people = place.population or 0
    if place.country == "SY":
        bearable = common < 2 * _WORD if syrian else common <= CERTAIN
        return bearable and (place.kind in _NAMED_ALONE or (place.kind is PlaceKind.CITY and people >= _BIG))
    return place.kind in _NAMED_ALONE or people >= _BIG_ABROAD


@cache
def _personal(form: str) -> bool:
    """Is a spelling made of nothing but titles and given names?"""
    cues = vocabulary().cues
    return all(cues.get(word) == "person" for word in form.split(" "))


def accept(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The phrases that are names, by their own words or by those they stand beside."""
    by_phrase = {id(w.phrase): w for w in weighed}
    accepted = {id(w.phrase) for w in weighed if w.strength >= w.needed}
    _reach_far_ends(weighed, accepted)
    established = {w.phrase.named.form for w in weighed if w.strength >= max(w.needed, ANNOUNCED)}
    around = _towns_named(item for item in weighed if id(item.phrase) in accepted)
    for _ in range(2):  # a list is settled from either end
        for item in weighed:
            if id(item.phrase) in accepted or item.needed >= NEVER:
                continue
            strength = item.strength + _company(item, by_phrase, accepted)
            if item.phrase.named.form in established and _fits(item.phrase):
                strength += BELONGING
            if item.needed - strength in _WITHIN_REACH and _among(item, around):
                strength += _WITHIN_REACH[-1]
            if strength >= item.needed:
                accepted.add(id(item.phrase))
    return [w for w in weighed if id(w.phrase) in accepted]


def _reach_far_ends(weighed: Sequence[Weighed], accepted: set[int]) -> None:
    """A road that begins at a place ends at one: «طريق القامشلي - عامودا»."""
    ends = {id(w.phrase.far_end) for w in weighed if w.phrase.far_end is not None and id(w.phrase) in accepted}
    accepted |= {id(w.phrase) for w in weighed if id(w.phrase) in ends and w.needed < NEVER}


def _towns_named(accepted: Iterable[Weighed]) -> list[Place]:
    """The towns and villages of Syria that a text names for certain."""
    likeliest = (item.places[0] for item in accepted if item.places)
    return [place for place in likeliest if place.country == "SY" and place.kind in _SETTLED]


def _among(item: Weighed, around: Sequence[Place]) -> bool:
    """Is a rare word behind a preposition the name of a place close to those named: «في جبالا» beside الهبيط?"""
    phrase = item.phrase
    bare = phrase.place is None and not phrase.stem.clitics.strip("و")
    spelt = any(name.kind is not NameKind.RULE for name in phrase.named.names)  # «حلفائه» is a rule's حلفايا
    if phrase.named.common > CERTAIN or not bare or not spelt or phrase.preposition not in _INTO:
        return False
    settled = [place for place in item.places if place.country == "SY" and place.kind in _SETTLED - _QUARTER]
    return any(km(place, town) <= _NEAR_KM for place in settled for town in around if place.id != town.id)


def _fits(phrase: Phrase) -> bool:
    """Is it named as the place is elsewhere? «مستشفى الزهراء» is not the town of «بلدة الزهراء»."""
    word = phrase.place
    return word is None or bool(word.kinds & phrase.named.kinds - _SMALL) or not word.part


def _company(item: Weighed, by_phrase: dict[int, Weighed], accepted: set[int]) -> int:
    """What the places beside a phrase add: the container that holds it, its neighbours in a list."""
    phrase = item.phrase
    container = by_phrase.get(id(phrase.container))
    held = 0
    if container is not None and id(container.phrase) in accepted and _one_country(container, item):
        held = ANNOUNCED if _abroad(container, item) else BESIDE
    sides = [by_phrase[id(n)] for n in (phrase.previous, phrase.follower) if n is not None]
    if any(id(side.phrase) in accepted and _one_country(side, item) for side in sides):
        kin = any(id(side.phrase) in accepted and _kindred(side, item) for side in sides)
        return (ANNOUNCED if kin else BESIDE + min(_listed(phrase, accepted) - 1, 2)) + held
    # «المعضمية، قدسيا، الهامة»: names that would need little vouch for one another.
    vouched = any(side.needed <= BESIDE and _one_country(side, item) for side in sides)
    return held + (PLACED if vouched else 0)


def _abroad(container: Weighed, item: Weighed) -> bool:
    """«صيدا في لبنان»: a foreign state that holds a candidate leaves no doubt."""
    state = container.places[0] if container.places else None
    if state is None or state.kind is not PlaceKind.COUNTRY or state.country == "SY":
        return False
    return any(place.country == state.country for place in item.places)


def _kindred(first: Weighed, second: Weighed) -> bool:
    """Do they lie side by side, two quarters of one town or two villages: «حي القابون وبرزة», «نبل والزهراء»?"""
    ones = [place for place in first.places if place.kind in _SETTLED]
    others = [place for place in second.places if place.kind in _SETTLED]
    return any(km(one, other) <= _TOWN_KM for one in ones for other in others)


def _listed(phrase: Phrase, accepted: set[int]) -> int:
    """How many members of the phrase's list are names for certain."""
    count = 0
    for step in ("previous", "follower"):
        member: Phrase | None = getattr(phrase, step)
        while member is not None and count < BELONGING:
            count += id(member) in accepted
            member = getattr(member, step)
    return count


def _one_country(first: Weighed, second: Weighed) -> bool:
    if not first.places or not second.places:
        return True
    return bool({p.country for p in first.places} & {p.country for p in second.places})
