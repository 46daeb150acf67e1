"""Processes that read articles for a run: all begun before any gets work, and ended with the run, however that ends."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Final, TypeVar

from gazetteer import load

_MOST_PROCESSES: Final = 16
Result = TypeVar("Result")


class Crew:
    """Some processes, each with a gazetteer. When one dies all are gone: a crew is replaced, never mended.

    Python's pool clears up after a dead process by closing its pipes, in a thread of its own: a process that was just
    being started, or a second ``shutdown``, would meet closed pipes or close those of another pool. So all begin
    before there is work, and one thread ends it. Raises ``BrokenProcessPool`` where none can begin.
    """

    def __init__(self, processes: int, own_places: Path | None = None) -> None:
        # Never a fork: the flow's process has threads, and a fork copies their locks.
        spawning = multiprocessing.get_context("spawn")
        all_begun = spawning.Barrier(processes)
        self._pool = ProcessPoolExecutor(processes, spawning, initializer=_begin, initargs=(own_places, all_begun))
        self._ending = threading.Lock()
        self._ended = False
        # One process begins with each of these, since none is done before all have begun.
        begun = [self.hand(len, ()) for _ in range(processes)]
        try:
            for one in begun:
                one.result()
        except BrokenProcessPool:
            self.end()
            raise

    def hand(self, work: Callable[..., Result], *given: Any) -> "Future[Result]":
        """Hand on some work. Its future raises ``BrokenProcessPool`` where a process dies, or has died before."""
        try:
            return self._pool.submit(work, *given)
        except (RuntimeError, OSError) as gone:  # broken by what another thread handed in, or ended by it
            failed = Future[Result]()
            failed.set_exception(BrokenProcessPool(str(gone)))
            return failed

    def end(self) -> None:
        """Let the processes go; work that has not begun is not done. May be called again, by any thread."""
        with self._ending:
            if not self._ended:
                self._ended = True
                self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def _begin(own_places: Path | None, all_begun: Any) -> None:
    """What a process does first."""
    threading.Thread(target=_follow_owner, daemon=True).start()
    all_begun.wait()
    load(own_places)
    collect_seldom()


def collect_seldom() -> None:
    """As the program itself does: reading leaves no cycles, and looking for some in all that is known costs a tenth."""
    gc.set_threshold(200_000, 20, 20)


def _follow_owner() -> None:
    """End with the run: one that is killed cannot end its processes, which would wait for work for ever."""
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
        os._exit(1)


def processors() -> int:
    """Those this process may use, which is how many processes read unless fewer are asked for."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_PROCESSES)
