"""The pages in a browser: nothing complains, nothing is fetched from elsewhere, and the form leads where it says."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.maps.browser import PATIENCE_MS, launched
from tests.serve.conftest import Site

PAGES = ["/", "/collections", "/collections/events/items", "/collections/events/items/siege", "/api", "/conformance"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


def test_pages_complain_of_nothing_and_fetch_nothing_from_elsewhere(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on(
        "request",
        lambda request: None if request.url.startswith((site.base, "data:")) else complaints.append(request.url),
    )
    for path in PAGES:
        page.goto(site.base + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert complaints == []
    page.close()


def test_the_form_finds_and_an_event_shows_its_evidence(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{site.base}/collections/events/items")
    page.select_option("select[name=type]", "siege")
    page.fill("input[name=place]", "سوريا")
    with page.expect_navigation():
        page.click("button")
    assert page.inner_text(".count b") == "1"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")  # on a telephone nothing sticks out
    page.click("tbody a")
    assert "قتل خمسة مدنيين في قصف على السوق" in page.inner_text("blockquote >> nth=0")
    page.close()
