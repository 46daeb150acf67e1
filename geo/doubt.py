"""What a doubt about a name is, and which phrases it can be about at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geo.phrases import Phrase
from geo.spellings import Named
from geo.words import Words

# What a phrase must have besides its name for some doubts to arise.
CLITICS: Final = "clitics"
NATION: Final = "nation"
PLACE: Final = "place word"
CUE: Final = "cue"  # a word before it that says something of it


def any_name(_: Named) -> bool:
    """A doubt may be about whatever is spelt."""
    return True


def with_article(named: Named) -> bool:
    """Does the spelling begin with the article?"""
    return named.form.startswith("ال")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule that refuses names, with sentences about Syria: the word refused in each, or kept.

    Only phrases that ``about`` is true of and that have what it ``needs`` are shown to the rule.
    """

    name: str
    applies: Callable[[Words, Phrase], bool]
    refuses: dict[str, str]
    keeps: dict[str, str]
    about: Callable[[Named], bool] = any_name
    needs: frozenset[str] = frozenset()
