"""What the rules of accessibility (WCAG 2.1 A and AA, by axe-core) find on the pages."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.maps.browser import Opened, Visit
from tests.maps.examples import sample, told_twice

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


def offences(visit: Visit) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = Axe().run(visit.page, options=RULES).response["violations"]
    return [(rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_breaks_no_rule(opened: Opened, language: str, width: int) -> None:
    visit = opened([*sample(), told_twice()], width=width)
    visit.page.evaluate(f"location.hash = '#lang={language}&event=twice&areas=governorates'")
    visit.page.wait_for_selector(".wq-card")
    assert offences(visit) == []


def test_lists_and_help_break_no_rule(opened: Opened) -> None:
    visit = opened(sample())
    for summary in visit.page.locator(".wq-facet summary").all():
        summary.click()
    visit.page.click("#wq-open-list")
    visit.page.wait_for_selector(".wq-entry")
    assert offences(visit) == []
    visit.page.click("#wq-open-help")
    assert offences(visit) == []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_page_breaks_no_rule(read: Opened, language: str, scheme: Any) -> None:
    visit = read([*sample(), told_twice()], address=f"#event-twice&lang={language}")
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.locator(".wq-chosen .wq-item-why summary").click()
    assert offences(visit) == []
