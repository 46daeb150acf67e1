"""A web archive (WARC) into articles: each HTML page that was fetched well."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from articles.model import Article, Refusal
from articles.origin import RECORD_BYTES, Origin, UnreadableError, refuse_larger, web_address
from articles.page import page_article
from articles.records import HEADER_BYTES, Broken, Record, fields, head_of, records

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.I)
_FETCHED: Final = re.compile(r"HTTP/\d(?:\.\d)?\s+200\b")
_WEB: Final = ("http:", "https:")
_CHUNK_LINE: Final = 64  # bytes: the longest line between the chunks of a body
_PACKED: Final = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}  # zlib's signs: deflate is written in two ways


def read_archive(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The pages of an archive; the day it was crawled says nothing of the day an article was published."""
    pages = 0
    for record in records(stream):
        if isinstance(record, Broken):
            yield Refusal(origin.where, f"a broken record of the web archive: {record.reason}", record.number)
        elif found := _page(record, origin):
            pages += 1
            yield found
    if not pages:
        raise UnreadableError("a web archive without a single HTML page")


def _page(record: Record, origin: Origin) -> Article | Refusal | None:
    """The article of a record; null if that is no page."""
    address = record.headers.get("warc-target-uri", "").strip("<>").replace(" ", "%20")  # Wget writes brackets
    if record.headers.get("warc-type") != "response" or not address.lower().startswith(_WEB):
        return None
    url = web_address(address)
    name = url or f"{origin.id}-{record.number}"
    try:
        return _article(record.body, Origin(name, name, url, reading=origin.reading))
    except UnreadableError as problem:
        return Refusal(origin.where, f"{name}: {problem}", record.number)


def _article(answer: bytes, origin: Origin) -> Article | None:
    head = head_of(answer)
    if head is None:
        if len(answer) > HEADER_BYTES:
            raise UnreadableError(f"a header of more than {HEADER_BYTES} bytes")
        return None
    said = fields(head)
    kind = said.get("content-type", "")
    if not _FETCHED.match(head.decode("latin-1")) or "html" not in kind.lower():
        return None
    body = refuse_larger(answer, RECORD_BYTES)[len(head) :]
    if said.get("transfer-encoding", "").lower() == "chunked":
        body = _joined(body)
    page = refuse_larger(_unpacked(body, said.get("content-encoding", "").lower()), RECORD_BYTES)
    declared = _CHARSET.search(kind)
    return page_article(
        page, Origin(origin.where, origin.id, origin.url, declared and declared[1], reading=origin.reading)
    )


def _joined(body: bytes) -> bytes:
    """A body that was sent in chunks; as it is where whoever stored it has joined them already."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + _CHUNK_LINE)
        try:
            size = int(body[at : max(end, at)].partition(b";")[0], 16)
        except ValueError:
            size = -1
        if size < 0 and not parts:
            return body
        if not size:
            return b"".join(parts)
        at = end + 2 + size
        if size < 0 or body[at : at + 2] != b"\r\n":
            raise UnreadableError("breaks off: its chunks are not whole")
        parts.append(body[end + 2 : at])
        at += 2


def _unpacked(body: bytes, encoding: str) -> bytes:
    """A body as it was before it was packed; as it is where whoever stored it has unpacked it already."""
    for sign in _PACKED.get(encoding, ()):
        unpacking = zlib.decompressobj(sign)
        try:
            data = unpacking.decompress(body, RECORD_BYTES + 1)
        except zlib.error:
            if encoding != "deflate" and body.startswith(b"\x1f\x8b"):
                raise UnreadableError("broken gzip data") from None
            continue
        if not unpacking.eof and len(data) <= RECORD_BYTES:
            raise UnreadableError("breaks off: packed data without their end")
        return data
    return body
