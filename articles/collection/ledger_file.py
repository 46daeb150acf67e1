"""The ledger's file: one run at a time holds it, and every change is one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from articles.origin import UnreadableError

_SCHEMA: Final = Path(__file__).with_name("ledger.sql")
_VERSION: Final = 1


class LedgerError(UnreadableError):
    """A ledger that another run holds, or that is none."""


class LedgerFile:
    """The file; ``:memory:`` is forgotten with the process. One run at a time holds it."""

    def __init__(self, path: Path | str) -> None:
        self.path = str(path)
        self._lock = _locked(self.path)
        try:
            self._db = sqlite3.connect(self.path, isolation_level=None, timeout=30, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version not in (0, _VERSION):
                raise LedgerError(f"{self.path}: the ledger of another version of Waqai ({version})")
            self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))
            self._db.execute(f"PRAGMA user_version = {_VERSION}")
        except sqlite3.Error as fault:
            self._unlock()
            raise LedgerError(f"{self.path}: no ledger: {fault}") from fault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the next run have it."""
        self._db.close()
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none; may be nested."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _locked(path: str) -> sqlite3.Connection | None:
    """A lock that ends with the process, however it ends: an open transaction on a file of its own."""
    if path == ":memory:":
        return None
    lock = sqlite3.connect(f"{path}.lock", isolation_level=None, timeout=0, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as held:
        lock.close()
        raise LedgerError(f"{path}: another run holds it") from held
    return lock
