"""A progress bar by rich."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f}/s" if speed else "")


class Bar:
    """Articles done, of how many where that is known, how fast, how long yet."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("articles", total=None)

    def advance(self, articles: int) -> None:
        """Move the bar."""
        self._progress.advance(self._task, articles)

    def total(self, articles: int) -> None:
        """Set where the bar ends."""
        self._progress.update(self._task, total=articles)

    def batch(self, line: str) -> None:
        """Nothing: the bar shows how far it is."""

    def say(self, line: str) -> None:
        """A line above the bar."""
        self._progress.console.print(escape(line), highlight=False, soft_wrap=True)


@contextmanager
def bar() -> Iterator[Bar]:
    """A bar that goes when the work is done."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=60) as progress:
        yield Bar(progress)
