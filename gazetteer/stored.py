"""The prebuilt index: what is worked out once from the tables, as plain values that ``marshal`` can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from gazetteer.spelling import name_words

PlaceCells = tuple[Any, ...]  # the fields of Place, in order
# Key -> name numbers, the likeliest place first; one number stands by itself, which loads twice as fast.
Numbers = Mapping[str, int | tuple[int, ...]]


def numbers_under(table: Numbers, key: str) -> tuple[int, ...]:
    """The name numbers of a key, none where it is unknown."""
    held = table.get(key, ())
    return (held,) if isinstance(held, int) else held


def name_form(name: str) -> str:
    """The folded words of a name joined by one blank, as recognition meets them in running text."""
    return " ".join(name_words(name))


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything ``Gazetteer`` reads, by numbers into ``places`` and ``names``."""

    places: list[PlaceCells]
    written: list[str]  # the names, as written in the tables or made by rule
    of_place: bytes  # of each name: its place's number, four bytes each
    name_kinds: bytes  # of each name: its kind's position in NameKind
    doubtful: bytes  # of each name: 1 where it needs context
    prominence: list[float]  # of each place
    ids: dict[str, int]
    forms: Numbers  # folded name -> its names
    longest: dict[str, int]  # first word -> most words of any name beginning with it
    seconds: dict[str, tuple[str, ...]]  # first word -> the words that come second in names beginning with it
    strict: Numbers  # skeleton -> names
    loose: Numbers  # skeleton of the name without its first or last word -> names
    latin: Numbers  # sounds of a Latin name -> names
    children: dict[str, tuple[str, ...]]
    members: dict[str, tuple[str, ...]]  # region -> its members
    regions: dict[str, tuple[str, ...]]  # member -> regions it belongs to
    lines: dict[str, tuple[tuple[float, float], ...]]  # road -> (lon, lat) in order
    seats: dict[str, str]  # area -> its seat
    demonyms: dict[str, tuple[str, ...]]  # place -> nationality adjectives
    embedded: dict[str, tuple[str, ...]]  # faction, newspaper ... -> names of such that carry a place's name

    def values(self) -> tuple[Any, ...]:
        """The fields in order, as ``marshal`` stores them."""
        return tuple(getattr(self, field.name) for field in fields(self))
