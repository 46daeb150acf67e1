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
        turns = [[shapely.LinearRing(ring).is_ccw for ring in polygon] for polygon in polygons]
        wrong += [place_id for turn in turns if turn != [True, *[False] * (len(turn) - 1)]]
    assert wrong == []
    assert seen > 900
