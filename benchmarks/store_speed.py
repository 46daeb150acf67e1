"""How fast the store writes and answers. Repeat with:

    python -m benchmarks.store_speed --events 1000000 [--store postgis] [--only 'box.*']
    python -m benchmarks.store_speed --ask store.gpkg [--sweep 300 --queries 5]

The default is a file that is deleted, ``--store postgis`` a server of its own without ``fsync`` that goes again, and
``--store postgresql://...`` a database, which must be empty. Last, what it costs that more articles print what some
hundreds and then some thousands have printed before them.
"""

import argparse
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

import store
from articles import Article, read
from benchmarks.store_questions import KINDS, Chance, Kind, combinations
from benchmarks.synthetic import events
from events import accounts, annotate
from flows.crew import collect_seldom
from gazetteer import load
from store import Report
from tests.store import postgis_server

BATCH = 10_000  # of an upsert
LOADED = 100_000  # at once: what a load writes of its indexes grows with the number of its writes
SERVER = {  # as docs/store.md advises
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "maintenance_work_mem": "256MB",
    "wal_compression": "lz4",
}
SAMPLE = str(Path(__file__).parent.parent / "samples" / "homs-waer.txt")
COUNTED = 20  # questions of each kind whose answers are also counted in full, and followed to a later page
LAST_PAGE = 10


class Spent(NamedTuple):
    """Seconds by the clock, and of the processor."""

    wall: float
    busy: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--store")
    parser.add_argument("--ask", help="a store that is there, and is only asked")
    parser.add_argument("--sweep", type=int, default=0, help="so many combinations that nobody chose, instead")
    parser.add_argument("--only", default="", help="kinds of questions, as a regular expression")
    given = parser.parse_args()
    collect_seldom()
    with _place(given.ask or given.store) as url, store.open(url) as opened:
        if not given.ask:
            _load(opened, given.events)
            _upsert(opened, given.events)
        _hold(opened)
        if given.sweep:
            _sweep(opened, given.sweep, given.queries)
        else:
            for kind in KINDS:
                if re.match(given.only, str(kind)):
                    _ask(opened, kind, given.queries)
        if not given.ask:
            _print_again(opened)


@contextmanager
def _place(url: str | None) -> Iterator[str]:
    if url == "postgis":
        with _server() as made:
            yield made
        return
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "waqai.gpkg")


@contextmanager
def _server() -> Iterator[str]:
    """An empty database of a PostGIS server that is the benchmark's own."""
    programs = postgis_server.programs()
    if programs is None:
        raise SystemExit("there is no PostGIS here: bin/postgis installs it")
    with postgis_server.started(programs) as server:
        with psycopg.connect(f"{server.url}/postgres", autocommit=True) as connection:
            for name, value in SERVER.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
            connection.execute("CREATE DATABASE waqai")
            connection.execute("CHECKPOINT")
        server.stop()
        server.start()
        yield f"{server.url}/waqai"


def _load(opened: store.Store, count: int) -> None:
    made, spent, busy = events(count), 0.0, 0.0
    while batch := list(islice(made, LOADED)):
        began, begun = time.perf_counter(), time.process_time()
        opened.write(batch)
        spent += time.perf_counter() - began
        busy += time.process_time() - begun
    size = opened.path.stat().st_size if opened.path else 0
    rate, each = count / spent, size / count
    times = f"{spent:.1f} s ({rate:,.0f}/s; {busy:.1f} s of processor)"
    print(f"load    {count:,} events: {times}, {size / 1e6:.0f} MB ({each:.0f} B each)", flush=True)


def _upsert(opened: store.Store, count: int) -> None:
    """10,000 events written again as they are, then changed, then as many new ones."""
    chance = random.Random(2)  # noqa: S311  made-up data, not secrets
    chosen = set(chance.sample(range(count), min(BATCH, count)))
    again = [event for number, event in enumerate(events(count)) if number in chosen]
    changed = [event | {"properties": event["properties"] | {"confidence": 0.99}} for event in again]
    new = [event | {"id": f"new-{event['id']}"} for event in again]
    for name, batch in (("the same", again), ("changed", changed), ("new", new)):
        began, begun = time.perf_counter(), time.process_time()
        written = opened.write(batch)
        spent, busy = time.perf_counter() - began, time.process_time() - begun
        print(f"upsert  {len(batch):,} {name}: {spent:.1f} s ({busy:.1f} s of processor; {written})", flush=True)


def _print_again(opened: store.Store) -> None:
    """500 more articles of what 500, and then 5,000, have told in the same words."""
    gazetteer = load()
    [report] = [one for one in read([SAMPLE]) if isinstance(one, Article)]
    annotation = annotate(report, gazetteer)
    copies = [replace(annotation, article=replace(report, id=f"copy-{number}")) for number in range(6_000)]
    reports = [Report.of(copy, accounts(copy, gazetteer)) for copy in copies]
    for first in (500, 5_500):
        opened.keep(reports[first - 500 : first] if first == 500 else reports[1_000:first])
        begun = time.process_time()
        opened.keep(reports[first : first + 500])
        each = (time.process_time() - begun) / 500
        print(f"copies  500 articles told by {first:,} before: {each * 1e3:.2f} ms of processor an article", flush=True)


def _hold(opened: store.Store) -> None:
    """What a process that asks often does by itself."""
    spent, _ = _timed(opened.hold)
    print(f"held in memory: {spent.wall:.1f} s ({spent.busy:.1f} s of processor)", flush=True)


def _sweep(opened: store.Store, number: int, times: int) -> None:
    """Combinations that nobody chose, the slowest first, in time of the processor; of a server by the clock."""
    by_clock = opened.path is None
    told = []
    for kind in combinations(Chance(2, _written(opened)), number):
        pages = _pages(opened, kind, Chance(1, _written(opened)), times)
        for turn, spent in pages.items():
            busy = [(each.wall if by_clock else each.busy) * 1e3 for each in spent]
            told.append((statistics.median(busy), max(busy), turn, str(kind)))
    told.sort(reverse=True)
    over = [f"{sum(each[0] > bound for each in told)} over {bound} ms" for bound in (10, 20, 100)]
    worst = max(each[1] for each in told)
    print(f"{len(told)} classes of pages: of their medians {', '.join(over)}; the slowest page {worst:.0f} ms")
    for median, most, turn, name in told[:40]:
        print(f"{median:8.1f} {most:8.1f}  page {turn:2d} of {name}")


def _pages(opened: store.Store, kind: Kind, chance: Chance, times: int) -> dict[int, list[Spent]]:
    """What the first page took, the second and the tenth."""
    pages = defaultdict[int, list[Spent]](list)
    for number in range(times):
        filters, cursor = kind.make(chance), None
        for turn in range(1, (LAST_PAGE if number < COUNTED else 2) + 1):
            spent, page = _timed(partial(opened.page, filters, limit=100, sort=kind.sort, cursor=cursor))
            if turn in (1, 2, LAST_PAGE):
                pages[turn].append(spent)
            if (cursor := page.cursor) is None:
                break
    return pages


def _ask(opened: store.Store, kind: Kind, times: int) -> None:
    """The first page, the second and the tenth, wall clock and processor; and how many there are."""
    pages = _pages(opened, kind, Chance(1, _written(opened)), times)
    chance = Chance(1, _written(opened))
    counts = [_timed(partial(opened.count, kind.make(chance)))[0] for _ in range(min(times, COUNTED))]
    shown = "   ".join(f"page {turn} {_share(pages[turn])}" for turn in (1, 2, LAST_PAGE))
    print(f"{kind!s:34s} {shown}   count {_share(counts)}", flush=True)


def _written(opened: store.Store) -> tuple[str, ...]:
    """The times at which the store's events were last changed."""
    return tuple(
        one["properties"]["updated"] for sort in ("updated", "-updated") for one in opened.query(sort=sort, limit=1)
    )


def _timed(call: Callable[[], Any]) -> tuple[Spent, Any]:
    began, begun = time.perf_counter(), time.thread_time()
    answer = call()
    return Spent(time.perf_counter() - began, time.thread_time() - begun), answer


def _share(spent: Sequence[Spent]) -> str:
    """Median and 99 of 100, in milliseconds, and the median of the processor's."""
    if len(spent) < 2:
        return f"{'-':>22s}"
    cuts = statistics.quantiles([each.wall * 1e3 for each in spent], n=100, method="inclusive")
    return f"{cuts[49]:6.1f} /{cuts[98]:6.1f} ({statistics.median(each.busy for each in spent) * 1e3:5.1f})"


if __name__ == "__main__":
    main()
