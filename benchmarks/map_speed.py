"""How big a map is and how fast it opens. Repeat with: python -m benchmarks.map_speed --events 10000 50000.

Needs playwright and a Chromium on PATH (or WAQAI_CHROMIUM), as the browser tests do.
"""

import argparse
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

import maps
from benchmarks.synthetic import events
from tests.maps.browser import Visit, launched


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1000, 10_000, 50_000])
    given = parser.parse_args()
    maps.page([])  # Folium's import is not what is measured
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        for count in given.events:
            _measure(browser, Path(folder) / "map.html", count)


def _measure(browser: Browser, path: Path, count: int) -> None:
    features = list(events(count))
    began = time.perf_counter()
    maps.draw(features, path)
    drawn = time.perf_counter() - began
    visit = Visit(browser, path)
    loaded = visit.page.evaluate("performance.now()")
    began = time.perf_counter()
    visit.page.click("#wq-open-list")
    visit.page.wait_for_selector(".wq-entry")
    listed = time.perf_counter() - began
    steps = _steps(visit)
    size = path.stat().st_size / 1e6
    visit.page.close()
    print(
        f"{count:7,} events: written in {drawn:.2f} s, {size:.1f} MB; open in {loaded / 1e3:.2f} s,"
        f" texts listed after {listed:.2f} s, a step of the brush {steps:.0f} ms"
    )


def _steps(visit: Visit, times: int = 20) -> float:
    """Milliseconds that one keyboard step of the timeline's brush takes, everything redrawn."""
    visit.page.click("#wq-close")
    spent: float = visit.page.evaluate(
        """(times) => {
          const handle = document.getElementById('wq-end');
          const began = performance.now();
          for (let i = 0; i < times; i += 1) handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }));
          return (performance.now() - began) / times;
        }""",
        times,
    )
    return spent


if __name__ == "__main__":
    main()
