"""How strongly a text makes a phrase a name, and how strongly it must: the scale and what is put on it."""

from dataclasses import dataclass
from typing import Final

from gazetteer import Place, PlaceKind
from geo.phrases import Phrase

ANNOUNCED: Final = 4  # a fitting place word, a countryside
BELONGING: Final = 3  # a nationality after it, a header or dateline
BESIDE: Final = 2  # a direction, another place word, another place in one list, a stated container
PLACED: Final = 1  # a preposition, «أهالي», «قصف»
NEVER: Final = 9

TOWNS: Final = frozenset({PlaceKind.CITY, PlaceKind.TOWN})
SMALL: Final = frozenset({PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD})
INHABITED: Final = TOWNS | SMALL

CERTAIN: Final = 4  # articles in ten thousand up to which a spelling is hardly ever anything but the place


@dataclass(slots=True)
class Weighed:
    """A phrase with its candidates, what the text gives for its being a name and what its spelling needs."""

    phrase: Phrase
    places: tuple[Place, ...]
    strength: int
    needed: int
