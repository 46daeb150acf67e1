"""What a run did: in a line for a person, in run.json for machines."""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from flows.job import GEOJSON_NAME, MAP_NAME, RECORD_NAME, Job, clock
from flows.picture import Picture
from flows.program import program
from flows.tally import Tally

SCHEMA: Final = 1
_UNKNOWN_NAMES: Final = 50
_REASONS: Final = 20


@dataclass(slots=True)
class Summary:
    """One run: what was asked, what it did, what it published; ``error`` says why it ended early."""

    job: Job
    tally: Tally = field(default_factory=Tally)
    picture: Picture = field(default_factory=Picture)
    seconds: float = 0.0
    error: str | None = None
    run: int | None = None  # its number in the store
    runner: str = "direct"
    collected: list[dict[str, Any]] = field(default_factory=list)  # of a watch: its sources in pages
    _begun: float = field(default_factory=time.monotonic)
    _started: str = field(default_factory=lambda: clock().isoformat(timespec="seconds"))

    @property
    def geojson(self) -> Path:
        """Where the events are."""
        return self.job.out / GEOJSON_NAME

    @property
    def map(self) -> Path:
        """Where the map is."""
        return self.job.out / MAP_NAME

    @property
    def status(self) -> int:
        """The command line's exit status: 1 if anything could not be read."""
        return 1 if self.tally.refused.count else 0

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Leave run.json when the block ends, also when it fails; then ``error`` says why."""
        try:
            yield
        except BaseException as fault:
            self.error = f"{type(fault).__name__}: {fault}"
            self._record()
            raise
        self._record()

    def _record(self) -> None:
        self.seconds = time.monotonic() - self._begun
        try:
            write_json(self.job.out / RECORD_NAME, self.record())
        except OSError:
            if self.error is None:  # else the folder itself is what failed, and that is said already
                raise

    def __str__(self) -> str:
        tally, picture = self.tally, self.picture
        known = f", {tally.known} known already" if tally.known else ""
        refused = f", {tally.refused.count} refused" if tally.refused.count else ""
        away = f", {tally.elsewhere} of them not about Syria" if tally.elsewhere else ""
        part = f", {tally.in_part.count} of them in part" if tally.in_part.count else ""
        mapped = f" (the map has the latest {picture.mapped})" if picture.mapped < picture.events else ""
        return (
            f"{many(tally.new, 'article')} read{known}{away}{part}{refused}; {many(tally.dates, 'date')} and "
            f"{many(tally.places, 'place')} mentioned; {many(tally.events, 'event')} "
            f"told; in the store {tally.stored}, {picture.events} in all{mapped}; {self.seconds:.1f} s"
        )

    def record(self) -> dict[str, Any]:
        """What run.json holds (docs/operations.md describes each field)."""
        job, tally, picture = self.job, self.tally, self.picture
        return {
            "schema": SCHEMA,
            "run": self.run,
            "started": self._started,
            "seconds": round(self.seconds, 3),
            "status": "failed" if self.error else "some refused" if self.status else "done",
            "error": self.error,
            "program": program(job.own_places).to_row(),
            "settings": self.settings(),
            "articles": self.articles(),
            "sources": {name: each.to_row() for name, each in tally.sources.items()},
            **({"collected": self.collected} if self.collected else {}),
            "refusals": {
                "reasons": dict(tally.refused.reasons.most_common(_REASONS)),
                "named": [str(refusal) for refusal in tally.refused.named],
            },
            "in_part": {"articles": tally.in_part.count, "named": tally.in_part.named},
            "stored": self.stored(),
            "quality": self.quality(),
            "events": {
                "all": picture.events,
                "mapped": picture.mapped,
                "undated": picture.undated,
                "unplaced": picture.unplaced,
                "by_type_and_governorate": picture.table(),
            },
            "results": {} if self.error else {path.name: _described(path) for path in (self.geojson, self.map)},
        }

    def settings(self) -> dict[str, Any]:
        """What the run was asked to do."""
        job = self.job
        return {
            "sources": list(job.sources),
            "published": job.published,
            "out": str(job.out),
            "store": job.named_store,
            "places": str(job.own_places) if job.own_places else None,
            "about": str(job.about),
            "batch": job.batch,
            "processes": job.processes,
            "runner": self.runner,
        }

    def articles(self) -> dict[str, int]:
        """Articles in counts."""
        return self.tally.articles()

    def stored(self) -> dict[str, int]:
        """What became of events in the store, in counts."""
        return asdict(self.tally.stored)

    def quality(self) -> dict[str, Any]:
        """How sure the readings of this run's articles are, and which place names the gazetteer lacks."""
        from gazetteer import load  # noqa: PLC0415  # known by then

        tally = self.tally
        counts = ("dates", "places", "unresolved", "events", "undated", "unplaced", "ambiguous")
        names = tally.unknown_names(load(self.job.own_places), _UNKNOWN_NAMES) if tally.unknown else []
        unknown = [{"name": name.name, "announced_by": name.announcer, "count": name.count} for name in names]
        return {count: getattr(tally, count) for count in counts} | {"unknown_places": unknown}


def many(count: int, name: str) -> str:
    """A count with its noun."""
    return f"{count} {name}{'' if count == 1 else 's'}"


def write_json(path: Path, value: Any) -> None:
    """The file appears whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave the new name with nothing in it
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _described(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": str(path), "bytes": path.stat().st_size, "sha256": digest}
