"""What a mention of a place says."""

from typing import Any, NamedTuple


class Toponym(NamedTuple):  # an article has dozens, and a frozen dataclass of so many fields takes twice as long
    """One mention of a place, resolved as far as the text goes.

    Offsets are half-open code points into the text as published; ``lat``/``lon`` WGS84 degrees, null where
    the text names no point; ``uncertainty_km`` is the radius in which the place lies. ``geometry`` is a
    GeoJSON geometry (lon, lat) where the mention is an area or a road with a known outline, else null; shared
    between mentions, so never to be changed in place.
    """

    start: int
    end: int
    text: str
    place_id: str | None
    name: str
    name_en: str
    kind: str
    lat: float | None
    lon: float | None
    uncertainty_km: float | None
    country: str | None
    pcode: str | None
    role: str  # event, origin, destination, metonym, dateline, background, embedded (part of a name), anaphora
    reason: str
    candidates: int
    rivals: tuple[str, ...] = ()  # ids of the other places that it may be
    geometry: dict[str, Any] | None = None
    parts: tuple[str, ...] = ()  # ids of the places that make up an area
