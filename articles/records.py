"""The records of a web archive: each only if it ends where it says, and the next one after one that is broken.

Pages are written by others, who may put the likeness of a record into one. So nothing inside a record is ever taken for
another while the archive itself says where that record ends: by the length that it states, or by the end of the gzip
member that holds it alone. Only where both are damaged is the next one looked for by its letters.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from articles.members import MARK, CutError, Source
from articles.origin import RECORD_BYTES, UnreadableError

HEADER_BYTES: Final = 262_144  # of a record; its HTTP answer may have as many
_HEADS: Final = (8_192, HEADER_BYTES + 4)  # read at once for a header: most are short
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_LENGTH: Final = re.compile(r"\d{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Record:
    """A record that ends where it says; the headers' names are in small letters.

    Of a body that is larger than any page, ``RECORD_BYTES`` and one more are here.
    """

    number: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read, and why; the next one can."""

    number: int
    reason: str


class _WrongError(Exception):
    """What is wrong with a record."""


def records(stream: BinaryIO) -> Iterator[Record | Broken]:
    """The records, and those that are broken where another follows.

    Raises ``UnreadableError`` where the archive breaks off, or has no further record after a broken one.
    """
    source, number, written_by = Source(stream), 0, None
    try:
        while True:
            try:
                if not source.begins():
                    return
                record = _record(source, number + 1, written_by)
            except CutError:
                if not source.rescued():
                    raise
                number += 1
                yield Broken(number, "broken gzip data")
                continue
            except (_WrongError, zlib.error) as wrong:
                damaged = isinstance(wrong, zlib.error)
                reason = "broken gzip data" if damaged else str(wrong)
                if not source.seek(damaged=damaged):
                    raise UnreadableError(f"a broken web archive after record {number}: {reason}") from wrong
                number += 1
                yield Broken(number, reason)
                continue
            number += 1
            source.sought = False
            written_by = record.headers.get("warc-warcinfo-id", written_by)
            yield record
    except (CutError, zlib.error) as cut:
        raise UnreadableError(f"a web archive that breaks off after record {number}") from cut


def _record(source: Source, number: int, written_by: str | None) -> Record:
    headers = _headers(source)
    if source.sought and headers.get("warc-warcinfo-id") != written_by:
        raise _WrongError("a likeness of a record in what is broken")
    stated = headers.get("content-length", "")
    if not _LENGTH.fullmatch(stated):
        raise _WrongError("it states no length")
    length = int(stated)
    body = source.take(min(length, RECORD_BYTES + 1))
    passed = len(body) + source.skip(length - len(body))
    if length <= RECORD_BYTES:
        source.again += body
    if passed < length and not source.packed:
        raise CutError
    if passed < length or not source.ends():
        raise _WrongError("it does not end where it says")
    return Record(number, headers, body)


def _headers(source: Source) -> dict[str, str]:
    """The headers of the record that begins here."""
    head = None
    for size in _HEADS:
        some = source.take(size)
        head = head_of(some)
        source.give_back(some[len(head or b"") :])
        if head or len(some) < size:
            break
    if head is None:
        raise _WrongError(f"a header of more than {HEADER_BYTES} bytes" if len(some) > HEADER_BYTES else "no header")
    source.again = head
    if not head.startswith(MARK):
        raise _WrongError("no WARC record")
    return fields(head)


def head_of(some: bytes) -> bytes | None:
    """The head that some bytes begin with, the blank line after it included; null if it does not end soon."""
    end = _BLANK.search(some, 0, HEADER_BYTES)
    return some[: end.end()] if end else None


def fields(head: bytes) -> dict[str, str]:
    """What the lines of a head after the first state, by names in small letters; of several of one name the first."""
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon and not line.startswith((" ", "\t")):
            found.setdefault(name.strip().lower(), value.strip())
    return found
