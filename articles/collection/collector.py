"""Sources into batches of articles: what is new or changed, fetched politely, spooled, settled once it is stored."""

import time
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from articles.address import normal
from articles.collection.admission import BATCH, Admission, Batch
from articles.collection.asking import limits, politeness
from articles.collection.entry import EVER, Span, digest
from articles.collection.fetching import Fetcher, Outcome, redirected
from articles.collection.file_batches import file_batches
from articles.collection.ledger import Ledger
from articles.collection.polling import Polling
from articles.collection.reading import kept_as, read_spooled
from articles.collection.records import Known, Spooled, Wanted
from articles.collection.report import SourceReport, Tell
from articles.collection.settings import Settings
from articles.model import Article, Refusal
from articles.origin import UnreadableError
from articles.stubs import MovedError
from articles.web import Fetched, PassingError, Web

_HTML: Final = ("text/html", "application/xhtml+xml", "text/plain", "")

Clock = Callable[[], float]


def _silent(_refusal: Refusal, _source: str) -> None:
    """Whoever wants to know is told by the reports."""


class Collector:
    """One run over all sources of a settings file."""

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        *,
        only: Container[str] = (),
        span: Span = EVER,
        clock: Clock = time.time,
        tell: Tell = _silent,
    ) -> None:
        self.settings, self.ledger, self.span = settings, ledger, span
        self.sources = {name: source for name, source in settings.watched.items() if not only or name in only}
        self.reports = {name: SourceReport(name, tell=tell) for name in self.sources}
        self._clock, self._tell = clock, tell
        ledger.keep_pages = settings.fetching.keep_pages
        self._asked: set[str] = set()
        self._admission = Admission(ledger)
        gentle = {name: politeness(settings, source) for name, source in self.sources.items()}
        listings, pages = (
            Web(limits(settings, mb)) for mb in (settings.fetching.listing_mb, settings.fetching.page_mb)
        )
        self._listings = Fetcher(listings, gentle, at_once=settings.fetching.at_once)
        self._pages = Fetcher(pages, gentle, at_once=settings.fetching.at_once)
        self._pages.share(self._listings)

    # --- What there is ---

    def everything_again(self) -> int:
        """Read what was read before once more, without the web: for a new version. How many kept pages there are."""
        return self.ledger.everything_again(name for name, source in self.sources.items() if source.kind == "files")

    def poll(self) -> None:
        """Ask every feed, sitemap and list; new pages, and known ones that are due, are wanted from then on."""
        now = self._clock()
        self.ledger.set_back(now)
        polling = Polling(self.sources, self.ledger, self.reports, span=self.span, now=now)
        polling.limit = int(self.settings.fetching.listing_mb * 1_000_000)
        polling.redirects = self.settings.fetching.redirects
        polling.poll(self._listings)
        for name, source in self.sources.items():
            if not self.span:
                self.reports[name].again = self.ledger.recheck(name, source.recheck_days, source.recheck_hours, now)

    def batches(self) -> Iterator[Batch]:
        """Batches until nothing is left that this run may ask for: first what an earlier run left in the spool.

        Each must be settled before the next is asked for.
        """
        for batch in self._all():
            if batch.articles or batch.withdrawn:
                self.ledger.to_publish(self._clock())
            yield batch
        for (name, state), count in self.ledger.counts().items():
            if state == "wanted" and name in self.reports:
                self.reports[name].waiting = max(0, count - self.reports[name].failed)

    def _all(self) -> Iterator[Batch]:
        yield from self._spooled()
        while self.fetch(BATCH):
            yield from self._spooled()
        for name, source in self.sources.items():
            if source.kind == "files":
                yield from file_batches(source, self.reports[name], self.ledger, self._admission, self.span)

    def _spooled(self) -> Iterator[Batch]:
        while batch := self.read(BATCH):
            yield batch

    # --- Fetching ---

    def fetch(self, limit: int) -> int:
        """Ask for about so many wanted pages, shared among the sources; how many were asked for."""
        share = -(-limit // max(1, len(self.sources)))
        most = self.settings.fetching.pages_per_run
        rest = {name: most if self.span else most - self.reports[name].asked for name in self.sources}
        wanted: list[Wanted] = []
        for name in self.sources:
            while rest[name] > 0:
                found = self.ledger.wanted(name, self._clock(), min(share, rest[name]), self._asked)
                wanted += [page for page in found if self.span.may_hold(page.entry)]
                self._asked.update(page.address for page in found)
                rest[name] = 0 if wanted else len(found)  # of what a span leaves out nothing is asked: look further
        self._pages.fetch(wanted, self._fetched)
        return len(wanted)

    def _fetched(self, page: Wanted, outcome: Outcome) -> Sequence[Wanted]:
        """What became of one page; a redirect's target that is not known yet is asked for next."""
        report = self.reports[page.source]
        self._asked.add(page.address)
        report.asked += 1
        if isinstance(outcome, Fetched) and outcome.target:
            problem, more = self._redirected(page, outcome.target)
            if problem is None:
                return more
            outcome = problem
        if isinstance(outcome, UnreadableError):
            self._failed(page, outcome)
        elif outcome.status == 304 and page.known.digest is None:
            self._failed(page, UnreadableError("the server answers 304 to what it was never asked for before"))
        elif outcome.status == 304 or digest(outcome.data) == page.known.digest:
            report.unchanged += 1
            self.ledger.unchanged(page.address, self._clock())
        elif outcome.kind not in _HTML:
            self._failed(page, UnreadableError(f"{outcome.kind}: no web page"))
        else:
            report.fetched += 1
            known = Known(outcome.etag, outcome.modified, digest(outcome.data), self._clock())
            self.ledger.spool(page.address, outcome.url, outcome.charset, outcome.data, known)
        return ()

    def _failed(self, page: Wanted, problem: UnreadableError) -> None:
        report = self.reports[page.source]
        after = problem.after or 0.0 if isinstance(problem, PassingError) else 0.0
        give_up = self.settings.fetching.give_up
        given_up = self.ledger.failed(page.address, str(problem), not_before=self._clock() + after, give_up=give_up)
        report.failed += 1
        report.fault(page.address, f"{problem}{' (given up)' if given_up else ''}")

    def _redirected(self, page: Wanted, target: str) -> tuple[UnreadableError | None, Sequence[Wanted]]:
        """A redirect as a row of its own, so that an address two pages lead to is fetched once."""
        address, now = normal(target), self._clock()
        if page.hops >= self.settings.fetching.redirects:
            return UnreadableError(f"more than {self.settings.fetching.redirects} redirects"), ()
        if address == page.address:
            return UnreadableError("redirects to itself"), ()
        if self.ledger.leads(address, page.address):
            return UnreadableError("redirects in a circle"), ()
        if _is_front(address) and not _is_front(page.address):
            return UnreadableError("leads to the front page: the article is gone"), ()
        with self.ledger.transaction():
            entry = replace(page.entry, address=address)
            new = self.ledger.want(entry, page.source, now, page.hops + 1)
            self.ledger.elsewhere(page.address, address, now)
            there = self.ledger.articles.article_of(address)
            if there is not None:
                self._admission.moved(address, there, Batch())
        return None, [replace(redirected(page, address), entry=entry)] if new else ()

    # --- Reading ---

    def read(self, limit: int) -> Batch:
        """Articles of the spool; pages without one are refused, and what is known already costs nothing more."""
        batch = Batch()
        with self.ledger.transaction():
            for spooled in self.ledger.spooled(limit):
                self._read(spooled, batch)
        self._asked -= self._admission.freed  # they may be asked for once more in this run
        self._admission.freed.clear()
        batch.withdrawn = tuple(self.ledger.articles.to_withdraw())
        return batch

    def _read(self, spooled: Spooled, batch: Batch) -> None:
        name, now = spooled.source, self._clock()
        source = self.sources.get(name) or self.settings.sources.get(name)
        if source is None:
            self.ledger.refused(spooled.address, "its source is no longer in the settings", now)
            return
        report = self.reports.setdefault(name, SourceReport(name, tell=self._tell))
        try:
            article = read_spooled(spooled, source, name)
        except MovedError as moved:
            self._moved(spooled, moved)
        except UnreadableError as problem:
            report.refused += 1
            self.ledger.refused(spooled.address, str(problem), now)
            report.fault(spooled.address, str(problem))
        else:
            self._take(article, spooled, batch, report)

    def _moved(self, spooled: Spooled, moved: MovedError) -> None:
        page = Wanted(spooled.address, spooled.source, spooled.entry, spooled.hops, Known(), 0)
        problem, _ = self._redirected(page, moved.target)  # the target is asked for in the next round
        if problem is not None:
            report = self.reports[spooled.source]
            report.refused += 1
            self.ledger.refused(spooled.address, str(problem), self._clock())
            report.fault(spooled.address, str(problem))

    def _take(self, article: Article, spooled: Spooled, batch: Batch, report: SourceReport) -> None:
        """An article into the batch, unless the store has it already or another stands for it."""
        kept = kept_as(article, spooled.source, spooled.address)
        if spooled.article and spooled.article != article.id:
            self._admission.gone(spooled.article, article.id, spooled.address, batch)
        self._admission.moved(spooled.address, article.id, batch)
        batch.pages.append((spooled.address, article.id))
        if self._admission.admit(kept, batch):
            batch.articles[article.id] = article
            report.take(kept.digest)
        else:
            report.known += 1

    # --- Settling ---

    def settle(self, batch: Batch) -> None:
        """The store has the batch: its pages leave the spool."""
        with self.ledger.transaction():
            for article_id in batch.articles:
                self.ledger.articles.stored(article_id, held=True)
            for article_id in batch.withdrawn:
                self.ledger.articles.stored(article_id, held=False)
            for address, article_id in batch.pages:
                self.ledger.read(address, article_id)
            if batch.file is not None:
                self.ledger.listed(batch.file.address, batch.file.source, batch.file.terms, batch.file.known, ())


def _is_front(address: str) -> bool:
    return not normal(address).partition("://")[2].partition("/")[2].strip("/")
