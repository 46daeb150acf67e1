"""What the canvas draws, in the browser."""

from pathlib import Path
from typing import Any

from benchmarks.synthetic import events
from tests.maps.browser import Opened, Visit
from tests.maps.examples import sample
from tests.store.features import ALEPPO, HOMS, feature, square


def rings(visit: Visit) -> list[list[int]]:
    """How many events happened on known days, undated, and not at all, at each ring that the layer drew."""
    counts: list[list[int]] = visit.value(
        "waqai.layer.rings"
        ".map((ring) => ['dated', 'undated', 'not'].map((manner) =>"
        " ring.parts.find((part) => part.manner === manner)?.count ?? 0))"
    )
    return sorted(counts)


def test_an_undated_event_is_pinned_as_such_and_lies_in_no_stretch_of_time(opened: Opened) -> None:
    visit = opened(
        [
            feature("a"),
            feature("b", date_start="2016-12-20", date_end="2016-12-20"),
            feature("c", date_start=None),
            feature("d", at=HOMS, date_start=None, date_end=None),
        ]
    )
    assert rings(visit) == [[0, 1, 0], [2, 1, 0]]
    visit.page.focus("#wq-end")
    visit.page.keyboard.press("ArrowLeft")
    assert rings(visit) == [[1, 0, 0]]


def test_undated_events_can_be_taken_off_the_map(opened: Opened) -> None:
    visit = opened([feature("a"), feature("c", date_start=None), feature("d", at=HOMS, date_start=None)])
    visit.page.uncheck("#wq-undated")
    assert rings(visit) == [[1, 0, 0]]
    assert "1 / 3" in visit.text("#wq-count")


def test_what_did_not_happen_is_off_until_asked_for_and_counted_apart(opened: Opened) -> None:
    visit = opened([feature("a"), feature("b", factuality="denied"), feature("c", at=HOMS, factuality="proposed")])
    assert rings(visit) == [[1, 0, 0]]
    visit.page.check("[data-facts=denied]")
    visit.page.check("[data-facts=proposed]")
    assert rings(visit) == [[0, 0, 1], [1, 0, 1]]


def test_a_click_on_a_pin_opens_its_event(opened: Opened) -> None:
    visit = opened([feature("only", at=HOMS)])
    at = visit.value("(() => { const p = map_waqai.latLngToContainerPoint([34.73, 36.71]); return [p.x, p.y]; })()")
    visit.page.mouse.click(*at)
    visit.page.wait_for_selector(".wq-card")
    assert visit.text(".wq-id bdi") == "only"


def test_the_street_map_is_only_asked_for_and_its_absence_is_said(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.route("https://**", lambda route: route.abort())
    visit.page.check("#wq-tiles")
    visit.page.wait_for_selector("#wq-tiles-note", state="visible")
    assert {url.split("/")[2] for url in visit.requests if url.startswith("https:")} == {"tile.openstreetmap.org"}


def test_ten_thousand_events_open_in_three_seconds(opened: Opened, tmp_path: Path) -> None:
    visit = opened(list(events(10_000)))
    assert (tmp_path / "map.html").stat().st_size < 10_000_000
    loaded = visit.worked_s()
    assert "/ 10,000" in visit.text("#wq-count")
    visit.page.click("#wq-open-list")
    visit.page.wait_for_selector(".wq-entry")
    assert visit.complaints == []
    assert loaded < 3  # about a quarter of one


def test_no_event_still_makes_a_map(opened: Opened) -> None:
    visit = opened([])
    assert "0 / 0" in visit.text("#wq-count")
    assert visit.complaints == []


def test_a_map_opens_quietly_and_without_a_network(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.click("#wq-open-undated")
    visit.page.click("[data-event=road]")
    visit.page.click("#wq-in")
    visit.page.click("#wq-open-list")
    visit.rest()
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith("file:")] == []
    assert len(visit.requests) == 1


def at(visit: Visit, lon: float, lat: float) -> tuple[float, float]:
    """Where a point of the world stands on the page."""
    x, y = visit.value(
        f"(() => {{ const p = map_waqai.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y]; }})()"
    )
    return x, y


def test_a_few_events_of_one_place_spread_out_and_each_opens(opened: Opened) -> None:
    visit = opened(
        [feature(name, date_start=f"2016-12-0{n}", date_end=f"2016-12-0{n}") for n, name in enumerate("abcd", 1)]
    )
    visit.page.mouse.click(*at(visit, *ALEPPO))
    legs = visit.value(
        "(({ ring, legs }, view) => legs.map(({ e, dx, dy }) => [waqai.events.id[e], ring.x - view.left + dx,"
        " ring.y - view.top + dy]))(waqai.layer.spider, waqai.layer.view)"
    )
    assert [leg[0] for leg in legs] == ["a", "b", "c", "d"]
    visit.page.mouse.click(legs[2][1], legs[2][2])
    visit.page.wait_for_selector(".wq-card")
    assert visit.text(".wq-id bdi") == "c"


def test_many_events_of_one_place_open_as_a_list_at_any_zoom(opened: Opened) -> None:
    visit = opened([feature(f"e{number:02d}") for number in range(30)])
    for zoom in (6, 9, 14):
        visit.page.evaluate(f"map_waqai.setView([36.2, 37.16], {zoom}, {{ animate: false }})")
        visit.page.mouse.click(*at(visit, *ALEPPO))
        visit.page.wait_for_selector(".wq-entry")
        assert visit.page.locator(".wq-entry").count() == 30
        visit.page.click("#wq-close")


def test_every_event_on_the_map_lies_in_some_ring(opened: Opened) -> None:
    visit = opened(list(events(2000)))
    for zoom in (6, 8, 10):
        visit.page.evaluate(f"map_waqai.setView([35, 38.5], {zoom}, {{ animate: false }})")
        found, there = visit.value(
            "(() => { const groups = waqai.layer.all.flatMap((ring) => ring.groups);"
            " return [new Set(groups.flatMap(({ events }) => [...events])).size, waqai.onMap().length]; })()"
        )
        assert found == there > 1000


def test_what_lies_somewhere_in_an_area_never_joins_what_is_known_to_the_point(opened: Opened) -> None:
    area = square(36.9, 36.0, 0.5)
    visit = opened([feature("point"), feature("siege", type="siege", geometry=area)])
    visit.page.evaluate("map_waqai.setView([36.2, 37.16], 10, { animate: false })")
    drawn = visit.value("waqai.layer.rings.map((ring) => [ring.total, ring.wide])")
    assert sorted(drawn) == [[1, False], [1, True]]
    visit.page.evaluate("map_waqai.setView([36.2, 37.16], 5, { animate: false })")  # the whole area is a few pixels
    assert visit.value("waqai.layer.rings.map((ring) => [ring.total, ring.wide])") == [[2, False]]


def ink(visit: Visit, canvas: str, x: float, y: float) -> list[int]:
    """The colour of a canvas at a point of the page."""
    colour: list[int] = visit.value(
        f"[...document.getElementById('{canvas}').getContext('2d').getImageData({round(x)}, {round(y)}, 1, 1).data]"
    )
    return colour


def test_a_countryside_shows_its_outline_and_a_vague_point_its_circle(opened: Opened) -> None:
    visit = opened([feature("siege", geometry=square(36.9, 36.0, 0.5)), feature("vague", at=HOMS, uncertainty_km=30)])
    inside, edge_of_circle = at(visit, 37.35, 36.45), at(visit, 36.95, 34.73)
    assert ink(visit, "wq-canvas", *inside)[3] > 0
    assert ink(visit, "wq-canvas", *edge_of_circle)[3] > 0
    assert ink(visit, "wq-canvas", *at(visit, 38.9, 35.4))[3] == 0
    assert ink(visit, "wq-ground", *at(visit, 38.9, 35.4)) == [247, 243, 234, 255]


def point(name: str, lon: float, lat: float) -> dict[str, Any]:
    return {"place_id": name, "name": name, "name_en": name, "lat": lat, "lon": lon}


def test_a_movement_is_an_arrow_from_its_origin_to_its_destination(opened: Opened) -> None:
    ends: dict[str, Any] = {
        "origin_point": point("حرستا", 36.36, 33.56),
        "destination_point": point("إدلب", 36.63, 35.93),
    }
    visit = opened([feature(name, at=[36.36, 33.56], type="displacement", **ends) for name in "ab"])
    arrows = visit.value("waqai.layer.arrows.map(({ events, bow }) => [events.length, bow.ay > bow.by])")
    assert arrows == [[2, True]]
    x, y = visit.value(
        "(({ ax, ay, bx, by, cx, cy }) => [(ax + 2 * cx + bx) / 4, (ay + 2 * cy + by) / 4])(waqai.layer.arrows[0].bow)"
    )
    visit.page.mouse.move(x, y)
    assert "حرستا" in visit.text("#wq-tip")
    visit.page.mouse.click(x, y)
    visit.page.wait_for_selector(".wq-entry")
    assert visit.page.locator(".wq-entry").count() == 2
    visit.page.uncheck("[data-types=displacement]")
    assert visit.value("waqai.layer.arrows.length") == 0


def test_a_map_of_one_corner_opens_on_it_and_the_whole_country_is_one_click_away(opened: Opened) -> None:
    visit = opened([feature("a", at=[36.4, 33.57]), feature("b", at=[36.45, 33.5])])
    assert visit.value("map_waqai.getZoom()") > 9
    visit.page.click("#wq-home")
    assert visit.value("map_waqai.getZoom()") < 8
    assert visit.complaints == []
