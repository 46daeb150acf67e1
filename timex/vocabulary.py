"""The closed word lists by which an article is dated, folded once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from arabic import fold

_TABLE: Final = Path(__file__).with_name("data") / "publication.toml"


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The folded words of one list of ``data/publication.toml``."""
    with _TABLE.open("rb") as table:
        return frozenset(fold(tomllib.load(table)[section][name]).split())


@cache
def past_verbs() -> frozenset[str]:
    """Verbs of events in the past tense; the reporting verbs among them are in ``words("tense", "announcing")``."""
    return _of_tense("past_verbs") - words("tense", "announcing")


@cache
def not_verbs() -> frozenset[str]:
    """Nouns and names that look like a verb with a future س."""
    return _of_tense("not_verbs")


def _of_tense(section: str) -> frozenset[str]:
    with Path(__file__).with_name("tense.toml").open("rb") as table:
        return frozenset(map(fold, tomllib.load(table)[section]["words"]))
