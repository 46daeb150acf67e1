"""Strings that hold several names: «حلب - حي الشعار», «حي تشرين بدمشق», «مسجد الفاروق في بنش»."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gazetteer.lookup import LANDMARK, SHORTENED, SOUND, SURE, WELL_KNOWN, Query, Search
from gazetteer.model import Candidate, NameKind, Place
from gazetteer.question import Part, Said, only_generic, parts, places_said, read_part
from gazetteer.spelling import is_latin, key_words, rules

if TYPE_CHECKING:
    from gazetteer.catalogue import Gazetteer

_OF_A_PART: Final = 0.9  # one name of a string that holds several, none inside another
_BESIDE_KM: Final = 20.0  # a place named with an area may lie this far outside it: countrysides have no border
_WIDEST_KM: Final = 40.0  # of an area about its point: the Homs of «كراج البولمان حمص» does not reach Damascus


def find(gazetteer: "Gazetteer", query: Query, limit: int) -> list[Candidate]:
    """Candidates of a string, best first: of the whole where it is a name, else of the names in it."""
    search = Search(gazetteer, query)
    part = read_part(query.name)
    whole = search.ranked(part)
    if only_generic(part):  # some village is called «المدرسة», but not by a rule
        return [each for each in whole if each.score > SURE and each.name.kind is not NameKind.RULE][:limit]
    if whole and whole[0].score >= SURE:
        return whole[:limit]
    pieces = parts(query.name)
    composed = _distinct(_pieces(search, pieces) if len(pieces) > 1 else _located(search, pieces))
    if composed and (not whole or composed[0].score >= whole[0].score):
        return composed[:limit]
    return whole[:limit]


def _pieces(search: Search, pieces: list[Part]) -> list[Candidate]:
    """The name inside another of them, else each by itself."""
    found = [search.ranked(piece) for piece in pieces]
    inner = [
        _because(candidate, f"inside {holder.name} that the string names")
        for here, candidates in enumerate(found)
        for there, holders in enumerate(found)
        if here != there
        for candidate in candidates
        if (holder := _holder(search, candidate.place, holders)) is not None
    ]
    if inner:
        held = Counter(candidate.place.id for candidate in inner)  # inside most of the others: the innermost
        inner.sort(key=lambda each: (held[each.place.id], each.score), reverse=True)
        return inner
    alone = [candidate for candidates in found for candidate in candidates]
    return [_because(candidate, "one of several names in the string", _OF_A_PART) for candidate in alone]


def _holder(search: Search, place: Place, holders: Iterable[Candidate]) -> Place | None:
    """The named area that holds the place."""
    for holder in holders:
        least = SOUND if is_latin(holder.name.name) else SURE
        other = holder.score >= least and holder.place.id != place.id
        if other and search.gazetteer.within(place.id, holder.place.id):
            return holder.place
    return None


def _located(search: Search, pieces: list[Part]) -> list[Candidate]:
    """One run of words that says a name and where it is."""
    ways = [way for piece in pieces for way in places_said(piece.words)]
    for way in ways:
        found = _inside(search, way)
        if found:
            return found
    for way in (way for way in ways if way.marked):
        found = [*_beside(search, way)] or [*_alone(search, way)] or [*_at(search, way)]
        if found:
            return found
    for way in ways:
        found = [*_beside(search, way)]
        if found:
            return found
    return next(filter(None, (_ended(search, piece) for piece in pieces)), [])


def _ended(search: Search, piece: Part) -> list[Candidate]:
    """«جامع عمر بن الخطاب درعا»: an unknown landmark, and at the end the well-known town that it is in."""
    words = key_words(piece.text)
    if not words or words[0] not in rules().landmarks:
        return []
    for first in range(2, len(words)):  # the longest name that ends the string, after one word of the landmark's own
        ends = " ".join(words[first:])
        named = [place for place in reversed(search.sure_places(ends)) if place.country == "SY"]
        # A village's name is believed only where it is nothing else: «جامع الصديق» ends with nobody's village.
        alone = len(named) == 1 and not any(name.ambiguous for name in search.gazetteer.entries(ends))
        towns = [place for place in named if alone or search.gazetteer.prominence(place.id) >= WELL_KNOWN]
        if towns:
            return [_standing(search, town, "a landmark not known, then where it is") for town in towns]
    return []


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate a place, the first of it."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.place.id, candidate)
    return list(first.values())


def _inside(search: Search, way: Said) -> list[Candidate]:
    """The name inside a place that the other words name for sure."""
    name = read_part(" ".join(way.name))
    least = SHORTENED if way.marked else SURE - (0.1 if is_latin(name.text) else 0.0)
    for holder in search.sure_places(" ".join(way.place)):
        narrowed = Search(search.gazetteer, replace(search.query, within=holder.id))
        found = [c for c in narrowed.ranked(name) if c.score >= least and c.place.id != holder.id]
        if found:
            return [_because(each, f"inside {holder.name} that the string names") for each in found]
    return []


def _beside(search: Search, way: Said) -> Iterator[Candidate]:
    """A place known by the name near the area."""
    name = read_part(" ".join(way.name))
    for holder in search.sure_places(" ".join(way.place)):
        near = Search(search.gazetteer, replace(search.query, near=(holder.lat, holder.lon)))
        for each in near.ranked(name):
            away = search.gazetteer.kilometres_between(each.place.id, holder.id)
            if (
                each.score >= SURE
                and each.place.id != holder.id
                and away <= min(holder.uncertainty_km, _WIDEST_KM) + _BESIDE_KM
            ):
                yield _because(each, f"beside {holder.name} that the string names", _OF_A_PART)


def _alone(search: Search, way: Said) -> Iterator[Candidate]:
    """A place known by the name, where the other words name nothing near it."""
    named = [each for each in search.ranked(read_part(" ".join(way.name))) if each.score >= SURE]
    yield from (_because(each, "the rest of the string names nothing near it", _OF_A_PART) for each in named)


def _at(search: Search, way: Said) -> Iterator[Candidate]:
    """«مسجد الفاروق في بنش»: the landmark is not known, where it is is."""
    for holder in reversed(search.sure_places(" ".join(way.place))):
        yield _standing(search, holder, "where the string says it is; its name is not known")


def _standing(search: Search, place: Place, reason: str) -> Candidate:
    """The place in which something unknown stands."""
    return Candidate(place, search.gazetteer.names(place.id)[0], LANDMARK, reason)


def _because(candidate: Candidate, reason: str, share: float = 1.0) -> Candidate:
    return replace(candidate, score=round(candidate.score * share, 3), reason=f"{candidate.reason}, {reason}")
