"""What happened: an event with its evidence, and all that was found in one article."""

import enum
from dataclasses import dataclass
from typing import Any, NamedTuple

from articles import Article
from geo import Toponym
from timex import Published, Timex


class EventType(enum.StrEnum):
    """The contract's event types."""

    BATTLE = "battle"
    AIRSTRIKE = "airstrike"
    SHELLING = "shelling"
    EXPLOSION = "explosion"
    ATTACK = "attack"
    DETENTION = "detention"
    PROTEST = "protest"
    TERRITORY = "territory"
    SIEGE = "siege"
    DISPLACEMENT = "displacement"
    DEPLOYMENT = "deployment"
    AGREEMENT = "agreement"
    OFFER = "offer"
    DIPLOMACY = "diplomacy"
    STATEMENT = "statement"
    AID = "aid"
    DISASTER = "disaster"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as an inclusive range; ``max`` null for «أكثر من», ``min`` null for «أقل من»."""

    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who, by the name in the table of actors; ``role`` is doer, target, party or mediator."""

    name: str
    role: str
    name_en: str | None = None
    kind: str = "unknown"  # state, rebel, jihadist, kurdish-led, external, civilians, unknown


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open code-point offsets into the text as published."""

    start: int
    end: int


class Event(NamedTuple):  # a frozen dataclass of so many fields takes three times as long to make and to change
    """One happening as one article tells it. Fields are the annotation contract's."""

    id: str
    type: EventType
    subtype: str
    date_start: str | None
    date_end: str | None
    date_granularity: str | None
    time_precision: int | None
    place_id: str | None
    place_name: str | None
    place_name_en: str | None
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    geo_precision: int | None
    geometry: dict[str, Any] | None
    origin: str | None
    destination: str | None
    actors: tuple[Actor, ...]
    deaths: Count | None
    injured: Count | None
    displaced: Count | None
    factuality: str  # occurred, claimed, planned, proposed, denied
    attribution: str | None
    trigger: Span
    evidence: Span
    confidence: float
    told: str  # the trigger's words
    places: tuple[Toponym, ...] = ()  # all places of the happening, its main one first
    dated: bool = False  # the text itself says when; else the date is the article's or none
    detained: Count | None = None
    missing: Count | None = None
    date_reason: str = ""
    place_reason: str = ""
    factuality_reason: str = ""
    confidence_reason: str = ""
    attribution_kind: str | None = None  # official, rebel, monitor, media, witness, rescue, un, other
    origin_place: Toponym | None = None
    destination_place: Toponym | None = None
    date_span: Span | None = None  # the words that date it
    denial: bool = False  # denied by somebody, not merely told that it was not
    retold: tuple["Event", ...] = ()  # the article's other tellings of it, each with its own words and figures
    remarks: tuple[str, ...] = ()  # what else a reader must know: where its counts stand, what dated it

    @property
    def reason(self) -> str:
        """The whole reasoning in one sentence; made of its parts, since a date or place may come from a retelling."""
        said = f"«{self.told}», {self.factuality_reason}; when: {self.date_reason}; where: {self.place_reason}"
        return "; ".join((said, *self.remarks))


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything found in one article."""

    article: Article
    published: Published
    dates: tuple[Timex, ...]
    places: tuple[Toponym, ...]
    events: tuple[Event, ...]
    remarks: tuple[str, ...] = ()  # what of the article was not read since a limit was met
