"""Outlines of areas, decoded from shared arcs when they are asked for."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, Final

from gazetteer.distance import KM_PER_DEGREE

OUTLINES: Final = Path(__file__).with_name("tables") / "outlines.json"

Ring = list[list[float]]
Geometry = dict[str, Any]  # a GeoJSON geometry, lon before lat


class Outlines:
    """The areas of an outlines file; ``merge`` gives the union of several without their inner borders."""

    def __init__(self, path: Path = OUTLINES) -> None:
        with path.open(encoding="utf-8") as text:
            stored = json.load(text)
        self._scale: int = stored["scale"]
        self._arcs: list[list[int]] = stored["arcs"]
        self._areas: dict[str, list[list[list[int]]]] = stored["areas"]

    def __contains__(self, pcode: str) -> bool:
        return pcode in self._areas

    def codes(self) -> Iterable[str]:
        """The p-codes that have an outline of their own."""
        return self._areas.keys()

    def merge(self, pcodes: Iterable[str]) -> Geometry | None:
        """One geometry for the land of all these areas, None for none."""
        held = [self._areas[pcode] for pcode in pcodes]
        if not held:
            return None
        if len(held) == 1:
            return _geometry([[self._ring(ring) for ring in polygon] for polygon in held[0]])
        used = Counter(
            number if number >= 0 else ~number
            for polygons in held for polygon in polygons for ring in polygon for number in ring
        )  # fmt: skip
        border = [
            number
            for polygons in held for polygon in polygons for ring in polygon for number in ring
            if used[number if number >= 0 else ~number] == 1
        ]  # fmt: skip
        return _geometry(_nested([self._ring(ring) for ring in self._stitched(border)]))

    def _stitched(self, border: Sequence[int]) -> list[list[int]]:
        """Closed rings of arcs, each followed in the direction its area gave it."""
        starting: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number in border:
            starting[self._points(number)[0]].append(number)
        rings = []
        while starting:
            first = next(iter(starting))
            ring, here = [], first
            while here in starting:
                number = starting[here].pop()
                if not starting[here]:
                    del starting[here]
                ring.append(number)
                here = self._points(number)[-1]
                if here == first:
                    break
            rings.append(ring)
        return rings

    def _ring(self, numbers: Sequence[int]) -> Ring:
        points: list[tuple[int, int]] = []
        for number in numbers:
            arc = self._points(number)
            points.extend(arc if not points else arc[1:])
        return [[x / self._scale, y / self._scale] for x, y in points]

    def _points(self, number: int) -> list[tuple[int, int]]:
        steps = self._arcs[number if number >= 0 else ~number]
        x = y = 0
        points = []
        for step in range(0, len(steps), 2):
            x, y = x + steps[step], y + steps[step + 1]
            points.append((x, y))
        return points if number >= 0 else points[::-1]


def _geometry(polygons: Sequence[Sequence[Ring]]) -> Geometry:
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _area(ring: Ring) -> float:
    """Signed area in square degrees, positive where the ring runs against the clock."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring)) / 2


def _nested(rings: Sequence[Ring]) -> list[list[Ring]]:
    """Polygons: shells, each with the holes that lie in it. Holes run the other way round than shells."""
    widest = max(rings, key=lambda ring: abs(_area(ring)))
    shells = [[ring] for ring in rings if _area(ring) * _area(widest) > 0]
    for hole in (ring for ring in rings if _area(ring) * _area(widest) < 0):
        around = [polygon for polygon in shells if inside(hole[0], polygon[0])]
        if around:
            min(around, key=lambda polygon: abs(_area(polygon[0]))).append(hole)
    return shells


def inside(point: Sequence[float], ring: Ring) -> bool:
    """Does the point (lon, lat) lie in the closed ring? Even-odd rule."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def covers(geometry: Geometry, lat: float, lon: float) -> bool:
    """Does a Polygon or MultiPolygon hold the point?"""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return any(
        inside((lon, lat), shell) and not any(inside((lon, lat), hole) for hole in holes) for shell, *holes in polygons
    )


def hull(points: Sequence[Sequence[float]]) -> Geometry | None:
    """The convex polygon about points (lon, lat); None for fewer than three that are not in line."""
    ordered = sorted({(x, y) for x, y in points})

    def half(run: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for x, y in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], (x, y)) <= 0:
                chain.pop()
            chain.append((x, y))
        return chain[:-1]

    ring = half(ordered) + half(reversed(ordered))
    if len(ring) < 3:
        return None
    return {"type": "Polygon", "coordinates": [[list(point) for point in (*ring, ring[0])]]}


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Positive where a, b, c turn against the clock."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def kilometres_outside(geometry: Geometry, lat: float, lon: float) -> float:
    """How far a point lies outside an area; 0 inside it."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return 0.0
    if covers(geometry, lat, lon):
        return 0.0
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return min(
        _to_segment(lat, lon, start, end) for polygon in polygons for ring in polygon for start, end in pairwise(ring)
    )


def _to_segment(lat: float, lon: float, start: Sequence[float], end: Sequence[float]) -> float:
    """Kilometres to a stretch of border, on a plane that touches the globe at the point."""
    east = KM_PER_DEGREE * cos(radians(lat))
    x1, y1 = (start[0] - lon) * east, (start[1] - lat) * KM_PER_DEGREE
    x2, y2 = (end[0] - lon) * east, (end[1] - lat) * KM_PER_DEGREE
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = max(0.0, min(1.0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length)) if length else 0.0
    return hypot(x1 + along * (x2 - x1), y1 + along * (y2 - y1))
