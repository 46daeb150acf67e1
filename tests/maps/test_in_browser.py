import re

from benchmarks.synthetic import events
from tests.maps.browser import Opened, listed
from tests.maps.examples import sample
from tests.store.features import feature, source

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} ${8*8} </script>\" ' & \u2028 »"


def test_what_nobody_placed_or_dated_is_listed_apart(opened: Opened) -> None:
    visit = opened(sample())
    assert "6 / 8" in visit.text("#wq-count")
    assert "بلا تاريخ: 2" in visit.text("#wq-count")
    assert [visit.text(f"#wq-open-{name} b") for name in ("undated", "unplaced")] == ["2", "1"]
    visit.page.click("#wq-open-undated")
    assert listed(visit) == ["road", "undated"]
    visit.page.click("#wq-open-unplaced")
    assert listed(visit) == ["unplaced"]


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
        "± 1 كم",
        "≥ 10",
    ]
    assert [
        words for words in [*wanted, "أمس counted from the article's date", "وكالة الأفق"] if words not in card
    ] == []
    assert visit.page.get_attribute("#wq-side-body a", "href") == "https://news.example/A"


def test_hours_of_one_day_name_the_day_once(opened: Opened) -> None:
    visit = opened([feature("noon", date_start="2018-03-23T12:00+03:00", date_end="2018-03-23T13:59+03:00")])
    visit.page.click("#wq-open-list")
    assert "23 آذار 2018 12:00–13:59" in visit.text(".wq-entry")


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
