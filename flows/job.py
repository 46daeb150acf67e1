"""What a run is asked to do; light, so that a server can start before the rooms are imported."""

import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flows.manner import About, Manner

STORE_NAME: Final = "waqai.gpkg"
GEOJSON_NAME: Final = "events.geojson"
MAP_NAME: Final = "map.html"
TIMELINE_NAME: Final = "timeline.html"
RECORD_NAME: Final = "run.json"
BATCH: Final = 1000  # articles: one task's worth, some seconds of work, against a twentieth that a task costs
_MOST_IN_A_BATCH: Final = 10_000
_PASSWORD: Final = re.compile(r"(://[^/@:]*):[^@]*(?=@)")


class JobError(ValueError):
    """A job that cannot be done as asked: a date, a folder, a store, a server; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to read and where results go; ``published`` dates articles that state no date."""

    sources: tuple[str, ...]
    out: Path
    published: str | None = None
    store_url: str | None = None
    own_places: Path | None = None  # a table of the user's own beside the gazetteer
    batch: int = BATCH  # articles that are extracted and stored together
    processes: int | None = None  # null: as many as there are processors
    about: About = About.SYRIA

    @property
    def manner(self) -> Manner:
        """How its articles are read."""
        return Manner(self.own_places, self.about)

    @property
    def store(self) -> str:
        """The store's address: the one named, else the folder's own."""
        return self.store_url or str(self.out / STORE_NAME)

    @property
    def named_store(self) -> str:
        """The store as records name it: without the password of a database."""
        return _PASSWORD.sub(r"\1", self.store)


def prepare(job: Job) -> None:
    """Make the folder of results and see that it and the store can be used, before hours of reading.

    Raises ``JobError``.
    """
    if not 1 <= job.batch <= _MOST_IN_A_BATCH:
        raise JobError(f"a batch of {job.batch} articles: 1 to {_MOST_IN_A_BATCH} can be")
    if job.processes is not None and job.processes < 1:
        raise JobError(f"{job.processes} processes: at least one is needed")
    clock()
    try:
        job.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=job.out):
            pass
    except FileExistsError:
        raise JobError(f"--out {job.out}: it is a file, not a folder") from None
    except OSError as fault:
        raise JobError(f"--out {job.out}: nothing can be written there ({fault.strerror})") from fault
    import store  # noqa: PLC0415  # not every command has one

    try:
        store.open(job.store).close()
    except store.StoreError as refused:
        raise JobError(str(refused)) from refused


def clock() -> datetime:
    """The time that results are stamped with: SOURCE_DATE_EPOCH where it is set, so that runs can be repeated.

    Raises ``JobError``.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError) as wrong:
        raise JobError(f"SOURCE_DATE_EPOCH={fixed}: seconds since 1970 are expected") from wrong
