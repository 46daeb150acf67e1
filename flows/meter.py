"""Progress of a run: a bar where a person looks on, a line a batch in a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

Say = Callable[[str], None]


class Meter(Protocol):
    """Where progress is shown; lines said go above the bar."""

    def advance(self, articles: int) -> None:
        """That many more articles are done."""

    def total(self, articles: int) -> None:
        """That many there are in all, once it is known."""

    def batch(self, line: str) -> None:
        """A batch is done; where it says nothing of how far the run is, the meter adds that."""

    def say(self, line: str) -> None:
        """A line for the person who waits."""


class Lines:
    """Progress in a log: one line a batch."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self._done, self._total, self._begun = 0, 0, time.monotonic()

    def advance(self, articles: int) -> None:
        """Count."""
        self._done += articles

    def total(self, articles: int) -> None:
        """Set where it ends."""
        self._total = articles

    def batch(self, line: str) -> None:
        """The batch, how far the run is, how fast it goes and how long it will take."""
        seconds = max(time.monotonic() - self._begun, 0.001)
        parts = [f"{self._done} of {self._total} done" if self._total else f"{self._done} done"]
        parts.append(f"{self._done / seconds:.0f}/s")
        if self._total > self._done > 0:
            parts.append(f"{duration(seconds * (self._total - self._done) / self._done)} left")
        self.say(f"{line}; {', '.join(parts)}")


def duration(seconds: float) -> str:
    """Hours and minutes, or minutes and seconds, for a person."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def to_stderr(line: str) -> None:
    """One line of stderr."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def meter(log: Say | None = None) -> Iterator[Meter]:
    """A bar where stderr is a terminal; where it is not, lines to ``log`` or else to stderr."""
    if log is not None or not sys.stderr.isatty():
        yield Lines(log or to_stderr)
        return
    from flows.bar import bar  # noqa: PLC0415  # rich is needed for a terminal only

    with bar() as shown:
        yield shown
