"""What a correction lays over an event: checked values as properties of the feature."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import select

from store.columns import E
from store.decisions import MERGE, SPLIT
from store.geometry import kilometres
from store.interval import SHORT_DAYS, day_count, ends, event_stretch
from store.model import FACTUALITIES, TYPES, Feature, StoreError
from store.schema import ACCOUNT, PLACE
from store.transaction import Transaction
from store.written import load

PLACED: Final = (
    *("place_id", "place_name", "place_name_en", "place_kind", "pcode"),
    *("lat", "lon", "uncertainty_km", "geo_precision"),
)
VERDICTS: Final = ("confirmed", "rejected")
_WHOLE_COUNTRY: Final = 1_000  # kilometres
CLEARED: Final = "-"  # the event has no such value (no date, no place)

Locate = Callable[[str], Mapping[str, Any] | None]  # a place id's properties and geometry, as on a feature
Patch = dict[str, Any]


def date_patch(first: str, last: str) -> Patch:
    """An event's dates; ``-`` for none. Raises ``StoreError``."""
    if CLEARED in (first, last):
        return {"date_start": None, "date_end": None, "date_granularity": None, "time_precision": None}
    try:
        first, last = ends(first)[0], ends(last)[1]  # «2014-08» is all its days
        event_stretch(first, last)
        days = day_count(first, last)
    except ValueError as fault:
        raise StoreError(f"new dates: {fault}") from fault
    precision = 1 if days == 1 else 2 if days <= 7 else 3  # ACLED: the day, the week, the month or more
    granularity = {1: "day", 2: "week", 3: "month" if days <= SHORT_DAYS else "year"}[precision]
    return {"date_start": first, "date_end": last, "date_granularity": granularity, "time_precision": precision}


def word_patch(field: str, value: str) -> Patch:
    """An event's type or factuality, or a verdict on it. Raises ``StoreError``."""
    allowed: dict[str, Any] = {"type": sorted(TYPES), "factuality": sorted(FACTUALITIES), "verdict": VERDICTS}
    if value not in allowed[field]:
        column = field if field == "verdict" else f"new_{field}"
        raise StoreError(f"{column} {value!r}: known are {', '.join(allowed[field])}")
    return {field: value}


def place_patch(tx: Transaction, place_id: str, locate: Locate | None) -> Patch:
    """Where an event lies; ``-`` for nowhere. Raises ``StoreError`` for a place that nobody knows."""
    if place_id == CLEARED:
        return dict.fromkeys((*PLACED, "geometry"))
    found = locate(place_id) if locate is not None else _met_place(tx, place_id)
    if found is None:
        raise StoreError(f"new_place_id {place_id!r} is no place of the gazetteer")
    patch = {name: found.get(name) for name in PLACED} | {"place_id": place_id}
    patch["geo_precision"] = patch["geo_precision"] or _precision(patch["uncertainty_km"])
    drawn = found.get("geometry") or {"type": "Point", "coordinates": [found["lon"], found["lat"]]}
    return patch | {"geometry": drawn}


def point_patch(event: Feature, placed: Patch | None, lat: str, lon: str, uncertainty_km: str) -> Patch:
    """An event's position, kept with the place it has, or is ``placed`` at by the same row. Raises ``StoreError``.

    A point outside the place as it is known would be a pin beside another name: then the row names the place too.
    """
    at = _degrees("new_lat", lat, 90), _degrees("new_lon", lon, 180)
    place = event["properties"] if placed is None else placed
    known = place.get("uncertainty_km")
    radius = float(known) if known is not None else None
    if uncertainty_km:
        radius = _number("new_uncertainty_km", uncertainty_km)
    if radius is None or not 0 <= radius <= _WHOLE_COUNTRY:
        raise StoreError("new_uncertainty_km: how many kilometres may the point be wrong? Nothing else says it")
    if placed is None and place.get("lat") is not None:
        apart = kilometres((place["lat"], place["lon"]), at)
        if apart > max(known or 0, 1):
            named = place.get("place_name_en") or place.get("place_name") or place.get("place_id")
            raise StoreError(
                f"the point lies {apart:.1f} km from {named}, which is known to {known} km: say which place it is in"
                " (new_place_id), or - for none"
            )
    drawn = {"type": "Point", "coordinates": [at[1], at[0]]}
    return {
        "lat": at[0],
        "lon": at[1],
        "uncertainty_km": radius,
        "geo_precision": _precision(radius),
        "geometry": drawn,
    }


def _degrees(column: str, written: str, most: float) -> float:
    degrees = _number(column, written)
    if abs(degrees) > most:
        raise StoreError(f"{column} {written!r} is not between -{most:g} and {most:g} degrees")
    return degrees


def _number(column: str, written: str) -> float:
    """A number, also as countries write it that use a comma, or ٫, for its point."""
    try:
        number = float(written.replace("٫", ".").replace(",", "."))
    except ValueError:
        raise StoreError(f"{column} {written!r} is no number") from None
    if not math.isfinite(number):
        raise StoreError(f"{column} {written!r} is no number")
    return number


def _precision(uncertainty_km: float | None) -> int:
    """ACLED's code for a place whose caller names none: 1 a town and less, 2 its surroundings, 3 a wider region."""
    return 3 if uncertainty_km is None or uncertainty_km > 40 else 2 if uncertainty_km > 12 else 1


def _met_place(tx: Transaction, place_id: str) -> Patch | None:
    """A place that some article already places an event at."""
    joined = ACCOUNT.join(PLACE, PLACE.c.key == ACCOUNT.c.place)
    query = select(ACCOUNT.c.properties, PLACE.c.geometry).select_from(joined)
    row = tx.connection.execute(
        query.where(PLACE.c.place_id == place_id, PLACE.c.geometry.isnot(None)).limit(1)
    ).first()
    return load(row.properties) | {"geometry": load(row.geometry)} if row else None


def structural_patch(tx: Transaction, event: Feature, field: str, value: str) -> Patch:
    """Nothing to lay over it, once it is sure that the merge or split can be made. Raises ``StoreError``."""
    if field == MERGE:
        known = tx.connection.execute(select(E.c.key).where(E.c.id == value)).first()
        if known is None or value == event["id"]:
            raise StoreError(f"merge_into {value!r} is {'the event itself' if known else 'no event of the store'}")
        return {}
    told = {str(source.get("article")) for source in event["properties"]["sources"]}
    if field == SPLIT and value not in told:
        raise StoreError(f"split_off {value!r}: the event is told by {', '.join(sorted(told))}")
    if field == SPLIT and len(told) == 1:
        raise StoreError(f"split_off {value!r}: no other article tells of the event, so there is nothing to split")
    return {}


def article_of(event: Feature, named: str) -> str:
    """The article that a person names by its id or, as the sheet shows it, by its address; else what they wrote."""
    called = {str(source.get("article")) for source in event["properties"]["sources"] if source.get("url") == named}
    return called.pop() if len(called) == 1 else named
