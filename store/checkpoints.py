"""Checkpoints of a SQLite file: what waits in its log goes into the file while the next write is prepared."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

_WAITING: Final = 8_000_000  # bytes of the log that are worth a checkpoint
_MOST: Final = 1_000_000_000  # bytes of the log with which a writer waits for the checkpoint that runs


class Checkpoints:
    """The checkpoints of one file, by a thread of their own; a process that dies leaves them to the next one."""

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self._log = path.with_name(f"{path.name}-wal")
        self._connect = connect
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="waqai-checkpoint")
        self._last: Future[None] | None = None

    def before_write(self) -> None:
        """Wait for the checkpoint that runs, where the log is long: SQLite begins it anew once all is in the file."""
        if self._last is not None and self._size() > _MOST:
            self._last.result()

    def after_write(self) -> None:
        """Begin a checkpoint, if there is anything worth one."""
        if self._size() > _WAITING:
            if self._last is not None:
                self._last.result()
            self._last = self._thread.submit(self._copy)

    def close(self) -> None:
        """Wait until none runs."""
        if self._last is not None:
            self._last.result()

    def _size(self) -> int:
        try:
            return self._log.stat().st_size
        except FileNotFoundError:
            return 0

    def _copy(self) -> None:
        with suppress(sqlite3.Error), closing(self._connect()) as connection:  # the next one will do it, or say why not
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
