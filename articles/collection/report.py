"""What a run did with each source, for a person and for machines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from typing import Any, Final

from articles.model import Refusal

_NAMED: Final = 20  # faults of one source that a report names; the ledger knows every one

Tell = Callable[[Refusal, str], None]  # what could not be read, and its source


@dataclass(slots=True)
class SourceReport:
    """One source in one run, counted in pages; of files, in articles."""

    name: str
    listings: int = 0  # feeds, sitemaps, lists and files that were read
    unchanged_listings: int = 0
    new: int = 0
    again: int = 0  # known pages that were due for another look
    asked: int = 0
    fetched: int = 0
    unchanged: int = 0
    read: int = 0  # articles handed on to be extracted
    known: int = 0  # articles that are as they were, or stand elsewhere
    refused: int = 0  # pages without an article
    failed: int = 0  # pages that could not be had; they are asked for again
    waiting: int = 0  # pages left for the next run
    faults: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # a listing that could not be read: news may be missing
    tell: Tell = field(default=lambda *_: None, repr=False)
    _inputs: Any = field(default_factory=lambda: blake2b(digest_size=16), repr=False)

    def take(self, content: bytes) -> None:
        """An article is handed on to be extracted; ``content`` is its digest."""
        self.read += 1
        self._inputs.update(content)

    @property
    def digest(self) -> str:
        """Of the content of the articles handed on, in their order."""
        return str(self._inputs.hexdigest())

    def fault(self, where: str, reason: str, row: int | None = None) -> None:
        """Note a page, entry or row that could not be had or read, and tell of it."""
        found = Refusal(where, reason, row)
        if len(self.faults) < _NAMED:
            self.faults.append(str(found))
        self.tell(found, self.name)

    def error(self, where: str, reason: str) -> None:
        """Note a listing or file that could not be read, and tell of it."""
        self.errors.append(str(Refusal(where, reason)))
        self.tell(Refusal(where, reason), self.name)

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {name: getattr(self, name) for name in _COUNTED}

    def __str__(self) -> str:
        said = f"{self.name}: {self.new} new, {self.read} read, {self.unchanged + self.known} as they were"
        for count, what in ((self.refused, "refused"), (self.failed, "failed"), (self.waiting, "waiting")):
            said += f", {count} {what}" if count else ""
        return said + "".join(f"; {error}" for error in self.errors[:3])


_COUNTED: Final = tuple(one.name for one in fields(SourceReport) if one.repr)


def all_well(reports: Iterable[SourceReport]) -> bool:
    """Was every listing and page read?"""
    return not any(report.errors or report.refused or report.failed for report in reports)
