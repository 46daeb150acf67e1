"""How many articles sources hold, counted without reading them: so that a person sees how long a run will take."""

import gzip
import threading
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final, cast

from articles.origin import UnreadableError
from articles.sources import STANDARD_INPUT, files, is_address, suffix

_BLOCK: Final = 1 << 20  # bytes
_ONE: Final = frozenset({".txt", ".html", ".htm", ".xhtml"})
_LINES: Final = frozenset({".jsonl", ".ndjson"})


def count_aside(sources: Sequence[str], found: Callable[[int], None]) -> None:
    """Count in a thread beside the run, and say the count once it is sure; it ends with the process at the latest."""
    threading.Thread(target=lambda: _say(sources, found), daemon=True).start()


def _say(sources: Sequence[str], found: Callable[[int], None]) -> None:
    count = expected(sources)
    if count is not None:
        found(count)


def expected(sources: Sequence[str]) -> int | None:
    """How many articles there are, unreadable ones included; null where only reading can tell."""
    if any(source == STANDARD_INPUT or is_address(source) for source in sources):
        return None
    try:
        counts = [_articles(path) for source in sources for path in files(source)]
    except (UnreadableError, OSError, EOFError, ValueError, zlib.error):  # the run will say it
        return None
    return None if None in counts else sum(cast("list[int]", counts))


def _articles(path: Path) -> int | None:
    if not path.is_file():  # a pipe gives its bytes once
        return None
    kind = suffix(path)
    if kind in _ONE:
        return 1
    if kind in _LINES:
        with path.open("rb") as file:
            return _lines(cast("BinaryIO", gzip.GzipFile(fileobj=file)) if path.suffix.lower() == ".gz" else file)
    if kind == ".parquet":
        import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: PLC0415  # only tables need it

        return int(pyarrow.parquet.ParquetFile(path).metadata.num_rows)
    return None


def _lines(stream: BinaryIO) -> int:
    """Lines, the last with or without its end."""
    count, last = 0, b"\n"
    while block := stream.read(_BLOCK):
        count += block.count(b"\n")
        last = block[-1:]
    return count + (last != b"\n")
