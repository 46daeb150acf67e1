"""The bytes of a web archive, unpacked and forwards; and the way to the next record where one is broken."""

import re
import zlib
from typing import BinaryIO, Final

from articles.origin import RECORD_BYTES

MARK: Final = b"WARC/"
SKIPPED_BYTES: Final = 1_000_000_000  # unpacked, that one gzip member may hold after what is broken in it
AGAIN_BYTES: Final = 200_000_000  # of an archive, looked through again for records that another one swallowed
_GZIP: Final = b"\x1f\x8b\x08"
_OF_GZIP: Final = 31  # zlib's sign for a gzip member with its header
_CHUNK: Final = 65_536
_UNPACKED: Final = 1 << 20  # bytes unpacked at a time
_TRIED: Final = 1_024  # bytes of what may be a member, to see how it begins
_SEEKING: Final = 20_000  # bytes that each look for a record counts as: there may be a million likenesses of one
_NEXT: Final = re.compile(rb"\n\r?\n(?=WARC/\d\.\d+\r?\n)")
_NEXT_BYTES: Final = 32  # the longest that this matches, and looks at


class CutError(Exception):
    """The archive ends in the middle of a record."""


class Source:
    """The unpacked bytes of an archive, forwards; those of a gzip member end with it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._raw = stream.read(_CHUNK)  # as they are stored, not looked at yet
        self._held = b""  # unpacked, not taken yet
        self.packed = self._raw.startswith(_GZIP[:2])
        self._member = zlib.decompressobj(_OF_GZIP)
        self._stored = bytearray()  # of this member, to look for the next one in if it is damaged
        self._shared = False  # does a gzip member hold several records?
        self._left = AGAIN_BYTES
        self.again = b""  # of the present record, to look for another in if this one is none
        self.sought = False  # was the present record found by its letters?

    def take(self, size: int) -> bytes:
        """So many bytes, or fewer where the member or the archive ends."""
        parts: list[bytes] = []
        while size > 0 and (self._held or self._fill()):
            parts.append(self._held[:size])
            self._held = self._held[size:]
            size -= len(parts[-1])
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over so many bytes; how many there were."""
        left = size
        while left > 0 and (passed := len(self.take(min(left, _UNPACKED)))):
            left -= passed
        return size - left

    def give_back(self, some: bytes) -> None:
        """Bytes that are to be taken again."""
        self._held = some + self._held

    def begins(self) -> bool:
        """Does another record begin here, or in the next member? Blank lines before it are passed over."""
        self.again = b""
        while True:
            some = self.take(_NEXT_BYTES)
            rest = some.lstrip(b"\r\n")
            self.give_back(rest)
            if rest:
                return True
            if not some and not (self.packed and self._next_member()):
                return False

    def ends(self) -> bool:
        """Does the record end here: with its member, the archive, a blank line, or before the next one?"""
        some = self.take(_NEXT_BYTES)
        self.give_back(some)
        rest = some.lstrip(b"\r\n")
        if rest.startswith(MARK):
            self._shared = self._shared or self.packed
            return True
        return not rest or some.startswith((b"\r\n\r\n", b"\n\n"))

    def seek(self, *, damaged: bool) -> bool:
        """Go to where the next record may begin; is there such a place?"""
        if damaged:
            return self._next_stored()
        if self.packed and not self._shared:
            try:
                if self.skip(SKIPPED_BYTES) == SKIPPED_BYTES:
                    return False
            except zlib.error:
                return self._next_stored()
            return self.begins()
        self._left -= len(self.again) + _SEEKING
        if self._left < 0:
            return False
        self.give_back(self.again[1:])
        self.sought = True
        return self._next_written()

    def _fill(self) -> bool:
        """Have some more bytes of this member; false at its end."""
        if not self.packed:
            self._held, self._raw = self._raw or self._stream.read(_CHUNK), b""
            return bool(self._held)
        while not self._member.eof:
            raw = self._raw or self._stream.read(_CHUNK)
            if not raw:
                raise CutError
            self._raw = raw
            self._held = self._member.decompress(raw, _UNPACKED)
            self._raw = self._member.unconsumed_tail or self._member.unused_data
            if len(self._stored) <= RECORD_BYTES:
                self._stored += raw[: len(raw) - len(self._raw)]
            if self._held:
                return True
        return False

    def _next_member(self) -> bool:
        """Go on with the next member; zeros that fill a block are passed over."""
        if not self._member.eof:
            return False
        self._raw = self._raw.lstrip(b"\0")
        while not self._raw:
            self._raw = self._stream.read(_CHUNK)
            if not self._raw:
                return False
            self._raw = self._raw.lstrip(b"\0")
        self._member, self._stored = zlib.decompressobj(_OF_GZIP), bytearray()
        return True

    def _next_stored(self) -> bool:
        """Go to the next member that begins with a record, after one that is damaged."""
        data, at = bytes(self._stored) + self._raw, 0
        self._held = b""
        while True:
            at = data.find(_GZIP, at + 1)
            if (at < 0 or at + _TRIED > len(data)) and (more := self._stream.read(_CHUNK)):
                data, at = data[at - 1 if at > 0 else max(0, len(data) - len(_GZIP)) :] + more, 0
                continue
            self._left -= _SEEKING
            if at < 0 or self._left < 0:
                return False
            if _begins_a_record(data[at : at + _TRIED]):
                self._member, self._stored, self._raw = zlib.decompressobj(_OF_GZIP), bytearray(), data[at:]
                return True

    def rescued(self) -> bool:
        """Go on behind a member whose damage made it swallow the rest of the archive.

        An archive that was cut ends in the same way, and its last page may hold what looks like members: they are the
        archive's only where they are whole up to the very end.
        """
        data, at = bytes(self._stored), 0
        while len(data) <= RECORD_BYTES and (at := data.find(_GZIP, at + 1)) > 0:
            self._left -= _SEEKING
            if self._left < 0:
                return False
            if _begins_a_record(data[at : at + _TRIED]) and _is_whole(data[at:]):
                self._member, self._stored, self._raw, self._held = (
                    zlib.decompressobj(_OF_GZIP),
                    bytearray(),
                    data[at:],
                    b"",
                )
                return True
        return False

    def _next_written(self) -> bool:
        """Go to the next place that reads like the first line of a record."""
        before = b""
        while some := self.take(_CHUNK):
            data = before + some
            found = _NEXT.search(data)
            if found:
                self.give_back(data[found.end() :])
                return True
            before = data[-_NEXT_BYTES:]
        return self.packed and self.begins()


def _begins_a_record(stored: bytes) -> bool:
    try:
        return zlib.decompressobj(_OF_GZIP).decompress(stored, len(MARK)) == MARK
    except zlib.error:
        return False


def _is_whole(stored: bytes) -> bool:
    """Are these bytes gzip members and nothing else?"""
    try:
        while stored:
            member, left = zlib.decompressobj(_OF_GZIP), RECORD_BYTES
            while stored and not member.eof and left > 0:
                left -= len(member.decompress(stored, _UNPACKED))
                stored = member.unconsumed_tail
            if not member.eof:
                return False
            stored = member.unused_data.lstrip(b"\0")
    except zlib.error:
        return False
    return True
