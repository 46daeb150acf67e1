"""How fast the store writes and answers. Repeat with: python -m benchmarks.store_speed --events 1000000."""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import store
from benchmarks.synthetic import CENTRES, events
from store import Filters

BATCH = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, store.open(Path(folder) / "waqai.gpkg") as opened:
        _load(opened, given.events)
        _rerun(opened, given.events)
        for name, make in KINDS.items():
            _ask(opened, name, make, given.queries)


def _load(opened: store.Store, count: int) -> None:
    made, spent = events(count), 0.0
    while batch := list(islice(made, BATCH)):
        began = time.perf_counter()
        opened.write(batch)
        spent += time.perf_counter() - began
    size = opened.path.stat().st_size if opened.path else 0
    rate, each = count / spent, size / count
    print(f"load   {count:,} events: {spent:.1f} s ({rate:,.0f}/s), {size / 1e6:.0f} MB ({each:.0f} B each)")


def _rerun(opened: store.Store, count: int) -> None:
    again = list(islice(events(count), BATCH))
    began = time.perf_counter()
    written = opened.write(again)
    print(f"rerun  {len(again):,} of the events: {time.perf_counter() - began:.1f} s ({written})")


def _box(chance: random.Random) -> tuple[float, ...]:
    _, _, lat, lon, _ = chance.choice(CENTRES)
    return (lon - 0.25, lat - 0.25, lon + 0.25, lat + 0.25)


def _window(chance: random.Random) -> str:
    year, month = chance.randint(2012, 2020), chance.randint(1, 12)
    return f"{year}-{month:02d}"


KINDS: dict[str, Callable[[random.Random], Filters]] = {
    "bbox + month": lambda chance: Filters(bbox=_box(chance), datetime=_window(chance)),
    "month": lambda chance: Filters(datetime=_window(chance)),
    "bbox": lambda chance: Filters(bbox=_box(chance)),
    "type + month": lambda chance: Filters(types=("siege",), datetime=_window(chance)),
    "text": lambda chance: Filters(
        text=chance.choice(["ناشطون", "مشاف", "المجاورة السوق", f"رقم {chance.randint(1, 900)}"])
    ),
    "text + bbox + month": lambda chance: Filters(text="مشاف", bbox=_box(chance), datetime=_window(chance)),
    "everything": lambda _: Filters(),
}


def _ask(opened: store.Store, name: str, make: Callable[[random.Random], Filters], times: int) -> None:
    chance = random.Random(1)  # noqa: S311  made-up questions, not secrets
    page, count = [], []
    for _ in range(times):
        filters = make(chance)
        began = time.perf_counter()
        list(opened.query(filters, limit=100))
        page.append(time.perf_counter() - began)
        began = time.perf_counter()
        opened.count(filters)
        count.append(time.perf_counter() - began)
    print(f"query  {name:20s} 100 in order p50/p95 {_share(page)}   count {_share(count)}")


def _share(seconds: list[float]) -> str:
    cuts = statistics.quantiles(seconds, n=20)
    return f"{cuts[9] * 1e3:7.1f} /{cuts[18] * 1e3:7.1f} ms"


if __name__ == "__main__":
    main()
