"""Refrains: a sentence told again word for word, in the same circumstances, tells nothing new.

An article says a thing once or twice; a text that is one line over and over (a log, an attack) is read in time that
grows with what is new in it.
"""

from collections.abc import Hashable
from typing import Final

from arabic import Text
from events.story import Sources, Story

LONG: Final = 5_000  # words: longer than articles are; shorter texts are read sentence by sentence


class Refrains:
    """The sentences of one text with all that their reading depends on, and what of the story each renewed."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._read: dict[Hashable, tuple[bool, bool, bool]] = {}

    def circumstances(self, number: int, sources: Sources, story: Story) -> Hashable:
        """A sentence's words, its times and places as they were read, its section, and where the story stands."""
        first, last = self._text.sentences[number]
        return (
            tuple(self._text.words[first:last]),
            tuple((token - first, timex.date_start, timex.date_end) for token, timex in sources.times[number]),
            tuple(
                (spot.token - first, spot.toponym.place_id, spot.toponym.name, spot.toponym.role, spot.header)
                for spot in sources.spots[number]
            ),
            sources.section_day(number),
            sources.heads(number),
            story.standing(number),
        )

    def again(self, circumstances: Hashable, number: int, story: Story) -> bool:
        """Was the sentence read in these circumstances? Then the story goes on from here as it did from there."""
        renewed = self._read.get(circumstances)
        if renewed is None:
            return False
        story.renew(number, *renewed)
        return True

    def keep(self, circumstances: Hashable, number: int, story: Story) -> None:
        """Remember a sentence that was read."""
        self._read[circumstances] = story.renewed(number)
