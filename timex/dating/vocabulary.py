"""The closed word lists by which an article is dated, folded once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from arabic import fold
from timex.tense import past_verbs

_TABLE: Final = Path(__file__).parent.with_name("data") / "dating.toml"


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The folded words of one list of ``data/dating.toml``."""
    with _TABLE.open("rb") as table:
        return frozenset(fold(tomllib.load(table)[section][name]).split())


@cache
def verbs_of_events() -> frozenset[str]:
    """Verbs in the past tense that tell of an event, not of an announcement."""
    return past_verbs() - words("tense", "announcing")
