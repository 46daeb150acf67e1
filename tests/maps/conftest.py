"""A browser, and maps opened in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import maps
from tests.maps.browser import Opened, Visit, launched


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def read(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Timeline pages, with their map beside them."""
    visits: list[Visit] = []

    def open_page(features: list[dict[str, Any]], address: str = "", width: int = 1280) -> Visit:
        maps.draw(features, tmp_path / "map.html", timeline=tmp_path / "timeline.html")
        visits.append(Visit(browser, tmp_path / "timeline.html", width=width, address=address))
        return visits[-1]

    yield open_page
    for visit in visits:
        visit.page.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    visits: list[Visit] = []

    def open_map(
        features: list[dict[str, Any]], width: int = 1280, height: int = 800, drawn: dict[str, Any] | None = None
    ) -> Visit:
        path = tmp_path / "map.html"
        maps.draw(features, path, **(drawn or {}))
        visits.append(Visit(browser, path, width, height))
        return visits[-1]

    yield open_map
    for visit in visits:
        visit.page.close()
