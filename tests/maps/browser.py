"""Chromium for tests: found on the machine, never downloaded."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, but in CI its absence fails."""
    named = os.environ.get("WAQAI_CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        _lacking(f"no Chromium on PATH ({', '.join(NAMES)}) and WAQAI_CHROMIUM names none: apt-get install chromium")
    return found


def _lacking(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _driver_runs() -> bool:
    """Playwright's driver is a program of its own, and a bare Debian lacks a library that it needs."""
    driver, script = compute_driver_executable()
    return subprocess.run([driver, script, "--version"], capture_output=True, check=False).returncode == 0


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser."""
    executable = chromium()
    if not _driver_runs():
        _lacking("Playwright's driver does not start: apt-get install libatomic1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """An opened map with what the browser asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, width: int = 1280, height: int = 800, address: str = "") -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("body[data-ready]", timeout=15_000)

    def text(self, selector: str) -> str:
        """The text of an element."""
        return self.page.inner_text(selector)


Opened = Callable[..., Visit]  # a map of these features, opened; width and height may be named, and how it is ``drawn``


def opened_card(opened: Opened, one: dict[str, Any]) -> Visit:
    """The map of one event, its evidence open."""
    visit = opened([one])
    visit.page.click("#wq-open-list")
    visit.page.click(".wq-entry")
    visit.page.wait_for_selector(".wq-card")
    return visit


def listed(visit: Visit) -> list[str]:
    """The events of the side list, in its order."""
    visit.page.wait_for_selector(".wq-entry")
    shown: list[str] = visit.page.locator(".wq-entry").evaluate_all("nodes => nodes.map((node) => node.dataset.event)")
    return shown


def found(visit: Visit) -> str:
    """How many events are listed, in the page's words."""
    visit.page.wait_for_timeout(350)  # counts and search follow the keys at their ease
    return visit.text("#wq-found")
