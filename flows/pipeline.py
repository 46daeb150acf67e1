"""The main job as plain functions, without Prefect: sources into a store, a GeoJSON file and a map."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import gazetteer
import store
from articles import Article, Refusal, UnknownDateError, read
from flows.extraction import Extractor, Found
from flows.job import GEOJSON_NAME, MAP_NAME, Job, JobError, prepare
from flows.meter import meter
from flows.summary import Summary

SHARD: Final = 500  # articles: one task's worth, about half a minute of work

Tell = Callable[[str], None]


@dataclass(slots=True)
class Tally:
    """Counts gathered over the shards of a run."""

    articles: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    dates: int = 0
    places: int = 0
    events: set[str] = field(default_factory=set)
    stored: store.Written = field(default_factory=store.Written)

    def refuse(self, refusals: Iterable[Refusal], say: Tell) -> None:
        """Count what could not be read, and say so."""
        for refusal in refusals:
            self.refusals.append(refusal)
            say(f"not read: {refusal}")

    def add(self, found: Found, stored: store.Written, say: Tell) -> None:
        """Count a shard that was read and stored."""
        self.refuse(found.refusals, say)
        self.articles += len(found.read)
        self.dates += found.dates
        self.places += found.places
        self.events.update(feature["id"] for feature in found.features)
        self.stored += stored

    def summary(self, job: Job, published: int, seconds: float) -> Summary:
        """The run in figures."""
        return Summary(
            self.articles,
            tuple(self.refusals),
            self.dates,
            self.places,
            len(self.events),
            self.stored,
            published,
            job.store,
            job.out / GEOJSON_NAME,
            job.out / MAP_NAME,
            seconds,
        )


def run_direct(job: Job, *, processes: int | None = None) -> Summary:
    """Read, extract, store and publish in this process, with progress on stderr.

    Raises ``JobError`` for a date, a folder or a store that cannot be used.
    """
    with wrong_job():
        return _run(job, processes)


def _run(job: Job, processes: int | None) -> Summary:
    begun, tally = time.monotonic(), Tally()
    prepare(job)
    with meter() as shown, Extractor(processes, job.own_places) as extractor:
        found_articles = read(job.sources, published=job.published)
        for articles in sharded(found_articles, lambda refusal: tally.refuse([refusal], shown.say)):
            found = extractor.extract(articles, shown.advance)
            tally.add(found, write(found, job.store), shown.say)
        return tally.summary(job, publish(job), time.monotonic() - begun)


@contextmanager
def wrong_job() -> Iterator[None]:
    """What the person who called can mend, as ``JobError``."""
    try:
        yield
    except (store.StoreError, gazetteer.TableError, UnknownDateError) as wrong:
        raise JobError(str(wrong)) from wrong


def sharded(found: Iterable[Article | Refusal], refused: Callable[[Refusal], None]) -> Iterator[Sequence[Article]]:
    """Articles in shards, in their order; refusals go to ``refused`` as they come."""
    shard: list[Article] = []
    for item in found:
        if isinstance(item, Refusal):
            refused(item)
            continue
        shard.append(item)
        if len(shard) == SHARD:
            yield shard
            shard = []
    if shard:
        yield shard


def write(found: Found, store_url: str) -> store.Written:
    """A shard's events into the store: all of them or, when the process dies, none."""
    with store.open(store_url) as opened:
        return opened.write(found.features, read=found.read)


def publish(job: Job) -> int:
    """Everything the store holds as GeoJSON and on a map; how many events that is."""
    import maps  # noqa: PLC0415  # Folium takes half a second: `waqai --help` need not

    with store.open(job.store) as opened:
        count = store.export(opened.query(), job.out / GEOJSON_NAME)
        maps.draw(opened.query(), job.out / MAP_NAME)
    return count
