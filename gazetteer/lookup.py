"""Look-up of one name: exact, by spelling rule, misspelt; ranked, each candidate with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gazetteer.distance import kilometres
from gazetteer.misspelt import bound
from gazetteer.model import Candidate, NameKind, Place, PlaceKind
from gazetteer.question import Part, named_after, parts, read_part
from gazetteer.spelling import is_latin, latin_key, name_words

if TYPE_CHECKING:
    from gazetteer.catalogue import Gazetteer

Near = tuple[float, float]

# How sure a match of each sort is by itself.
_EXACT: Final = 1.0
_EXACT_OTHER: Final = 0.97  # a variant, historical or colloquial name
_SPELLING: Final = 0.93
_SOUND: Final = 0.85
_SHORTENED: Final = 0.75
_LANDMARK: Final = 0.55
_MISSPELT: Final = 0.88
_MISSPELT_SLOPE: Final = 0.55
_OF_A_PART: Final = 0.9  # one name of a string that holds several, none inside another
_FAR_KM: Final = 60.0

_KIND_SAID: Final = 0.15  # the string announces another kind
_LESSER_NAMES: Final = {NameKind.HISTORICAL: 0.06, NameKind.VARIANT: 0.02, NameKind.RULE: 0.03}


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a name, and what the text tells of where it is."""

    name: str
    within: str | None = None
    near: Near | None = None
    kind: PlaceKind | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    number: int  # of the name
    score: float
    reason: str


def find(gazetteer: "Gazetteer", query: Query, limit: int) -> list[Candidate]:
    """Candidates, best first."""
    whole = _ranked(gazetteer, query, _matches(gazetteer, query, read_part(query.name)))
    if whole and whole[0].score >= _SPELLING:
        return whole[:limit]
    pieces = parts(query.name)
    if len(pieces) > 1:
        return _composed(gazetteer, query, pieces)[:limit] or whole[:limit]
    return whole[:limit]


def _composed(gazetteer: "Gazetteer", query: Query, pieces: list[Part]) -> list[Candidate]:
    """A string of several names: the one inside another of them, else each by itself."""
    found = [_ranked(gazetteer, query, _matches(gazetteer, query, piece)) for piece in pieces]
    inner: list[tuple[float, Candidate]] = []
    for here, candidates in enumerate(found):
        for there, holders in enumerate(found):
            if here == there:
                continue
            for candidate in candidates:
                holder = _holder(gazetteer, candidate.place, holders)
                if holder is not None:
                    reason = f"{candidate.reason}, inside {holder.name} that the string names"
                    inner.append((candidate.score, Candidate(candidate.place, candidate.name, candidate.score, reason)))
    if inner:
        unique = {candidate.place.id: candidate for _, candidate in sorted(inner, key=lambda pair: pair[0])}
        return sorted(unique.values(), key=lambda candidate: -candidate.score)
    loose = [candidate for candidates in found for candidate in candidates]
    return [
        Candidate(c.place, c.name, round(c.score * _OF_A_PART, 3), f"{c.reason}, one of several names in the string")
        for c in loose
    ]


def _holder(gazetteer: "Gazetteer", place: Place, holders: Iterable[Candidate]) -> Place | None:
    """The named area, or the area named after the named town, that holds the place."""
    for holder in holders:
        if holder.score < _SPELLING or holder.place.id == place.id:
            continue
        if gazetteer.within(place.id, holder.place.id):
            return holder.place
    return None


def _matches(gazetteer: "Gazetteer", query: Query, part: Part) -> Iterator[_Match]:
    """All names that the part may be, surer ones first; misspelt ones only where no spelling rule finds any."""
    stored = gazetteer.stored
    sure = False

    def offered(numbers: Iterable[int], score: float, reason: str) -> Iterator[_Match]:
        nonlocal sure
        for number in numbers:
            if query.within is None or gazetteer.within(gazetteer.name(number).place_id, query.within):
                sure = sure or score >= _SPELLING
                yield _Match(number, score, reason)

    yield from offered(stored.forms.get(" ".join(name_words(part.text)), ()), _EXACT, "its own name")
    if is_latin(part.text):
        yield from offered(stored.loose.get(latin_key(part.text), ()), _SOUND, "sounds the same in Latin letters")
        return
    key, core = part.skeleton, part.core
    yield from offered(stored.strict.get(key, ()), _SPELLING, "another spelling of its name")
    shorter = "the name with or without its first or last word"
    yield from offered(stored.loose.get(key, ()), _SHORTENED, shorter)
    yield from offered(stored.strict.get(core, ()), _SHORTENED, shorter)
    if not sure:
        yield from _misspelt(gazetteer, query, key)
        for left in named_after(part):
            yield from offered(stored.strict.get(left, ()), _LANDMARK, "the place that the landmark is named after")


def _misspelt(gazetteer: "Gazetteer", query: Query, key: str) -> Iterator[_Match]:
    for cost, other in gazetteer.pairs.similar(key):
        score = _MISSPELT - _MISSPELT_SLOPE * cost / max(len(key), len(other))
        for number in gazetteer.stored.strict[other]:
            if query.within is None or gazetteer.within(gazetteer.name(number).place_id, query.within):
                yield _Match(number, score, f"nearly the same spelling ({cost:.2g} of at most {bound(len(key)):.2g})")


def _ranked(gazetteer: "Gazetteer", query: Query, matches: Iterable[_Match]) -> list[Candidate]:
    """One candidate a place, ranked by match, then by what the string says, nearness and prominence."""
    part = read_part(query.name)
    best: dict[str, tuple[float, Candidate]] = {}
    for match in matches:
        name = gazetteer.name(match.number)
        place = gazetteer.place(name.place_id)
        if query.kind is not None and place.kind is not query.kind:
            continue
        score, reason = match.score, match.reason
        if match.score == _EXACT and name.kind not in (NameKind.PREFERRED, NameKind.OFFICIAL):
            score, reason = _EXACT_OTHER, f"its {name.kind.value} name"
        rank = score - _LESSER_NAMES.get(name.kind, 0.0) + gazetteer.stored.prominence[gazetteer.stored.ids[place.id]] / 100
        if part.kinds and place.kind.value not in part.kinds:
            rank -= _KIND_SAID
        if part.around and place.kind in (PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT):
            rank += _KIND_SAID
        if query.near is not None:
            away = kilometres(*query.near, place.lat, place.lon)
            rank -= 0.3 * min(away / _FAR_KM, 1.5)
            reason = f"{reason}, {away:.0f} km from the point named"
        if place.id not in best or best[place.id][0] < rank:
            best[place.id] = rank, Candidate(place, name, round(score, 3), reason)
    ordered = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].place.id))
    return [candidate for _, candidate in ordered]
