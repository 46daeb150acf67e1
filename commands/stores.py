"""Which store a command works on, and where it may write."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Store


def named_store(given: str | None) -> str | None:
    """The store that the call or the environment names."""
    return given or os.environ.get("WAQAI_STORE")


def url_of(given: str | None) -> str:
    """The store that a call means: as named, else as `waqai run` left it here."""
    named = named_store(given)
    if named:
        return named
    here, of_run = Path("waqai.gpkg"), Path("out", "waqai.gpkg")  # a run that was told nothing wrote the second
    return str(of_run if of_run.exists() and not here.exists() else here)


def open_store(url: str | None) -> "Store":
    """The store that is there."""
    import store

    return store.open(url_of(url), create=False)


def writable(path: Path) -> Path:
    """A path where a file can come to stand, asked before the work that fills it."""
    import store

    return store.replaceable(path)
