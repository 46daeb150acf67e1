"""A web archive (WARC) into articles: each HTML page that was fetched well."""

import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import DecompressingBufferedReader  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from articles.model import Article, Refusal
from articles.origin import RECORD_BYTES, Origin, UnreadableError, read_whole, web_address
from articles.page import page_article

_GZIP: Final = b"\x1f\x8b"
_OF_GZIP: Final = 31  # zlib's sign for a gzip member with its header
_CHUNK: Final = 65_536
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.I)
_HEADER_BYTES: Final = 262_144  # of one record, those of its HTTP answer included
_CHUNK_LINE: Final = 64  # bytes: the lines between the chunks of a body, which may be many


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # untyped
    """warcio's, which by itself would read a header without end, in a time that grows with its square."""

    spent = 0  # bytes of the record's header so far

    def readline(self, length: int | None = None) -> bytes:
        if length is not None and length <= _CHUNK_LINE:
            return bytes(super().readline(length))
        line = bytes(super().readline(min(length or _HEADER_BYTES + 1, _HEADER_BYTES + 1)))
        self.spent += len(line)
        if self.spent > _HEADER_BYTES:
            raise ArchiveLoadFailed(f"a header of more than {_HEADER_BYTES} bytes")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]  # untyped
    """warcio's, without the letters of broken records that it writes to the terminal."""

    INC_RECORD = ""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.reader = _Reader(self.fh)

    def _next_record(self, next_line: Any) -> Any:
        self.reader.spent = 0
        return super()._next_record(next_line)


def read_archive(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The pages of an archive; the day it was crawled says nothing of the day an article was published."""
    pages = number = last = 0
    records = _Records(stream)
    try:
        for record in records:
            number += 1
            if _is_page(record):
                pages += 1
                yield _article(record, number, origin)
            last = records.get_record_offset()  # reads the record to its end
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error) as problem:
        said = str(problem).partition(":")[0]  # not the bytes that it stumbled over
        raise UnreadableError(f"a broken web archive after record {number}: {said}") from problem
    if number and not _ends_well(stream, last):
        raise UnreadableError(f"a web archive that breaks off after record {number}")
    if not pages:
        raise UnreadableError("a web archive without a single HTML page")


def _ends_well(stream: BinaryIO, last: int) -> bool:
    """Is the last gzip member whole? What is left of one that a download cut off looks like the end to warcio."""
    if not stream.seekable():
        return True
    stream.seek(last)
    chunk = stream.read(_CHUNK)
    if not chunk.startswith(_GZIP):
        return True
    member = zlib.decompressobj(_OF_GZIP)
    while chunk:
        member.decompress(chunk)
        if member.eof and member.unused_data.startswith(_GZIP[:1]):
            chunk, member = member.unused_data, zlib.decompressobj(_OF_GZIP)
        else:
            chunk = stream.read(_CHUNK)
    return member.eof


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and "html" in kind.lower()


def _article(record: Any, number: int, origin: Origin) -> Article | Refusal:
    url = web_address(record.rec_headers.get_header("WARC-Target-URI"))
    name = url or f"{origin.id}-{number}"
    declared = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    try:
        page = _whole(record)
        return page_article(page, Origin(name, name, url, declared and declared[1], reading=origin.reading))
    except UnreadableError as problem:
        return Refusal(origin.where, f"{name}: {problem}", number)


def _whole(record: Any) -> bytes:
    """The page of a record."""
    page = read_whole(record.content_stream(), RECORD_BYTES)
    if getattr(record.raw_stream, "limit", 0):  # bytes that the record states and the archive lacks
        raise UnreadableError("breaks off: the archive ends in the middle of the page")
    return page
