"""What holds what, both ways; outlines that fit together."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.strtree import STRtree

import gazetteer
from gazetteer import Gazetteer, PlaceKind
from gazetteer.assembling import assemble
from gazetteer.outlines import OUTLINES, Outlines, covers
from gazetteer.tables import read_tables
from tests.gazetteer import small


def land(held: Gazetteer, place_id: str) -> BaseGeometry:
    outline = held.geometry(place_id)
    assert outline is not None, place_id
    return shape(outline)


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer.load()


@pytest.fixture
def two_banks(tmp_path: Path) -> Gazetteer:
    tables = small.write(tmp_path / "tables")
    return Gazetteer(assemble(read_tables(tables)), tables / "outlines.json")


def test_what_officials_count_is_all_there(places: Gazetteer) -> None:
    counted = {
        kind: sum(1 for place in places if place.kind is kind and place.id.startswith("SY") and place.pcode)
        for kind in PlaceKind
    }
    assert counted[PlaceKind.GOVERNORATE] == 14
    assert counted[PlaceKind.DISTRICT] == 62
    assert counted[PlaceKind.SUBDISTRICT] == 272
    assert sum(1 for place in places if re.fullmatch(r"C\d{4}", place.id)) == 7593
    assert sum(1 for place in places if re.fullmatch(r"N\d{4}", place.id)) == 414


def test_containment_is_asked_both_ways(places: Gazetteer) -> None:
    assert places.within("C4126", "SY07") is any(holder.id == "SY07" for holder in places.ancestors("C4126"))
    strays = [
        child.id
        for area in places
        if area.kind in (PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT)
        for child in places.children(area.id)
        if not places.within(child.id, area.id)
    ]
    assert strays == []


def test_ancestors_come_nearest_first(two_banks: Gazetteer) -> None:
    assert [place.id for place in two_banks.ancestors("N9001")] == [
        "C9001", "SY900100", "SY-region-two-banks", "SY9001", "SY90", "SY",
    ]  # fmt: skip


def test_a_region_holds_what_its_members_hold(two_banks: Gazetteer) -> None:
    assert two_banks.within("C9002", "SY-region-two-banks")
    assert not two_banks.within("gn-1", "SY-region-two-banks")
    assert {place.id for place in two_banks.children("SY-region-two-banks")} == {"SY900100", "SY900101"}


def test_a_place_is_within_itself(places: Gazetteer) -> None:
    assert places.within("SY07", "SY07")


def test_an_area_and_its_seat_are_two_entries_that_know_each_other(places: Gazetteer) -> None:
    seat = places.seat("SY070203")
    assert seat is not None
    assert seat.id == "C4068"
    assert seat.kind is PlaceKind.TOWN
    assert places.place("SY070203").name.replace(" ", "") == seat.name.replace(" ", "")


def test_an_unknown_id_is_an_error(places: Gazetteer) -> None:
    with pytest.raises(KeyError):
        places.place("SY-nowhere")


def test_a_union_has_no_border_inside(two_banks: Gazetteer) -> None:
    outline = two_banks.geometry("SY-region-two-banks")
    assert outline is not None
    assert outline["type"] == "Polygon"
    assert shape(outline).equals(shapely.box(36, 35, 38, 36))


def test_points_have_no_outline(two_banks: Gazetteer) -> None:
    assert two_banks.geometry("C9003") is None


@pytest.mark.parametrize("code_length", [len("SY000000"), len("N0000")])
def test_neighbouring_outlines_do_not_overlap(code_length: int) -> None:
    outlines = Outlines()
    codes = [code for code in outlines.codes() if len(code) == code_length]
    areas = [shape(outlines.merge([code]) or {}) for code in codes]
    assert [code for code, area in zip(codes, areas, strict=True) if not area.is_valid] == []
    tree = STRtree(areas)
    pairs = {(min(a, b), max(a, b)) for a, b in zip(*tree.query(areas, predicate="intersects"), strict=True) if a != b}
    overlapping = [
        (codes[a], codes[b])
        for a, b in pairs
        if areas[a].intersection(areas[b]).area > 1e-4 * min(areas[a].area, areas[b].area)
    ]
    assert overlapping == []


def test_districts_and_governorates_are_the_land_of_their_parts(places: Gazetteer) -> None:
    wrong = []
    for area in places:
        if area.kind in (PlaceKind.DISTRICT, PlaceKind.GOVERNORATE):
            parts = [
                land(places, child.id)
                for child in places.children(area.id)
                if child.kind in (PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT)
            ]
            whole = land(places, area.id)
            if not whole.is_valid or abs(whole.area - sum(part.area for part in parts)) > 1e-6 * whole.area:
                wrong.append(area.id)
    assert wrong == []


def test_every_region_that_has_an_outline_has_a_valid_one_about_its_point(places: Gazetteer) -> None:
    regions = [place for place in places if place.kind is PlaceKind.REGION and place.country == "SY"]
    wrong = [
        place.id
        for place in regions
        if places.geometry(place.id) is not None
        and not (
            land(places, place.id).is_valid
            and land(places, place.id).distance(shapely.Point(place.lon, place.lat)) < 0.1
        )
    ]
    assert wrong == []


def test_shells_run_against_the_clock_as_geojson_wants(places: Gazetteer) -> None:
    wrong = []
    for code in ("SY07", "SY0705", "SY070500", "N0156"):
        outline = places.geometry(code)
        assert outline is not None
        for polygon in outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]:
            turn = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(polygon[0]))
            if turn > 0:
                wrong.append(code)
    assert wrong == []


def test_outlines_weigh_less_than_a_megabyte_and_a_half() -> None:
    assert OUTLINES.stat().st_size < 1_500_000


def test_villages_lie_in_the_outline_of_their_subdistrict(places: Gazetteer) -> None:
    """OCHA has 39 of 7,593 outside; simplified outlines may lose a few more at the border."""
    outlines = {area.id: places.geometry(area.id) for area in places if area.kind is PlaceKind.SUBDISTRICT}
    outside = [
        place.id
        for place in places
        if re.fullmatch(r"C\d{4}", place.id)
        and (outline := outlines[place.parent or ""])
        and not covers(outline, place.lat, place.lon)
    ]
    assert len(outside) < 80, outside


def test_nearest_is_the_nearest(places: Gazetteer) -> None:
    found = places.nearest(35.9291, 36.6353, limit=20)
    distances = [distance for _, distance in found]
    assert distances == sorted(distances)
    assert places.nearest(35.9291, 36.6353, kinds=[PlaceKind.CITY])[0][0].id == "C3871"


def test_nearest_reaches_as_far_as_it_must(two_banks: Gazetteer) -> None:
    assert two_banks.nearest(-30.0, -60.0)[0][0].id == "gn-1"


def test_no_two_governorates_share_land(places: Gazetteer) -> None:
    areas = {
        place.id: land(places, place.id)
        for place in places
        if place.kind is PlaceKind.GOVERNORATE and place.country == "SY"
    }
    shared = [(a, b) for a, b in combinations(areas, 2) if areas[a].intersection(areas[b]).area > 1e-6]
    assert shared == []
