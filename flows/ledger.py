"""Which articles have been read, as they stood and by which program: a run that was stopped goes on from there.

It lies in the store, and is written after it, so that it never knows more than the store holds.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flows.process import present
from flows.readings import Reading
from store import Store, note_run


class Ledger:
    """The readings of one program that are in a store."""

    def __init__(self, store: Store, program: str, run: int | None = None) -> None:
        self.program = program
        self.run = run  # this run's number in the store
        self._store = store

    def known(self, contents: Mapping[str, str]) -> dict[str, Reading]:
        """Those of the articles, by their ids and digests of their content, that this program has read as they are."""
        notes = self._store.noted(self.program, [*contents]).values()
        readings = [Reading.from_row(json.loads(note)) for note in notes]
        return {reading.article: reading for reading in readings if reading.content == contents[reading.article]}

    def stands(self, counts: Mapping[str, Any]) -> None:
        """Note how far this run is, for whoever asks meanwhile, or after it was killed."""
        if self.run is not None:
            note_run(self._store, self.run, {"process": present(), **counts})

    def keep(self, readings: Iterable[Reading]) -> None:
        """Remember what has been stored, all or none."""
        notes = {reading.article: json.dumps(reading.to_row(), ensure_ascii=False) for reading in readings}
        self._store.note(self.program, notes)
