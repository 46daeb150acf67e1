"""The articles that are in the store, by what was read of them; and those that others stand for."""

import sqlite3
from dataclasses import astuple

from articles.collection.records import Kept


class Holdings:
    """The ledger's table of articles."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, article_id: str) -> Kept | None:
        """An article that was read before."""
        found = self._where("id = ?", article_id)
        return found[0] if found else None

    def alike(self, words: bytes) -> list[Kept]:
        """The articles of this text on this site, the one that stands for the others first."""
        return self._where("words = ?", words)

    def replaced_by(self, article_id: str) -> list[Kept]:
        """The articles that this one is in the store instead of."""
        return self._where("instead = ?", article_id)

    def to_withdraw(self) -> list[str]:
        """Articles that the store still holds and another stands for."""
        return [kept.id for kept in self._where("instead IS NOT NULL AND stored = ?", 1)]

    def _where(self, condition: str, value: object) -> list[Kept]:
        rows = self._db.execute(
            "SELECT id, source, address, digest, words, instead, stored FROM article "
            f"WHERE {condition} ORDER BY length(id), id",
            (value,),
        )
        return [Kept(*row) for row in rows]

    def keep(self, kept: Kept) -> None:
        """Remember an article."""
        self._db.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(kept))

    def stored(self, article_id: str, *, held: bool) -> None:
        """The store now holds the article as it is, or no longer holds it."""
        self._db.execute("UPDATE article SET stored = ? WHERE id = ?", (held, article_id))

    # --- The pages they come from ---

    def again(self, article_id: str) -> list[str]:
        """The pages of an article are asked for as if they never had been; which they are."""
        rows = self._db.execute(
            "UPDATE page SET state = 'wanted', tries = 0, etag = NULL, modified = NULL, digest = NULL "
            "WHERE article = ? AND state = 'read' RETURNING address",
            (article_id,),
        )
        return [address for (address,) in rows.fetchall()]

    def article_of(self, address: str) -> str | None:
        """The id of the article that a page gave when it was read last."""
        row = self._db.execute("SELECT article FROM page WHERE address = ?", (address,)).fetchone()
        return row[0] if row else None

    def led_to(self, address: str) -> list[str]:
        """The articles that pages gave which now lead to this one."""
        rows = self._db.execute(
            "SELECT article FROM page WHERE target = ? AND state = 'elsewhere' AND article IS NOT NULL", (address,)
        )
        return [article for (article,) in rows]

    def pages_of(self, article_id: str) -> list[str]:
        """The pages that gave an article."""
        return [
            row[0]
            for row in self._db.execute(
                "SELECT address FROM page WHERE article = ? AND state <> 'elsewhere'", (article_id,)
            )
        ]
