import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import maps
from events import EventType
from maps.blocks import safe_json
from maps.columns import columns, vocabulary
from tests.store.features import feature, source, square

AREA = square(36, 33, 1)
HOSTILE = "</script><script>alert(1)</script> {{ 7*7 }} {% set x %} \u2028"


def data_of(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_every_event_type_has_a_name_and_a_colour_of_its_own() -> None:
    shown = vocabulary()["type"]
    assert {entry["id"] for entry in shown} == set(EventType)
    assert len({entry["colour"] for entry in shown}) == len({entry["ar"] for entry in shown}) == len(shown)


def test_hostile_text_neither_runs_as_template_nor_ends_the_script() -> None:
    hostile = feature("e", title=HOSTILE, place_name=HOSTILE, sources=[source("A", HOSTILE)])
    page = maps.page([hostile], title=HOSTILE)
    assert data_of(page, "waqai-told-0")["event"]["title"] == [HOSTILE]
    assert data_of(page, "waqai-data")["places"]["name"] == [HOSTILE]
    assert [sign for sign in ("{{", "{%", "alert(1)</script>", "49") if sign in safe_json([HOSTILE])] == []
    assert "<script>alert(1)" not in page
    assert "{{ 7*7 }}" not in page


def test_the_page_asks_for_nothing_from_afar() -> None:
    page = maps.page([feature()])
    assert re.findall(r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)[^>]*>", page) == []
    assert re.findall(r"url\((?!#|data:)[^)]*\)", page) == []
    assert "default-src 'none'" in page


def test_the_same_features_give_the_same_page() -> None:
    assert maps.page([feature()]) == maps.page([feature()])


def test_places_and_areas_are_told_once() -> None:
    area = AREA
    drawn, _ = columns([feature("a"), feature("b"), feature("c", geometry=area), feature("d", geometry=area)])
    assert drawn["events"]["place"] == [0, 0, 1, 1]
    assert len(drawn["areas"]) == 1
    assert drawn["places"]["area"] == [-1, 0]


@pytest.mark.parametrize(
    ("geometry", "polygons", "lines"),
    [
        (AREA, 1, 0),
        (
            {
                "type": "MultiPolygon",
                "coordinates": [AREA["coordinates"], square(38, 33, 1)["coordinates"]],
            },
            2,
            0,
        ),
        ({"type": "LineString", "coordinates": [[36, 33], [37, 34]]}, 0, 1),
        ({"type": "MultiLineString", "coordinates": [[[36, 33], [37, 34]], [[38, 33], [39, 34]]]}, 0, 2),
        (
            {"type": "GeometryCollection", "geometries": [AREA, {"type": "Point", "coordinates": [1, 2]}]},
            1,
            0,
        ),
        ({"type": "MultiPoint", "coordinates": [[36, 33], [37, 34]]}, 0, 0),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else str(value),
)
def test_every_kind_of_geometry_is_drawn(geometry: dict[str, Any], polygons: int, lines: int) -> None:
    drawn = columns([feature(geometry=geometry)])[0]["areas"][0]
    assert (len(drawn["polygons"]), len(drawn["lines"])) == (polygons, lines)
    assert columns([feature(geometry=geometry, lat=None, lon=None)])[0]["places"]["lat"][0] > 1


def test_what_is_not_known_stays_unknown() -> None:
    drawn = columns([feature("a", at=None), feature("b", date_start=None)])[0]["events"]
    assert drawn["place"] == [-1, 0]
    assert drawn["from"] == [17141, None]
    assert drawn["span"] == [0, None]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (feature("e", type="bombing"), "event 'e' cannot be drawn: unknown type 'bombing'"),
        (feature("e", factuality="maybe"), "unknown factuality"),
        (feature("e", date_start="soon"), "soon"),
        (feature("e", geometry={"type": "Circle", "coordinates": [1, 2]}), "'Circle' is not GeoJSON"),
        ({"type": "Feature", "id": "e", "geometry": None, "properties": {}}, "'type' is missing"),
    ],
)
def test_a_feature_that_cannot_be_drawn_is_named_and_no_file_is_left(
    tmp_path: Path, wrong: dict[str, Any], says: str
) -> None:
    with pytest.raises(maps.MapError, match=re.escape(says)):
        maps.draw([feature(), wrong], tmp_path / "map.html")
    assert list(tmp_path.iterdir()) == []


def test_the_caller_may_bring_outlines() -> None:
    outline = {"type": "Feature", "geometry": AREA, "properties": {"name": "منطقة", "name_en": "Area"}}
    page = maps.page([], outlines={"type": "FeatureCollection", "features": [outline], "attribution": "made up"})
    drawn = data_of(page, "waqai-page")["ground"]
    assert drawn["attribution"] == "made up"
    assert [(area["name"], area["rings"]) for area in drawn["areas"]] == [
        ("منطقة", [[[360000, 330000, 10000, 0, 0, 10000, -10000, 0]]])
    ]


def test_the_ground_is_syria_with_its_governorates_districts_and_seats_and_their_source() -> None:
    drawn = data_of(maps.page([]), "waqai-page")["ground"]
    assert [sum(area["level"] == level for area in drawn["areas"]) for level in (1, 2)] == [14, 62]
    assert sum(town[4] == 1 for town in drawn["towns"]) == 13  # Rural Damascus has none
    assert "OCHA" in drawn["attribution"]
    assert "CC BY 3.0 IGO" in drawn["attribution"]


def test_many_events_are_packed_small() -> None:
    from benchmarks.synthetic import events

    page = maps.page(events(2000))
    assert 'data-packed="' in page
    assert len(page.encode()) < 1_000_000


def test_importing_the_room_does_not_import_folium() -> None:
    code = "import sys, maps; sys.exit('folium' in sys.modules or 'jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


def test_no_later_map_of_folium_is_changed() -> None:
    import folium

    before = len(folium.Map.default_js)
    maps.page([feature()])
    assert len(folium.Map.default_js) == before > 0
