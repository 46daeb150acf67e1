"""The timeline page: the events of a map, for reading and for paper."""

import re
from pathlib import Path

import pytest

import maps
from benchmarks.synthetic import events
from tests.maps.browser import Opened, Visit
from tests.maps.examples import QUOTE, sample, told_twice
from tests.maps.test_in_browser import HOSTILE
from tests.store.features import HOMS, feature, source


def read_in(visit: Visit, section: str) -> list[str]:
    """The events of a section, in its order."""
    found: list[str] = visit.page.locator(f"#{section} .wq-item").evaluate_all(
        "nodes => nodes.map((node) => node.dataset.event)"
    )
    return found


def test_days_months_longer_stretches_and_what_nobody_dated_stand_apart(read: Opened) -> None:
    spans = {
        "day": ("2016-12-06", "2016-12-06"),
        "days": ("2016-12-02", "2016-12-04"),
        "month": ("2016-12-01", "2016-12-31"),
        "year": ("2016-01-01", "2016-12-31"),
        "next": ("2017-01-05", "2017-01-05"),
    }
    made = [feature(name, date_start=first, date_end=last) for name, (first, last) in spans.items()]
    visit = read([*made, feature("none", date_start=None, date_end=None), feature("before", date_start=None)])
    assert visit.page.locator(".wq-section").evaluate_all("nodes => nodes.map((node) => node.id)") == [
        *("month-2016-12", "long-2016", "month-2017-01", "undated")
    ]
    assert read_in(visit, "month-2016-12") == ["day", "days", "month"]
    headings = visit.page.locator("#month-2016-12 h3").all_inner_texts()
    assert headings == ["الثلاثاء 6 كانون الأول 2016", "2–4 كانون الأول 2016", "خلال الشهر، دون يوم محدد"]
    assert read_in(visit, "long-2016") == ["year"]
    assert read_in(visit, "undated") == ["before", "none"]
    assert "في وقت ما قبل 6 كانون الأول 2016" in visit.text("#undated")


def test_an_event_is_read_with_its_evidence_and_where_it_was(read: Opened) -> None:
    visit = read([told_twice()])
    text = visit.text(".wq-item")
    wanted = [
        "قصف مدفعي",
        "الشعار",
        "محافظة حلب",
        "قتلى ≥ 5",
        f"«{QUOTE}»",
        "وكالة الأفق",
        "شبكة الضفاف",
        "نُشر 2016-12-07",
    ]
    assert [words for words in wanted if words not in text] == []
    assert visit.page.locator("blockquote .wq-mark-date").first.inner_text() == "أمس الثلاثاء"
    visit.page.click(".wq-item-why summary")
    assert "the day before the article's date" in visit.text(".wq-item-why")


def test_map_and_timeline_lead_to_one_another_at_the_same_event(read: Opened) -> None:
    visit = read(sample(), address="#event-battle&lang=en")
    assert visit.page.locator(".wq-chosen").get_attribute("data-event") == "battle"
    visit.rest()
    visit.page.locator(".wq-chosen").get_by_text("On the map").click()
    visit.page.wait_for_selector(".wq-card")
    assert visit.text(".wq-id bdi") == "battle"
    assert visit.page.url.split("/")[-1].startswith("map.html#")
    assert visit.page.get_attribute("html", "lang") == "en"
    visit.page.get_by_role("link", name="Timeline page").last.click()
    visit.page.wait_for_selector(".wq-chosen")
    assert re.search(r"timeline\.html#event-battle(&|$)", visit.page.url)
    assert visit.complaints == []
    assert {url.split(":")[0] for url in visit.requests} == {"file"}


def test_without_a_timeline_the_map_links_to_none(opened: Opened) -> None:
    visit = opened(sample())
    assert visit.page.is_hidden("#wq-other-page")


def test_filters_days_and_words_narrow_what_is_read(read: Opened) -> None:
    visit = read(sample())
    visit.page.uncheck("[data-types=siege]")
    visit.page.fill("#wq-day-from", "2018-01-01")
    visit.page.fill("#wq-day-to", "2018-12-31")
    visit.rest()
    shown = visit.page.locator(".wq-item").evaluate_all("nodes => nodes.map((node) => node.dataset.event)")
    assert shown == ["battle", "claimed"]
    visit.page.fill("#wq-search", "لا شيء كهذا")
    visit.page.wait_for_selector("text=لا أحداث هنا")
    visit.page.click("#wq-reset")
    visit.page.wait_for_selector("#event-siege")


def test_hostile_text_stays_text_on_the_timeline_too(read: Opened) -> None:
    telling = source("A", HOSTILE, url="javascript:alert(3)", source=HOSTILE, published=HOSTILE)
    hostile = feature(
        HOSTILE, title=HOSTILE, title_en=HOSTILE, reason=HOSTILE, date_reason=HOSTILE, place_reason=HOSTILE,
        factuality_reason=HOSTILE, confidence_reason=HOSTILE, attribution=HOSTILE, attribution_kind=HOSTILE,
        place_name=HOSTILE, place_name_en=HOSTILE, admin1_pcode=HOSTILE, admin1_name=HOSTILE, part_of=HOSTILE,
        actors=[{"name": HOSTILE, "name_en": HOSTILE, "kind": HOSTILE, "role": HOSTILE}], sources=[telling],
        origin=HOSTILE, origin_point={"name": HOSTILE, "lat": 35, "lon": 36},
    )  # fmt: skip
    visit = read([hostile])
    visit.page.click("#wq-language")
    visit.page.wait_for_selector("html[lang=en]")
    visit.page.click(".wq-item-why summary")
    shown = re.sub(r"\s+", " ", HOSTILE).strip()
    assert re.sub(r"\s+", " ", visit.page.inner_text("#wq-days")).count(shown) >= 12
    assert visit.page.locator("#wq-days img, #wq-days script, #wq-days a[href^=javascript]").count() == 0
    assert visit.complaints == []


def test_the_timeline_page_has_no_template_and_asks_for_nothing() -> None:
    page = maps.timeline([feature(title="{{ 7*7 }}</script>")], title="</title><script>alert(1)</script>{{ 7*7 }}")
    assert "{{" not in page
    assert "<script>alert" not in page
    assert re.findall(r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)[^>]*>", page) == []
    assert "default-src 'none'" in page


def test_thousands_open_at_once_and_any_of_them_can_be_linked(read: Opened) -> None:
    made = list(events(5000))
    visit = read(made, address=f"#event-{made[4321]['id']}")
    loaded = visit.worked_s()
    assert visit.page.locator(".wq-item").count() < 2000  # the rest when it comes near
    if visit.page.locator(".wq-chosen").count():
        assert visit.page.locator(".wq-chosen").get_attribute("data-event") == made[4321]["id"]
        assert visit.page.locator(".wq-chosen").is_visible()
    else:
        assert visit.page.is_visible("#wq-notice")
    assert loaded < 4  # about a quarter of one


def test_an_event_far_down_is_brought_into_sight(read: Opened) -> None:
    days = [f"20{year}-{month:02d}-03" for year in range(11, 19) for month in range(1, 13)]
    visit = read([feature(day, date_start=day, date_end=day) for day in days], address="#event-2017-11-03")
    visit.rest()
    box = visit.page.locator(".wq-chosen").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800


def test_all_that_is_listed_goes_onto_paper(read: Opened, tmp_path: Path) -> None:
    days = [f"20{year}-{month:02d}-03" for year in range(11, 19) for month in range(1, 13)]
    visit = read([feature(day, date_start=day, date_end=day) for day in days])
    visit.rest()
    assert visit.page.locator(".wq-item").count() < len(days)
    visit.page.emulate_media(media="print")
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert visit.page.locator(".wq-item").count() == len(days)
    assert visit.page.is_hidden("#wq-filter")
    visit.page.pdf(path=tmp_path / "timeline.pdf")
    pages = (tmp_path / "timeline.pdf").read_bytes().count(b"/Type /Page\n")
    assert pages >= 10


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_the_edge(read: Opened, width: int) -> None:
    visit = read([*sample(), told_twice(), feature("long", at=HOMS, title="قصف " * 60)], width=width)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
