import pytest

from tests.maps.browser import Opened
from tests.maps.examples import sample


def test_an_address_restores_what_its_sender_saw(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.click("#wq-language")
    visit.page.uncheck("[data-types=aid]")
    visit.page.check("[data-facts=planned]")
    visit.page.fill("#wq-search", "قصف")
    visit.page.click("#wq-facet-source summary")
    visit.page.locator("#wq-facet-source input").first.check()
    visit.page.evaluate("waqai.map.setView([35.5, 37.25], 8.25, {animate: false}); waqai.setTime(16832, 17896)")
    visit.page.click("#wq-open-list")
    visit.page.locator(".wq-entry").first.click()
    visit.page.wait_for_selector(".wq-card")
    seen = """() => ({
        url: location.hash, count: document.querySelector('#wq-count').textContent,
        id: document.querySelector('.wq-id').textContent,
        view: [waqai.map.getCenter().lat.toFixed(3), waqai.map.getCenter().lng.toFixed(3), waqai.map.getZoom()],
        time: [waqai.state.from, waqai.state.to], found: document.querySelector('#wq-found').textContent,
        types: waqai.state.types, facts: waqai.state.facts, lang: document.documentElement.lang,
        search: document.querySelector('#wq-search').value, edges: document.querySelector('#wq-window').style.cssText,
    })"""
    before = visit.value(seen)
    assert before["lang"] == "en"
    assert before["time"] == [16832, 17896]
    visit.page.goto("about:blank")
    visit.page.goto(visit.requests[0] + before["url"])
    visit.page.wait_for_selector("body[data-ready]")
    assert visit.value(seen) == before
    assert visit.complaints == []


@pytest.mark.parametrize(
    "address",
    [
        "#event=nothing",
        "#view=x,y,z",
        "#from=soon&to=later",
        "#type=bombing&confidence=%00",
        "#q=%E0%A4%A",
        "#%",
        "#lang=xx&from=2018-01-01",
    ],
)
def test_an_address_that_means_nothing_does_no_harm(opened: Opened, address: str) -> None:
    visit = opened(sample())
    visit.page.evaluate("(address) => { location.hash = address; }", address)
    visit.rest()
    visit.page.click("#wq-open-list")
    assert visit.complaints == []


def test_an_event_that_is_not_here_is_said_not_to_be(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.evaluate("location.hash = '#event=gone'")
    visit.page.wait_for_selector("text=لا حدث بهذا الرقم هنا")


def test_an_address_opens_an_event_that_the_filters_hide_and_says_so(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.evaluate("location.hash = '#event=planned'")
    visit.page.wait_for_selector(".wq-card")
    assert "التصفية الحالية تخفي هذا الحدث" in visit.text("#wq-side-body")
