"""What a SOURCE on the command line names: standard input, an address, a folder, a glob or a file."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final

from articles.origin import UnreadableError

# Suffix to the reader's name; ``.gz`` may follow any.
READERS: Final = {
    ".txt": "plain",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "archive",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
STANDARD_INPUT: Final = "-"
SETTINGS: Final = ".toml"  # a file that names sources; never one of a folder's articles


def is_address(source: str) -> bool:
    """Is the source a web address? Any ``scheme://`` is, so that file:// is refused by its reader."""
    return "://" in source


def files(source: str) -> Iterator[Path]:
    """The files that a path, folder or glob names, sorted; a folder's readable ones with its folders'."""
    path = Path(source)
    if os.path.lexists(path):
        yield from _within(path)
        return
    if not glob.has_magic(source):
        raise UnreadableError("no such file")
    matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    if not matches:
        raise UnreadableError("nothing matches")
    for match in matches:
        if not (Path(match).is_dir() and "**" in source):  # ** names what lies in a folder too
            yield from _within(Path(match))


def suffix(path: PurePath) -> str:
    """The suffix that says how to read a file, that of ``.gz`` left out."""
    name = path.name.lower().removesuffix(".gz")
    return PurePath(name).suffix


def _within(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = False
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and suffix(Path(name)) in READERS:
                found = True
                yield Path(folder) / name
    if not found:
        raise UnreadableError(f"a folder without a readable file ({', '.join(READERS)})")
