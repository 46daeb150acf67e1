"""Sources that are files: which of them are new or changed, and their articles."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from articles.collection.entry import Span, digest
from articles.collection.ledger import Ledger
from articles.collection.objects import listed, open_object
from articles.collection.records import Known
from articles.collection.report import SourceReport
from articles.collection.settings import Source
from articles.distinct import distinct
from articles.language import refuse_foreign
from articles.model import Article, Refusal
from articles.origin import Reading, UnreadableError
from articles.reading import read_named

_TERMS: Final = ("format", "fields", "timezone", "outlet", "date", "language")  # settings that decide what a file gives


@dataclass(slots=True)
class File:
    """A file to read: its articles, and what is remembered of it when they are stored, unless it breaks off."""

    address: str
    source: str
    terms: bytes
    known: Known
    broken: bool = False  # not read to its end: the next run tries it again

    def items(self, source: Source, report: SourceReport) -> Iterator[Article | Refusal]:
        """Its articles, each once; a file that breaks off is the source's error, and what came before stands."""
        try:
            with open_object(self.address, source.options) as stream:
                items = read_named(
                    stream,
                    self.address,
                    name=source.format,
                    fields={str(ours): theirs for ours, theirs in source.fields.items()},
                    reading=Reading(tuple(source.date), arabic=source.language == "ar"),
                )
                yield from (_in_language(item, self.address, source) for item in distinct(items))
        except (UnreadableError, OSError) as problem:
            self.broken = True
            report.error(self.address, getattr(problem, "strerror", None) or str(problem))


def files_of(name: str, source: Source, ledger: Ledger, span: Span, report: SourceReport) -> Iterator[File]:
    """The source's files that are not as they were when they were last read."""
    terms = digest(json.dumps([str(span), *(str(getattr(source, term)) for term in _TERMS)]))
    for named in source.files:
        try:
            for stored in listed(named, source.options):
                if ledger.listing(stored.address, terms).digest == stored.mark:
                    report.unchanged_listings += 1
                    continue
                report.listings += 1
                known = Known(digest=stored.mark, asked=time.time())
                yield File(stored.address, name, terms, known)
        except UnreadableError as problem:
            report.error(named, str(problem))


def _in_language(item: Article | Refusal, address: str, source: Source) -> Article | Refusal:
    if isinstance(item, Article) and source.language == "ar":
        try:
            refuse_foreign(item.text)
        except UnreadableError as foreign:
            return Refusal(address, f"{item.id}: {foreign}", item.row)
    return item
