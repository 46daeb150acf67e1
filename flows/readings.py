"""What one article gave, in counts: kept so that a run that goes on reports like one that never stopped."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final

from arabic import Text
from articles import Article
from events import Annotation
from gazetteer import Gazetteer
from gazetteer.missing import announced

_DIGEST_BYTES: Final = 16
_DECIDING: Final = attrgetter("id", "text", "title", "published", "published_basis", "url", "source")


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts of one article; ``content`` is its digest, ``unknown`` the names announced that no entry has."""

    article: str
    content: str
    dates: int
    places: int
    unresolved: int  # place mentions that name no known place
    ambiguous: int  # of the events: places that may be several of one name
    events: int
    undated: int
    unplaced: int
    unknown: tuple[str, ...]  # announcer and up to three words, as «قرية زردنيا»
    remarks: tuple[str, ...] = ()  # what of it was not read since a limit was met
    elsewhere: bool = False  # it does not tell of Syria, and no events were asked of it

    def to_row(self) -> dict[str, Any]:
        """As JSON keeps it; what is seldom the case only where it is."""
        row = asdict(self)
        for seldom in ("remarks", "elsewhere"):
            if not row[seldom]:
                del row[seldom]
        return row

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Reading":
        """From what ``to_row`` gave."""
        return cls(**row | {name: tuple(row[name]) for name in ("unknown", "remarks") if name in row})


def reading(annotation: Annotation, text: Text, gazetteer: Gazetteer) -> Reading:
    """The counts of an annotated article; ``text`` is its analysis."""
    events, places = annotation.events, annotation.places
    return Reading(
        annotation.article.id,
        content_digest(annotation.article),
        len(annotation.dates),
        len(places),
        sum(place.place_id is None for place in places),
        sum(bool(event.places and event.places[0].rivals) for event in events),
        len(events),
        sum(event.date_start is None for event in events),
        sum(event.lat is None for event in events),
        tuple(_phrase(announcer, words) for announcer, words in announced(text, gazetteer)),
        annotation.remarks,
    )


def elsewhere(article: Article) -> Reading:
    """Of an article that does not tell of Syria."""
    return Reading(article.id, content_digest(article), *(0,) * 7, (), elsewhere=True)


def _phrase(announcer: str, words: Sequence[Any]) -> str:
    return " ".join([announcer, *(word.word.plain for word in words)])


def content_digest(article: Article) -> str:
    """A digest of all that decides how an article is read: its text and what its source states of it."""
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for value in _DECIDING(article):  # not where it was found
        part = b"-" if value is None else value.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()
