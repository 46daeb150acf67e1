"""Articles into features: here for a few, in a pool of processes for many; one bad article stops no other."""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from articles import Article, Refusal
from events import Account, Annotation, accounts, annotate, merge
from gazetteer import load

FEW: Final = 200  # articles: below, starting processes costs more than it saves
_CHUNK: Final = 32  # articles handed to a process at a time
_MOST_PROCESSES: Final = 16
_log = logging.getLogger("waqai")

Advance = Callable[[int], None]
Work = Callable[[Sequence[Article], Path | None], "Chunk"]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in some articles: features of the GeoJSON contract and counts of mentions."""

    features: list[dict[str, Any]]
    read: tuple[str, ...]  # ids of the articles
    refusals: tuple[Refusal, ...]
    dates: int
    places: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some articles' annotations and accounts, and the articles that failed."""

    annotations: list[Annotation]
    refusals: list[Refusal]
    accounts: list[Account] = field(default_factory=list)


def annotate_all(articles: Sequence[Article], own_places: Path | None = None) -> Chunk:
    """Annotate each; the rim where one article's fault is caught, so that the others go on."""
    gazetteer = load(own_places)
    done = Chunk([], [])
    for article in articles:
        try:
            annotation = annotate(article, gazetteer)
            done.accounts.extend(accounts(annotation, gazetteer))
            done.annotations.append(annotation)
        except Exception as fault:  # noqa: BLE001  # the one rim: logged with the article's id, and counted
            _log.debug("article %s", article.id, exc_info=True)
            done.refusals.append(
                Refusal(f"article {article.id}", f"reading it failed: {type(fault).__name__}: {fault}")
            )
    return done


class Extractor:
    """Annotates articles; its processes start when more than ``FEW`` articles come, and are kept."""

    def __init__(self, processes: int | None = None, own_places: Path | None = None, work: Work = annotate_all) -> None:
        self.work = work
        self.own_places = own_places
        self.processes = processes if processes is not None else _processors()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Extractor":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def extract(self, articles: Sequence[Article], advance: Advance = lambda _: None) -> Found:
        """The features of a shard; what happens in several of its articles is one feature."""
        parallel = self.processes > 1 and (self._pool is not None or len(articles) > FEW) and self._can_start()
        chunks = self._in_processes(articles) if parallel else self._here(articles)
        annotations: list[Annotation] = []
        told: list[Account] = []
        refusals: list[Refusal] = []
        for chunk in chunks:
            annotations += chunk.annotations
            told += chunk.accounts
            refusals += chunk.refusals
            advance(len(chunk.annotations) + len(chunk.refusals))
        return Found(
            [event.feature for event in merge(told)],
            tuple(annotation.article.id for annotation in annotations),
            tuple(refusals),
            sum(len(annotation.dates) for annotation in annotations),
            sum(len(annotation.places) for annotation in annotations),
        )

    def _here(self, articles: Sequence[Article]) -> Iterator[Chunk]:
        for some in _chunked(articles, 1):
            yield self.work(some, self.own_places)

    def _in_processes(self, articles: Sequence[Article]) -> Iterator[Chunk]:
        chunks = [*_chunked(articles, _CHUNK)]
        futures = [self._started().submit(self.work, chunk, self.own_places) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            yield from self._result(chunk, future)

    def _result(self, chunk: Sequence[Article], future: "Future[Chunk]") -> Iterator[Chunk]:
        """A chunk's result; when its process died, each of its articles is tried alone to name the one."""
        try:
            yield future.result()
        except BrokenProcessPool:
            self._stop()
            for article in chunk:
                yield self._alone(article)

    def _alone(self, article: Article) -> Chunk:
        try:
            return self._started().submit(self.work, [article], self.own_places).result()
        except BrokenProcessPool:
            self._stop()
            return Chunk([], [Refusal(f"article {article.id}", "the process that read it died: out of memory?")])

    def _can_start(self) -> bool:
        """Do processes start at all? Not in a script without ``if __name__ == "__main__"``, for one."""
        try:
            self._started().submit(len, ()).result()
        except BrokenProcessPool:
            self._stop()
            self.processes = 1
            _log.warning("no further processes can be started: all articles are read in this one")
            return False
        return True

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Never a fork: the flow's process has threads, and a fork copies their locks.
            self._pool = ProcessPoolExecutor(
                self.processes, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(self.own_places,)
            )
        return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


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


def _processors() -> int:
    """Those this process may use; each worker keeps a gazetteer, about 100 MB."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_PROCESSES)


def _chunked(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    remaining = iter(articles)
    while chunk := [*islice(remaining, size)]:
        yield chunk
