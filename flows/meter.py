"""Progress of a run on stderr."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

_LINE_EVERY_S: Final = 5


class Meter(Protocol):
    """Where progress is shown; lines said go above the bar."""

    def advance(self, articles: int) -> None:
        """That many more articles are done."""

    def total(self, articles: int) -> None:
        """That many there are in all, once it is known."""

    def say(self, line: str) -> None:
        """A line for the person who waits."""


class Lines:
    """Progress in a log: a line now and then instead of a bar."""

    def __init__(self) -> None:
        self._done, self._total, self._said = 0, 0, time.monotonic()

    def advance(self, articles: int) -> None:
        """Count, and say so every few seconds."""
        self._done += articles
        if time.monotonic() - self._said > _LINE_EVERY_S:
            self._said = time.monotonic()
            self.say(f"{self._done}{f' of {self._total}' if self._total else ''} articles done")

    def total(self, articles: int) -> None:
        """Set where it ends."""
        self._total = articles

    def say(self, line: str) -> None:
        """One line of stderr."""
        print(line, file=sys.stderr, flush=True)


@contextmanager
def meter() -> Iterator[Meter]:
    """A bar where stderr is a terminal, plain lines where it is not."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    from flows.bar import bar  # noqa: PLC0415  # rich is needed for a terminal only

    with bar() as shown:
        yield shown
