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
_NAMED: Final = 5  # files of a folder that are left out, in one message
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
    found, left_out = False, []
    inside = os.path.realpath(path)
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or suffix(Path(name)) not in READERS:
                continue
            found = True
            if _is_own(Path(folder) / name, inside):
                yield Path(folder) / name
            else:
                left_out.append(name)
    if left_out:
        some = ", ".join([*left_out[:_NAMED], *(["…"] if len(left_out) > _NAMED else [])])
        raise UnreadableError(
            f"{some}: pipes, and links that lead out of the folder, are read where they are named alone"
        )
    if not found:
        raise UnreadableError(f"a folder without a readable file ({', '.join(READERS)})")


def _is_own(path: Path, folder: str) -> bool:
    """Is it a file of the folder? Who packed it may have linked to this user's own files, or put a pipe there."""
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(folder):
        return False
    return path.is_file() or not path.exists()  # what is not there is named by its reader
