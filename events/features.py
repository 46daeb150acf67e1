"""GeoJSON features: one per happening and place, with all the articles that tell of it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from events.contract import event_json
from events.identity import family
from events.model import Annotation, Count, Event
from events.repetition import counts_agree, days_between, days_overlap
from events.titles import titles
from geo import Toponym
from timex import Published

_MANY: Final = 5  # deaths
_RETOLD: Final = 4  # days in which papers go on telling of a happening
_LONGEST: Final = 7  # days: happenings told for longer ranges merge only when the ranges are the same
_TOO_WIDE_TO_MERGE_KM: Final = 60.0
_TOO_WIDE_KM: Final = 150.0  # a point in the middle of so wide an area would be a wrong pin


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's account of a happening."""

    event: Event
    annotation: Annotation


def features(annotations: Iterable[Annotation]) -> list[dict[str, Any]]:
    """The features of a set of articles; the same happening in several of them is one feature."""
    clusters: list[list[Telling]] = []
    by_day: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for annotation in sorted(annotations, key=_first_published):
        for event in annotation.events:
            telling = Telling(event, annotation)
            keys = _keys(event)
            number = next((n for key in keys for n in by_day[key] if _one_happening(clusters[n], telling)), None)
            if number is None:
                number = len(clusters)
                clusters.append([])
            clusters[number].append(telling)
            for key in keys:
                if number not in by_day[key]:
                    by_day[key].append(number)
    made = [feature for cluster in clusters for feature in _features(cluster)]
    return _distinct(made)


def _keys(event: Event) -> list[tuple[str, str, str]]:
    """Under which family, place and days an event is looked for; none where it cannot be told to be the same."""
    place = event.place_id or event.place_name
    if (event.uncertainty_km or 0) > _TOO_WIDE_TO_MERGE_KM:
        return []  # «في سوريا»: nothing says that two raids somewhere in a country are one
    if place is None or event.date_start is None or event.date_end is None:
        return []
    try:
        first, last = date.fromisoformat(event.date_start[:10]), date.fromisoformat(event.date_end[:10])
    except ValueError:  # a month or year alone: only the same one is the same
        return [(family(event.type), place, f"{event.date_start}/{event.date_end}")]
    if (last - first).days > _LONGEST:
        return [(family(event.type), place, f"{first}/{last}")]
    if _toll_of_many(event) and not event.dated:
        first -= timedelta(days=_RETOLD)  # its day is only the article's: it may have been some days before
    days = ((first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1))
    return [(family(event.type), place, day) for day in days]


def _one_happening(cluster: Sequence[Telling], telling: Telling) -> bool:
    """Does every account so far agree with this one in days, numbers and whether it happened?"""
    event = telling.event
    return all(
        known.annotation.article.id != telling.annotation.article.id
        and _happened(known.event) == _happened(event)
        and (days_overlap(known.event, event) or _retold(known.event, event))
        and tolls_agree(known.event.deaths, event.deaths)
        for known in cluster
    )


def _toll_of_many(event: Event) -> bool:
    """Does it have a toll that tells it from other happenings of the place?"""
    return event.deaths is not None and (event.deaths.min or 0) >= _MANY


def _retold(one: Event, other: Event) -> bool:
    """A toll of many whose day one article gives and the other, some days later, does not."""
    if one.dated == other.dated or not (_toll_of_many(one) and _toll_of_many(other)):
        return False
    dated, assumed = (one, other) if one.dated else (other, one)
    days = days_between(dated.date_end, assumed.date_end)
    return days is not None and 0 <= days <= _RETOLD


def tolls_agree(one: Count | None, other: Count | None) -> bool:
    """May both be the toll of one happening, told as it rose? Within one, or a quarter of the larger."""
    if counts_agree(one, other) or one is None or other is None:
        return True
    lows = (one.min if one.min is not None else one.max or 0, other.min if other.min is not None else other.max or 0)
    return abs(lows[0] - lows[1]) <= max(1, max(lows) // 4)


def _range(counts: Sequence[Count | None]) -> Count | None:
    """The range that holds all tolls told."""
    told = [count for count in counts if count is not None]
    if not told:
        return None
    lows, highs = [count.min for count in told], [count.max for count in told]
    low = min(low for low in lows if low is not None) if any(low is not None for low in lows) else None
    exact = [high for high in highs if high is not None]
    return Count(low, max(exact) if len(exact) == len(highs) else None)


def _happened(event: Event) -> str:
    """What may not be merged: the denied with the told, the planned with the done."""
    return "told" if event.factuality in ("occurred", "claimed") else event.factuality


def _features(cluster: Sequence[Telling]) -> list[dict[str, Any]]:
    """The feature of a happening at its main place, and one without counts at each of its other places.

    Counts stand once, so that adding up a map's features never counts anyone twice.
    """
    tellings = sorted(cluster, key=_published_first)
    event = _together(tellings)
    made = [_feature(event, tellings, event.id)]
    for number, place in enumerate(event.places[1:], 1):
        other = replace(
            _at(event, place),
            deaths=None,
            injured=None,
            displaced=None,
            reason=f"{event.reason}; counts stand with {event.id}",
        )
        place_key = place.place_id or f"{place.name}:{number}"
        made.append(_feature(other, tellings, _digest(f"{event.id}|{place_key}"), part_of=event.id))
    return made


def _first_published(annotation: Annotation) -> tuple[str, str]:
    return annotation.published.date_start or "9", annotation.article.id


def _published_first(telling: Telling) -> tuple[str, str]:
    return _first_published(telling.annotation)


def _together(tellings: Sequence[Telling]) -> Event:
    """The surest account under the first one's id, its gaps filled from the others."""
    best = max(tellings, key=lambda telling: (telling.event.dated, telling.event.confidence)).event
    events = [telling.event for telling in tellings]
    return replace(
        best,
        id=events[0].id,
        deaths=_range([event.deaths for event in events]),
        injured=_range([event.injured for event in events]),
        displaced=_range([event.displaced for event in events]),
        factuality="occurred" if any(event.factuality == "occurred" for event in events) else best.factuality,
    )


def _at(event: Event, place: Toponym) -> Event:
    return replace(
        event,
        place_id=place.place_id,
        place_name=place.name,
        place_name_en=place.name_en,
        lat=place.lat,
        lon=place.lon,
        uncertainty_km=place.uncertainty_km,
        geometry=place.geometry,
        places=(place,),
    )


def _feature(event: Event, tellings: Sequence[Telling], feature_id: str, part_of: str | None = None) -> dict[str, Any]:
    properties = event_json(event)
    for unneeded in ("trigger", "evidence", "places"):
        del properties[unneeded]
    title, title_en = titles(event)
    place = event.places[0] if event.places else None
    properties |= {
        "id": feature_id,
        "part_of": part_of,
        "title": title,
        "title_en": title_en,
        "place_kind": place.kind if place else None,
        "pcode": place.pcode if place else None,
        "sources": [_source(telling) for telling in tellings],
        "updated": max((telling.annotation.published.date_end or "" for telling in tellings), default="") or None,
    }
    return {"type": "Feature", "id": feature_id, "geometry": _geometry(event, place), "properties": properties}


def _source(telling: Telling) -> dict[str, Any]:
    article, evidence = telling.annotation.article, telling.event.evidence
    return {
        "article": article.id,
        "url": article.url,
        "source": article.source,
        "published": _interval(telling.annotation.published),
        "evidence": article.text[evidence.start : evidence.end],
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


def _distinct(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Features with distinct ids: two happenings that share all an id is made of differ by their order."""
    seen: dict[str, int] = {}
    for feature in made:
        count = seen[feature["id"]] = seen.get(feature["id"], 0) + 1
        if count > 1:
            feature["id"] = feature["properties"]["id"] = _digest(f"{feature['id']}#{count}")
    return made


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
