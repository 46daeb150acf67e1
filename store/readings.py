"""Which articles have been read, as they stood and by which program: so that none is read again for nothing."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from store.backend import Backend
from store.schema import READING
from store.transaction import Transaction

_COLUMNS = tuple(column.name for column in READING.c)


def noted(connection: Connection, backend: Backend, program: str, articles: Collection[str]) -> dict[str, str]:
    """What was noted of those of the articles that this program has read, by their ids."""
    query = select(READING.c.article, READING.c.note).where(READING.c.program == program)
    among = backend.among(READING.c.article, articles)
    return {row.article: row.note for row in connection.execute(query.where(among))} if articles else {}


def note(tx: Transaction, program: str, notes: Mapping[str, str]) -> None:
    """Note that this program has read the articles; what was noted of them before goes."""
    tx.delete(READING, "article", [*notes])
    tx.insert(READING, _COLUMNS, [(article, program, told) for article, told in notes.items()])
