"""The gazetteer of the project's tables, kept on disk and in memory."""

from functools import cache
from pathlib import Path

from gazetteer.assembling import assemble
from gazetteer.cached import cached
from gazetteer.catalogue import Gazetteer
from gazetteer.outlines import Outlines
from gazetteer.stored import Stored
from gazetteer.tables import TABLES, read_tables


def load(additions: Path | None = None) -> Gazetteer:
    """The gazetteer of the tables, with a user's own places; kept in memory after the first call.

    Raises ``TableError`` naming file, row and reason where a table cannot be read.
    """
    return _load(TABLES, additions)


@cache
def _load(folder: Path, additions: Path | None) -> Gazetteer:
    outlines = folder / "outlines.json"
    files = sorted(folder.glob("*.csv"))
    if additions is None:
        return Gazetteer(cached(files, lambda: assemble(read_tables(folder))), outlines)
    from gazetteer.additions import with_additions  # noqa: PLC0415 - for those who have additions only

    def make() -> Stored:
        return assemble(with_additions(read_tables(folder), additions, Outlines(outlines)))

    return Gazetteer(cached([*files, additions], make), outlines)
