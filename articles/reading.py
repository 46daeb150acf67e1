"""Sources into articles, one at a time; what cannot be read is named with its reason and the rest goes on."""

import gzip
import importlib
import io
import logging
import os
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from articles.distinct import distinct
from articles.model import Article, Refusal
from articles.origin import Origin, Reader, Reading, UnreadableError
from articles.sources import READERS, SETTINGS, STANDARD_INPUT, files, is_address, suffix

_log = logging.getLogger("waqai")

# Reader's name to its module and function: a module is imported when its first source comes.
_DOORS: Final = {
    "plain": ("articles.plain", "read_plain"),
    "page": ("articles.page", "read_page"),
    "json": ("articles.jsonl", "read_json"),
    "jsonl": ("articles.jsonl", "read_jsonl"),
    "csv": ("articles.tables", "read_csv"),
    "parquet": ("articles.tables", "read_parquet"),
    "archive": ("articles.archive", "read_archive"),
    "feed": ("articles.feed", "read_feed"),
}
_MEDIA_TYPES: Final = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/csv": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
}
_JSON_ARRAY: Final = re.compile(rb"\[\s*\{")
_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
_PEEK: Final = 2048  # bytes


def read(sources: Sequence[str], *, published: str | None = None) -> Iterator[Article | Refusal]:
    """The articles of all sources in their order; ``published`` dates those that state no date themselves.

    Raises ``dates.UnknownDateError`` at once where ``published`` is no date.
    """
    if published is not None:
        from articles.dates import stated  # noqa: PLC0415  # most calls give none

        published = stated(published)
    return distinct(_dated(_read_all(sources), published))


def _read_all(sources: Sequence[str]) -> Iterator[Article | Refusal]:
    seen: set[str] = set()
    for source in sources:
        try:
            if source == STANDARD_INPUT:
                yield from _read_stream(cast("BinaryIO", sys.stdin.buffer), Origin("standard input", "stdin"), "")
            elif source.lower().endswith(SETTINGS):
                from articles.collection.once import read_once  # noqa: PLC0415  # few calls name one

                yield from read_once(Path(source))
            elif is_address(source):
                yield from _read_address(source)
            else:
                yield from _read_files(source, seen)
        except UnreadableError as problem:
            yield Refusal(_shown(source), str(problem))


def _read_files(source: str, seen: set[str]) -> Iterator[Article | Refusal]:
    """The articles of every file a source names; a file that two sources name is read once."""
    for path in files(source):
        key = os.path.realpath(path)
        if key in seen:
            continue
        seen.add(key)
        try:
            yield from _read_file(path)
        except UnreadableError as problem:
            yield Refusal(_shown(path), str(problem))
        except OSError as problem:
            yield Refusal(_shown(path), problem.strerror or str(problem))


def _read_file(path: Path) -> Iterator[Article | Refusal]:
    if path.exists() and not (path.is_file() or path.is_fifo()):
        raise UnreadableError("neither a file nor a folder")
    with path.open("rb") as file:
        yield from read_named(file, path)


def read_named(
    stream: BinaryIO,
    path: str | Path,
    *,
    name: str | None = None,
    fields: Mapping[str, str] | None = None,
    reading: Reading | None = None,
) -> Iterator[Article | Refusal]:
    """The articles of a stream by the reader of that name, or that the suffix of its path says.

    ``fields`` names the columns of a table or of JSON objects that are called otherwise: ours to theirs;
    ``reading`` says how pages are read.
    """
    shown, last = _shown(path), PurePosixPath(path)
    packed = last.suffix.lower() == ".gz"
    stem = _shown(PurePosixPath(last.stem).stem if packed else last.stem)
    origin = Origin(shown, stem, fields=fields or {}, reading=reading or Reading())
    # A web archive is many gzip members, each a record: its reader unpacks them.
    if packed and suffix(last) != ".warc":
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    yield from _read_stream(stream, origin, name or READERS.get(suffix(last), ""))


def _read_stream(stream: BinaryIO, origin: Origin, name: str) -> Iterator[Article | Refusal]:
    """The articles of a stream by the reader of that name, or by what its first bytes look like."""
    if not name:
        stream = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream)))
        name = _sniffed(cast("io.BufferedReader", stream).peek(_PEEK))
    try:
        for item in _reader(name)(stream, origin):
            yield replace(item, where=origin.where) if isinstance(item, Article) else item
    except (UnreadableError, OSError):
        raise
    except (EOFError, zlib.error) as broken:
        raise UnreadableError(f"broken gzip data: {broken}") from broken
    except Exception as fault:  # the rim of other people's parsers, which fail on broken input in any way
        _log.debug("%s", origin.where, exc_info=True)
        raise UnreadableError(f"its {name} reader failed: {type(fault).__name__}: {fault}") from fault


def _read_address(url: str) -> Iterator[Article | Refusal]:
    from articles.web import fetch_named  # noqa: PLC0415  # 160 ms: only addresses need it

    fetched = fetch_named(url)
    origin = Origin(_shown(url), url, fetched.url, fetched.charset, follow=True)
    sniffed = _sniffed(fetched.data)
    by_name = READERS.get(suffix(Path(fetched.url.partition("?")[0])), "")
    name = "feed" if sniffed == "feed" else _MEDIA_TYPES.get(fetched.kind) or by_name or sniffed
    yield from _read_stream(io.BytesIO(fetched.data), origin, name)


def _reader(name: str) -> Reader:
    module, function = _DOORS[name]
    return cast("Reader", getattr(importlib.import_module(module), function))


def _sniffed(data: bytes) -> str:
    """Which reader suits bytes that no file name describes."""
    start = data[:_PEEK].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON_ARRAY.match(start):
        return "json"
    if start.startswith(b"{"):  # one object a line, or one object over many lines
        return "jsonl" if len(start) > _PEEK // 2 or start.splitlines()[0].rstrip().endswith(b"}") else "json"
    if start.startswith(b"<"):
        return "feed" if _FEED.search(start) else "page"
    return "archive" if start.startswith(b"WARC/") else "plain"


def _dated(found: Iterator[Article | Refusal], published: str | None) -> Iterator[Article | Refusal]:
    for item in found:
        if published and isinstance(item, Article) and item.published is None:
            yield replace(item, published=published, published_basis="given")
        else:
            yield item


def _shown(name: str | Path) -> str:
    """A name as it can be printed and stored: file names need not be UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")
