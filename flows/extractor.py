"""Batches of articles read: here for a few, by a crew of processes for many; an article that kills one is named."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import Final

from articles import Article, Refusal
from flows.crew import Crew, processors
from flows.extraction import Chunk, Found, chunked, read_all
from flows.manner import PLAIN, Manner

FEW: Final = 200  # articles: below, starting processes costs more than it saves
_CHUNK: Final = 32  # articles handed to a process at a time
_DIED: Final = "the process that read it died: out of memory?"
_log = logging.getLogger("waqai")

Advance = Callable[[int], None]
Work = Callable[[Sequence[Article], Manner], Chunk]


class Extractor:
    """Reads articles; its processes start when more than ``FEW`` articles come, and are kept.

    Threads may share one. ``advance`` is called with the number of articles done as they are.
    """

    def __init__(
        self,
        processes: int | None = None,
        manner: Manner = PLAIN,
        *,
        work: Work = read_all,
        advance: Advance = lambda _: None,
    ) -> None:
        self.work = work
        self.manner = manner
        self.advance = advance
        self.processes = processes if processes is not None else processors()
        self._crew: Crew | None = None
        self._hiring = threading.Lock()
        self._alone: Crew | None = None  # a process that reads what a dead one was reading
        self._one_apart = threading.Lock()
        self._closed = False

    def __enter__(self) -> "Extractor":
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._let_go(self._crew)
        self._dismiss()

    def extract(self, articles: Sequence[Article]) -> Found:
        """What a batch tells."""
        return self.begin(articles)()

    def begin(self, articles: Sequence[Article]) -> Callable[[], Found]:
        """Hand a batch to the processes and return; what is returned waits for it, or does it where there are none."""
        crew = self._present(len(articles))
        if crew is None:
            return lambda: self._gathered(self._done(self.work(some, self.manner)) for some in chunked(articles, 1))
        chunks = [(some, crew.hand(self.work, some, self.manner)) for some in chunked(articles, _CHUNK)]
        return lambda: self._gathered(
            self._done(chunk) for some, future in chunks for chunk in self._results(some, future, crew)
        )

    def _present(self, articles: int) -> Crew | None:
        """The processes that read so many articles; null where they are read here.

        Do processes start at all? Not in a script without ``if __name__ == "__main__"``, for one.
        """
        with self._hiring:
            if self._closed or self.processes == 1 or (self._crew is None and articles <= FEW):
                return None
            if self._crew is None:
                try:
                    self._crew = Crew(self.processes, self.manner.own_places)
                except BrokenProcessPool:
                    self.processes = 1
                    _log.warning("no further processes can be started: all articles are read in this one")
            return self._crew

    def _let_go(self, crew: Crew | None) -> None:
        """The next batch gets new processes."""
        with self._hiring:
            if self._crew is crew:
                self._crew = None
        if crew is not None:
            crew.end()

    def _done(self, chunk: Chunk) -> Chunk:
        self.advance(len(chunk.readings) + len(chunk.refusals))
        return chunk

    def _gathered(self, chunks: Iterable[Chunk]) -> Found:
        all_of = Chunk()
        for chunk in chunks:
            all_of.reports.extend(chunk.reports)
            all_of.readings.extend(chunk.readings)
            all_of.refusals.extend(chunk.refusals)
        return Found(all_of.reports, tuple(all_of.readings), tuple(all_of.refusals))

    def _results(self, articles: Sequence[Article], future: "Future[Chunk]", crew: Crew) -> Iterator[Chunk]:
        """A chunk's result; when a process of its crew died, it is tried apart from the others to name the article."""
        try:
            yield future.result()
        except (BrokenProcessPool, CancelledError):
            if self._closed:
                raise
            self._let_go(crew)
            yield from self._apart(articles)

    def _apart(self, articles: Sequence[Article]) -> Iterator[Chunk]:
        """One by one in a process of its own, so that an article that kills it kills no other's and is known."""
        for article in articles:
            with self._one_apart:
                try:
                    if self._alone is None:
                        self._alone = Crew(1, self.manner.own_places)
                    chunk = self._alone.hand(self.work, [article], self.manner).result()
                except BrokenProcessPool:
                    chunk = Chunk(refusals=[Refusal(f"article {article.id}", _DIED)])
                    self._dismiss()
            yield chunk

    def _dismiss(self) -> None:
        alone, self._alone = self._alone, None
        if alone is not None:
            alone.end()


@cache
def resident(manner: Manner) -> Extractor:
    """The extractor of a process that is one of many, such as a Dask worker."""
    return Extractor(1, manner)
