"""What a correction lays over an event: checked values as properties of the feature."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import select

from store.columns import E
from store.decisions import MERGE, SPLIT
from store.interval import day_count, event_stretch
from store.model import FACTUALITIES, TYPES, Feature, StoreError
from store.schema import ACCOUNT, PLACE
from store.transaction import Transaction
from store.written import load

PLACED: Final = (
    *("place_id", "place_name", "place_name_en", "place_kind", "pcode"),
    *("lat", "lon", "uncertainty_km", "geo_precision"),
)
VERDICTS: Final = ("confirmed", "rejected")
CLEARED: Final = "-"  # the event has no such value (no date, no place)

Locate = Callable[[str], Mapping[str, Any] | None]  # a place id's properties and geometry, as on a feature
Patch = dict[str, Any]


def date_patch(first: str, last: str) -> Patch:
    """An event's dates; ``-`` for none. Raises ``StoreError``."""
    if CLEARED in (first, last):
        return {"date_start": None, "date_end": None, "date_granularity": None, "time_precision": None}
    try:
        event_stretch(first, last)
        days = day_count(first, last)
    except ValueError as fault:
        raise StoreError(f"new dates: {fault}") from fault
    precision = 1 if days == 1 else 2 if days <= 7 else 3  # ACLED: the day, the week, the month or more
    granularity = {1: "day", 2: "week", 3: "month"}[precision]
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
    if field == SPLIT and (value not in told or len(told) == 1):
        raise StoreError(f"split_off {value!r}: the event is told by {', '.join(sorted(told))}")
    return {}
