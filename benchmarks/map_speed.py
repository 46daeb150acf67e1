"""How big a map is and how fast it opens. Repeat with: python -m benchmarks.map_speed --events 1000 10000 50000 200000.

With --store, a store of that many events is made besides and drawn by ``waqai map``, start and imports included.
Needs playwright and a Chromium on PATH (or WAQAI_CHROMIUM), as the browser tests do.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

import maps
import store
from benchmarks.synthetic import events
from tests.maps.browser import Visit, launched

MOVES = 60  # of the brush
WAQAI = Path(sys.executable).with_name("waqai")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1000, 10_000, 50_000])
    parser.add_argument("--store", action="store_true")
    given = parser.parse_args()
    maps.page([])  # Folium's import is not what is measured, but with --store
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        for count in given.events:
            _measure(browser, Path(folder) / "map.html", count)
            if given.store:
                _from_store(Path(folder), count)


def _measure(browser: Browser, path: Path, count: int) -> None:
    features = list(events(count))
    drawn = _seconds(lambda: maps.draw(features, path))
    loaded = min(_ready(browser, path) for _ in range(3))
    with _opened(browser, path) as visit:
        moves = _moves(visit)
        listed = _seconds(lambda: _list(visit))
        opened = _seconds(lambda: visit.page.evaluate("waqai.open(Math.floor(waqai.events.id.length / 2))"))
    slow = sorted(moves)[int(len(moves) * 0.95)]
    print(
        f"{count:7,} events: drawn in {drawn:.2f} s, {path.stat().st_size / 1e6:.1f} MB; interactive in {loaded:.2f} s;"
        f" a move of the brush {statistics.median(moves):.0f} ms (95 %: {slow:.0f}); list {listed:.2f} s,"
        f" evidence {opened:.2f} s   [load {os.getloadavg()[0]:.1f}]",
        flush=True,
    )


@contextmanager
def _opened(browser: Browser, path: Path) -> Iterator[Visit]:
    visit = Visit(browser, path)
    yield visit
    visit.page.close()


def _ready(browser: Browser, path: Path) -> float:
    """Seconds from the start of loading to the page's own word that it can be used."""
    with _opened(browser, path) as visit:
        ready: float = visit.page.evaluate("Number(document.body.dataset.ready) / 1000")
        return ready


def _moves(visit: Visit) -> list[float]:
    """Milliseconds of each of many moves of a window over the whole time, everything redrawn and counted."""
    spent: list[float] = visit.page.evaluate(
        """async (moves) => {
          const [from, to] = [waqai.events.from[0], waqai.events.from.findLast((day) => day < 2 ** 31 - 1)];
          const wide = Math.round((to - from) / 10);
          const spent = [];
          for (let i = 0; i < moves; i += 1) {
            const start = from + Math.round(((to - from - wide) * i) / moves);
            const began = performance.now();
            waqai.setTime(start, start + wide);
            for (const canvas of waqai.layer.canvases) canvas.getContext('2d').getImageData(0, 0, 1, 1); // not queued
            spent.push(performance.now() - began);
            await new Promise(requestAnimationFrame);
          }
          return spent;
        }""",
        MOVES,
    )
    return spent


def _list(visit: Visit) -> None:
    visit.page.click("#wq-open-list")
    visit.page.wait_for_selector(".wq-entry")


def _from_store(folder: Path, count: int) -> None:
    path = folder / f"{count}.gpkg"
    with store.open(path) as opened:
        opened.write(list(events(count)))
    call = [str(WAQAI), "map", "--store", str(path), "-o", str(folder / "from-store.html")]
    taken = min(_seconds(lambda: subprocess.run(call, check=True, capture_output=True)) for _ in range(3))  # noqa: S603
    print(f"{count:7,} events: `waqai map` takes {taken:.2f} s   [load {os.getloadavg()[0]:.1f}]", flush=True)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
