"""Features as columns: what the map's script draws and filters by, small enough for 200,000 events.

Columns hold what is drawn and filtered (place, days, type, factuality, actors, outlets); what an event's card says,
needed only when someone looks at it, is kept apart, a row per event. Events stand in the order of their days, undated
ones last, so that neighbours on the timeline are neighbours in the file.
"""

import marshal
import pickle
import tomllib
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, overload

from maps.errors import MapError
from maps.shapes import DECIMALS, Shape, anchor, shape

Feature = dict[str, Any]

_EPOCH: Final = date(1970, 1, 1).toordinal()
# What the columns hold already, so that it need not be told: of every event, and of those that have a place.
_DRAWN: Final = frozenset({"id", "type", "factuality", "sources"})
_PLACED: Final = frozenset(
    {"lat", "lon", "uncertainty_km", "geo_precision", "place_id", "place_name", "place_name_en", "place_kind", "pcode"}
    | {f"admin{level}_{what}" for level in (1, 2) for what in ("pcode", "name", "name_en")}
)
# Told event by event, for what the first sums up the others say again.
_REASONS: Final = ("reason", "date_reason", "place_reason", "factuality_reason", "confidence_reason")
_APART: Final = _DRAWN | _PLACED | frozenset(_REASONS)
_EVENT_COLUMNS: Final = (
    *("id", "type", "fact", "place", "from", "span", "precision", "confidence"),
    *("killed", "killed_most", "told_by", "outlets", "actors", "origin", "destination"),
)
_PLACE_COLUMNS: Final = (
    *("lon", "lat", "name", "en", "km", "area", "precision"),
    *("id", "kind", "pcode", "admin1", "admin2"),
)


@cache
def vocabulary() -> dict[str, list[dict[str, Any]]]:
    """Names, colours, shapes and ways of drawing, from ``types.toml``."""
    return tomllib.loads((Path(__file__).parent / "types.toml").read_text(encoding="utf-8"))


class _Once:
    """Each distinct value once, known by its number."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def columns(self, names: Iterable[str]) -> dict[str, list[Any]]:
        """The values, tuples, as one list for each of their places."""
        rows: Any = list(self._numbers)
        return {name: [row[at] for row in rows] for at, name in enumerate(names)}

    def values(self) -> list[Any]:
        return list(self._numbers)


class _Drawing:
    """What several events share: places, areas, divisions, outlets and actors."""

    def __init__(self) -> None:
        self.types = {entry["id"]: index for index, entry in enumerate(vocabulary()["type"])}
        self.facts = {entry["id"]: index for index, entry in enumerate(vocabulary()["factuality"])}
        self.places, self.divisions, self.outlets, self.actors = _Once(), _Once(), _Once(), _Once()
        self.areas: list[Shape] = []
        self._area_numbers: dict[str, int] = {}
        self._came: dict[bytes, int] = {}
        self._met: dict[Hashable, int] = {}

    def event(self, feature: Feature) -> tuple[Any, ...]:
        """An event's value for each of ``_EVENT_COLUMNS``."""
        properties = feature["properties"]
        kind, factuality = properties["type"], properties.get("factuality") or "occurred"
        if kind not in self.types:
            raise MapError(f"unknown type {kind!r}")
        if factuality not in self.facts:
            raise MapError(f"unknown factuality {factuality!r}")
        geometry, sources = feature["geometry"], properties.get("sources") or ()
        deaths, confidence = properties.get("deaths") or {}, properties.get("confidence")
        return (
            str(feature.get("id", properties.get("id"))),
            self.types[kind],
            self.facts[factuality],
            -1 if geometry is None else self._place(geometry, properties),
            *_days(properties.get("date_start"), properties.get("date_end")),
            properties.get("time_precision"),
            None if confidence is None else round(confidence * 100),
            deaths.get("min"),
            deaths.get("max"),
            len(sources),
            sorted({self.outlets.number(source["source"]) for source in sources if source.get("source")}),
            [self._actor(actor) for actor in properties.get("actors") or ()],
            self._end(properties.get("origin_point")),
            self._end(properties.get("destination_point")),
        )

    def _place(self, geometry: dict[str, Any], properties: dict[str, Any]) -> int:
        """A place's number; what was met before is known by what tells places apart."""
        area = -1 if geometry["type"] == "Point" else self._area(geometry)
        lon, lat = anchor(geometry, properties)
        said = properties.get
        met = (
            *(lon, lat, area, said("place_id"), said("place_name"), said("place_name_en"), said("place_kind")),
            *(said("uncertainty_km"), said("geo_precision"), said("pcode"), said("admin1_pcode"), said("admin2_pcode")),
        )
        if met not in self._met:
            row = (
                *(round(lon, DECIMALS), round(lat, DECIMALS)),
                *(said("place_name"), said("place_name_en"), said("uncertainty_km"), area),
                *(said("geo_precision"), said("place_id"), said("place_kind"), said("pcode")),
                *(self._division(properties, "admin1"), self._division(properties, "admin2")),
            )
            self._met[met] = self.places.number(row)
        return self._met[met]

    def _area(self, geometry: dict[str, Any]) -> int:
        """An area's number; what was drawn before is known by its coordinates as they came."""
        came = marshal.dumps(geometry.get("coordinates") or geometry.get("geometries"))
        if came not in self._came:
            drawn = shape(geometry)
            number = self._area_numbers.setdefault(repr(drawn), len(self.areas))
            if number == len(self.areas):
                self.areas.append(drawn)
            self._came[came] = number
        return self._came[came]

    def _division(self, properties: dict[str, Any], level: str) -> int:
        pcode = properties.get(f"{level}_pcode")
        if pcode is None:
            return -1
        return self.divisions.number((pcode, properties.get(f"{level}_name"), properties.get(f"{level}_name_en")))

    def _actor(self, actor: dict[str, Any]) -> int:
        return self.actors.number((actor["name"], actor.get("name_en"), actor.get("kind")))

    def _end(self, point: dict[str, Any] | None) -> int:
        """The place where a movement begins or ends."""
        if not point:
            return -1
        at = {"type": "Point", "coordinates": [point["lon"], point["lat"]]}
        named = {"place_name": point.get("name"), "place_name_en": point.get("name_en")}
        return self._place(at, named | {"place_id": point.get("place_id")})


class Kept(Sequence[Feature]):
    """Features that are looked at a part at a time: as bytes they take a fifth of the memory."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, at: int) -> Feature: ...
    @overload
    def __getitem__(self, at: slice) -> list[Feature]: ...
    def __getitem__(self, at: int | slice) -> Feature | list[Feature]:
        if isinstance(at, slice):
            return [_unpacked(packed) for packed in self._packed[at]]
        return _unpacked(self._packed[at])


def _packed(feature: Feature) -> bytes:
    return pickle.dumps(feature, pickle.HIGHEST_PROTOCOL)


def _unpacked(packed: bytes) -> Feature:
    feature: Feature = pickle.loads(packed)  # noqa: S301  # our own bytes, which have not left this process
    return feature


def columns(features: Iterable[Feature]) -> tuple[dict[str, Any], Kept]:
    """What is drawn, as columns and lists under their names, and the features in the order of the columns."""
    drawing, rows = _Drawing(), []
    for feature in features:
        try:
            rows.append((drawing.event(feature), _packed(feature)))
        except (AttributeError, KeyError, TypeError, ValueError) as wrong:
            said = f"{wrong} is missing" if isinstance(wrong, KeyError) else wrong
            raise MapError(f"event {feature.get('id')!r} cannot be drawn: {said}") from wrong
    first_day, event_id = _EVENT_COLUMNS.index("from"), _EVENT_COLUMNS.index("id")
    rows.sort(key=lambda row: (row[0][first_day] is None, row[0][first_day], row[0][event_id]))
    drawn = {
        "events": {name: [row[at] for row, _ in rows] for at, name in enumerate(_EVENT_COLUMNS)},
        "places": drawing.places.columns(_PLACE_COLUMNS),
        "areas": drawing.areas,
        "divisions": drawing.divisions.columns(("pcode", "name", "en")),
        "actors": drawing.actors.columns(("name", "en", "kind")),
        "outlets": drawing.outlets.values(),
    }
    return drawn, Kept([packed for _, packed in rows])


def _days(start: str | None, end: str | None) -> tuple[int | None, int | None]:
    """The first day, counted from 1970-01-01, and how many follow it; "before the article was written" has neither."""
    if start is None or end is None:
        return None, None
    first, last = _day(start[:10]), _day(end[:10])
    if last < first:
        raise MapError(f"it ends ({end}) before it begins ({start})")
    return first, last - first


@lru_cache(maxsize=20_000)
def _day(written: str) -> int:
    return date.fromisoformat(written).toordinal() - _EPOCH


def told(features: Sequence[Feature]) -> dict[str, Any]:
    """What events say besides, property by property: like texts side by side deflate to two thirds of like rows.

    ``event`` has a list for each property that any of them has, null where one has it not; ``source`` the same of all
    their sources, one event's after the other's, ``sources`` how many each has; ``reasons`` a list for each event, in
    the order of ``reason_names``.
    """
    rows = [feature["properties"] for feature in features]
    unplaced = [{} if feature["geometry"] else row for feature, row in zip(features, rows, strict=True)]
    sources = [row.get("sources") or () for row in rows]
    return {
        "event": _by_name(rows, _names(rows) - _APART) | _by_name(unplaced, _PLACED),
        "reason_names": _REASONS,
        "reasons": [[row.get(name) for name in _REASONS] for row in rows],
        "sources": [len(listed) for listed in sources],
        "source": _by_name(every := [source for listed in sources for source in listed], _names(every)),
    }


def _names(rows: Iterable[dict[str, Any]]) -> set[str]:
    return set().union(*rows)


def _by_name(rows: Sequence[dict[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    """A list for each property; null for what is empty, and no list where all are."""
    lists = {
        name: [value if value or value == 0 else None for value in [row.get(name) for row in rows]]
        for name in sorted(names)
    }
    return {name: values for name, values in lists.items() if values.count(None) < len(values)}
