"""The sources of a settings file into the store, as plain functions without Prefect: only what is new or changed.

A page is spooled before it is read, and leaves the spool when its events are in the store: a run that is killed at any
moment goes on where it was, and writing an article's events again replaces them.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from articles import Refusal
from articles.collection import Batch, Collector, Ledger, LedgerError, Settings, SettingsError, Span, load
from articles.dates import UnknownDateError, stated
from flows import pipeline
from flows.extraction import Found
from flows.extractor import Extractor
from flows.job import Job, JobError, prepare
from flows.manner import About
from flows.meter import Meter, meter
from flows.picture import Picture
from flows.summary import Summary
from store import Written

LEDGER_NAME: Final = "watch.db"


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch: a settings file, which of its sources (all where none is named), and for a backfill which days."""

    path: Path
    settings: Settings
    job: Job
    only: tuple[str, ...] = ()
    span: Span = field(default_factory=Span)
    again: bool = False  # read the pages that were kept, and the files, anew

    @property
    def ledger(self) -> Path:
        """Where it is kept what is known of every address."""
        return self.job.out / LEDGER_NAME

    def refuse_lost_store(self) -> None:
        """Raise ``JobError`` for a store that is gone while its ledger is there: it would never be filled again."""
        store = self.job.store
        if "://" not in store and self.ledger.exists() and not Path(store).exists():
            raise JobError(
                f"{self.ledger} knows what was read into a store, and {store} is not there: name the store, "
                f"or remove {self.ledger} to read everything again"
            )


def watch_of(
    settings: Path,
    out: Path,
    *,
    store_url: str | None = None,
    own_places: Path | None = None,
    processes: int | None = None,
    about: About | None = None,
    only: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    again: bool = False,
) -> Watch:
    """A watch whose store and places are those of the call, else of the settings. Raises ``JobError``."""
    try:
        asked = load(settings)
    except SettingsError as wrong:
        raise JobError(str(wrong)) from wrong
    unknown = [name for name in only if name not in asked.sources]
    if unknown:
        raise JobError(f"{settings}: it has no source {unknown[0]}; it has {', '.join(asked.sources)}")
    job = Job(
        (str(settings),), out, None, store_url or asked.store, own_places or asked.places, processes=processes,
        about=about or About(asked.about),
    )  # fmt: skip
    return Watch(settings, asked, job, only, _span(since, until), again)


def _span(since: str | None, until: str | None) -> Span:
    first, last = (_day(name, value) for name, value in (("since", since), ("until", until)))
    if first and last and last < first:
        raise JobError(f"--until {last} lies before --since {first}")
    return Span(first, last)


def _day(name: str, value: str | None) -> date | None:
    try:
        return date.fromisoformat(stated(value)) if value else None
    except (UnknownDateError, ValueError) as wrong:
        raise JobError(f"--{name} {value}: no day such as 2016-12-07") from wrong


def watch_direct(watch: Watch) -> Summary:
    """One round in this process, with progress on stderr.

    Raises ``JobError`` for settings, a folder or a store that cannot be used.
    """
    summary = Summary(watch.job)
    with (
        pipeline.wrong_job(),
        summary.recorded(),
        meter() as shown,
        Round(watch, summary, shown) as one,
    ):
        one.poll()
        with Extractor(watch.job.processes, watch.job.manner, advance=shown.advance) as extractor:
            for batch in one.collector.batches():
                found = extractor.extract([*batch.articles.values()])
                one.settle(batch, found, pipeline.write(found, watch.job.store, batch.withdrawn, run=summary.run))
        if one.has_news():
            summary.picture = pipeline.publish(watch.job)
            one.published()
    return summary


def _held(path: Path) -> Ledger:
    """The ledger, which one round at a time holds. Raises ``JobError``."""
    try:
        return Ledger(path)
    except LedgerError as held:
        raise JobError(str(held)) from held


class Round:
    """One round over the sources: what is collected, what is known of it, and the counts that are gathered."""

    def __init__(self, watch: Watch, summary: Summary, shown: Meter) -> None:
        self._watch, self._summary, self._shown = watch, summary, shown

    def __enter__(self) -> "Round":
        watch = self._watch
        watch.refuse_lost_store()
        prepare(watch.job)
        with ExitStack() as opened:
            self._ledger = opened.enter_context(_held(watch.ledger))  # first: a round that is refused is no run
            self._readings = opened.enter_context(pipeline.opened_ledger(self._summary))
            self.collector = Collector(
                watch.settings, self._ledger, only=watch.only, span=watch.span, tell=self._refuse
            )
            opened.callback(self._report)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *fault: Any) -> None:
        self._opened.__exit__(*fault)

    def _report(self) -> None:
        """Count and say what became of each source."""
        tally = self._summary.tally
        for name, report in self.collector.reports.items():
            tally.of(name).new, tally.of(name).known = report.read, report.unchanged + report.known
            tally.of(name).take(report.digest)
            tally.known += report.unchanged + report.known
            self._shown.say(str(report))
        self._summary.collected = [report.as_json() for report in self.collector.reports.values()]

    def poll(self) -> None:
        """Ask what is new; where everything is to be read again, the pages kept are what there is."""
        if self._watch.again:
            self._shown.say(f"{self.collector.everything_again()} pages that were kept are read again")
        self.collector.poll()

    def settle(self, batch: Batch, found: Found, stored: Written) -> None:
        """The store has the batch: so it is known, counted and said."""
        self.collector.settle(batch)
        if batch.articles or batch.withdrawn:
            pipeline.finish(found, stored, self._summary.tally, self._readings, self._shown)

    def has_news(self) -> bool:
        """May the store hold what file and map do not show: since this run, or one that was killed before it?"""
        if self._ledger.unpublished() or not (self._summary.geojson.exists() and self._summary.map.exists()):
            return True
        self._summary.picture = Picture(events=pipeline.count(self._watch.job))
        return False

    def published(self) -> None:
        """File and map show what the store holds."""
        self._ledger.published()

    def _refuse(self, refusal: Refusal, source: str) -> None:
        self._summary.tally.refuse([refusal], self._shown.say, source)
