"""The main job as plain functions, without Prefect: sources into a store, a GeoJSON file and a map.

Articles stream through in batches, so that memory does not grow with the archive; a batch is in the store before it
is in the ledger, so that a run that was stopped goes on where it was.
"""

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Final, TypeVar

import gazetteer
import store
from articles import Article, Refusal, UnknownDateError, read
from flows.drafts import clear_drafts
from flows.expected import count_aside
from flows.extraction import Found, chunked
from flows.extractor import Extractor
from flows.history import entered
from flows.job import GEOJSON_NAME, MAP_NAME, RECORD_NAME, TIMELINE_NAME, Job, JobError, clock, prepare
from flows.ledger import Ledger
from flows.memory import give_back
from flows.meter import Meter, meter
from flows.picture import Picture
from flows.program import program
from flows.readings import content_digest
from flows.summary import Summary
from flows.tally import Sources, Tally

AHEAD: Final = 1  # batches begun while one is waited for: processes have work while the store is written
MAPPED: Final = 100_000  # events on the map, the latest: it is made in memory, and no browser shows more
_ASKED: Final = 500  # articles looked up in the ledger at a time

Begun = TypeVar("Begun")


def run_direct(job: Job) -> Summary:
    """Read, extract, store and publish in this process, with progress on stderr.

    Raises ``JobError`` for a date, a folder or a store that cannot be used.
    """
    summary = Summary(job)
    with wrong_job(), summary.recorded(), meter() as shown, opened_ledger(summary) as ledger:
        tally = summary.tally
        with Extractor(job.processes, job.manner, advance=shown.advance) as extractor:
            for found in ahead(fresh(job, tally, ledger, shown), extractor.begin, AHEAD):
                done = found()
                finish(done, write(done, job.store, run=ledger.run), tally, ledger, shown)
        summary.picture = publish(job)  # the map takes memory that the processes have given back by then
    return summary


@contextmanager
def opened_ledger(summary: Summary) -> Iterator[Ledger]:
    """A run's ledger, once its folder and its store are sure to be usable, and the run entered there.

    Raises ``JobError``.
    """
    job = summary.job
    prepare(job)
    with store.open(job.store, clock=clock) as opened, entered(opened, summary) as run:
        yield Ledger(opened, job.manner.key(program(job.own_places).key), run)


def fresh(job: Job, tally: Tally, ledger: Ledger, shown: Meter) -> Iterator[list[Article]]:
    """The articles still to be read, in batches; what is refused or known is counted as it comes."""
    return chunked(_unread(job, tally, ledger, shown), job.batch)


def _unread(job: Job, tally: Tally, ledger: Ledger, shown: Meter) -> Iterator[Article]:
    sources = Sources(job.sources)
    count_aside(job.sources, shown.total)
    items = ((sources.now, item) for item in read(sources, published=job.published))
    for some in chunked(items, _ASKED):
        contents = {item.id: content_digest(item) for _, item in some if isinstance(item, Article)}
        known = ledger.known(contents)
        for source, item in some:
            if isinstance(item, Refusal):
                tally.refuse([item], shown.say, source)
                continue
            counted = tally.of(source)
            counted.take(contents[item.id])
            if item.id in known:
                counted.known += 1
                tally.known += 1
                tally.count([known[item.id]], shown.say)
                shown.advance(1)
            else:
                counted.new += 1
                yield item


def ahead(batches: Iterable[list[Article]], begin: Callable[[list[Article]], Begun], most: int) -> Iterator[Begun]:
    """What ``begin`` gives for each batch, in their order, with ``most`` further ones begun before it is taken."""
    begun: deque[Begun] = deque()
    for batch in batches:
        begun.append(begin(batch))
        if len(begun) > most:
            yield begun.popleft()
    yield from begun


@contextmanager
def wrong_job() -> Iterator[None]:
    """What the person who called can mend, as ``JobError``."""
    try:
        yield
    except (store.StoreError, gazetteer.TableError, UnknownDateError) as wrong:
        raise JobError(str(wrong)) from wrong


def write(found: Found, store_url: str, withdrawn: Collection[str] = (), *, run: int | None = None) -> store.Written:
    """A batch's events into the store: all of them or, when the process dies, none.

    ``withdrawn`` are articles that the store is to forget, ``run`` is the number of the run that writes.
    """
    # One that went meanwhile is not begun anew, half; the processors have the next articles to read.
    with store.open(store_url, create=False, clock=clock, processes=1) as opened:
        return opened.keep(found.reports, withdrawn={*withdrawn, *found.elsewhere}, run=run)


def finish(found: Found, stored: store.Written, tally: Tally, ledger: Ledger, shown: Meter) -> None:
    """Remember, count and show a batch that is in the store."""
    ledger.keep(found.readings)
    tally.refuse(found.refusals, shown.say)
    tally.count(found.readings, shown.say)
    tally.new += len(found.readings)
    tally.batches += 1
    tally.stored += stored
    ledger.stands({"articles": tally.articles(), "stored": asdict(tally.stored)})
    refused = f", {len(found.refusals)} refused" if found.refusals else ""
    give_back()
    shown.batch(f"batch {tally.batches}: {len(found.readings)} articles{refused}, events {stored}")


def count(job: Job) -> int:
    """How many events the store holds."""
    with store.open(job.store, create=False) as opened:
        return opened.count()


def publish(job: Job) -> Picture:
    """All that the store holds as GeoJSON, on a map and by day, each whole or not at all; what it shows, in counts."""
    import maps  # noqa: PLC0415  # Folium takes half a second: `waqai --help` need not

    picture = Picture()
    with sole_publisher(job), store.open(job.store, create=False) as opened:
        store.export(picture.counting(opened.query()), job.out / GEOJSON_NAME)
        picture.mapped = min(picture.events, MAPPED)
        latest = opened.query(offset=picture.events - picture.mapped)
        maps.draw(latest, job.out / MAP_NAME, timeline=job.out / TIMELINE_NAME)
    return picture


@contextmanager
def sole_publisher(job: Job) -> Iterator[None]:
    """One run publishes into a folder at a time: else what one saw earlier could replace what another saw later."""
    try:
        import fcntl  # noqa: PLC0415  # not on Windows
    except ImportError:
        yield
        return
    try:
        folder = os.open(job.out, os.O_RDONLY)
    except FileNotFoundError:
        raise JobError(f"--out {job.out}: it was removed while the run went on; what the store has is kept") from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        clear_drafts(job.out, (GEOJSON_NAME, MAP_NAME, TIMELINE_NAME, RECORD_NAME))
        yield
    finally:
        os.close(folder)
