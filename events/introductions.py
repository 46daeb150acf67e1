"""Introductions: where a text names somebody with an office or a function, by the last word of the name."""

from bisect import bisect_left
from collections import defaultdict
from typing import Final, NamedTuple

from arabic import Text
from events.functions import function_of

LONGEST: Final = 9  # words of an office and whose it is


class Introduction(NamedTuple):
    """Tokens: the last word of the name, the function before it, and where its phrase may begin."""

    name: int
    function: int
    first: int


class Introductions:
    """Those of one text, worked out for a name when it is first asked for: each of its mentions is looked at once."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._mentions: dict[str, list[int]] = {}
        self._known: dict[str, list[Introduction]] = {}

    def before(self, token: int, surname: str) -> Introduction | None:
        """The last introduction of a name before a token."""
        known = self._known.get(surname)
        if known is None:
            known = self._known[surname] = self._of(surname)
        at = bisect_left(known, (token,))
        return known[at - 1] if at else None

    def _of(self, surname: str) -> list[Introduction]:
        if not self._mentions:
            self._mentions = defaultdict(list)
            for at, form in enumerate(self._text.forms):
                self._mentions[form].append(at)
        found = []
        for at in self._mentions[surname]:
            first = max(self._text.sentences[self._text.tokens[at].sentence].first, at - LONGEST)
            function = next((here for here in range(first, at) if function_of(self._text.forms[here])), None)
            if function is not None:
                found.append(Introduction(at, function, first))
        return found
