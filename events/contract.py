"""The annotation contract: an annotation as the JSON object that is printed per article."""

from typing import Any, Final

from events.mapping import codes
from events.model import Actor, Annotation, Count, Event, Span
from geo import Toponym
from timex import Timex

# The contract knows no role for a name inside another name («حزب الشعب الجمهوري»): its reason says what it is.
_ROLES: Final = {"embedded": "background"}


def to_json(annotation: Annotation) -> dict[str, Any]:
    """The object of ``waqai annotate``; null where the text does not say."""
    article, published = annotation.article, annotation.published
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published": {
            "date_start": published.date_start,
            "date_end": published.date_end,
            "basis": published.basis,
            "reason": published.reason,
        },
        "dates": [_date(timex) for timex in annotation.dates],
        "places": [_place(toponym) for toponym in annotation.places],
        "events": [event_json(event) for event in annotation.events],
        **({"remarks": [*annotation.remarks]} if annotation.remarks else {}),
    }


def _date(timex: Timex) -> dict[str, Any]:
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "date_start": timex.date_start,
        "date_end": timex.date_end,
        "granularity": timex.granularity,
        "mod": timex.mod,
        "edtf": timex.edtf,
        "rule": timex.rule,
        "reason": timex.reason,
    }


def _place(toponym: Toponym) -> dict[str, Any]:
    return {
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "place_id": toponym.place_id,
        "name": toponym.name,
        "name_en": toponym.name_en,
        "kind": toponym.kind,
        "lat": toponym.lat,
        "lon": toponym.lon,
        "uncertainty_km": toponym.uncertainty_km,
        "country": toponym.country,
        "pcode": toponym.pcode,
        "role": _ROLES.get(toponym.role, toponym.role),
        "reason": toponym.reason,
        "candidates": toponym.candidates,
        "rivals": list(toponym.rivals),
    }


def event_json(event: Event) -> dict[str, Any]:
    """One event with the contract's fields, and its codes in other schemes."""
    coded = codes(event)
    return {
        "id": event.id,
        "type": event.type.value,
        "subtype": event.subtype,
        "date_start": event.date_start,
        "date_end": event.date_end,
        "date_granularity": event.date_granularity,
        "time_precision": event.time_precision,
        "place_id": event.place_id,
        "place_name": event.place_name,
        "place_name_en": event.place_name_en,
        "lat": event.lat,
        "lon": event.lon,
        "uncertainty_km": event.uncertainty_km,
        "geo_precision": event.geo_precision,
        "places": [place_json(place) for place in event.places],
        "origin": event.origin,
        "destination": event.destination,
        "actors": [actor_json(actor) for actor in event.actors],
        "deaths": _count(event.deaths),
        "injured": _count(event.injured),
        "detained": _count(event.detained),
        "missing": _count(event.missing),
        "displaced": _count(event.displaced),
        "factuality": event.factuality,
        "attribution": event.attribution,
        "attribution_kind": event.attribution_kind,
        "trigger": _span(event.trigger),
        "evidence": _span(event.evidence),
        "confidence": event.confidence,
        "acled": coded.acled_sub_event,
        "plover": coded.plover_event,
        "reason": event.reason,
        "date_reason": event.date_reason,
        "place_reason": event.place_reason,
        "factuality_reason": event.factuality_reason,
        "confidence_reason": event.confidence_reason,
    }


def actor_json(actor: Actor) -> dict[str, str | None]:
    """Who, of what kind, and which part they had."""
    return {"name": actor.name, "name_en": actor.name_en, "kind": actor.kind, "role": actor.role}


def place_json(place: Toponym) -> dict[str, Any]:
    """One of an event's places, briefly."""
    return {
        "place_id": place.place_id,
        "name": place.name,
        "name_en": place.name_en,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "uncertainty_km": place.uncertainty_km,
    }


def _count(count: Count | None) -> dict[str, int | None] | None:
    return None if count is None else {"min": count.min, "max": count.max}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
