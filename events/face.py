"""The GeoJSON feature of one event at one place, as one article tells it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from events.contract import event_json, place_json
from events.model import Annotation, Event, Span
from events.titles import titles
from gazetteer import Gazetteer, Place, PlaceKind
from geo import Toponym
from timex import Published

COUNTS: Final = ("deaths", "injured", "detained", "missing", "displaced")
_TOO_WIDE_KM: Final = 150.0  # a point in the middle of so wide an area would be a wrong pin
_UNNEEDED: Final = ("trigger", "evidence", "places")  # offsets into an article, which a feature quotes instead
_MOST_KEPT: Final = 20_000
_LEVELS: Final = (("admin1", PlaceKind.GOVERNORATE), ("admin2", PlaceKind.DISTRICT))


def feature_of(
    event: Event, annotation: Annotation, gazetteer: Gazetteer, event_id: str, part_of: str | None
) -> dict[str, Any]:
    """One article's feature; ``part_of`` is the event with which the counts of a list of places stand."""
    place = event.places[0] if event.places else None
    told = event_json(event)
    properties = {name: value for name, value in told.items() if name not in _UNNEEDED}
    properties |= {"id": event_id, "part_of": part_of}
    properties["title"], properties["title_en"] = titles(properties)
    properties |= {
        "place_kind": place.kind if place else None,
        "pcode": place.pcode if place else None,
        **_admin(place, gazetteer),
        "origin_point": _point(event.origin_place),
        "destination_point": _point(event.destination_place),
        "sources": [
            _source(event, annotation, told),
            *(_source(each, annotation, event_json(each)) for each in _told_otherwise(event)),
        ],
        "updated": annotation.published.date_end,
    }
    return {"type": "Feature", "id": event_id, "geometry": _geometry(event, place), "properties": properties}


def _admin(place: Toponym | None, gazetteer: Gazetteer) -> Mapping[str, str | None]:
    """The governorate and district that hold a place; an area's only where all its parts lie in one."""
    ids = () if place is None else (place.place_id,) if place.place_id else place.parts
    return _admin_of(ids, gazetteer)


@lru_cache(_MOST_KEPT)
def _admin_of(ids: tuple[str, ...], gazetteer: Gazetteer) -> Mapping[str, str | None]:
    chains = [(gazetteer.place(each), *gazetteer.parents(each)) for each in ids if each in gazetteer]
    told: dict[str, str | None] = {}
    for level, kind in _LEVELS:
        holders = [_of_kind(chain, kind) for chain in chains]
        only = holders[0] if holders and all(holder == holders[0] for holder in holders) else None
        told |= {
            f"{level}_pcode": only.pcode if only else None,
            f"{level}_name": only.name if only else None,
            f"{level}_name_en": only.name_en if only else None,
        }
    return told


def _of_kind(chain: tuple[Place, ...], kind: PlaceKind) -> Place | None:
    return next((place for place in chain if place.kind is kind), None)


def _point(place: Toponym | None) -> dict[str, Any] | None:
    """Where a movement began or ended."""
    if place is None:
        return None
    brief = place_json(place)
    return {name: brief[name] for name in ("place_id", "name", "name_en", "lat", "lon")}


def _told_otherwise(event: Event) -> list[Event]:
    """The article's other tellings by another's word, with other figures, or denied: kept side by side."""
    told = {(event.attribution, event.factuality, event.deaths, event.injured)}
    others = []
    for other in event.retold:
        said = (other.attribution, other.factuality, other.deaths, other.injured)
        if said not in told and any(said[:1] + said[2:]):
            told.add(said)
            others.append(other)
    return others


def _source(event: Event, annotation: Annotation, told: Mapping[str, Any]) -> dict[str, Any]:
    """Who published it, the quoted words with what in them says so, and what this source alone says (``told``)."""
    article = annotation.article
    return {
        "article": article.id,
        "url": article.url,
        "source": article.source,
        "published": _interval(annotation.published),
        "evidence": article.text[event.evidence.start : event.evidence.end],
        "marks": _marks(event),
        **{name: told[name] for name in (*COUNTS, "factuality", "attribution", "attribution_kind")},
    }


def _marks(event: Event) -> dict[str, list[list[int]]]:
    """Half-open offsets into the evidence of the words that say what, when and where."""
    places = [Span(place.start, place.end) for place in event.places[:1]]
    spans = {"trigger": [event.trigger], "date": [event.date_span] if event.date_span else [], "place": places}
    within, last = event.evidence.start, event.evidence.end
    return {
        name: [[span.start - within, span.end - within] for span in some if within <= span.start < span.end <= last]
        for name, some in spans.items()
    }


def _interval(published: Published) -> str | None:
    """The day or time of publication; where only bounds are known, both of them, an open one as ``..`` (ISO 8601)."""
    first, last = published.date_start, published.date_end
    return first if first == last else f"{first or '..'}/{last or '..'}"


def _geometry(event: Event, place: Toponym | None) -> dict[str, Any] | None:
    """An area's outline, a point, or nothing: no pin in the middle of a country."""
    if event.lat is None or event.lon is None or (place is not None and place.kind == "country"):
        return None
    if event.geometry is not None and event.geometry.get("type") in ("Polygon", "MultiPolygon"):
        return event.geometry
    if (event.uncertainty_km or 0) > _TOO_WIDE_KM:
        return None
    return {"type": "Point", "coordinates": [event.lon, event.lat]}
