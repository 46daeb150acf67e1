"""Rows of events: what queries sort and choose by, the face that is shown, and the feature made of both."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Select, select

from store.interval import event_stretch
from store.model import Feature
from store.moments import span_class
from store.schema import ACCOUNT, EVENT, FACE, PLACE
from store.written import load

EVENT_COLUMNS: Final = tuple(column.name for column in EVENT.c)


def narrow(shown: Mapping[str, Any], place: int) -> dict[str, Any]:
    """The values of an event's row, but for its key, ``updated`` and ``content``."""
    starts, ends = event_stretch(shown.get("date_start"), shown.get("date_end"))
    deaths, sources = shown.get("deaths") or {}, shown["sources"]
    said = shown.get
    return {
        "id": said("id"),
        "type": said("type"),
        "subtype": said("subtype"),
        "date_start": said("date_start"),
        "date_end": said("date_end"),
        "factuality": said("factuality"),
        "time_precision": said("time_precision"),
        "geo_precision": said("geo_precision"),
        "confidence": said("confidence"),
        "place": place,
        "starts": starts,
        "ends": ends,
        "span": span_class(starts, ends),
        "verdict": (shown.get("review") or {}).get("verdict"),
        "deaths_min": deaths.get("min"),
        "deaths_max": deaths.get("max"),
        "source_count": len({source.get("article") for source in sources}) if len(sources) > 1 else len(sources),
    }


def faces() -> Select[Any]:
    """A query for what ``compose`` needs, over ``event``, ``face``, ``account`` and ``place``."""
    joined = (
        EVENT.join(FACE, FACE.c.event == EVENT.c.key)
        .join(PLACE, PLACE.c.key == EVENT.c.place)
        .outerjoin(ACCOUNT, ACCOUNT.c.key == FACE.c.account)
    )
    told = ACCOUNT.c.properties.label("told")
    return select(
        EVENT.c.key, EVENT.c.id, PLACE.c.geometry, FACE.c.properties, told, FACE.c.overlay, EVENT.c.updated
    ).select_from(joined)


def compose(row: Any) -> Feature:
    """The feature of one row of ``faces``."""
    _, event_id, geometry, properties, told, overlay, updated = row
    shown = load(properties or told)
    shown["id"] = event_id
    if overlay:
        shown |= load(overlay)
    shown["updated"] = updated
    return {
        "type": "Feature",
        "id": event_id,
        "geometry": load(geometry) if geometry else None,
        "properties": shown,
    }
