"""The prebuilt index on disk: made on first use, made anew when tables or code change.

It is kept where Python keeps its own compiled modules, or else in the user's cache folder, and only read where
the file belongs to the user who runs: what lies there is trusted exactly as far as a ``.pyc`` beside it.
"""

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import arabic
from gazetteer.pieces import decoded
from gazetteer.stored import Stored

_BESIDE: Final = Path(__file__).with_name("__pycache__")
_KEY_BYTES: Final = 16
_WRITTEN_S: Final = 600  # longer than a file takes to be written: one of a process that was killed
_KEPT: Final = 4  # files: checkouts and versions of Python side by side


def cached(files: Iterable[Path], make: Callable[[], Stored], folders: Iterable[Path] | None = None) -> Stored:
    """The index kept for exactly these files' content and this code, else ``make()``, kept where a folder allows."""
    key = _key(files)
    for folder in folders if folders is not None else _folders():
        found = _read(folder / _name(key))
        if found is not None:
            return found
    stored = make()
    for folder in folders if folders is not None else _folders():
        if _write(folder / _name(key), stored):
            break
    return stored


def _folders() -> Iterator[Path]:
    yield _BESIDE
    with contextlib.suppress(RuntimeError):  # a user without a home
        yield Path.home() / ".cache" / "waqai"


def _name(key: str) -> str:
    """The file's name; ``marshal`` writes differ between versions of Python."""
    return f"gazetteer-{sys.implementation.cache_tag}-{key}.index"


def _key(files: Iterable[Path]) -> str:
    """A digest of the tables' content and of the code that reads them."""
    digest = hashlib.blake2b(digest_size=_KEY_BYTES)
    rooms = (Path(__file__).parent, Path(arabic.__file__).parent)
    code = [path for room in rooms for suffix in ("*.py", "*.toml") for path in room.glob(suffix)]
    for path in (*sorted(code), *files):
        content = path.read_bytes()
        digest.update(f"{path.name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


def _read(path: Path) -> Stored | None:
    try:
        with path.open("rb") as held:
            status = os.fstat(held.fileno())
            if hasattr(os, "getuid") and status.st_uid not in (os.getuid(), 0):
                return None  # somebody else's file: never decoded
            content = held.read()
    except OSError:  # absent or unreadable: the index is made anew
        return None
    return _decoded(content)


def _decoded(content: bytes) -> Stored | None:
    """The index in a file's content, None where the file is cut short or damaged."""
    digest, body = content[:_KEY_BYTES], memoryview(content)[_KEY_BYTES:]
    if hashlib.blake2b(body, digest_size=_KEY_BYTES).digest() != digest:
        return None
    return Stored.unpacked(decoded(body))  # our own file, digest and owner checked


def _write(path: Path, stored: Stored) -> bool:
    """Put the file in place in one step, so that no reader meets half of it; False where that is not allowed."""
    body = marshal.dumps(stored.packed())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(hashlib.blake2b(body, digest_size=_KEY_BYTES).digest() + body)
        Path(part.name).replace(path)
    except OSError:  # a read-only installation: the index stays in memory
        return False
    _drop_older(path)
    return True


def _drop_older(path: Path) -> None:
    """Indexes of earlier tables are of no more use, halves of indexes none; a few are kept for other checkouts."""
    with contextlib.suppress(OSError):  # another process may drop the same file
        held = sorted(path.parent.glob("gazetteer-*.index"), key=lambda each: each.stat().st_mtime, reverse=True)
        killed = [
            each for each in path.parent.glob("*.part") if each.stat().st_mtime < path.stat().st_mtime - _WRITTEN_S
        ]
        for old in (*held[_KEPT:], *killed):
            old.unlink(missing_ok=True)
