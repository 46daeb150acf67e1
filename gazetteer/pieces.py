"""A long list or a big table kept in pieces of bytes, each decoded when something in it is first asked for.

An article names a few hundred of the sixty thousand names: whoever reads one pays for those.
"""

import gc
import marshal
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar, overload
from zlib import crc32

_T = TypeVar("_T")
_V = TypeVar("_V")

_LIST_PIECE: Final = 32  # entries
_TABLE_PIECE: Final = 24  # likewise, about

Packed = tuple[int, list[bytes]]  # how many entries, and the pieces


def decoded(content: bytes | memoryview) -> Any:
    """What ``marshal`` wrote, from a file that has been checked to be our own."""
    collecting = gc.isenabled()
    gc.disable()  # thousands of tuples at once: collecting garbage among them doubles the time
    try:
        return marshal.loads(content)  # noqa: S302 - see above
    finally:
        if collecting:
            gc.enable()


def pack_list(entries: Sequence[Any]) -> Packed:
    """A list in pieces, for ``Pieces``."""
    firsts = range(0, len(entries), _LIST_PIECE)
    return len(entries), [marshal.dumps(list(entries[first : first + _LIST_PIECE])) for first in firsts]


def pack_table(entries: Mapping[str, Any], *, whole: bool = False) -> Packed:
    """A dictionary in pieces, for ``Table``; ``whole`` where it is read from end to end: one piece, in its order."""
    held: list[dict[str, Any]] = [{} for _ in range(1 if whole else len(entries) // _TABLE_PIECE + 1)]
    for key, value in entries.items():
        held[_number(key, len(held))][key] = value
    return len(entries), [marshal.dumps(piece) for piece in held]


def _number(key: str, pieces: int) -> int:
    # Half a pair of surrogates, as an argument of a command may hold one, is a key like any other: of nothing.
    return crc32(key.encode("utf-8", "surrogatepass")) % pieces if pieces > 1 else 0


class Pieces(Sequence[_T]):
    """A list in pieces of equal length."""

    def __init__(self, length: int, pieces: list[bytes]) -> None:
        self._length = length
        self._pieces: list[bytes | list[_T]] = list(pieces)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> list[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | list[_T]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(self._length))]
        if not 0 <= at < self._length:
            raise IndexError(at)
        number, rest = divmod(at, _LIST_PIECE)
        return self._piece(number)[rest]

    def __iter__(self) -> Iterator[_T]:
        for number in range(len(self._pieces)):
            yield from self._piece(number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _piece(self, number: int) -> list[_T]:
        piece = self._pieces[number]
        if isinstance(piece, bytes):
            piece = self._pieces[number] = marshal.loads(piece)  # noqa: S302 - a part of what ``decoded`` gave
        return piece


class Table(Mapping[str, _V]):
    """A dictionary in pieces, each key in the one that its checksum says."""

    def __init__(self, length: int, pieces: list[bytes]) -> None:
        self._length = length
        self._pieces: list[bytes | dict[str, _V]] = list(pieces)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self._pieces)):
            yield from self._piece(number)

    def __getitem__(self, key: str) -> _V:
        return self._piece(_number(key, len(self._pieces)))[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Most of what is asked for is not there: no exception for it."""
        return self._piece(_number(key, len(self._pieces))).get(key, default)

    def _piece(self, number: int) -> dict[str, _V]:
        piece = self._pieces[number]
        if isinstance(piece, bytes):
            piece = self._pieces[number] = marshal.loads(piece)  # noqa: S302 - a part of what ``decoded`` gave
        return piece
