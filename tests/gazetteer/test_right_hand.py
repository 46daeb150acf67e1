"""Outlines as RFC 7946 wants them: shells run counterclockwise, holes clockwise (3.1.6)."""

import shapely

from gazetteer import load


def test_every_outline_follows_the_right_hand_rule() -> None:
    known = load()
    wrong, seen = [], 0
    for place_id in known.stored.ids:
        geometry = known.geometry(place_id)
        if geometry is None or not geometry["type"].endswith("Polygon"):
            continue
        seen += 1
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            if [shapely.LinearRing(ring).is_ccw for ring in polygon] != [True, *[False] * (len(polygon) - 1)]:
                wrong.append(place_id)
    assert wrong == []
    assert seen > 900
