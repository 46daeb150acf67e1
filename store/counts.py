"""How many events filters find, remembered as long as nobody writes: the pages of one answer are counted once."""

import threading
from collections.abc import Callable
from typing import Final

from store.backend import Backend
from store.filters import Filters

_KEPT: Final = 500  # counts that a store remembers until somebody writes


class Counts:
    """Counts of one state of a store; any thread may use it."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._lock = threading.Lock()
        self._state: object = None
        self._known: dict[Filters, int] = {}

    def of(self, filters: Filters, count: Callable[[], int]) -> int:
        """How many events the filters find, by counting where that is not known.

        What was counted while somebody wrote is told and not kept: nobody knows which state it is of.
        """
        before = self._backend.state()
        with self._lock:
            if self._state == before and filters in self._known:
                return self._known[filters]
        found = count()
        if self._backend.state() == before:
            self._keep(before, filters, found)
        return found

    def _keep(self, state: object, filters: Filters, found: int) -> None:
        with self._lock:
            if self._state != state or len(self._known) >= _KEPT:
                self._state, self._known = state, {}
            self._known[filters] = found
