"""The words of the events of a write: found here, and of many by a second process too, while rows are written."""

import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from store.coworker import Coworker, Lot
from store.terms import said_in

_WORTH_BEGINNING: Final = 20_000  # events of one write: to begin a process costs as much as the words of some thousands
_WORTH_SHARING: Final = 2_000  # with one that is there
_LOT: Final = 500
_PATIENCE_S: Final = 20  # for a lot, of which it has a twentieth of a second: what answers no more is stopped


class Shown(NamedTuple):
    """What an event shows, as JSON and as that says."""

    written: bytes
    properties: Mapping[str, Any]


class Finder:
    """Finds words for one store's writers; its process begins with the first large write, and is kept until ``end``."""

    def __init__(self, processes: int | None = None) -> None:
        self._may_share = (usable() if processes is None else processes) > 1
        self._lock = threading.Lock()
        self._coworker: Coworker | None = None

    def expect(self, events: int) -> None:
        """Say that a write of so many events begins, so that a second process is ready when it is needed."""
        with self._lock:
            if self._may_share and self._coworker is None and events >= _WORTH_BEGINNING:
                try:
                    self._coworker = Coworker()
                except OSError:  # no room, or no interpreter: it goes on without
                    self._may_share = False

    @contextmanager
    def begun(self, shown: Sequence[Shown]) -> Iterator["Finding"]:
        """Begin to find the words of some events; what has not begun when the block ends, never does."""
        finding = Finding(shown, self._coworker if len(shown) >= _WORTH_SHARING else None)
        try:
            yield finding
        finally:
            finding.drop()

    def end(self) -> None:
        """Let the process go, if there is one; the next large write begins another."""
        with self._lock:
            coworker, self._coworker = self._coworker, None
        if coworker is not None:
            coworker.end()


class Finding:
    """The words of some events, on their way."""

    def __init__(self, shown: Sequence[Shown], coworker: Coworker | None) -> None:
        self._lots = [shown[first : first + _LOT] for first in range(0, len(shown), _LOT)]
        self._coworker = coworker
        self._handed: list[Future[Lot] | None] = [
            coworker.hand([each.written for each in lot]) if coworker else None for lot in self._lots
        ]

    def words(self) -> list[bytes]:
        """What each event says, when all is found: here from the last on, until the second process is met."""
        found = [self._found(number) for number in reversed(range(len(self._lots)))]
        return [said for lot in reversed(found) for said in lot]

    def drop(self) -> None:
        """Give up what has not begun."""
        for future in self._handed:
            if future is not None:
                future.cancel()

    def _found(self, number: int) -> Lot:
        future, lot = self._handed[number], self._lots[number]
        if future is None or future.cancel():
            return [said_in(each.properties) for each in lot]
        try:
            return future.result(_PATIENCE_S)
        except TimeoutError:
            assert self._coworker is not None  # noqa: S101  it was handed to one
            self._coworker.stop()
        except EOFError:  # it has died
            pass
        return [said_in(each.properties) for each in lot]


def usable() -> int:
    """How many processes can work at once: as many as there are processors for this one."""
    if not sys.executable or getattr(sys, "frozen", False):  # no interpreter that could run another program
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
