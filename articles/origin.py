"""Where bytes come from and how much of them is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from articles.model import Article, Refusal

ARTICLE_BYTES: Final = 2_000_000  # a report of 300 pages has about 1 MB of Arabic text: more is no article
RECORD_BYTES: Final = 20_000_000  # one JSONL line, CSV row or web page, with its escapes and markup

MOST_TAGS: Final = 200_000  # of one page or feed: the longest pages of news have some thousands


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source wants its pages read."""

    layers: Sequence[str] | None = None  # where the date is looked for, in this order; null: publication.LAYERS
    listed: str | None = None  # the date that a feed or sitemap gives the page
    arabic: bool = True  # refuse other languages


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stream of bytes comes from; ``id`` names the article of a source that holds just one."""

    where: str
    id: str
    url: str | None = None
    charset: str | None = None  # what an HTTP header declares
    follow: bool = False  # may its links be fetched?
    fields: Mapping[str, str] = field(default_factory=dict)  # columns that are called otherwise: ours to theirs
    reading: Reading = Reading()


class UnreadableError(Exception):
    """A source, or one row of it, that cannot be read; the message says why, for a person."""


Reader = Callable[[BinaryIO, Origin], Iterator[Article | Refusal]]


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream that is expected to be small; more than ``limit`` bytes are not read."""
    return refuse_larger(stream.read(limit + 1), limit)


def refuse_larger(data: bytes, limit: int) -> bytes:
    """The bytes, unless they are more than ``limit``."""
    if len(data) > limit:
        raise UnreadableError(f"larger than {limit // 1_000_000} MB, which no single article is")
    return data


def refuse_markup(document: bytes) -> bytes:
    """The document, unless it is made of tags: parsers take a hundred times its bytes in memory, and minutes."""
    if document.count(b"<") > MOST_TAGS:
        raise UnreadableError(f"more than {MOST_TAGS:,} tags, which no page or feed of news has")
    return document


def web_address(value: str | None) -> str | None:
    """The value if it is a web address: maps and pages make links of it, and javascript: is one of theirs."""
    value = (value or "").strip()
    return value if value.lower().startswith(("http://", "https://")) else None
