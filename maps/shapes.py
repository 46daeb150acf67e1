"""Geometries as the map draws them: closed polygons and open courses (roads, rivers)."""

from typing import Any, Final

from maps.errors import MapError

DECIMALS: Final = 4  # of a degree: 11 m, finer than any place in the news

Line = list[list[float]]
Shape = dict[str, list[Any]]  # "polygons": lists of rings; "lines": lists of positions


def shape(geometry: dict[str, Any]) -> Shape:
    """The polygons and lines of a GeoJSON geometry, rounded; points have neither."""
    kind: str = geometry["type"]
    coordinates: Any = geometry.get("coordinates")
    if kind == "GeometryCollection":
        parts = [shape(member) for member in geometry["geometries"]]
        return {name: [one for part in parts for one in part[name]] for name in ("polygons", "lines")}
    if kind in ("Polygon", "MultiPolygon"):
        polygons = [coordinates] if kind == "Polygon" else coordinates
        return {"polygons": [[_line(ring) for ring in polygon] for polygon in polygons], "lines": []}
    if kind in ("LineString", "MultiLineString"):
        lines = [coordinates] if kind == "LineString" else coordinates
        return {"polygons": [], "lines": [_line(line) for line in lines]}
    if kind in ("Point", "MultiPoint"):
        return {"polygons": [], "lines": []}
    raise MapError(f"a geometry of type {kind!r} is not GeoJSON")


def _line(positions: list[list[float]]) -> Line:
    return [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat, *_ in positions]


def anchor(geometry: dict[str, Any], properties: dict[str, Any]) -> tuple[float, float]:
    """Where the symbol stands (lon, lat): the point, the event's own coordinates, or the middle of the longest line."""
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        return float(lon), float(lat)
    if properties.get("lon") is not None and properties.get("lat") is not None:
        return float(properties["lon"]), float(properties["lat"])
    drawn = shape(geometry)
    outlines = [polygon[0] for polygon in drawn["polygons"]] + drawn["lines"] or [geometry.get("coordinates")]
    longest = max(outlines, key=len)
    return sum(position[0] for position in longest) / len(longest), sum(p[1] for p in longest) / len(longest)
