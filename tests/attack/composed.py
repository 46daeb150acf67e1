"""Containers that are valid as such and hold what is hostile, built from a fuzzer's bytes: it gets behind their heads.

A mutation of a Parquet file, a web archive or a feed mostly breaks the container, and the reader stops at its first
bytes. Here each byte is a choice: which columns and types, which headers and lengths, which elements, what stands in
them; at the end a few bytes of what came of it may be damaged too.
"""

import gzip
import io
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar
from xml.sax.saxutils import escape

from tests.attack.mutations import PIECES
from tests.attack.seeds import NEWS, PAGE

Item = TypeVar("Item")
_PAGES: Final = (PAGE.encode(), PAGE.replace("utf-8", "windows-1256").encode("cp1256"), b"<p>" + NEWS.encode())
_DATES: Final = (
    *("2016-12-07", "Wed, 07 Dec 2016 09:30:00 +0200", "7 كانون الأول 2016", "2016-13-45", "0000-00-00", "9999-12-31"),
    *("2016-12-07T25:61:61Z", "1e999", "-1", "٢٠١٦/١٢/٠٧", "", "0", "١٤٣٨/٣/٧ هـ"),
)
_ADDRESSES: Final = (
    *(
        "https://news.example/1",
        "javascript:alert(1)",
        "//news.example/a",
        "http://[::1",
        "data:text/html,a",
        "\u202ea",
    ),
    *(
        "https://news.example/\r\nX: a",
        "HTTP://NEWS.example:99999/%ff",
        "file:///etc/passwd",
        "",
        " https://a.example ",
    ),
)


class Choices:
    """A fuzzer's bytes as choices; when they are used up, every choice is the first."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def below(self, count: int) -> int:
        """A number from 0."""
        value = self._data[self._at] if self._at < len(self._data) else 0
        self._at += 1
        return value % count

    def once_in(self, count: int) -> bool:
        """Rarely true; never where the bytes are used up."""
        return self.below(count) == count - 1

    def pick(self, items: Sequence[Item]) -> Item:
        """One of them."""
        return items[self.below(len(items))]

    def number(self) -> int:
        """Any number of 32 bits."""
        return int.from_bytes(bytes(self.below(256) for _ in range(4)), "big")

    def raw(self) -> bytes:
        """Letters of an article, a hostile piece, or some bytes as they come."""
        match self.below(4):
            case 0:
                return NEWS.encode()[: self.below(256) * 4]
            case 1:
                return self.pick(PIECES) * (1 + self.below(3))
            case 2:
                return self.raw() + self.pick(PIECES) + self.raw() if self._at < len(self._data) else b""
            case _:
                length = self.below(60)
                some = self._data[self._at : self._at + length]
                self._at += length
                return some

    def text(self) -> str:
        """The same as letters."""
        return self.raw().decode("utf-8", "replace")

    def damaged(self, container: bytes) -> bytes:
        """Mostly as it is; else with a few bytes of it changed, or cut."""
        match self.below(8):
            case 6:
                changed = bytearray(container)
                for _ in range(1 + self.below(4)):
                    if changed:
                        changed[self.number() % len(changed)] = self.below(256)
                return bytes(changed)
            case 7:
                return container[: self.number() % (len(container) + 1)]
            case _:
                return container


# --- Parquet ---

_NAMES: Final = ("id", "text", "title", "published", "url", "source", "Text", "ID ", "", "\u202eid", "other", "id\0")
_CODECS: Final = ("none", "snappy", "gzip", "zstd", "brotli", "lz4")


def parquet(choices: Choices) -> bytes:
    """A table of a few rows, its columns of any types, under any names; pages, groups and packing as they may be."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    rows = choices.below(6)
    names = ["id", "text"] if not choices.once_in(6) else []
    names += [choices.pick(_NAMES) for _ in range(choices.below(5))]
    columns = [_column(choices, rows, pa) for _ in names]
    table = pa.Table.from_arrays(columns, names=names)
    file = io.BytesIO()
    try:
        pq.write_table(
            table,
            file,
            row_group_size=1 + choices.below(4),
            compression=choices.pick(_CODECS),
            use_dictionary=not choices.below(2),
            data_page_size=1 + choices.below(256),
            data_page_version=choices.pick(("1.0", "2.0")),
            version=choices.pick(("2.6", "1.0", "2.4")),
            write_statistics=not choices.below(2),
        )
    except (pa.ArrowException, ValueError, NotImplementedError):  # no Parquet can hold such a column
        return b"PAR1"
    return choices.damaged(file.getvalue())


def _column(choices: Choices, rows: int, pa: Any) -> Any:
    """A column of some type, mostly of letters."""
    zone = choices.pick((None, "UTC", "Asia/Damascus", "+99:99"))
    made = {
        0: lambda: pa.array([_or_null(choices, choices.text()) for _ in range(rows)], pa.string()),
        1: lambda: pa.array([_or_null(choices, choices.text()) for _ in range(rows)], pa.large_string()),
        2: lambda: pa.array([_or_null(choices, choices.raw()) for _ in range(rows)], pa.binary()),
        3: lambda: pa.array([_or_null(choices, choices.number()) for _ in range(rows)], pa.int64()),
        4: lambda: pa.array([float(choices.pick(("nan", "inf", "1e308", "-0.0"))) for _ in range(rows)]),
        5: lambda: pa.array([choices.number() * 2**32 for _ in range(rows)], pa.int64()).cast(
            pa.timestamp(choices.pick(("s", "ms", "us", "ns")), zone), safe=False
        ),
        6: lambda: pa.array([choices.number() - 2**31 for _ in range(rows)], pa.int32()).cast(pa.date32()),
        7: lambda: pa.array([[choices.text()] * choices.below(4) for _ in range(rows)], pa.list_(pa.string())),
        8: lambda: pa.array([{"id": choices.text()} for _ in range(rows)], pa.struct([("id", pa.string())])),
        9: lambda: pa.array([None] * rows, pa.null()),
        10: lambda: pa.array([choices.text() for _ in range(rows)], pa.string()).dictionary_encode(),
        11: lambda: pa.array([bool(choices.below(2)) for _ in range(rows)]),
        12: lambda: pa.array([timedelta(seconds=choices.number()) for _ in range(rows)], pa.duration("us")),
        13: lambda: pa.array([datetime(2016, 12, 1 + choices.below(30), tzinfo=UTC) for _ in range(rows)]),
        14: lambda: _not_utf8(choices, rows, pa),
    }  # fmt: skip
    kind = choices.below(20)
    try:
        return made.get(kind, made[0])()
    except (pa.ArrowException, ValueError, OverflowError):
        return pa.array(["1"] * rows, pa.string())


def _or_null(choices: Choices, value: Item) -> Item | None:
    return None if choices.once_in(5) else value


def _not_utf8(choices: Choices, rows: int, pa: Any) -> Any:
    """Letters that are none, in a column that says they are."""
    cells = pa.array([choices.raw() + b"\xff\xc0" for _ in range(rows)], pa.binary())
    return pa.Array.from_buffers(pa.string(), rows, cells.buffers())


# --- Web archives ---

_TYPES: Final = (
    "response",
    "response",
    "response",
    "warcinfo",
    "request",
    "revisit",
    "resource",
    "metadata",
    "",
    "\xff",
)
_VERSIONS: Final = ("WARC/1.0", "WARC/1.0", "WARC/1.1", "WARC/0.18", "WARC/2.0", "warc/1.0", "HTTP/1.1", "")
_STATES: Final = ("HTTP/1.1 200 OK", "HTTP/1.0 200", "HTTP/2 200 ", "HTTP/1.1 404 No", "200", "HTTP/1.1  200", "\xff")
_KINDS: Final = (
    "text/html; charset=utf-8",
    "text/html",
    "application/xhtml+xml; charset=\xff",
    "TEXT/HTML;charset=cp1256",
)


def archive(choices: Choices) -> bytes:
    """Some records, packed one by one, all together or not at all; lengths may be wrong, bodies in any coding."""
    records = [_record(choices) for _ in range(1 + choices.below(4))]
    match choices.below(3):
        case 0:
            return choices.damaged(b"".join(records))
        case 1:
            return choices.damaged(b"".join(gzip.compress(record, 1, mtime=0) for record in records))
        case _:
            return choices.damaged(gzip.compress(b"".join(records), 1, mtime=0))


def _record(choices: Choices) -> bytes:
    body = _http(choices)
    stated = len(body) + (0 if not choices.once_in(8) else choices.below(256) - 128)
    length = str(stated) if not choices.once_in(16) else choices.pick(("-1", "1e9", "", "9" * 30, "0x10", "١٢"))
    head = [
        choices.pick(_VERSIONS) if choices.once_in(9) else "WARC/1.0",
        f"WARC-Type: {choices.pick(_TYPES) if choices.once_in(4) else _TYPES[0]}",
        "WARC-Record-ID: <urn:uuid:5b1d6a3c-0000-4000-8000-000000000001>",
        f"WARC-Target-URI: {choices.pick(_ADDRESSES)}",
        f"WARC-Date: {choices.pick(_DATES)}",
        f"Content-Length: {length}",
    ]
    if choices.once_in(6):
        head.append(choices.text())
    end = b"\r\n\r\n" if not choices.once_in(8) else choices.pick((b"", b"\n", b"\r\n", b"a\r\n\r\n", b"\r\n" * 9))
    ends = "\r\n" if not choices.once_in(9) else choices.pick(("\n", "\r\n "))
    return ends.join(head).encode("utf-8", "replace") + b"\r\n\r\n" + body + end


def _http(choices: Choices) -> bytes:
    """An answer as a server may have given it."""
    body = choices.pick(_PAGES) if not choices.once_in(4) else choices.raw()
    head = [choices.pick(_STATES) if choices.once_in(9) else _STATES[0], f"Content-Type: {choices.pick(_KINDS)}"]
    match choices.below(8):
        case 5:
            head.append(f"Content-Encoding: {choices.pick(('gzip', 'deflate', 'br', 'GZIP', 'x-gzip', 'zstd'))}")
            body = choices.pick((gzip.compress(body, 1), zlib.compress(body), body))
        case 6:
            head.append("Transfer-Encoding: chunked")
            body = _chunked(choices, body)
        case 7:
            head += ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]
            body = _chunked(choices, gzip.compress(body, 1))
    return "\r\n".join(head).encode("latin-1", "replace") + b"\r\n\r\n" + choices.damaged(body)


def _chunked(choices: Choices, body: bytes) -> bytes:
    size = 1 + choices.below(256) * 8
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    written = [b"%x\r\n%s\r\n" % (len(part) + choices.once_in(9), part) for part in parts]
    return b"".join(written) + choices.pick(
        (b"0\r\n\r\n", b"", b"0\r\n", b"-1\r\n", b"7fffffff\r\na", b"0;a=b\r\n\r\n")
    )


# --- Feeds ---

_ELEMENTS: Final = (
    *("title", "link", "guid", "id", "pubDate", "description", "content:encoded", "content", "summary", "updated"),
    *("published", "dc:date", "author", "category", "media:content", "enclosure", "dc:creator", "xhtml:div", "source"),
)
# What is declared, the outlet, the entries.
_SHELLS: Final = (
    (
        '<?xml version="1.0"{0}?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{1}</title>{2}</channel></rss>'
    ),
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><title>{1}</title>{2}</feed>',
    (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel>'
        "<title>{1}</title></channel>{2}</rdf:RDF>"
    ),
)
_ENTRIES: Final = ("item", "entry", "item")


def feed(choices: Choices) -> bytes:
    """A feed of some entries, whose elements come in any order and hold letters, markup or nothing."""
    kind = choices.below(len(_SHELLS))
    tag = _ENTRIES[kind]
    entries = [
        f"<{tag}>{''.join(_element(choices) for _ in range(choices.below(9)))}</{tag}>"
        for _ in range(1 + choices.below(4))
    ]
    declared = choices.pick(
        ("", "", ' encoding="utf-8"', ' encoding="windows-1256"', ' encoding="utf-16"', ' encoding="a"')
    )
    written = _SHELLS[kind].format(declared, escape(choices.text()), "".join(entries))
    coding = choices.pick(("utf-8", "utf-8", "utf-8", "cp1256", "utf-16", "iso8859-6"))
    return choices.damaged(written.encode(coding, "replace"))


def _element(choices: Choices) -> str:
    name = choices.pick(_ELEMENTS)
    match choices.below(6):
        case 0:
            inner = escape(choices.text())
        case 1:
            inner = f"<![CDATA[<p>{choices.text()}</p>]]>"
        case 2:
            inner = choices.pick(_DATES)
        case 3:
            inner = escape(choices.pick(_ADDRESSES))
        case 4:
            inner = escape(f"<p>{NEWS}</p>{choices.text()}")
        case _:
            inner = f"<div xmlns='http://www.w3.org/1999/xhtml'>{choices.text()}</div>"
    words = f' href="{escape(choices.pick(_ADDRESSES), {chr(34): "&quot;"})}"' if name == "link" else ""
    words += choices.pick(
        ("", "", ' type="html"', ' type="xhtml"', ' type="text"', ' mode="base64"', ' xml:base="//a"')
    )
    return f"<{name}{words}>{inner}</{name}>"
