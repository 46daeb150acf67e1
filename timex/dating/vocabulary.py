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
    return frozenset(word for line in _lists()[section][name] for word in fold(line).split())


@cache
def phrases(section: str, name: str) -> frozenset[str]:
    """The folded phrases of one list, words joined by one blank."""
    return frozenset(map(fold, _lists()[section][name]))


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    with _TABLE.open("rb") as table:
        return tomllib.load(table)


@cache
def verbs_of_events() -> frozenset[str]:
    """Verbs in the past tense that tell of an event, not of an announcement."""
    return past_verbs() - words("tense", "announcing")


@cache
def not_verbs() -> frozenset[str]:
    """Nouns and names that look like a verb with a future س (``timex/tense.toml``)."""
    with Path(__file__).parent.with_name("tense.toml").open("rb") as table:
        return frozenset(map(fold, tomllib.load(table)["not_verbs"]["words"]))
