"""Articles once each, however many there are: what has been seen is kept by SQLite, on disk once it becomes much."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b

from articles.model import Article, Refusal

_SEEN = "CREATE TABLE seen (id BLOB PRIMARY KEY, digest BLOB, place TEXT) WITHOUT ROWID"
_NAMING = ("id", "url", "source")  # PostgreSQL keeps no NUL: it would refuse the whole batch


def distinct(found: Iterator[Article | Refusal]) -> Iterator[Article | Refusal]:
    """Articles once each: the same id and text again is passed over, the same id with another text refused.

    So is one whose names no store could keep.
    """
    # A database without a name outgrows its cache of 2 MB into a file of its own, which goes with the connection.
    with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as seen:
        seen.execute("PRAGMA journal_mode = OFF")
        seen.execute(_SEEN)
        for item in found:
            if isinstance(item, Article):
                if marred := [name for name in _NAMING if "\0" in (getattr(item, name) or "")]:
                    yield Refusal(
                        item.where or f"article {item.id}", f"{marred[0]}: holds a NUL, which is no letter", item.row
                    )
                    continue
                key, digest = _bytes(item.id), blake2b(_bytes(item.text), digest_size=8).digest()
                new = seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (key, digest, _stands(item)))
                if not new.rowcount:
                    earlier, place = seen.execute("SELECT digest, place FROM seen WHERE id = ?", (key,)).fetchone()
                    if earlier != digest:
                        reason = f"its id {item.id} is that of another article, {place}: give each its own"
                        yield Refusal(item.where or f"article {item.id}", reason, item.row)
                    continue
            yield item


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # half a pair of surrogates is no reason to stop here


def _stands(article: Article) -> str:
    """Where an article was read, for a person."""
    return f"{article.where}, row {article.row}" if article.row is not None else str(article.where)
