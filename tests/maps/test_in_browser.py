import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import maps
from benchmarks.synthetic import events
from tests.maps.browser import Visit, launched
from tests.store.features import HOMS, feature, source, square

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} ${8*8} </script>\" ' & \u2028 »"

Opened = Callable[..., Visit]


def sample() -> list[dict[str, Any]]:
    return [
        feature("shelling"),
        feature(
            "battle", at=HOMS, type="battle", date_start="2018-05-02T23:30+03:00", date_end="2018-05-02T23:30+03:00"
        ),
        feature(
            "claimed", at=HOMS, type="airstrike", factuality="claimed", date_start="2018-05-03", date_end="2018-05-03"
        ),
        feature(
            "siege", type="siege", geometry=square(36.3, 33.4, 0.3), date_start="2018-02-01", date_end="2018-02-28"
        ),
        feature("road", geometry={"type": "LineString", "coordinates": [[36.6, 35.1], [37.1, 36.1]]}, date_start=None),
        feature("planned", at=[40.1, 35.3], type="agreement", factuality="planned"),
        feature("undated", type="protest", date_start=None, date_end=None),
        feature("unplaced", at=None, type="aid", date_start="2019-01-01", date_end="2019-01-01"),
    ]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    visits: list[Visit] = []

    def open_map(features: list[dict[str, Any]], **size: int) -> Visit:
        path = tmp_path / "map.html"
        maps.draw(features, path)
        visits.append(Visit(browser, path, **size))
        return visits[-1]

    yield open_map
    for visit in visits:
        visit.page.close()


def rings(visit: Visit) -> list[list[int]]:
    """How many events happened on known days, undated, and not at all, at each ring that the layer drew."""
    counts: list[list[int]] = visit.page.evaluate(
        "Object.values(map_waqai._layers).find((layer) => layer.rings).rings"
        ".map((ring) => ['dated', 'undated', 'not'].map((manner) =>"
        " [ring, ...ring.badges].find((part) => part.manner === manner)?.count ?? 0))"
    )
    return sorted(counts)


def listed(visit: Visit) -> list[str]:
    """The events of the side list, in its order."""
    found: list[str] = visit.page.locator(".wq-entry").evaluate_all("nodes => nodes.map((node) => node.dataset.event)")
    return found


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


def test_what_nobody_placed_or_dated_is_listed_apart(opened: Opened) -> None:
    visit = opened(sample())
    assert "6 / 8" in visit.text("#wq-count")
    assert "2 بلا تاريخ undated" in visit.text("#wq-count")
    assert [visit.text(f"#wq-open-{name} b") for name in ("undated", "unplaced")] == ["2", "1"]
    visit.page.click("#wq-open-undated")
    assert listed(visit) == ["road", "undated"]
    visit.page.click("#wq-open-unplaced")
    assert listed(visit) == ["unplaced"]


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


def test_a_card_shows_the_words_the_day_the_place_and_why(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.click("#wq-open-list")
    visit.page.click("[data-event=shelling]")
    card = visit.text("#wq-side-body")
    wanted = [
        "«قتل خمسة مدنيين في قصف على السوق»",
        "6 كانون الأول 2016",
        "2016-12-06",
        "الشعار",
        "Al-Shaar",
        "± 1 km",
        "≥ 10",
    ]
    assert [
        words for words in [*wanted, "أمس counted from the article's date", "وكالة الأفق"] if words not in card
    ] == []
    assert visit.page.get_attribute("#wq-side-body a", "href") == "https://news.example/A"


def test_hours_of_one_day_name_the_day_once(opened: Opened) -> None:
    visit = opened([feature("noon", date_start="2018-03-23T12:00+03:00", date_end="2018-03-23T13:59+03:00")])
    visit.page.click("#wq-open-list")
    assert "2018-03-23 12:00 – 13:59" in visit.text(".wq-entry")


def test_the_source_says_between_which_days_it_was_published(opened: Opened) -> None:
    visit = opened([feature("a", sources=[source("A", published="2016-12-07/2017-02-15")])])
    visit.page.click("#wq-open-list")
    visit.page.click("[data-event=a]")
    assert "2016-12-07 – 2017-02-15" in visit.text("blockquote footer")


def test_hostile_text_stays_text(opened: Opened) -> None:
    place = {"place_name": HOSTILE, "place_name_en": HOSTILE, "attribution": HOSTILE, "subtype": HOSTILE}
    telling = source("A", HOSTILE, url="javascript:alert(3)", source=HOSTILE, published=HOSTILE)
    hostile = feature(
        HOSTILE, title=HOSTILE, reason=HOSTILE, actors=[{"name": HOSTILE, "role": HOSTILE}], sources=[telling]
    )
    hostile["properties"] |= place
    visit = opened([hostile])
    visit.page.click("#wq-open-list")
    visit.page.click(".wq-entry")
    card = visit.text("#wq-side-body")
    shown = re.sub(r"\s+", " ", HOSTILE).strip()
    assert re.sub(r"\s+", " ", card).count(shown) >= 7
    assert visit.page.locator("#wq-side-body a").count() == 0
    assert visit.page.locator("#wq-side-body img, #wq-side-body script").count() == 0
    assert visit.complaints == []


def test_a_type_switched_off_leaves_the_map(opened: Opened) -> None:
    visit = opened(sample())
    assert "قصف" in visit.text("#wq-types")
    visit.page.uncheck("[data-types=shelling]")
    assert "4 / 8" in visit.text("#wq-count")
    visit.page.click("#wq-none")
    assert "0 / 8" in visit.text("#wq-count")
    visit.page.click("#wq-all")
    visit.page.check("[data-facts=planned]")
    assert "7 / 8" in visit.text("#wq-count")


def test_the_timeline_narrows_by_mouse_and_by_key(opened: Opened) -> None:
    visit = opened(sample())
    assert [visit.text("#wq-from"), visit.text("#wq-to")] == ["2016-12-06", "2019-01-01"]
    box = visit.page.locator("#wq-brush").bounding_box()
    assert box is not None
    visit.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 20, steps=4)
    visit.page.mouse.up()
    assert "3 / 8" in visit.text("#wq-count")
    assert visit.text("#wq-open-unplaced b") == "0"
    visit.page.focus("#wq-start")
    visit.page.keyboard.press("Home")
    assert "4 / 8" in visit.text("#wq-count")
    visit.page.keyboard.press("Escape")
    assert visit.text("#wq-open-unplaced b") == "1"


def test_a_month_long_event_belongs_to_each_of_its_days(opened: Opened) -> None:
    visit = opened(
        [
            feature("siege", type="siege", date_start="2018-02-01", date_end="2018-02-28"),
            feature("b", date_start="2018-02-14", date_end="2018-02-14"),
        ]
    )
    for _ in range(14):
        visit.page.focus("#wq-end")
        visit.page.keyboard.press("ArrowLeft")
    visit.page.wait_for_timeout(50)
    assert visit.text("#wq-to") == "2018-02-14"
    assert "2 / 2" in visit.text("#wq-count")
    visit.page.keyboard.press("ArrowLeft")
    assert "1 / 2" in visit.text("#wq-count")


def test_a_stray_century_does_not_flatten_the_timeline(opened: Opened) -> None:
    days = [f"2016-{month:02d}-{day:02d}" for month in range(1, 13) for day in (3, 17)]
    recent = [feature(day, date_start=day, date_end=day) for day in days]
    visit = opened([*recent, feature("ruin", date_start="0652-01-01", date_end="0652-12-31")])
    assert visit.text("#wq-from").startswith("≤ 2015-")
    visit.page.focus("#wq-start")
    visit.page.keyboard.press("ArrowRight")
    assert "24 / 25" in visit.text("#wq-count")
    visit.page.keyboard.press("ArrowLeft")
    assert "25 / 25" in visit.text("#wq-count")


def test_a_click_on_a_pin_opens_its_event(opened: Opened) -> None:
    visit = opened([feature("only", at=HOMS)])
    at = visit.page.evaluate(
        "(() => { const p = map_waqai.latLngToContainerPoint([34.73, 36.71]); return [p.x, p.y]; })()"
    )
    visit.page.mouse.click(*at)
    visit.page.wait_for_selector(".wq-card")
    assert visit.text(".wq-id") == "only"


def test_everything_can_be_reached_on_a_phone(opened: Opened) -> None:
    visit = opened(sample(), width=390, height=780)
    visit.page.click("#wq-fold")
    visit.page.uncheck("[data-types=battle]")
    visit.page.click("#wq-fold")
    visit.page.click("#wq-open-list")
    visit.page.click("[data-event=siege]")
    assert "حصار" in visit.text("#wq-side-body")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_thousands_of_events_crowd_nothing_on_a_phone(opened: Opened) -> None:
    undated = {"date_start": None, "date_end": None}
    many = [
        one | {"properties": one["properties"] | (undated if number % 2 else {})}
        for number, one in enumerate(events(3000))
    ]
    visit = opened(many, width=390, height=844)
    overlaps = """([one, other]) => {
        const [a, b] = [one, other].map((id) => document.querySelector(id).getBoundingClientRect());
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    }"""
    pairs = [("#wq-head", "#wq-filter"), ("#wq-count", "#wq-from"), ("#wq-count", "#wq-to"), ("#wq-head", "#wq-zoom")]
    assert [pair for pair in pairs if visit.page.evaluate(overlaps, list(pair))] == []


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
