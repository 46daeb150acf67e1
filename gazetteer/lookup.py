"""Look-up of one name: exact, by spelling rule, misspelt; ranked, each candidate with its reason."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.distance import kilometres
from gazetteer.model import Candidate, PlaceKind
from gazetteer.spelling import core, is_latin, latin_key, skeleton
from gazetteer.stored import name_form

if TYPE_CHECKING:
    from gazetteer.catalogue import Gazetteer

Near = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a name, and what the text tells of where it is."""

    name: str
    within: str | None
    near: Near | None
    kind: PlaceKind | None


def find(gazetteer: "Gazetteer", query: Query, limit: int) -> list[Candidate]:
    """Candidates, best first."""
    stored = gazetteer.stored
    found: dict[int, tuple[float, int, str]] = {}

    def offer(numbers: tuple[int, ...], score: float, reason: str) -> None:
        for number in numbers:
            place = stored.names[number][0]
            if place not in found or found[place][0] < score:
                found[place] = (score, number, reason)

    offer(stored.forms.get(name_form(query.name), ()), 1.0, "its own name")
    if is_latin(query.name):
        offer(stored.loose.get(latin_key(query.name), ()), 0.85, "sounds the same")
    else:
        key = skeleton(query.name)
        offer(stored.strict.get(key, ()), 0.92, "another spelling of the name")
        offer(stored.loose.get(key, ()), 0.75, "the name without its first or last word")
        offer(stored.strict.get(core(query.name), ()), 0.75, "the name without its first or last word")
    candidates = []
    for place, (score, number, reason) in found.items():
        entry = gazetteer.numbered(place)
        if query.kind is not None and entry.kind is not query.kind:
            continue
        if query.within is not None and not gazetteer.within(entry.id, query.within):
            continue
        rank = score + stored.prominence[place] / 100
        if query.near is not None:
            rank -= min(kilometres(*query.near, entry.lat, entry.lon), 300) / 1000
        candidates.append((rank, Candidate(entry, gazetteer.name(number), score, reason)))
    candidates.sort(key=lambda pair: (-pair[0], pair[1].place.id))
    return [candidate for _, candidate in candidates[:limit]]
