"""Which articles have been read, as they stood and by which program: a run that was stopped goes on from there."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from articles import Article
from flows.readings import Reading, content_digest

_PATIENCE_S: Final = 60  # two runs into one folder
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS reading (
  article TEXT PRIMARY KEY, content TEXT NOT NULL, program TEXT NOT NULL, counts TEXT NOT NULL) WITHOUT ROWID
"""


class Ledger:
    """The readings that are in the store; written after it, so that it never knows more than the store holds."""

    def __init__(self, path: Path, program: str) -> None:
        self.program = program
        self._connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(_TABLE)

    def known(self, articles: Sequence[Article]) -> dict[str, Reading]:
        """Those of the articles that this program has read as they are, by id."""
        contents = {article.id: content_digest(article) for article in articles}
        rows = self._connection.execute(
            "SELECT counts FROM reading WHERE program = ? AND article IN (SELECT value FROM json_each(?))",
            (self.program, json.dumps([*contents])),
        )
        found = (Reading.from_row(json.loads(counts)) for (counts,) in rows)
        return {reading.article: reading for reading in found if reading.content == contents[reading.article]}

    def keep(self, readings: Iterable[Reading]) -> None:
        """Remember what has been stored, all or none."""
        rows = [
            (reading.article, reading.content, self.program, json.dumps(reading.to_row(), ensure_ascii=False))
            for reading in readings
        ]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
