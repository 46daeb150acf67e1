"""Introductions: where a text names somebody with an office or a function, by the last word of the name."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from arabic import Text
from events.functions import functions_among

LONGEST: Final = 9  # words of an office and whose it is


class Introduction(NamedTuple):
    """Tokens: the last word of the name, the function before it, and where its phrase may begin."""

    name: int
    function: int
    first: int


class Introductions:
    """Those of one text, worked out when one is first asked for: of most texts none is."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._known: Mapping[str, Sequence[Introduction]] | None = None

    def before(self, token: int, surname: str) -> Introduction | None:
        """The last introduction of a name before a token."""
        if self._known is None:
            self._known = _introductions(self._text)
        known = self._known.get(surname, ())
        at = bisect_left(known, (token,))
        return known[at - 1] if at else None


def _introductions(text: Text) -> Mapping[str, Sequence[Introduction]]:
    """Whatever follows a function in its sentence may be the last word of a name; the first function counts."""
    found: dict[str, list[Introduction]] = defaultdict(list)
    forms, reached = text.forms, 0
    for function in functions_among(forms):
        first, last = text.sentences[text.tokens[function].sentence]
        end = min(last, function + LONGEST + 1)
        for at in range(max(function + 1, reached), end):
            found[forms[at]].append(Introduction(at, function, max(first, at - LONGEST)))
        reached = end
    return found
