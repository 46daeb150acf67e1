"""One happening told twice in an article is one event."""

from collections.abc import Sequence
from datetime import date
from math import inf
from typing import Final

from arabic import Text
from events.actors import opposed
from events.identity import family
from events.kinds import VIOLENT
from events.model import Count, Event, EventType
from events.precedence import SOVEREIGN
from events.spots import Within, great_circle_km
from events.tellings import Tellings

# What is told to have happened, to be coming, or not to be so: never one event.
_STANDING: Final = {
    "occurred": "told",
    "claimed": "told",
    "planned": "coming",
    "proposed": "coming",
    "denied": "denied",
}
_HARM: Final = frozenset(("killing", "injury", "massacre", "attack"))  # what was done, not by what means
# What undoes what other words of the same type tell: a release is no arrest told again.
_UNDOING: Final = frozenset(("release", "prisoner_exchange", "siege_lifted", "breakdown", "return", "access_denied"))
_TAKING: Final = frozenset(("capture", "recapture", "advance"))  # what only one side can have done
_ANY_MEANS: Final = frozenset(("bombardment",))  # of which another telling may say that it was from the air
_AROUND_KM: Final = 100.0  # a headline names the province or the next city
_HAS_BODY: Final = 3  # sentences of an article that a headline heads
_LONGEST_HEADLINE: Final = 20  # words
_WIDE_KM: Final = 20.0  # a countryside holds too much to be the same place as a town in it
_VAGUE: Final = frozenset(("attack", "chemical_attack", "massacre"))
_BOMBED: Final = frozenset((EventType.AIRSTRIKE, EventType.SHELLING, EventType.EXPLOSION))
_TELLING_TOLL: Final = 3  # deaths from which two equal tolls in one article are seldom two happenings
_RECENT: Final = 4  # days before the article that an undated retelling may be of; it may be assumed a day early


def without_repetitions(events: Sequence[Event], text: Text, within: Within) -> list[Event]:
    """The events of one article, each once: the fuller telling stays, in the text's order."""
    tellings = Tellings()
    for event in events:
        twin = next((number for number in tellings.like(event) if same(tellings.events[number], event, within)), None)
        if twin is None:
            tellings.add(event)
        else:
            tellings.replace(twin, _fuller(tellings.events[twin], event, text))
    kept = tellings.events
    kept = [event for event in kept if not _announces(event, kept, text, within)]
    kept = [_dated_by_another(event, kept, within) for event in kept]
    return sorted(kept, key=lambda event: event.evidence.start)


def _announces(event: Event, events: Sequence[Event], text: Text, within: Within) -> bool:
    """Is it but the headline of what the article then tells with its day, its place or its numbers?"""
    if event.dated or event.evidence.end > _headline(text):
        return False
    return any(
        other.evidence.start >= _headline(text)
        and (_kinds_agree(event, other) or {event.type, other.type} <= VIOLENT)
        and _STANDING.get(event.factuality) == _STANDING.get(other.factuality)
        and (places_agree(event, other, within) or _inside_of(event, other))
        and 0 <= (days_between(other.date_end, event.date_end) or 0) <= _RECENT
        for other in events
    )


def _inside_of(headline: Event, other: Event) -> bool:
    """«جنوبي إدلب» in a headline holds the town that the article names."""
    if headline.lat is not None and other.lat is not None:
        return _apart_km(headline, other) <= max(headline.uncertainty_km or 0.0, _AROUND_KM)
    return False


def _headline(text: Text) -> int:
    """Where the first line ends, if it is short and others follow; else 0."""
    if len(text.sentences) < _HAS_BODY:
        return 0
    first, second = text.sentences[0], text.sentences[1]
    alone = text.tokens[second.first].gap == "\n" and first.last - first.first <= _LONGEST_HEADLINE
    return text.tokens[first.last - 1].end if alone else 0


def _dated_by_another(event: Event, events: Sequence[Event], within: Within) -> Event:
    """A denial without a date is of the day that the article's other telling of the same gives."""
    if event.dated or event.factuality != "denied" or event.lat is None:
        return event
    for other in events:
        if other.dated and family(other.type) == family(event.type) and places_agree(event, other, within):
            return event._replace(
                date_start=other.date_start,
                date_end=other.date_end,
                date_granularity=other.date_granularity,
                date_reason=f"{other.date_reason}; dated by the article's other telling of it",
                date_span=other.date_span,
            )
    return event


def _one_undated(one: Event, other: Event) -> bool:
    """The text dates only one of two tellings, not long before the article: the other's day was only assumed."""
    if one.dated == other.dated or one.lat is None or other.lat is None or one.factuality == "denied":
        return False
    dated, assumed = (one, other) if one.dated else (other, one)
    days = days_between(dated.date_end, assumed.date_end)
    return days is not None and -1 <= days <= _RECENT and one.subtype == other.subtype


def days_between(first: str | None, last: str | None) -> int | None:
    """Days from one ISO date or time to another; null where either names no day."""
    try:
        return (date.fromisoformat((last or "")[:10]) - date.fromisoformat((first or "")[:10])).days
    except ValueError:  # nothing, or a month or year alone
        return None


def same(one: Event, other: Event, within: Within) -> bool:
    """May two tellings be of one happening: kind, place, days and numbers agree?"""
    return (
        _kinds_agree(one, other)
        and _STANDING.get(one.factuality) == _STANDING.get(other.factuality)
        and (places_agree(one, other, within) or _of_one_toll(one, other))
        and (days_overlap(one, other) or _one_undated(one, other))
        and all(counts_agree(getattr(one, kind), getattr(other, kind)) for kind in ("deaths", "injured", "displaced"))
    )


def _of_one_toll(one: Event, other: Event) -> bool:
    """Violence that killed as many, told once without its place or with a vaguer one that reaches to the other."""
    if one.deaths is None or one.deaths != other.deaths or (one.deaths.min or 0) < _TELLING_TOLL:
        return False
    if one.lat is None or other.lat is None:
        return {one.type, other.type} <= VIOLENT
    return one.type is other.type and _apart_km(one, other) <= max(
        one.uncertainty_km or 0.0, other.uncertainty_km or 0.0
    )


def _kinds_agree(one: Event, other: Event) -> bool:
    """One type, one family, or two accounts of violence of which one may mean the other."""
    if one.type is other.type:
        return _turns_agree(one, other)
    if one.type not in VIOLENT or other.type not in VIOLENT:
        return False
    if family(one.type) == family(other.type):
        return True
    if one.deaths is not None and one.deaths == other.deaths and (one.subtype in _HARM or other.subtype in _HARM):
        return True
    # «الضربات الأمريكية على المطار» and «القصف الصاروخي على المطار»: the general word may mean the other.
    if one.place_id is None or one.place_id != other.place_id:
        return False
    return bool({one.type, other.type} & _BOMBED) and bool({one.subtype, other.subtype} & _VAGUE)


def _turns_agree(one: Event, other: Event) -> bool:
    """Of two events of one type: neither undoes the other, and what hardly has a type of its own is the same thing."""
    if one.type is EventType.OFFER:
        return one.subtype == other.subtype and _same_doers(one, other)
    if one.type is EventType.OTHER:
        return one.subtype == other.subtype
    if (
        one.type is EventType.TERRITORY
        and {one.subtype, other.subtype} <= _TAKING
        and opposed(one.actors, other.actors)
    ):
        return False
    return (one.subtype in _UNDOING) == (other.subtype in _UNDOING)


def _same_doers(one: Event, other: Event) -> bool:
    """Two rejections are one only where one party is in both."""
    names = {actor.name for actor in one.actors} & {actor.name for actor in other.actors}
    return bool(names)


def places_agree(one: Event, other: Event, within: Within) -> bool:
    """The same place, one inside the other, or one of them unnamed."""
    if one.lat is None or other.lat is None:
        return one.subtype == other.subtype or (one.lat is None and other.lat is None and _general(one, other))
    if {place.place_id or place.name for place in one.places} & {
        place.place_id or place.name for place in other.places
    }:
        return True
    if max(one.uncertainty_km or 0.0, other.uncertainty_km or 0.0) > _WIDE_KM:
        return False  # a country or a province holds too much to be the same place as what lies in it
    if one.place_id is not None and other.place_id is not None:
        a, b = one.place_id, other.place_id
        return within(a, b) or within(b, a)
    return one.place_name == other.place_name or _apart_km(one, other) <= max(
        one.uncertainty_km or 0.0, other.uncertainty_km or 0.0
    )


def _general(one: Event, other: Event) -> bool:
    """Is one of two unplaced tellings in words so general that the other may be meant?"""
    return one.type.value in (one.subtype, other.subtype)


def _apart_km(one: Event, other: Event) -> float:
    """Great-circle distance between two placed events."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return inf
    return great_circle_km((one.lat, one.lon), (other.lat, other.lon))


def days_overlap(one: Event, other: Event) -> bool:
    """Do the two ranges share a day? An open bound is open."""
    return (one.date_start or "0")[:10] <= (other.date_end or "9")[:10] and (other.date_start or "0")[:10] <= (
        one.date_end or "9"
    )[:10]


def counts_agree(one: Count | None, other: Count | None) -> bool:
    """Can both ranges hold the same number?"""
    if one is None or other is None:
        return True
    return (one.min or 0) <= (other.max or 10**9) and (other.min or 0) <= (one.max or 10**9)


def _fuller(one: Event, other: Event, text: Text) -> Event:
    """The telling that says more (a date of its own, a place, numbers), with the gaps filled from the other."""
    best, rest = sorted(
        (one, other), key=lambda event: (_said(event, text), event.confidence, -event.evidence.start), reverse=True
    )
    dated = next((event for event in (best, rest) if event.dated), best)
    place = _placing(best, rest)
    cause = min(
        (best, rest),
        key=lambda event: (event.subtype in _HARM, event.subtype in _ANY_MEANS, event.subtype not in SOVEREIGN),
    )
    return best._replace(
        type=cause.type,
        subtype=cause.subtype,
        date_start=dated.date_start,
        date_end=dated.date_end,
        date_granularity=dated.date_granularity,
        time_precision=dated.time_precision,
        dated=dated.dated,
        place_id=place.place_id,
        place_name=place.place_name,
        place_name_en=place.place_name_en,
        lat=place.lat,
        lon=place.lon,
        uncertainty_km=place.uncertainty_km,
        geo_precision=place.geo_precision,
        geometry=place.geometry,
        places=place.places,
        date_reason=dated.date_reason,
        date_span=dated.date_span,
        place_reason=place.place_reason,
        retold=(*best.retold, *rest.retold, rest._replace(retold=())),
        deaths=best.deaths or rest.deaths,
        injured=best.injured or rest.injured,
        displaced=best.displaced or rest.displaced,
        detained=best.detained or rest.detained,
        missing=best.missing or rest.missing,
        actors=best.actors or rest.actors,
    )


def _placing(best: Event, rest: Event) -> Event:
    """The telling whose place counts; of two that are at one place, the one whose own words name it."""
    if rest.lat is None:
        return best
    if best.lat is None or (rest.place_id == best.place_id and not _names_place(best)):
        return rest
    return best


def _names_place(event: Event) -> bool:
    return any(event.evidence.start <= place.start < event.evidence.end for place in event.places)


def _said(event: Event, text: Text) -> int:
    """How much a telling says; a headline says it first and least."""
    headline = event.evidence.start < len(text.published) // 10 and event.evidence.end <= _first_line(text)
    facts = (event.dated, event.lat is not None, event.deaths, event.injured, event.displaced)
    numbers = (event.deaths, event.injured, event.displaced)
    return sum(map(bool, facts)) + sum(map(bool, numbers)) - 3 * headline


def _first_line(text: Text) -> int:
    return text.tokens[text.sentences[0].last - 1].end if text.sentences else 0
