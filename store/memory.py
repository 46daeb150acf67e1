"""When the columns of a store's events come into memory, and of which state of it they are.

Whoever asks once is answered by the indexes. Where the same process asks again and again, a thread of its own reads the
columns meanwhile; somebody else's write makes them old, and they are read again at leisure. Nothing waits for them, and
nothing is answered by them unless nobody has written since they were read.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from sqlalchemy import Connection, select

from store.backend import Backend
from store.columns import E
from store.held import Held, read
from store.model import StoreError
from store.schema import META

_OFTEN: Final = 10  # questions, after which there will be more
_FEW: Final = 50_000  # events, of which the indexes tell as soon
_LEARNING_S: Final = 5  # for the words that were asked for, at once
_LEISURE: Final = 20  # so many times as long as reading takes, between two readings


class Memory:
    """Columns of one store; any thread may ask for them."""

    def __init__(self, backend: Backend, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._backend, self._reading = backend, reading
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._asked = 0
        self._next = 0.0  # when they may be read again, by the monotonic clock
        self._state: object = None
        self._held: Held | None = None

    def seen(self, connection: Connection) -> Held | None:
        """The columns as a connection sees them; null where they are not there."""
        self._asked += 1
        if self._asked <= _OFTEN and self._held is None:
            return None
        state = self._seen_by(connection)
        with self._lock:
            held, known = self._held, self._state == state
        if not known:
            if time.monotonic() >= self._next:
                self._begin(self.read)
            return None
        if held is not None and held.remembered.wanted:
            self._begin(self._learn)
        return held

    def read(self) -> None:
        """Bring them in now. Raises ``StoreError`` where the store cannot be read."""
        began = time.monotonic()
        try:
            before = self._backend.state()
            with self._reading() as connection:
                large = self._is_large(connection)
                held = read(connection, self._backend.stretch, lambda: not self._closing) if large else None
            if self._backend.state() == before:
                with self._lock:
                    if held is not None and self._held is not None:  # what was asked for will be again
                        held.remembered.wanted.update(self._held.remembered.terms)
                    self._held, self._state = held, before
        finally:
            self._next = time.monotonic() + _LEISURE * (time.monotonic() - began)

    def _learn(self) -> None:
        """List the words that were asked for, of the state that is in memory."""
        with self._reading() as connection:
            state = self._seen_by(connection)
            with self._lock:
                held = self._held if self._state == state else None
            if held is not None:
                ends = time.monotonic() + _LEARNING_S
                held.remembered.learn(connection, self._backend, lambda: not self._closing and time.monotonic() < ends)

    def _seen_by(self, connection: Connection) -> object:
        """The state that a connection sees from here on."""
        connection.execute(select(META.c.name).limit(1))
        return self._backend.state()

    def close(self) -> None:
        """Let them go."""
        self._closing = True
        if (thread := self._thread) is not None:
            thread.join()
        self._held = self._state = None

    def _begin(self, work: Callable[[], None]) -> None:
        with self._lock:
            if self._closing or self._thread is not None:
                return
            self._thread = threading.Thread(target=self._in_time, args=[work], name="columns", daemon=True)
            self._thread.start()

    def _in_time(self, work: Callable[[], None]) -> None:
        try:
            work()
        except StoreError:  # whoever asks next is told
            return
        finally:
            self._thread = None

    @staticmethod
    def _is_large(connection: Connection) -> bool:
        return connection.execute(select(E.c.key).limit(1).offset(_FEW)).first() is not None
