"""A writing transaction: one at a time, all or nothing, with one time of day that never runs backwards."""

import gc
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from store.backend import Backend
from store.finding import Finder
from store.places import Places
from store.schema import META

_LAST = "last_write"


@dataclass(slots=True)
class Transaction:
    """What writing needs: a connection that holds the writer's lock, the time, and the next free keys."""

    connection: Connection
    backend: Backend
    now: str
    places: Places
    finder: Finder
    run: int | None = None
    keep_text: bool = True
    changed: bool = False  # have events changed?
    _last: dict[str, int] = field(default_factory=dict)

    def new_key(self, table: Table) -> int:
        """The next free key of a table."""
        if table.name not in self._last:
            highest = self.connection.execute(select(func.coalesce(func.max(table.c.key), 0))).scalar_one()
            self._last[table.name] = highest
        self._last[table.name] += 1
        return self._last[table.name]

    def insert(self, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Add many rows at once."""
        self.backend.insert(self.connection, table, columns, rows)

    def put(
        self, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], before: Collection[int]
    ) -> None:
        """Add many rows, each with its key first; those whose key is there ``before`` take that row's place."""
        ordered = sorted(rows, key=itemgetter(0))
        if not before:
            self.insert(table, columns, ordered)
            return
        self.insert(table, columns, [row for row in ordered if row[0] not in before])
        self.backend.replace(self.connection, table, columns, [row for row in ordered if row[0] in before])

    def delete(self, table: Table, column: str, values: Collection[Any]) -> None:
        """Delete the rows whose column has one of some values."""
        if values:
            self.connection.execute(delete(table).where(self.backend.among(table.c[column], values)))

    def rows(self, query: Any, column: Any, values: Collection[Any]) -> Iterable[Any]:
        """The rows of a query whose column has one of some values."""
        return self.connection.execute(query.where(self.backend.among(column, values))).all() if values else []


class _Uncollected:
    """Python does not look for cycles while anybody writes.

    A write makes objects by the hundred thousand and none in a cycle; to look through them again and again is a tenth
    of what a large one costs.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writers = 0
        self._was_on = True

    def __enter__(self) -> None:
        with self._lock:
            if not self._writers:
                self._was_on = gc.isenabled()
                gc.disable()
            self._writers += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._writers -= 1
            if not self._writers and self._was_on:
                gc.enable()


UNCOLLECTED: Final = _Uncollected()


@contextmanager
def transaction(
    backend: Backend, clock: Callable[[], datetime], finder: Finder, *, keep_text: bool, run: int | None = None
) -> Iterator[Transaction]:
    """Everything inside is kept if the block ends well, else nothing.

    The time is taken under the writer's lock, and never before that of the last write, so that whoever follows the
    store by its times misses nothing.
    """
    with UNCOLLECTED, backend.naming_faults(), backend.engine.connect() as connection:
        writing = connection.execution_options(**backend.writing)
        with backend.written(writing), writing.begin():
            backend.lock(writing)
            now = _onwards(writing, clock().astimezone(UTC).isoformat(timespec="seconds"))
            tx = Transaction(writing, backend, now, Places(writing, backend), finder, run, keep_text)
            yield tx
            if tx.changed:
                backend.changed(writing)


def _onwards(connection: Connection, now: str) -> str:
    last = connection.execute(select(META.c.value).where(META.c.name == _LAST)).scalar()
    if last is None:
        connection.execute(insert(META).values(name=_LAST, value=now))
    elif last < now:
        connection.execute(update(META).where(META.c.name == _LAST).values(value=now))
    return max(last or now, now)
