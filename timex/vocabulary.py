"""The closed word lists of ``data/publication.toml``, folded once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from arabic import fold

_TABLE: Final = Path(__file__).with_name("data") / "publication.toml"


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The folded words of one list."""
    with _TABLE.open("rb") as table:
        return frozenset(fold(tomllib.load(table)[section][name]).split())
