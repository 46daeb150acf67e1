"""How fast the store writes and answers. Repeat with:

    python -m benchmarks.store_speed --events 1000000 [--store postgis]

The default is a file that is deleted, ``--store postgis`` a server of its own without ``fsync`` that goes again, and
``--store postgresql://...`` a database, which must be empty. Last, what it costs that more articles print what some
hundreds and then some thousands have printed before them.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

import store
from articles import Article, read
from benchmarks.synthetic import CENTRES, TYPES, events
from events import accounts, annotate
from flows.crew import collect_seldom
from gazetteer import load
from store import Filters, Report
from tests.store import postgis_server

BATCH = 10_000  # of an upsert
LOADED = 50_000  # at once: what a load writes of its indexes grows with the number of its writes
SERVER = {"shared_buffers": "1GB", "max_wal_size": "8GB", "maintenance_work_mem": "256MB"}  # as docs/store.md advises
SAMPLE = str(Path(__file__).parent.parent / "samples" / "homs-waer.txt")
COUNTED = 10  # questions of each kind whose answers are also counted in full
Chance = random.Random


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--store")
    given = parser.parse_args()
    collect_seldom()
    with _place(given.store) as url, store.open(url) as opened:
        _load(opened, given.events)
        _upsert(opened, given.events)
        for name, (make, sort) in KINDS.items():
            _ask(opened, name, make, sort, given.queries)
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


def _box(chance: Chance) -> tuple[float, ...]:
    _, _, lat, lon, _ = chance.choice(CENTRES)
    return (lon - 0.25, lat - 0.25, lon + 0.25, lat + 0.25)


def _near(chance: Chance) -> tuple[float, float, float]:
    _, _, lat, lon, _ = chance.choice(CENTRES)
    return (lon + chance.gauss(0, 0.2), lat + chance.gauss(0, 0.2), chance.choice((2.0, 10.0, 50.0)))


def _month(chance: Chance) -> str:
    return f"{chance.randint(2012, 2020)}-{chance.randint(1, 12):02d}"


def _day(chance: Chance) -> str:
    return f"{_month(chance)}-{chance.randint(1, 28):02d}"


def _words(chance: Chance) -> str:
    return chance.choice(["ناشطون", "بالمشافي", "مشاف", "المجاورة السوق", "والسوق", f"رقم {chance.randint(1, 5900)}"])


def _types(chance: Chance) -> tuple[str, ...]:
    return (chance.choice(TYPES),)


def _area(chance: Chance) -> tuple[str, ...]:
    """As a district's places are handed in: some hundreds of ids."""
    first = chance.randint(0, 5000)
    return tuple(f"made-up-{number}" for number in range(first, first + chance.choice((1, 30, 400))))


_DENIED = ("denied",)
KINDS: dict[str, tuple[Callable[[Chance], Filters], str]] = {
    "everything": (lambda _: Filters(), "date"),
    "everything, last first": (lambda _: Filters(), "-date"),
    "month": (lambda c: Filters(datetime=_month(c)), "date"),
    "day": (lambda c: Filters(datetime=_day(c)), "date"),
    "bbox": (lambda c: Filters(bbox=_box(c)), "date"),
    "area": (lambda c: Filters(places=_area(c)), "date"),
    "distance": (lambda c: Filters(near=_near(c)), "date"),
    "type": (lambda c: Filters(types=_types(c)), "date"),
    "factuality": (lambda _: Filters(factuality=_DENIED), "date"),
    "actor, rare": (lambda c: Filters(actor=f"لواء {c.randint(1, 400)}"), "date"),
    "outlet": (lambda _: Filters(source="إذاعة المدينة"), "date"),
    "precision": (lambda _: Filters(time_precision=1, geo_precision=1), "date"),
    "sources >= 3": (lambda _: Filters(sources=3), "date"),
    "deaths >= 27": (lambda _: Filters(deaths=27), "date"),
    "confidence >= 0.93": (lambda _: Filters(confidence=0.93), "date"),
    "text": (lambda c: Filters(text=_words(c)), "date"),
    "bbox + month": (lambda c: Filters(bbox=_box(c), datetime=_month(c)), "date"),
    "bbox + day": (lambda c: Filters(bbox=_box(c), datetime=_day(c)), "date"),
    "type + month": (lambda c: Filters(types=_types(c), datetime=_month(c)), "date"),
    "type + denied + deaths": (lambda c: Filters(types=_types(c), factuality=_DENIED, deaths=10), "date"),
    "text + bbox + month": (lambda c: Filters(text=_words(c), bbox=_box(c), datetime=_month(c)), "date"),
    "text + distance + type": (lambda c: Filters(text=_words(c), near=_near(c), types=_types(c)), "date"),
    "actor + deadliest": (lambda c: Filters(actor=f"لواء {c.randint(1, 400)}"), "-deaths"),
    "bbox + type + deadliest": (lambda c: Filters(bbox=_box(c), types=_types(c)), "-deaths"),
    "text + deadliest": (lambda c: Filters(text=_words(c)), "-deaths"),
    "month + surest": (lambda c: Filters(datetime=_month(c)), "-confidence"),
    "last updated": (lambda _: Filters(), "-updated"),
    "denied, last updated": (lambda _: Filters(factuality=_DENIED), "-updated"),
    "CQL2 type and deaths": (lambda c: Filters(cql=f"type = '{_types(c)[0]}' AND deaths_min >= 25"), "date"),
}


def _ask(opened: store.Store, name: str, make: Callable[[Chance], Filters], sort: str, times: int) -> None:
    chance = random.Random(1)  # noqa: S311  made-up questions, not secrets
    pages, following, counts = [], [], []
    for number in range(times):
        filters = make(chance)
        spent, page = _timed(lambda: opened.page(filters, limit=100, sort=sort))  # noqa: B023  called at once
        pages.append(spent)
        if page.cursor:
            spent, _ = _timed(lambda: opened.page(filters, limit=100, sort=sort, cursor=page.cursor))  # noqa: B023
            following.append(spent)
        if number < COUNTED:
            counts.append(_timed(lambda: opened.count(filters))[0])  # noqa: B023
    first, second = _share(pages), _share(following) if len(following) > 1 else "-"
    print(
        f"{name:26s} p50/p99 {first}   next page {second}   count {statistics.median(counts) * 1e3:6.1f} ms", flush=True
    )


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer


def _share(seconds: list[float]) -> str:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return f"{cuts[49] * 1e3:6.1f} /{cuts[98] * 1e3:6.1f} ms"


if __name__ == "__main__":
    main()
