"""What the ledger holds: listings and pages as they were last asked for, and the articles they gave."""

from dataclasses import dataclass

from articles.collection.entry import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """What a listing or page was like when it was last asked for."""

    etag: str | None = None
    modified: str | None = None  # Last-Modified as sent
    digest: bytes | None = None
    asked: float = 0.0  # seconds since 1970


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be asked for."""

    address: str
    source: str
    entry: Entry
    hops: int
    known: Known
    tries: int


@dataclass(frozen=True, slots=True)
class Spooled:
    """A page that was fetched and is not yet read."""

    address: str
    source: str
    entry: Entry
    hops: int
    url: str
    charset: str | None
    data: bytes
    article: str | None  # what it gave when it was read before


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that was read, or one that another stands for."""

    id: str
    source: str
    address: str  # the page or file it was read from
    digest: bytes
    words: bytes
    instead: str | None = None  # the id of the article that is in the store instead
    stored: bool = False
