"""From an annotation to its accounts: one for each event and each place that it names."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from events.account import Account
from events.face import feature_of
from events.identity import digest
from events.keys import family_of, keys_of, place_facts
from events.model import Annotation, Event
from gazetteer import Gazetteer
from geo import Toponym


def accounts(annotation: Annotation, gazetteer: Gazetteer) -> list[Account]:
    """What an article tells, in its order; an event at several places is several accounts.

    Counts stand with the first place only, so that adding up a map's features never counts anyone twice.
    """
    made: list[Account] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for event in annotation.events:
        main: Account | None = None
        for here in _at_each_place(event):
            made.append(_account(here, annotation, gazetteer, seen, main))
            main = main or made[-1]
    return made


def _at_each_place(event: Event) -> Iterator[Event]:
    yield event
    for place in event.places[1:]:
        yield _at(event, place)._replace(deaths=None, injured=None, displaced=None, detained=None, missing=None)


def _at(event: Event, place: Toponym) -> Event:
    return event._replace(
        place_id=place.place_id,
        place_name=place.name,
        place_name_en=place.name_en,
        lat=place.lat,
        lon=place.lon,
        uncertainty_km=place.uncertainty_km,
        geometry=place.geometry,
        places=(place,),
        place_reason=f"«{place.text}»: {place.reason}",
    )


def _account(
    event: Event, annotation: Annotation, gazetteer: Gazetteer, seen: Counter[tuple[str, ...]], main: Account | None
) -> Account:
    place = place_facts(event, gazetteer)
    keys = keys_of(event, place)
    told = (family_of(event.type), place["key"], event.date_start or "", event.date_end or "")
    seen[told] += 1
    own = digest(annotation.article.id, *told, str(seen[told]))
    part_of = main.event if main is not None else None
    if part_of is not None:
        remarks = (*event.remarks, f"counts stand with {part_of}")
        event = event._replace(id=digest(part_of, place["key"]), remarks=remarks)
    # What merges with nothing is its article's own, whatever else is told of that place and day.
    alone = event.id if keys else digest("alone", own)
    feature = feature_of(event, annotation, gazetteer, alone, part_of)
    return Account(own, annotation.article.id, alone, keys, feature, _merging(event, place, annotation), _read(event))


def _merging(event: Event, place: dict[str, Any], annotation: Annotation) -> dict[str, Any]:
    published = annotation.published
    return {
        "family": family_of(event.type),
        "place": place,
        "dated": event.dated,
        "denial": event.denial,
        "published": (published.date_end or published.date_start or "")[:10] or None,
    }


def _read(event: Event) -> dict[str, Any]:
    """Where in the article the account stands, and by which rules it was read."""
    place = event.places[0] if event.places else None
    return {
        "trigger": [event.trigger.start, event.trigger.end],
        "evidence": [event.evidence.start, event.evidence.end],
        "date": [event.date_span.start, event.date_span.end] if event.date_span else None,
        "place": [place.start, place.end] if place and place.end else None,
        "place_id": place.place_id if place else None,
        "place_parts": list(place.parts) if place else [],
        "candidates": place.candidates if place else 0,
        "reason": event.reason,
    }
