"""LIKE as CQL2 means it, case included, in the dialects of the databases."""

from typing import Any, Final

from sqlalchemy import Boolean, ColumnElement, String, bindparam, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

_ANY: Final = "%"
_ONE: Final = "_"
_ESCAPE: Final = "\\"
_GLOB: Final = {_ANY: "*", _ONE: "?"}
_GLOB_SIGNS: Final = "*?["


class Like(ColumnElement[bool]):
    """Does a text meet a pattern of ``%``, ``_`` and ``\\`` before either? ``folded`` asks without regard to case."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, text: ColumnElement[str], pattern: str, *, folded: bool) -> None:
        like, glob = (bindparam(None, write(pattern), String(), unique=True) for write in (_as_like, _as_glob))
        self.everywhere = text.like(func.lower(like) if folded else like, escape=_ESCAPE)
        self.in_sqlite = text.op("GLOB", is_comparison=True)(func.lower(glob) if folded else glob)


def _pieces(pattern: str) -> list[tuple[str, bool]]:
    """The letters of a pattern, each with whether it is a wildcard; a backslash at the very end is a letter."""
    pieces: list[tuple[str, bool]] = []
    letters = iter(pattern)
    for letter in letters:
        if letter == _ESCAPE:
            pieces.append((next(letters, _ESCAPE), False))
        else:
            pieces.append((letter, letter in (_ANY, _ONE)))
    return pieces


def _as_like(pattern: str) -> str:
    """The pattern as every SQL reads it."""
    signs = (_ANY, _ONE, _ESCAPE)
    return "".join(f"{_ESCAPE}{c}" if c in signs and not wild else c for c, wild in _pieces(pattern))


def _as_glob(pattern: str) -> str:
    """The pattern as SQLite's GLOB reads it; its LIKE does not tell ``a`` from ``A``."""
    return "".join(_GLOB[c] if wild else f"[{c}]" if c in _GLOB_SIGNS else c for c, wild in _pieces(pattern))


@compiles(Like)
def _everywhere(element: Like, compiler: SQLCompiler, **given: Any) -> str:
    return compiler.process(element.everywhere, **given)


@compiles(Like, "sqlite")
def _in_sqlite(element: Like, compiler: SQLCompiler, **given: Any) -> str:
    return compiler.process(element.in_sqlite, **given)
