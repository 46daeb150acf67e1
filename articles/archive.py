"""A web archive (WARC) into articles: each HTML page that was fetched well."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from articles.model import Article, Refusal
from articles.origin import RECORD_BYTES, Origin, UnreadableError, read_whole
from articles.page import page_article

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.I)


def read_archive(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The pages of an archive; the day it was crawled says nothing of the day an article was published."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # noqa: PLC0415

    pages = number = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if _is_page(record):
                pages += 1
                yield _article(record, number, origin)
    except (ArchiveLoadFailed, OSError, EOFError) as problem:
        raise UnreadableError(f"a broken web archive after record {number}: {problem}") from problem
    if not pages:
        raise UnreadableError("a web archive without a single HTML page")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and "html" in kind.lower()


def _article(record: Any, number: int, origin: Origin) -> Article | Refusal:
    url = record.rec_headers.get_header("WARC-Target-URI") or f"{origin.id}-{number}"
    declared = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    try:
        page = read_whole(record.content_stream(), RECORD_BYTES)
        return page_article(page, Origin(url, url, url, declared and declared[1], reading=origin.reading))
    except UnreadableError as problem:
        return Refusal(origin.where, f"{url}: {problem}", number)
