"""Listings asked for what is new: feeds, sitemaps with their parts, lists of addresses."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from articles.address import normal
from articles.collection.entry import EVER, Entry, Span, digest, read_date, wanted
from articles.collection.fetching import Fetcher, Outcome, redirected
from articles.collection.ledger import Ledger
from articles.collection.listings import Listing, read_addresses, read_feed, read_sitemap
from articles.collection.records import Known, Wanted
from articles.collection.report import SourceReport
from articles.collection.settings import Source
from articles.origin import UnreadableError
from articles.web import Fetched, PassingError

_log: Final = logging.getLogger("waqai")
_DAY_S: Final = 86_400.0
_TERMS: Final = ("kind", "only", "never", "since", "text")  # settings that decide what a listing gives


class Polling:
    """One round over all listings. A listing that fails is that source's error, and no other's."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        ledger: Ledger,
        reports: Mapping[str, SourceReport],
        *,
        span: Span,
        now: float,
    ) -> None:
        self._sources, self._ledger, self._reports = sources, ledger, reports
        self._span, self._now = span, now
        self._seen: dict[str, set[str]] = {name: set() for name in sources}
        self.limit = 0  # bytes of a listing, unpacked
        self.redirects = 0

    def poll(self, fetcher: Fetcher) -> None:
        """Ask every listing of every source."""
        fetcher.fetch(self._roots(), self._done)

    def _roots(self) -> Iterator[Wanted]:
        for name, source in self._sources.items():
            for address in source.named if source.kind != "files" else ():
                if "://" in address:
                    yield self._wanted(name, address)
                else:
                    self._take(name, Entry(address), self._file(address))

    def _wanted(self, name: str, address: str) -> Wanted:
        # A span asks for other pages than a plain run did: the whole listing is needed.
        known = Known() if self._span else self._ledger.listing(address, self._terms(name))
        return Wanted(address, name, Entry(address), 0, known, 0)

    def _terms(self, name: str) -> bytes:
        source = self._sources[name]
        return digest(json.dumps([str(getattr(source, term)) for term in _TERMS]))

    def _file(self, path: str) -> Outcome:
        from articles.collection.objects import open_object  # noqa: PLC0415  # few lists lie in files

        try:
            with open_object(path, {}) as stream:
                return Fetched(stream.read(self.limit), path, "text/plain", None)
        except OSError as fault:
            return UnreadableError(fault.strerror or str(fault))

    def _done(self, page: Wanted, outcome: Outcome) -> Iterable[Wanted]:
        """The fetcher's answer for one listing; what it leads to is asked for next."""
        if isinstance(outcome, Fetched) and outcome.target:
            if page.hops < self.redirects:
                return [replace(redirected(page, outcome.target), known=page.known)]
            outcome = PassingError(f"more than {self.redirects} redirects")
        return self._take(page.source, page.entry, outcome, page.known)

    def _take(self, name: str, listing: Entry, outcome: Outcome, known: Known | None = None) -> Iterable[Wanted]:
        report, address = self._reports[name], listing.address
        if isinstance(outcome, UnreadableError):
            if not _is_beyond_the_last(address, self._sources[name]):
                report.error(address, str(outcome))
            return ()
        data = digest(outcome.data)
        if outcome.status == 304 or (known and known.digest == data):
            report.unchanged_listings += 1
            return ()
        try:
            found = self._read(name, outcome)
        except UnreadableError as problem:
            report.error(address, str(problem))
            return ()
        except Exception as fault:  # noqa: BLE001  # the rim of other people's parsers: one listing stops no other
            _log.debug("%s", address, exc_info=True)
            report.error(address, f"its {self._sources[name].kind} reader failed: {type(fault).__name__}: {fault}")
            return ()
        return self._noted(name, address, found, Known(outcome.etag, outcome.modified, data, self._now))

    def _read(self, name: str, fetched: Fetched) -> Listing:
        source = self._sources[name]
        if source.kind == "sitemap":
            return read_sitemap(fetched.data, fetched.url, limit=self.limit)
        if source.kind == "addresses":
            return read_addresses(fetched.data)
        return read_feed(fetched.data, fetched.url, fetched.charset, text=source.text)

    def _noted(self, name: str, address: str, found: Listing, known: Known) -> Iterable[Wanted]:
        source, report = self._sources[name], self._reports[name]
        report.listings += 1
        for fault in found.faults:
            report.fault(address, fault)
        entries = [replace(entry, address=normal(entry.address)) for entry in found.entries]
        fresh = [entry for entry in entries if entry.address not in self._seen[name]]
        self._seen[name].update(entry.address for entry in fresh)
        chosen = wanted(fresh, source.only, source.never, self._of(source))
        # An index is asked again each time: that it is as it was says nothing of its parts.
        passing = bool(found.listings or self._span)
        report.new += self._ledger.listed(
            address, name, self._terms(name), Known(asked=self._now) if passing else known, chosen
        )
        return [*self._parts(name, found.listings), *self._older(name, address, found, fresh)]

    def _of(self, source: Source) -> Span:
        """The days that are wanted: those of the call, else the source's own."""
        return self._span or (Span(source.since) if source.since else EVER)

    def _parts(self, name: str, listings: Iterable[Entry]) -> Iterator[Wanted]:
        """The sitemaps of an index that may hold something new."""
        span = self._of(self._sources[name])
        for part in listings:
            if part.address in self._seen[name]:
                continue
            self._seen[name].add(part.address)
            page, changed = self._wanted(name, part.address), read_date(part.modified)
            asked = min(page.known.asked, self._now)  # a clock may have been ahead
            recent = changed is None or not asked or changed[:10] >= _day(asked - _DAY_S)
            if recent and Span(span.since).holds(changed):
                yield page

    def _older(self, name: str, address: str, found: Listing, fresh: list[Entry]) -> Iterator[Wanted]:
        """The page of older entries, while a span reaches further back and the feed gives what it had not."""
        source = self._sources[name]
        since = self._span.since
        if source.kind != "feed" or not self._span or not fresh:
            return
        if since and all(entry.published and entry.published[:10] < since.isoformat() for entry in fresh):
            return
        older = found.older or (source.paging and next_page(address, source.paging))
        if older and older not in self._seen[name]:
            self._seen[name].add(older)
            yield self._wanted(name, older)


def next_page(address: str, parameter: str) -> str:
    """The address of a feed's next page of older entries, where a parameter numbers them.

    >>> next_page("https://news.example/feed", "paged"), next_page("https://news.example/feed?paged=2", "paged")
    ('https://news.example/feed?paged=2', 'https://news.example/feed?paged=3')
    """
    numbered = re.search(rf"(?<=[?&]{re.escape(parameter)}=)\d+", address)
    if numbered:
        return f"{address[: numbered.start()]}{int(numbered[0]) + 1}{address[numbered.end() :]}"
    return f"{address}{'&' if '?' in address else '?'}{parameter}=2"


def _is_beyond_the_last(address: str, source: Source) -> bool:
    """A page number that the feed no longer has ends its paging; it is no fault."""
    return bool(source.paging and re.search(rf"[?&]{re.escape(source.paging)}=\d+", address)) and (
        address not in source.named
    )


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
