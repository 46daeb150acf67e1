"""The histogram and its brush, in the browser."""

from typing import Any

from playwright.sync_api import expect

from benchmarks.synthetic import events
from tests.maps.browser import Opened, Visit
from tests.maps.examples import sample
from tests.store.features import feature


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


def month(year: int, number: int, last: int) -> dict[str, Any]:
    """An event of which the text names the month alone."""
    return feature(
        f"{year}-{number}",
        date_granularity="month",
        time_precision=3,
        date_start=f"{year}-{number:02d}-01",
        date_end=f"{year}-{number:02d}-{last}",
    )


def bars(visit: Visit) -> tuple[str, list[float], list[float]]:
    """The unit of the bars, their solid and their pale heights in events."""
    unit, solid, pale = visit.value(
        "(({ axis, bars }) => [axis.unit, [...bars.sure], [...bars.pale]])(waqai.timeline())"
    )
    return unit, solid, [round(height, 3) for height in pale]


def test_what_is_dated_to_a_month_spreads_over_its_days_and_never_stands_on_its_first(opened: Opened) -> None:
    visit = opened([feature("a"), month(2016, 12, 31), feature("z", date_start="2016-12-29", date_end="2016-12-29")])
    unit, solid, pale = bars(visit)
    assert unit == "day"
    assert [day for day, count in enumerate(solid, 1) if count] == [6, 29]
    assert pale == [round(1 / 31, 3)] * 31


def test_a_month_is_sure_of_its_bar_where_bars_are_months(opened: Opened) -> None:
    visit = opened([month(2011, 3, 31), month(2016, 2, 29), month(2019, 5, 31)])
    unit, solid, pale = bars(visit)
    assert unit == "month"
    assert [number for number, count in enumerate(solid) if count] == [0, 59, 98]
    assert set(pale) == {0}


def test_the_bars_add_up_to_the_dated_events_that_are_shown(opened: Opened) -> None:
    visit = opened(list(events(3000)))
    _, solid, pale = bars(visit)
    dated = visit.page.evaluate(
        "waqai.data.events.from.filter((day, e) => day !== null && waqai.state.types[waqai.events.type[e]]"
        " && waqai.state.facts[waqai.events.fact[e]]).length"
    )
    assert abs(sum(solid) + sum(pale) - dated) < 0.5


def test_a_step_moves_the_chosen_days_by_one_bar_and_all_time_comes_back(opened: Opened) -> None:
    visit = opened([month(2011, 3, 31), month(2016, 2, 29), month(2019, 5, 31)])
    visit.page.evaluate("waqai.setTime(16861, 16891)")  # March 2016
    visit.page.keyboard.press(",")
    assert (visit.text("#wq-from"), visit.text("#wq-to")) == ("2016-02-01", "2016-02-29")
    assert "1 / 3" in visit.text("#wq-count")
    visit.page.click("#wq-step-on")
    assert "0 / 3" in visit.text("#wq-count")
    visit.page.click("#wq-whole-time")
    assert "3 / 3" in visit.text("#wq-count")


def test_playing_moves_on_until_paused(opened: Opened) -> None:
    visit = opened([month(2014, 3, 31), month(2018, 5, 31)])
    visit.page.click("#wq-play")
    expect(visit.page.locator("#wq-from")).not_to_have_text("2014-03-01")
    visit.page.click("#wq-play")
    stood = visit.text("#wq-from")
    visit.page.wait_for_timeout(900)  # it would have moved on twice
    assert visit.text("#wq-from") == stood
    assert visit.page.get_attribute("#wq-play", "aria-pressed") == "false"


def test_the_axis_goes_into_the_chosen_days_with_finer_bars(opened: Opened) -> None:
    visit = opened(list(events(2000)))
    assert bars(visit)[0] == "month"
    visit.page.evaluate("waqai.setTime(16801, 16891)")
    visit.page.click("#wq-zoom-time")
    unit, solid, _ = bars(visit)
    assert unit == "day"
    assert 90 <= len(solid) <= 130
    assert visit.value("[waqai.state.from, waqai.state.to]") == [16801, 16891]
    visit.page.click("#wq-whole-time")
    assert bars(visit)[0] == "month"


def test_a_click_on_a_bar_chooses_its_days(opened: Opened) -> None:
    visit = opened([month(2011, 3, 31), month(2016, 2, 29), month(2019, 5, 31)])
    box = visit.page.locator("#wq-brush").bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + box["width"] * 59.5 / 99, box["y"] + 30)
    assert (visit.text("#wq-from"), visit.text("#wq-to")) == ("2016-02-01", "2016-02-29")
