"""The ground that a map is drawn on: Syria's governorates, districts and towns, or outlines that the caller brings."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from maps.shapes import Line, shape

Ground = dict[str, Any]  # attribution, scale, areas (level, pcode, name, en, rings), towns
_SCALE: Final = 10_000  # points to a degree: 11 m


def ground(outlines: dict[str, Any] | None = None) -> Ground:
    """The areas of a GeoJSON FeatureCollection (``name``, ``name_en``), else ``syria.json`` (bin/base-map)."""
    if outlines is None:
        return _syria()
    areas = [_area(feature) for feature in outlines["features"] if feature.get("geometry")]
    return {"attribution": outlines.get("attribution"), "scale": _SCALE, "areas": areas, "towns": []}


def _area(feature: dict[str, Any]) -> dict[str, Any]:
    said = feature.get("properties") or {}
    rings = [[_differences(ring) for ring in polygon] for polygon in shape(feature["geometry"])["polygons"]]
    return {"level": 1, "pcode": said.get("pcode"), "name": said.get("name"), "en": said.get("name_en"), "rings": rings}


def _differences(ring: Line) -> list[int]:
    """Each point as its distance from the one before: lon, lat, lon, lat, in parts of a degree; not closed."""
    points = [(0, 0), *((round(lon * _SCALE), round(lat * _SCALE)) for lon, lat in ring[:-1])]
    return [step for (west, south), (lon, lat) in pairwise(points) for step in (lon - west, lat - south)]


@cache
def _syria() -> Ground:
    read: Ground = json.loads((Path(__file__).parent / "syria.json").read_text(encoding="utf-8"))
    return read
