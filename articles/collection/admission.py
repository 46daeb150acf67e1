"""Which of the articles that come are to be extracted: of two that are one, the same one whichever came first."""

from dataclasses import dataclass, field, replace
from typing import Final

from articles.collection.filing import File
from articles.collection.ledger import Ledger
from articles.collection.records import Kept
from articles.model import Article

BATCH: Final = 500  # articles


@dataclass(slots=True)
class Batch:
    """Articles to be extracted; when the store has them, ``Collector.settle`` makes that known."""

    articles: dict[str, Article] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()  # articles for which another stands: the store is to forget them
    pages: list[tuple[str, str]] = field(default_factory=list)  # address, article
    file: File | None = None  # read to its end with this batch

    def __bool__(self) -> bool:
        return bool(self.articles or self.withdrawn or self.pages or self.file)


class Admission:
    """Decides, and notes in the ledger what was decided; ``freed`` are pages to be asked for once more."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.freed: set[str] = set()

    def moved(self, address: str, article: str, batch: Batch) -> None:
        """Pages that lead here now gave articles of their own: this one stands for them."""
        for old in self._ledger.articles.led_to(address):
            if old != article:
                self.gone(old, article, address, batch)

    def gone(self, old: str, new: str, address: str, batch: Batch) -> None:
        """A page gives its article another id: the old one is withdrawn unless another page gives it."""
        if [page for page in self._ledger.articles.pages_of(old) if page != address]:
            return
        was = self._ledger.articles.find(old)
        if was is not None:
            self._ledger.articles.keep(replace(was, instead=new, words=b""))
            batch.articles.pop(old, None)

    def admit(self, kept: Kept, batch: Batch) -> bool:
        """Is the article to be extracted? Of two pages of one article one gives it, of two alike one stands for both:
        which one does not depend on the order in which they come.
        """
        was = self._ledger.articles.find(kept.id)
        if was is not None and was.address != kept.address and _rank(was) < _rank(kept) and was.instead is None:
            return False
        if was is not None and was.words != kept.words:
            self._free(kept.id, batch)
        alike = [one for one in self._ledger.articles.alike(kept.words) if one.id != kept.id and one.instead is None]
        first = min([kept.id, *(one.id for one in alike)], key=lambda name: (len(name), name))
        if first != kept.id:
            self._ledger.articles.keep(replace(kept, instead=first, stored=was is not None and was.stored))
            return False
        for other in alike:
            self._ledger.articles.keep(replace(other, instead=kept.id))
            batch.articles.pop(other.id, None)
        as_stored = was is not None and was.stored and was.instead is None and was.digest == kept.digest
        self._ledger.articles.keep(replace(kept, stored=as_stored))
        return not as_stored

    def _free(self, article: str, batch: Batch) -> None:
        """An article says something else now: those it stood for are read again."""
        for freed in self._ledger.articles.replaced_by(article):
            self._ledger.articles.keep(replace(freed, instead=None, stored=False, digest=b"", words=b""))
            self.freed.update(self._ledger.articles.again(freed.id))
            batch.pages = [page for page in batch.pages if page[1] != freed.id]  # those stay in the spool


def _rank(kept: Kept) -> tuple[bool, int, str]:
    """Of two pages of one article, the one at its own address gives it, else the one with the shorter address."""
    return kept.address != kept.id, len(kept.address), kept.address
