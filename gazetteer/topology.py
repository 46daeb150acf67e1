"""Make the outlines file: sub-districts and neighbourhoods as shared arcs, simplified without gaps or overlaps.

Districts and governorates are not stored: they are the union of their sub-districts (``outlines.merge``).
Shapely is imported here only, by those who build.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry import shape

from gazetteer.official import Unit

SCALE: Final = 100_000  # grid steps in a degree: about a metre
# Level: widest gap closed between neighbours, and simplification tolerance (both degrees).
_CLEANING: Final = {3: (0.01, 0.0007), 5: (0.0005, 0.00006)}

Point = tuple[int, int]
Arc = tuple[Point, ...]
Rings = list[list[int]]


def write_outlines(units: Sequence[Unit], path: Path) -> Path:
    """Write the arcs of all areas to ``path``; raises ``ValueError`` where the result is no clean coverage."""
    arcs: dict[Arc, int] = {}
    areas: dict[str, list[Rings]] = {}
    for level, (gap, tolerance) in _CLEANING.items():
        held = sorted((unit for unit in units if unit.level == level and unit.outline), key=lambda u: u.pcode)
        coverage = _coverage([unit.outline for unit in held if unit.outline], gap, tolerance)
        for unit, polygons in zip(held, _cut(coverage, arcs), strict=True):
            areas[unit.pcode] = polygons
    with path.open("w", encoding="utf-8") as text:
        text.write(_encoded(arcs, areas))
    return path


def _coverage(outlines: Sequence[dict[str, Any]], gap: float, tolerance: float) -> list[list[list[list[Point]]]]:
    """Polygons of integer rings whose shared borders are the same points."""
    clean = shapely.coverage_clean(  # type: ignore[attr-defined]  # the stubs are of shapely 2.1
        np.array([shape(outline) for outline in outlines]), gap_width=gap
    )
    simple = shapely.orient_polygons(shapely.coverage_simplify(clean, tolerance))  # shells as RFC 7946 has them
    if not shapely.coverage_is_valid(simple):
        raise ValueError("the simplified outlines overlap")
    return [[_rings(polygon) for polygon in getattr(area, "geoms", [area])] for area in simple]


def _rings(polygon: Any) -> list[list[Point]]:
    rings = []
    for ring in (polygon.exterior, *polygon.interiors):
        points = [(round(x * SCALE), round(y * SCALE)) for x, y in ring.coords]
        kept = [point for i, point in enumerate(points[:-1]) if point != points[i - 1] or i == 0]
        rings.append(kept)
    return rings


def _cut(areas: Sequence[list[list[list[Point]]]], arcs: dict[Arc, int]) -> list[list[Rings]]:
    """Each area's polygons as rings of arc numbers, ``~n`` where an arc is followed backwards."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in _all_rings(areas):
        for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
            neighbours[here].add(there)
            neighbours[there].add(here)
    junctions = {point for point, around in neighbours.items() if len(around) > 2}
    return [
        [[[_number(arc, arcs) for arc in _arcs(ring, junctions)] for ring in polygon] for polygon in polygons]
        for polygons in areas
    ]


def _all_rings(areas: Iterable[list[list[list[Point]]]]) -> Iterable[list[Point]]:
    return (ring for polygons in areas for polygon in polygons for ring in polygon)


def _arcs(ring: list[Point], junctions: set[Point]) -> list[Arc]:
    """A closed ring cut where borders meet; one that meets none is one arc from its least point."""
    cuts = [i for i, point in enumerate(ring) if point in junctions] or [ring.index(min(ring))]
    turned = ring[cuts[0] :] + ring[: cuts[0]]
    places = [cut - cuts[0] for cut in cuts] + [len(ring)]
    closed = [*turned, turned[0]]
    return [tuple(closed[first : last + 1]) for first, last in pairwise(places)]


def _number(arc: Arc, arcs: dict[Arc, int]) -> int:
    back = arc[::-1]
    if back in arcs:
        return ~arcs[back]
    return arcs.setdefault(arc, len(arcs))


def _encoded(arcs: dict[Arc, int], areas: dict[str, list[Rings]]) -> str:
    """JSON with one arc and one area a line: first point, then steps, in grid units of 1/SCALE degree."""
    lines = [json.dumps(_steps(arc), separators=(",", ":")) for arc in arcs]
    rows = [f"{json.dumps(pcode)}:{json.dumps(areas[pcode], separators=(',', ':'))}" for pcode in sorted(areas)]
    joined, listed = ",\n".join(lines), ",\n".join(rows)
    return f'{{"scale":{SCALE},"arcs":[\n{joined}\n],"areas":{{\n{listed}\n}}}}\n'


def _steps(arc: Arc) -> list[int]:
    flat = [*arc[0]]
    for (x, y), (next_x, next_y) in pairwise(arc):
        flat += (next_x - x, next_y - y)
    return flat
