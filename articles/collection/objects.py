"""Files where they lie: on a disk, or in object storage through fsspec."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from articles.collection.entry import digest
from articles.origin import UnreadableError
from articles.sources import READERS, files, suffix

_MAGIC: Final = ("*", "?", "[")


@dataclass(frozen=True, slots=True)
class Stored:
    """One file, and what is the same as long as its content is."""

    address: str
    mark: bytes


def listed(named: str, options: Mapping[str, Any]) -> Iterator[Stored]:
    """The files that a path, folder, glob or address of object storage names, sorted. Raises ``UnreadableError``."""
    if "://" not in named:
        for path in files(named):
            told = path.stat()
            yield Stored(str(path), digest(f"{told.st_size} {told.st_mtime_ns}"))
        return
    system, root = _opened(named, options)
    with _faults(named):
        names = sorted(system.glob(root)) if any(sign in root for sign in _MAGIC) else sorted(system.find(root))
        if not names:
            raise UnreadableError("nothing matches")
        for name in names:
            if suffix(Path(name)) in READERS and not Path(name).name.startswith("."):
                yield Stored(system.unstrip_protocol(name), digest(str(system.checksum(name))))


@contextmanager
def open_object(address: str, options: Mapping[str, Any]) -> Iterator[BinaryIO]:
    """The bytes of one file. Raises ``UnreadableError`` or ``OSError``."""
    if "://" not in address:
        with Path(address).open("rb") as file:
            yield file
        return
    system, name = _opened(address, options)
    with _faults(address), system.open(name, "rb") as file:
        yield cast("BinaryIO", file)


def _opened(address: str, options: Mapping[str, Any]) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # noqa: PLC0415  # few sources need it

    with _faults(address):
        system, root = url_to_fs(address, **options)
    return system, root


@contextmanager
def _faults(address: str) -> Iterator[None]:
    """The many ways in which storage clients say no, as one."""
    try:
        yield
    except (UnreadableError, OSError):
        raise
    except ImportError as missing:
        raise UnreadableError(f"{address.partition('://')[0]}:// needs a package: {missing}") from missing
    except ValueError as unknown:  # fsspec's word for a scheme that it has no client for
        raise UnreadableError(str(unknown)) from unknown
    except Exception as fault:  # the rim of other people's storage clients, each with errors of its own
        raise UnreadableError(f"{type(fault).__name__}: {fault}") from fault
