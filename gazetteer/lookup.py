"""Look-up of one name: exact, by spelling rule, misspelt; ranked, each candidate with its reason."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gazetteer.distance import kilometres
from gazetteer.model import Candidate, NameKind, Place, PlaceKind
from gazetteer.question import Part, inner_names, named_after, read_part
from gazetteer.spelling import is_latin, joined, latin_key
from gazetteer.stored import Numbers, name_form, numbers_under

if TYPE_CHECKING:
    from gazetteer.catalogue import Gazetteer

Near = tuple[float, float]

# How sure a match of each sort is by itself. From SURE on the name is the place's own, spelt by rule.
_EXACT: Final = 1.0
_EXACT_OTHER: Final = 0.97  # a variant, historical or colloquial name
SURE: Final = 0.93
SOUND: Final = 0.85
SHORTENED: Final = 0.75
LANDMARK: Final = 0.55
_INNER: Final = 0.5

# A misspelling is the surer the smaller the area the text names: of 951 villages left out of the gazetteer, others were
# spelt near enough for 23 in 100 in the whole country, 16 in a governorate, 10 in a district
# (benchmarks/gazetteer_lookup.py).
_MISSPELT: Final = 0.88
_MISSPELT_SLOPE: Final = 0.55  # a unit of cost for each letter
_UNPLACED: Final = 0.22
_SLACK: Final = 0.35  # more may be misspelt where the text names a district or a point near by
# Names spelt about equally near, where the text says nothing: of one alone 81 in 100 were right, of four hardly any.
_RIVALS: Final = 3
_RIVAL: Final = 0.04
_ABOUT_EQUAL: Final = 0.16
_IN_GOVERNORATE: Final = 0.1
_WIDE_KM: Final = 60.0  # areas that reach farther are as wide as a governorate

_FAR_KM: Final = 60.0
_AWAY: Final = 0.3  # what lying _FAR_KM from the point named takes from a candidate's rank
_FARTHEST: Final = 1.5
_PROMINENCE: Final = 0.01  # breaks ties: less than any difference between sorts of match
_SHORTEST_INNER: Final = 3  # letters
WELL_KNOWN: Final = 4.0  # prominence of a town
_KIND_SAID: Final = 0.15  # the string announces another kind
_LESSER_NAMES: Final = {NameKind.HISTORICAL: 0.06, NameKind.VARIANT: 0.02, NameKind.RULE: 0.03}
_AREAS: Final = (PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT, PlaceKind.REGION)


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


class Search:
    """One question put to one gazetteer."""

    def __init__(self, gazetteer: "Gazetteer", query: Query) -> None:
        self.gazetteer = gazetteer
        self.stored = gazetteer.stored
        self.query = query
        self.unsure = self._doubt()

    def _doubt(self) -> float:
        """What is taken from a misspelling's score for want of context."""
        if self.query.near is not None:
            return 0.0
        if self.query.within is None:
            return _UNPLACED
        area = self.gazetteer.place(self.query.within)
        narrow = area.kind in (PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT) or area.uncertainty_km < _WIDE_KM
        return 0.0 if narrow else _IN_GOVERNORATE

    def ranked(self, part: Part) -> list[Candidate]:
        """One candidate a place, ranked by match, then by what the string says, nearness and prominence."""
        best: dict[str, tuple[float, Candidate]] = {}
        for match in self._matches(part):
            rank, candidate = self._candidate(match, part)
            place_id = candidate.place.id
            if self._fits(candidate.place) and (place_id not in best or best[place_id][0] < rank):
                best[place_id] = rank, candidate
        ordered = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].place.id))
        return [candidate for _, candidate in ordered]

    def _fits(self, place: Place) -> bool:
        return self.query.kind is None or place.kind == self.query.kind

    def _candidate(self, match: _Match, part: Part) -> tuple[float, Candidate]:
        name = self.gazetteer.name(match.number)
        place = self.gazetteer.place(name.place_id)
        score, reason = match.score, match.reason
        if score == _EXACT and name.kind not in (NameKind.PREFERRED, NameKind.OFFICIAL):
            kind = "English" if is_latin(name.name) else name.kind.value
            score, reason = _EXACT_OTHER, f"its {kind} name"
        lesser = _LESSER_NAMES.get(name.kind, 0.0)
        away = 0.0
        if self.query.near is not None:
            away = kilometres(*self.query.near, place.lat, place.lon)
            score -= _UNPLACED if score < SURE and away > _FAR_KM else 0.0
            reason = f"{reason}, {away:.0f} km from the point named"
        rank = score - lesser + _PROMINENCE * self.gazetteer.prominence(place.id)
        rank -= _AWAY * min(away / _FAR_KM, _FARTHEST)
        if part.kinds and place.kind.value not in part.kinds:
            rank -= _KIND_SAID
        if part.around and place.kind in _AREAS:
            rank += _KIND_SAID
        return rank, Candidate(place, name, round(score, 3), reason)

    def _offered(self, numbers: Iterable[int], score: float, reason: str) -> Iterator[_Match]:
        for number in numbers:
            place_id = self.gazetteer.place_of(number)
            if self.query.within is None or self.gazetteer.within(place_id, self.query.within):
                yield _Match(number, score, reason)

    def _matches(self, part: Part) -> Iterator[_Match]:
        """All names that the part may be, surer ones first; doubtful ones only where no spelling rule finds any."""
        if is_latin(part.text):
            yield from self._latin(part)
            return
        sure = [*self._sure(part)]
        yield from sure
        shorter = "the name with or without its first or last word"
        yield from self._offered(numbers_under(self.stored.loose, part.skeleton), SHORTENED, shorter)
        yield from self._offered(numbers_under(self.stored.strict, part.core), SHORTENED, shorter)
        if not sure:
            similar = self.gazetteer.pairs.similar(part.skeleton, _SLACK * (1 - self.unsure / _UNPLACED))
            yield from self._misspelt(part.skeleton, self.stored.strict, similar)
            yield from self._held(part)

    def _sure(self, part: Part) -> Iterator[_Match]:
        yield from self._offered(numbers_under(self.stored.forms, name_form(part.text)), _EXACT, "its own name")
        yield from self._offered(numbers_under(self.stored.strict, part.skeleton), SURE, "another spelling of its name")

    def _latin(self, part: Part) -> Iterator[_Match]:
        exact = [*self._latin_exact(part)]
        yield from exact
        if not exact:
            key = latin_key(" ".join(part.words))
            yield from self._misspelt(key, self.stored.latin, self.gazetteer.latin_pairs.similar(key))

    def _latin_exact(self, part: Part) -> Iterator[_Match]:
        yield from self._offered(numbers_under(self.stored.forms, name_form(part.text)), _EXACT, "its own name")
        sounds = numbers_under(self.stored.latin, latin_key(" ".join(part.words)))
        yield from self._offered(sounds, SOUND, "sounds the same in Latin letters")

    def _misspelt(self, key: str, index: Numbers, similar: Sequence[tuple[float, str]]) -> Iterator[_Match]:
        offered = [(cost, [*self._offered(numbers_under(index, other), 0.0, "")]) for cost, other in similar]
        nearest = next((cost for cost, matches in offered if matches), 0.0)
        rivals = sum(len(matches) for cost, matches in offered if cost <= nearest + _ABOUT_EQUAL)
        if self.unsure and rivals > _RIVALS:
            return
        doubt = self.unsure + (_RIVAL * (rivals - 1) if self.unsure else 0.0)
        for cost, matches in offered:
            score = _MISSPELT - doubt - _MISSPELT_SLOPE * cost / max(len(key), 3)
            yield from (replace(match, score=score, reason="nearly the same spelling") for match in matches)

    def _held(self, part: Part) -> Iterator[_Match]:
        """Known names inside an unknown one."""
        for left in named_after(part):
            yield from self._offered(
                numbers_under(self.stored.strict, left), LANDMARK, "the place that the landmark is named after"
            )
        for words in inner_names(part):
            held = numbers_under(self.stored.strict, joined(words)) if len(joined(words)) > _SHORTEST_INNER else ()
            if len(words) == 1 and self.unsure:  # one word of several, over a wide land: only if well known
                held = tuple(n for n in held if self.gazetteer.prominence(self.gazetteer.place_of(n)) >= WELL_KNOWN)
            yield from self._offered(held, _INNER, "a known name inside this one")

    def sure_places(self, text: str) -> list[Place]:
        """The places that a text names for sure, the widest first: a district before its seat."""
        part = read_part(text)
        matches = self._latin_exact(part) if is_latin(text) else self._sure(part)
        places = {self.gazetteer.place_of(match.number) for match in matches}
        return sorted(map(self.gazetteer.place, places), key=lambda place: (-place.uncertainty_km, place.id))
