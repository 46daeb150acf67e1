"""What the canvas draws, in the browser."""

from pathlib import Path

from benchmarks.synthetic import events
from tests.maps.browser import Opened, Visit
from tests.maps.examples import sample
from tests.store.features import HOMS, feature


def rings(visit: Visit) -> list[list[int]]:
    """How many events happened on known days, undated, and not at all, at each ring that the layer drew."""
    counts: list[list[int]] = visit.page.evaluate(
        "waqai.layer.rings"
        ".map((ring) => ['dated', 'undated', 'not'].map((manner) =>"
        " [ring, ...ring.badges].find((part) => part.manner === manner)?.count ?? 0))"
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
    at = visit.page.evaluate(
        "(() => { const p = map_waqai.latLngToContainerPoint([34.73, 36.71]); return [p.x, p.y]; })()"
    )
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
    loaded = visit.page.evaluate("performance.now()")
    assert "/ 10,000" in visit.text("#wq-count")
    visit.page.click("#wq-open-list")
    visit.page.wait_for_selector(".wq-entry")
    assert visit.complaints == []
    assert loaded < 3000


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
    visit.page.wait_for_timeout(300)
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith("file:")] == []
    assert len(visit.requests) == 1
