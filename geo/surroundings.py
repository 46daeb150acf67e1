"""The places settled so far, by where in the text they stand: anchors for those that are not."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final, Protocol

from gazetteer import Place
from geo.atlas import km
from geo.containment import LOCAL_KM
from geo.phrases import Phrase

_NEAR_KM: Final = 60.0
_JUST_BEFORE: Final = 2  # sentences
_FARTHEST: Final = 60  # sentences within which the rest of the article counts
_MOST: Final = 24  # anchors looked at, so that time stays linear in the text


class Settled(Protocol):
    """What resolution has made of a phrase."""

    place: Place | None


class Surroundings:
    """Settled places by sentence, and by list."""

    def __init__(self, resolved: Mapping[int, Settled]) -> None:
        self._resolved = resolved
        self._by_sentence: dict[int, dict[int, Place]] = defaultdict(dict)

    def add(self, phrase: Phrase, place: Place) -> None:
        """A phrase's place; a second one takes the first one's stead."""
        self._by_sentence[phrase.sentence][id(phrase)] = place

    def of_sentence(self, sentence: int) -> list[Place]:
        """The places of a sentence, wide ones too."""
        return list(islice(self._by_sentence[sentence].values(), _MOST)) if sentence in self._by_sentence else []

    def just_before(self, sentence: int) -> list[Place]:
        """The places of the sentences right before one."""
        return [place for back in range(1, _JUST_BEFORE + 1) for place in self.of_sentence(sentence - back)]

    def by_closeness(self, sentence: int) -> list[Place]:
        """The local places of the article, those of near sentences first."""
        found: list[Place] = []
        for away in range(_FARTHEST):
            for number in {sentence - away, sentence + away}:
                found += local(self.of_sentence(number))
            if len(found) >= _MOST:
                break
        return found[:_MOST]

    def listed_with(self, phrase: Phrase) -> list[Place]:
        """The places resolved in the phrase's list, nearest first."""
        found: list[Place] = []
        for step in ("previous", "follower"):
            member: Phrase | None = getattr(phrase, step)
            for _ in range(_MOST):
                if member is None:
                    break
                known = self._resolved.get(id(member))
                if known is not None and known.place is not None:
                    found.append(known.place)
                member = getattr(member, step)
        return found


def local(places: Sequence[Place]) -> list[Place]:
    """Those small enough to say something about distance."""
    return [place for place in places if place.uncertainty_km < LOCAL_KM]


def nearest(candidates: Sequence[Place], anchors: Sequence[Place]) -> Place | None:
    """The candidate clearly nearest to the anchors, if there is one: within 60 km, and twice as near as the next."""
    own = {place.id for place in candidates}
    others = [anchor for anchor in anchors if anchor.id not in own]
    if not others:
        return None
    distances = sorted((min(km(c, a) for a in others), n) for n, c in enumerate(candidates))
    best, second = distances[0], distances[1]
    if best[0] <= _NEAR_KM and (best[0] * 2 < second[0] or second[0] > 2 * _NEAR_KM):
        return candidates[best[1]]
    return None
