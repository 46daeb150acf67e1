"""Stores of earlier schemas brought to the present one, step by step, in one transaction; a copy of the old is kept."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, update
from sqlalchemy.exc import DBAPIError

from store.embedded import Embedded
from store.migrated_2 import from_2
from store.model import StoreError
from store.schema import META, VERSION

# From which schema, the step to the next one. A step may use nothing of the present schema that a later step changes.
STEPS: Final[dict[int, Callable[[Connection, Embedded], None]]] = {2: from_2}
FIRST: Final = min(STEPS)


def migrate(backend: Embedded, version: int) -> None:
    """Bring a store to the present schema; the file as it was stays beside it. Raises ``StoreError``."""
    kept = backend.path.with_name(f"{backend.path.stem}.schema-{version}{backend.path.suffix}")
    if not kept.exists():
        with backend.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            connection.rollback()
            if raw is None:
                raise StoreError(f"{backend.path} closed while it was copied")
            raw.execute("VACUUM INTO ?", (str(kept),))
    with backend.engine.connect() as connection:
        writing = connection.execution_options(**backend.writing)
        with writing.begin():
            for step in range(version, VERSION):
                try:
                    STEPS[step](writing, backend)
                except (StoreError, DBAPIError, ValueError, KeyError, TypeError) as fault:  # rows that nobody wrote so
                    raise StoreError(
                        f"{backend.path} could not be brought from schema {step} to {step + 1} ({fault}):"
                        " it was left as it is; run into a new store, or report this"
                    ) from fault
                writing.execute(update(META).where(META.c.name == "schema").values(value=str(step + 1)))
