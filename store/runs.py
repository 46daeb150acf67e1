"""Runs: which program, with which data and settings, over which inputs, wrote what the store holds."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import insert, select, update

from store.database import Store
from store.model import Run, StoreError
from store.schema import RUN
from store.written import dump, load

_NOTHING: Mapping[str, Any] = {}


def begin_run(
    store: Store,
    *,
    program: str | None = None,
    data: str | None = None,
    settings: Mapping[str, Any] = _NOTHING,
    inputs: Mapping[str, str] = _NOTHING,
    counts: Mapping[str, Any] = _NOTHING,
) -> int:
    """Record that a run begins; its key, which ``Store.keep(..., run=key)`` sets on all that it writes.

    ``program`` and ``data`` are versions, ``settings`` what it was asked, ``inputs`` maps each source to its hash,
    ``counts`` are those that stand if the run says no more.
    """
    with store.transaction() as tx:
        key = tx.new_key(RUN)
        told = {"settings": dump(dict(settings)), "inputs": dump(dict(inputs)), "counts": dump(dict(counts))}
        row = {"key": key, "begun": tx.now, "status": "running", "program": program, "data": data, **told}
        tx.connection.execute(insert(RUN).values(**row))
        return key


def note_run(store: Store, key: int, counts: Mapping[str, Any]) -> None:
    """Record how far a run is."""
    with store.transaction() as tx:
        tx.connection.execute(update(RUN).where(RUN.c.key == key).values(counts=dump(dict(counts))))


def finish_run(
    store: Store,
    key: int,
    *,
    failed: bool = False,
    counts: Mapping[str, Any] = _NOTHING,
    inputs: Mapping[str, str] = _NOTHING,
) -> None:
    """Record how a run ended, its counts, and inputs that were not known when it began. Raises ``StoreError``."""
    with store.transaction() as tx:
        row = tx.connection.execute(select(RUN.c.inputs).where(RUN.c.key == key)).first()
        if row is None:
            raise StoreError(f"the store knows of no run {key}")
        values = {"status": "failed" if failed else "done", "finished": tx.now, "counts": dump(dict(counts))}
        values["inputs"] = dump(load(row.inputs or "{}") | dict(inputs))
        tx.connection.execute(update(RUN).where(RUN.c.key == key).values(**values))


def runs(store: Store) -> Iterator[Run]:
    """Every run, oldest first."""
    with store.reading() as connection:
        for row in connection.execute(select(RUN).order_by(RUN.c.key)):
            settings, inputs, counts = (load(written or "{}") for written in (row.settings, row.inputs, row.counts))
            yield Run(row.key, row.begun, row.finished, row.status, row.program, row.data, settings, inputs, counts)
