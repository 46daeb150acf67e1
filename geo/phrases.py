"""Place phrases: a name with the place words, directions and prepositions around it.

A phrase is read outwards from its name. «في الجزء الشمالي لشرق مدينة حلب» is the name حلب, announced by
مدينة, of which the east, of which the northern part, after في.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from arabic import Stem
from geo.spellings import Named
from geo.vocabulary import PlaceWord


@dataclass(frozen=True, slots=True)
class Operation:
    """What the words about a name make of its place: rural, near, inside, front, side, quarters, offset."""

    sort: str
    bearings: tuple[int, ...] = ()
    number: int = 1
    km: float = 0.0


@dataclass(slots=True)
class Phrase:
    """A place phrase under work; token indices are half-open."""

    first: int  # the name itself
    last: int  # after the name and the adjectives that belong to it
    stem: Stem
    named: Named
    lead: int = 0  # the first token of the whole phrase
    place: PlaceWord | None = None
    operations: list[Operation] = field(default_factory=list)  # inmost first
    preposition: str = ""  # containing, source, target, at, or a clitic letter
    span_from: int = -1  # token at which the reported span begins, the name's own unless an area
    span_stem: Stem | None = None
    span_to: int = 0
    opened: bool = False  # stands in brackets
    previous: "Phrase | None" = None  # the list member before it
    follower: "Phrase | None" = None  # the list member after it
    conjoined: bool = False  # its preposition carries «و»: a new clause
    container: "Phrase | None" = None  # the larger place that the text says holds it
    held_by_list: bool = False  # only by the container of its list's last member
    header: "Phrase | None" = None  # the phrase that heads the section
    nation: str = ""  # the country of a nationality after it: «سروج التركية»
    sentence: int = 0
    far_end: "Phrase | None" = None  # of a road, the other end: «طريق حلب – دمشق»
    absorbed: bool = False  # is such an other end
    heading: bool = False  # heads a section: «حلب::»
    dateline: bool = False
    embedded: bool = False  # stands inside a fixed name that is no place

    def operate(self, operation: Operation, at: int, stem: Stem) -> None:
        """Adds what the word at a token makes of the place; the reported span then begins at that word."""
        self.operations.append(operation)
        self.span_from, self.span_stem = at, stem


def between(first: int, second: int) -> int:
    """The direction between two: north and west make 315."""
    if first < 0 or second < 0 or (first - second) % 360 == 180:
        return max(first, second)
    if abs(first - second) > 180:
        return (first + second + 360) // 2 % 360
    return (first + second) // 2


def combine(bearings: Sequence[int]) -> int:
    """One direction from the adjectives of one noun."""
    result = bearings[0]
    for other in bearings[1:]:
        result = between(result, other)
    return result
