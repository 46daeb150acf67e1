"""GeoJSON geometries as GeoPackage blobs and bounding boxes.

Source of the layout: OGC 12-128r19 (GeoPackage 1.4), clause 2.1.3, and OGC 06-103r4 for the WKB inside.
"""

import math
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from store.model import StoreError

WGS84: Final = 4326
EARTH_KM: Final = 6371.0088  # its mean radius
_CODES: Final = {
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
    "GeometryCollection": 7,
}
_PARTS: Final = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
_LITTLE_ENDIAN_NO_ENVELOPE: Final = 1

Bounds = tuple[float, float, float, float]  # west, south, east, north


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two positions (latitude, longitude) lie apart, on a sphere."""
    (lat, lon), (there, over) = (tuple(map(math.radians, position)) for position in (one, other))
    half = math.sin((there - lat) / 2) ** 2 + math.cos(lat) * math.cos(there) * math.sin((over - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def blob(geometry: dict[str, Any]) -> bytes:
    """A geometry as GeoPackage stores it."""
    return struct.pack("<2sBBi", b"GP", 0, _LITTLE_ENDIAN_NO_ENVELOPE, WGS84) + _wkb(geometry)


def bounds(geometry: dict[str, Any]) -> Bounds:
    """The box that holds a geometry; ``StoreError`` where a position is no place on Earth."""
    kind = geometry.get("type")
    if kind not in _CODES:
        raise StoreError(f"geometry of type {kind!r}: GeoJSON knows {', '.join(_CODES)}")
    try:
        points = [_position(geometry["coordinates"])] if kind == "Point" else list(_positions(geometry))
        for lon, lat in points:
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                raise StoreError(f"position {lon}, {lat} is not on Earth (GeoJSON order is lon, lat)")
    except (TypeError, ValueError, KeyError) as wrong:
        raise StoreError(f"{kind} with unreadable coordinates: {wrong}") from wrong
    if not points:
        raise StoreError(f"{kind} without a position")
    if len(points) == 1:  # as of most
        return *points[0], *points[0]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons), min(lats), max(lons), max(lats)


def _positions(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    if geometry["type"] == "GeometryCollection":
        for member in geometry["geometries"]:
            yield from _positions(member)
    else:
        yield from _flat(geometry["coordinates"])


def _flat(coordinates: Sequence[Any]) -> Iterator[tuple[float, float]]:
    if coordinates and not isinstance(coordinates[0], (list, tuple)):
        yield _position(coordinates)
        return
    for inner in coordinates:
        yield from _flat(inner)


def _position(coordinates: Sequence[Any]) -> tuple[float, float]:
    lon, lat = coordinates[:2]
    return float(lon), float(lat)


def _wkb(geometry: dict[str, Any]) -> bytes:
    kind = geometry["type"]
    head = struct.pack("<BI", 1, _CODES[kind])
    if kind == "GeometryCollection":
        members = geometry["geometries"]
        return head + struct.pack("<I", len(members)) + b"".join(map(_wkb, members))
    coordinates = geometry["coordinates"]
    if kind == "Point":
        return head + struct.pack("<2d", *coordinates[:2])
    if kind == "LineString":
        return head + _line(coordinates)
    if kind == "Polygon":
        return head + struct.pack("<I", len(coordinates)) + b"".join(map(_line, coordinates))
    parts = [_wkb({"type": _PARTS[kind], "coordinates": part}) for part in coordinates]
    return head + struct.pack("<I", len(parts)) + b"".join(parts)


def _line(positions: Sequence[Sequence[float]]) -> bytes:
    return struct.pack("<I", len(positions)) + b"".join(struct.pack("<2d", *position[:2]) for position in positions)


def relates(relation: str, geometry: str, wkt: str) -> bool:
    """Does a GeoJSON geometry stand in a spatial relation to another one? An SQL function of the connections."""
    import shapely  # noqa: PLC0415  0.2 s to import, needed by few queries

    return bool(getattr(shapely, relation)(shapely.from_geojson(geometry), _read_wkt(wkt)))


@lru_cache(maxsize=32)
def _read_wkt(wkt: str) -> Any:
    import shapely  # noqa: PLC0415  as above

    return shapely.from_wkt(wkt)
