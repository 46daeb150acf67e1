"""What a listing says of one page, before the page is asked for."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fnmatch import fnmatchcase
from hashlib import blake2b
from typing import Final

from articles.dates import UnknownDateError, of_address, stated

DIGEST: Final = 16  # bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that a feed, sitemap or list names."""

    address: str
    published: str | None = None  # as the listing states it, ISO
    modified: str | None = None  # a mark that changes when the page does: lastmod, updated, the feed's own text
    title: str | None = None
    body: str | None = None  # the text that a feed carries itself
    outlet: str | None = None  # the feed's name
    whole: bool = False  # the body is the article: nothing is fetched

    def mark(self) -> str:
        """What tells this statement of the listing from an earlier one."""
        return digest(
            "\0".join(str(part or "") for part in (self.published, self.modified, self.title, self.body))
        ).hex()

    def to_json(self) -> str:
        """The entry as it is kept."""
        stated = {name: getattr(self, name) for name in _FIELDS}
        return json.dumps({name: value for name, value in stated.items() if value}, ensure_ascii=False)


_FIELDS: Final = tuple(one.name for one in fields(Entry))


def from_json(kept: str) -> Entry:
    """An entry as it was kept."""
    return Entry(**json.loads(kept))


def digest(text: str | bytes) -> bytes:
    """What is equal for equal content."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=DIGEST).digest()


@dataclass(frozen=True, slots=True)
class Span:
    """The days of publication that are wanted, both inclusive; null is open."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, published: str | None) -> bool:
        """May an article of this date (ISO, also a year or month) be wanted? One without a date may."""
        if not published:
            return True
        length = min(len(published), 10)
        earliest, latest = (bound and bound.isoformat()[:length] for bound in (self.since, self.until))
        return (earliest or "") <= published[:length] <= (latest or "9")

    def may_hold(self, entry: Entry) -> bool:
        """May the page be wanted, by what its listing and address say of its day?

        A page last changed before the first day was published before it; one changed later may be of any day.
        """
        day = entry.published or of_address(entry.address)
        if day:
            return self.holds(day)
        changed = read_date(entry.modified)
        return changed is None or Span(self.since).holds(changed)


EVER: Final = Span()


def wanted(entries: Iterable[Entry], only: Sequence[str], never: Sequence[str], span: Span) -> Iterator[Entry]:
    """The entries whose addresses a source's patterns let through and whose days are wanted."""
    for entry in entries:
        if only and not any(fnmatchcase(entry.address, pattern) for pattern in only):
            continue
        if not any(fnmatchcase(entry.address, pattern) for pattern in never) and span.may_hold(entry):
            yield entry


def read_date(value: str | None) -> str | None:
    """A date as a listing writes it, ISO; null for what is none or has two readings."""
    try:
        return stated(value) if value and value.strip() else None
    except UnknownDateError:  # other people's feeds: the page itself may tell
        return None
