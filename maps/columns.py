"""Features as columns: what the map's script reads, small enough for tens of thousands of events.

Columns hold what is drawn and filtered (place, days, type, factuality); the words of an event, needed only
when someone looks at it, are kept apart as rows.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from maps.errors import MapError
from maps.shapes import DECIMALS, Shape, anchor, shape

Feature = dict[str, Any]

_EPOCH: Final = date(1970, 1, 1).toordinal()
_TOLD: Final = (
    "title",
    "title_en",
    "subtype",
    "attribution",
    "confidence",
    "reason",
    "origin",
    "destination",
    "date_granularity",
)
_COUNTS: Final = ("deaths", "injured", "displaced")
_SOURCE: Final = ("article", "url", "source", "published", "evidence")


@cache
def vocabulary() -> dict[str, list[dict[str, str]]]:
    """Names, colours and ways of drawing, from ``types.toml``."""
    return tomllib.loads((Path(__file__).parent / "types.toml").read_text(encoding="utf-8"))


class _Places:
    """Each distinct location once."""

    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {name: [] for name in ("lon", "lat", "name", "en", "km", "area")}
        self.areas: list[Shape] = []
        self._keys: dict[tuple[Any, ...], int] = {}
        self._area_keys: dict[str, int] = {}

    def key(self, geometry: dict[str, Any], properties: dict[str, Any]) -> int:
        area = -1 if geometry["type"] == "Point" else self._area(geometry)
        lon, lat = anchor(geometry, properties)
        names = (properties.get("place_name"), properties.get("place_name_en"), properties.get("uncertainty_km"))
        row = (round(lon, DECIMALS), round(lat, DECIMALS), *names, area)
        if row not in self._keys:
            self._keys[row] = len(self._keys)
            for column, value in zip(self.columns.values(), row, strict=True):
                column.append(value)
        return self._keys[row]

    def _area(self, geometry: dict[str, Any]) -> int:
        drawn = shape(geometry)
        marker = repr(drawn)
        if marker not in self._area_keys:
            self._area_keys[marker] = len(self.areas)
            self.areas.append(drawn)
        return self._area_keys[marker]


def columns(features: Iterable[Feature]) -> dict[str, Any]:
    """The drawn columns under ``events``, ``places`` and ``areas``; an event's words under ``told``."""
    types = {entry["id"]: index for index, entry in enumerate(vocabulary()["type"])}
    facts = {entry["id"]: index for index, entry in enumerate(vocabulary()["factuality"])}
    places = _Places()
    events: dict[str, list[Any]] = {name: [] for name in ("id", "type", "fact", "place", "from", "to")}
    told: list[dict[str, Any]] = []
    for feature in features:
        try:
            row = _event_row(feature, types, facts, places)
        except (KeyError, TypeError, ValueError) as wrong:
            said = f"{wrong} is missing" if isinstance(wrong, KeyError) else wrong
            raise MapError(f"event {feature.get('id')!r} cannot be drawn: {said}") from wrong
        for column, value in zip(events.values(), row, strict=True):
            column.append(value)
        told.append(_told(feature["properties"]))
    return {"events": events, "places": places.columns, "areas": places.areas, "told": told}


def _event_row(feature: Feature, types: dict[str, int], facts: dict[str, int], places: _Places) -> list[Any]:
    properties = feature["properties"]
    kind, factuality = properties["type"], properties.get("factuality") or "occurred"
    if kind not in types:
        raise MapError(f"unknown type {kind!r}")
    if factuality not in facts:
        raise MapError(f"unknown factuality {factuality!r}")
    geometry = feature["geometry"]
    place = -1 if geometry is None else places.key(geometry, properties)
    days = [_day(properties.get("date_start")), _day(properties.get("date_end"))]
    if None in days:  # "before the article was written" is no day on a timeline
        days = [None, None]
    return [str(feature.get("id", properties.get("id"))), types[kind], facts[factuality], place, *days]


def _day(written: str | None) -> int | None:
    """Days since 1970-01-01 of an ISO date or local clock time."""
    return None if written is None else date.fromisoformat(written[:10]).toordinal() - _EPOCH


def _told(properties: dict[str, Any]) -> dict[str, Any]:
    """An event's words: what its card shows, nothing that is empty."""
    row = {name: properties[name] for name in (*_TOLD, *_COUNTS) if properties.get(name) not in (None, "", [])}
    row["dates"] = [properties.get("date_start"), properties.get("date_end")]
    row["actors"] = [[actor["name"], actor["role"]] for actor in properties.get("actors") or ()]
    row["sources"] = [[source.get(name) for name in _SOURCE] for source in properties.get("sources") or ()]
    if properties.get("geo_precision"):
        row["geo_precision"] = properties["geo_precision"]
    if not properties.get("place_id") and properties.get("place_name"):
        row["place"] = properties["place_name"]
    if review := properties.get("review"):
        row["review"] = [review.get("verdict"), review.get("by"), review.get("why")]
    return row
