"""Articles into what they tell: here for a few, in a pool of processes for many; one bad article stops no other."""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from arabic import analyse
from articles import Article, Refusal
from events import Annotation, accounts, annotate
from flows.readings import Reading, reading
from gazetteer import Gazetteer, load

if TYPE_CHECKING:
    from store import Report

FEW: Final = 200  # articles: below, starting processes costs more than it saves
_CHUNK: Final = 32  # articles handed to a process at a time
_MOST_PROCESSES: Final = 16
_log = logging.getLogger("waqai")

Item = TypeVar("Item")
Result = TypeVar("Result")
Advance = Callable[[int], None]
Work = Callable[[Sequence[Article], Path | None], "Chunk"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a batch of articles tells, as the store keeps it, and counts of each article that was read."""

    reports: list["Report"]
    readings: tuple[Reading, ...]
    refusals: tuple[Refusal, ...]

    @property
    def read(self) -> tuple[str, ...]:
        """The ids of the articles."""
        return tuple(reading.article for reading in self.readings)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What some articles tell, their counts, and those that failed."""

    reports: list["Report"]
    readings: list[Reading]
    refusals: list[Refusal]


def annotate_all(articles: Iterable[Article], own_places: Path | None = None) -> Iterator[Annotation | Refusal]:
    """Each article annotated, or why it could not be."""
    gazetteer = load(own_places)
    for article in articles:
        yield _tried(article, lambda article: annotate(article, gazetteer))


def read_all(articles: Sequence[Article], own_places: Path | None = None) -> Chunk:
    """What some articles tell, as light as it can be handed from process to process."""
    gazetteer = load(own_places)
    chunk = Chunk([], [], [])
    for article in articles:
        done = _tried(article, lambda article: _told(article, gazetteer))
        if isinstance(done, Refusal):
            chunk.refusals.append(done)
        else:
            chunk.reports.append(done[0])
            chunk.readings.append(done[1])
    return chunk


def _told(article: Article, gazetteer: Gazetteer) -> tuple["Report", Reading]:
    from store import Report  # noqa: PLC0415  # `waqai annotate` starts without a database

    text = analyse(article.text)
    annotation = annotate(article, gazetteer, text=text)
    told = Report.of(annotation, accounts(annotation, gazetteer))
    return told, reading(annotation, text, gazetteer)


def _tried(article: Article, work: Callable[[Article], Result]) -> Result | Refusal:
    """The rim where one article's fault is caught, so that the others go on."""
    try:
        return work(article)
    except Exception as fault:  # noqa: BLE001  # the one rim: logged with the article's id, and counted
        _log.debug("article %s", article.id, exc_info=True)
        return Refusal(f"article {article.id}", f"reading it failed: {type(fault).__name__}: {fault}")


class Extractor:
    """Reads articles; its processes start when more than ``FEW`` articles come, and are kept.

    Threads may share one. ``advance`` is called with the number of articles done as they are.
    """

    def __init__(
        self,
        processes: int | None = None,
        own_places: Path | None = None,
        *,
        work: Work = read_all,
        advance: Advance = lambda _: None,
    ) -> None:
        self.work = work
        self.own_places = own_places
        self.advance = advance
        self.processes = processes if processes is not None else processors()
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> "Extractor":
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        if self._pool is not None:
            self._drop(self._pool)

    def extract(self, articles: Sequence[Article]) -> Found:
        """What a batch tells."""
        return self.begin(articles)()

    def begin(self, articles: Sequence[Article]) -> Callable[[], Found]:
        """Hand a batch to the processes and return; what is returned waits for it, or does it where there are none."""
        if not self._in_parallel(articles):
            return lambda: self._gathered(self._done(self.work(some, self.own_places)) for some in chunked(articles, 1))
        pool = self._started()
        chunks = [(some, pool.submit(self.work, some, self.own_places)) for some in chunked(articles, _CHUNK)]
        return lambda: self._gathered(
            self._done(chunk) for some, future in chunks for chunk in self._results(some, future, pool)
        )

    def _in_parallel(self, articles: Sequence[Article]) -> bool:
        if self.processes == 1 or (self._pool is None and len(articles) <= FEW):
            return False
        return self._can_start()

    def _done(self, chunk: Chunk) -> Chunk:
        self.advance(len(chunk.readings) + len(chunk.refusals))
        return chunk

    def _gathered(self, chunks: Iterable[Chunk]) -> Found:
        all_of = Chunk([], [], [])
        for chunk in chunks:
            all_of.reports.extend(chunk.reports)
            all_of.readings.extend(chunk.readings)
            all_of.refusals.extend(chunk.refusals)
        return Found(all_of.reports, tuple(all_of.readings), tuple(all_of.refusals))

    def _results(
        self, articles: Sequence[Article], future: "Future[Chunk]", pool: ProcessPoolExecutor
    ) -> Iterator[Chunk]:
        """A chunk's result; when a process of its pool died, it is tried apart from the others to name the article."""
        try:
            yield future.result()
        except BrokenProcessPool:
            if self._closed:
                raise
            self._drop(pool)
            yield from self._apart(articles)

    def _apart(self, articles: Sequence[Article]) -> list[Chunk]:
        """In a process of its own, so that it kills no other's: first together, then one by one."""
        with self._lock, self._new_pool(1) as alone:
            try:
                return [alone.submit(self.work, articles, self.own_places).result()]
            except BrokenProcessPool:
                pass  # one of them did it
        if len(articles) > 1:
            return [chunk for article in articles for chunk in self._apart([article])]
        died = "the process that read it died: out of memory?"
        return [Chunk([], [], [Refusal(f"article {articles[0].id}", died)])]

    def _can_start(self) -> bool:
        """Do processes start at all? Not in a script without ``if __name__ == "__main__"``, for one."""
        if self._pool is not None:
            return True
        pool = self._started()
        try:
            pool.submit(len, ()).result()
        except BrokenProcessPool:
            self._drop(pool)
            self.processes = 1
            _log.warning("no further processes can be started: all articles are read in this one")
            return False
        return True

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = self._new_pool(self.processes)
            return self._pool

    def _new_pool(self, processes: int) -> ProcessPoolExecutor:
        # Never a fork: the flow's process has threads, and a fork copies their locks.
        return ProcessPoolExecutor(
            processes, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(self.own_places,)
        )

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """Let go of a pool, if no other thread has and begun another."""
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(cancel_futures=True)


@cache
def resident(own_places: Path | None) -> Extractor:
    """The extractor of a process that is one of many, such as a Dask worker."""
    return Extractor(1, own_places)


def _begin(own_places: Path | None) -> None:
    """What a process of the pool does first."""
    threading.Thread(target=_follow_owner, daemon=True).start()
    load(own_places)


def _follow_owner() -> None:
    """End with the run: one that is killed cannot end its pool, whose processes would wait for work for ever."""
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
        os._exit(1)


def processors() -> int:
    """Those this process may use; each worker keeps a gazetteer, about 100 MB."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_PROCESSES)


def chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of that many."""
    remaining = iter(items)
    while chunk := [*islice(remaining, size)]:
        yield chunk
