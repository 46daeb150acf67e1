"""A run in the store's own table of runs: begun before it writes anything, finished however it ends.

One that is killed stays unfinished there, with how far it came and which process it was: so whoever asks where an event
comes from is told.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flows.process import present
from flows.program import program
from flows.summary import Summary
from store import Store, StoreError, begin_run, finish_run

_log = logging.getLogger("waqai")


@contextmanager
def entered(store: Store, summary: Summary) -> Iterator[int]:
    """The run's number in the store. Raises ``StoreError``."""
    read_by = program(summary.job.own_places)
    summary.run = begin_run(
        store,
        program=f"{read_by.version}+{read_by.code}",
        data=read_by.data,
        settings=summary.settings(),
        counts={"process": present()},
    )
    try:
        yield summary.run
    except BaseException as fault:
        try:
            _finish(store, summary, summary.run, f"{type(fault).__name__}: {fault}")
        except StoreError as problem:  # what ended the run, a full disk or a store that is gone, ends this too
            _log.warning("run %s stays unfinished in the store: %s", summary.run, problem)
        raise
    _finish(store, summary, summary.run, None)


def _finish(store: Store, summary: Summary, key: int, error: str | None) -> None:
    tally = summary.tally
    counts: dict[str, Any] = {"articles": summary.articles(), "stored": summary.stored(), "events": tally.events}
    inputs = {name: each.digest for name, each in tally.sources.items()}
    finish_run(store, key, failed=error is not None, counts=counts | ({"error": error} if error else {}), inputs=inputs)
