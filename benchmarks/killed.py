"""A run that says where it is, for ``benchmarks.faults``, which kills it there.

    python -m benchmarks.killed WHERE [--flow] [--helped] SOURCE OUT BATCH

It is ``waqai run`` with marks: at each step it writes into the file WHERE which step it is at and how often it has come
to each. A reader of that file sees the mark of the moment, also when the run is dead. Where the file names a moment,
the run stops itself there (SIGSTOP, which no thread outlives): whoever looks on would be late on a busy machine.
"""

import mmap
import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event

import articles
import store
from flows import extractor, ledger, pipeline, summary
from flows.job import Job
from store import finding
from store.embedded import Embedded

# In the order of a run. ``commit`` is the store's transaction from its last statement on, into the file.
STEPS: Final = (
    *("starting", "reading", "extracting", "store write", "commit", "ledger", "GeoJSON", "map and timeline"),
    *("run.json", "closing"),
)
_LAYOUT: Final = struct.Struct(f"<q{len(STEPS)}q")
_MOMENT: Final = struct.Struct("<qqd")  # the step where to stop, counted from 1, the time that it is come to, seconds
_LINE: Final = struct.Struct("<qd")
_FIRST: Final = _LAYOUT.size + _MOMENT.size  # line of the marks
_LOG: Final = 1 << 20  # bytes for the marks of a run, one after the other, each with its time


class Where:
    """The file of marks: the step now, how often each was come to, and the times of all."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_FIRST + _LOG))
        with path.open("r+b") as file:
            self._bytes = mmap.mmap(file.fileno(), 0)
        self._written = _FIRST

    def clear(self) -> None:
        """For another run."""
        self._bytes[:] = bytes(len(self._bytes))

    def at(self, step: str) -> None:
        """The run is at a step now."""
        number = STEPS.index(step)
        now, *counts = _LAYOUT.unpack_from(self._bytes)
        if now == number and counts[number]:
            return
        counts[number] += 1
        _LAYOUT.pack_into(self._bytes, 0, number, *counts)
        if _MOMENT.unpack_from(self._bytes, _LAYOUT.size)[:2] == (number + 1, counts[number]):
            threading.Thread(target=self._stop, daemon=True).start()
        if self._written + _LINE.size <= len(self._bytes):
            _LINE.pack_into(self._bytes, self._written, number + 1, time.time())
            self._written += _LINE.size

    def stop_at(self, step: str, nth: int, after_s: float) -> None:
        """The run is to stop itself so many seconds after it has come to a step for the nth time."""
        _MOMENT.pack_into(self._bytes, _LAYOUT.size, STEPS.index(step) + 1, nth, after_s)

    def _stop(self) -> None:
        time.sleep(_MOMENT.unpack_from(self._bytes, _LAYOUT.size)[2])
        os.kill(os.getpid(), signal.SIGSTOP)

    def now(self) -> tuple[str, dict[str, int]]:
        """The step, and how often each was come to."""
        number, *counts = _LAYOUT.unpack_from(self._bytes)
        return STEPS[number], dict(zip(STEPS, counts, strict=True))

    def marks(self) -> Iterator[tuple[str, float]]:
        """Each step that was come to, and when, in seconds since 1970."""
        for at in range(_FIRST, len(self._bytes), _LINE.size):
            number, when = _LINE.unpack_from(self._bytes, at)
            if not number:
                return
            yield STEPS[number - 1], when


def main() -> None:
    arguments = sys.argv[1:]
    flow = "--flow" in arguments
    path, source, out, batch = (each for each in arguments if each not in ("--flow", "--helped"))
    if "--helped" in arguments:
        _help()
    where = Where(Path(path))
    where.at("starting")
    _mark(where)
    job = Job((source,), Path(out), batch=int(batch))
    if flow:
        from flows.launch import run  # noqa: PLC0415  # each reading process imports this file: no more than it needs

        done = run(job, print)
    else:
        done = pipeline.run_direct(job)
    where.at("closing")
    sys.stderr.write(f"{done}\n")
    sys.exit(done.status)


def _help() -> None:
    """Let the second process of writes of 20,000 events help with every batch, though a run's own are busy reading."""
    begin = finding.Finder.__init__

    def beginning(finder: finding.Finder, _: int | None = None) -> None:
        begin(finder, 2)

    finding.Finder.__init__ = beginning  # type: ignore[assignment,method-assign]
    finding._WORTH_BEGINNING = finding._WORTH_SHARING = 1  # type: ignore[misc]
    finding._LOT = 20  # type: ignore[misc]


def _mark(where: Where) -> None:
    """Marks at the doors of the steps."""
    import maps  # noqa: PLC0415  # as above

    def marked(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def marking(*given: Any, **named: Any) -> Any:
            where.at(step)
            return work(*given, **named)

        return marking

    def reading(*given: Any, **named: Any) -> Iterator[Any]:
        found = read(*given, **named)
        while True:
            where.at("reading")
            article = next(found, None)
            if article is None:
                return
            yield article

    read = articles.read
    pipeline.read = reading  # type: ignore[attr-defined]  # the name that it reads by
    extractor.Extractor._gathered = marked("extracting", extractor.Extractor._gathered)  # type: ignore[method-assign]
    pipeline.write = marked("store write", pipeline.write)
    ledger.Ledger.keep = marked("ledger", ledger.Ledger.keep)  # type: ignore[method-assign]
    store.export = marked("GeoJSON", store.export)
    maps.draw = marked("map and timeline", maps.draw)
    summary.write_json = marked("run.json", summary.write_json)
    _mark_commits(where)


def _mark_commits(where: Where) -> None:
    begin = Embedded.__init__

    def opened(self: Embedded, path: Path) -> None:
        begin(self, path)
        event.listen(self.engine, "commit", lambda _: where.at("commit") if where.now()[0] == "store write" else None)

    Embedded.__init__ = opened  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
