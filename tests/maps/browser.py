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
from playwright.sync_api import Browser, Page, expect, sync_playwright

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
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


PATIENCE_MS = 120_000  # of a busy machine: a page that never comes to what is waited for fails by it
# What a page has still to do is known, so that nothing is waited for by the clock: its timers, but for those of a
# second and more, frames and unpacking. It is at rest when there has been none of it for three frames; what comes into
# sight is noticed within one.
_RESTING = """(() => {
  const due = new Set();
  const kept = (name, undo, least) => {
    const [begin, end] = [window[name].bind(window), window[undo].bind(window)];
    window[name] = (work, ...given) => {
      const number = begin((...told) => { due.delete(`${name} ${number}`); work(...told); }, ...given);
      if (!(given[0] >= least)) due.add(`${name} ${number}`);
      return number;
    };
    window[undo] = (number) => { due.delete(`${name} ${number}`); end(number); };
    return begin;
  };
  kept('setTimeout', 'clearTimeout', 1000);
  const frame = kept('requestAnimationFrame', 'cancelAnimationFrame', Infinity);
  const read = Response.prototype.arrayBuffer;
  Response.prototype.arrayBuffer = function arrayBuffer() {
    due.add(this);
    return read.call(this).finally(() => due.delete(this));
  };
  window.waqaiRests = async (patience) => {
    const begun = performance.now();
    for (let still = 0; still < 3; still = due.size ? 0 : still + 1) {
      await new Promise(frame);
      if (performance.now() - begun > patience) throw new Error(`never at rest: ${[...due].join(', ')}`);
    }
  };
})();"""


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
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.add_init_script(_RESTING)
        self._measures = self.page.context.new_cdp_session(self.page)
        self._measures.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("body[data-ready]")

    def rest(self) -> None:
        """Wait until the page has done what it was asked for: counts and lists, the address, animations."""
        self.page.evaluate(f"waqaiRests({PATIENCE_MS})")

    def worked_s(self) -> float:
        """Seconds of the processor that the page has taken since it began to load, however busy the machine is."""
        measured = self._measures.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in measured if one["name"] == "ThreadTime")

    def text(self, selector: str) -> str:
        """The text of an element, once the page is at rest."""
        self.rest()
        return self.page.inner_text(selector)

    def value(self, expression: str) -> Any:
        """What an expression gives, once the page is at rest."""
        self.rest()
        return self.page.evaluate(expression)


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
    visit.rest()
    shown: list[str] = visit.page.locator(".wq-entry").evaluate_all("nodes => nodes.map((node) => node.dataset.event)")
    return shown


def found(visit: Visit) -> str:
    """How many events are listed, in the page's words."""
    return visit.text("#wq-found")
