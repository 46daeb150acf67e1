"""The prebuilt index: what is worked out once from the tables, as plain values that ``marshal`` can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from gazetteer.pieces import Pieces, Table, pack_list, pack_table
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


# How the index is kept: lists and tables in pieces, a table that look-up goes through from end to end as one piece;
# what is asked for at every new word, plainly.
_LISTS: Final = frozenset({"places", "written"})
_TABLES: Final = frozenset({"forms", "seconds"})
_WHOLE_TABLES: Final = frozenset({"strict", "loose", "latin", "children", "members", "regions", "lines"})


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything ``Gazetteer`` reads, by numbers into ``places`` and ``names``."""

    places: Sequence[PlaceCells]
    written: Sequence[str]  # the names, as written in the tables or made by rule
    of_place: bytes  # of each name: its place's number, four bytes each
    name_kinds: bytes  # of each name: its kind's position in NameKind
    doubtful: bytes  # of each name: 1 where it needs context
    prominence: list[float]  # of each place
    ids: Mapping[str, int]
    forms: Numbers  # folded name -> its names
    longest: Mapping[str, int]  # first word -> most words of any name beginning with it
    seconds: Mapping[str, tuple[str, ...]]  # first word -> the words that come second in names beginning with it
    strict: Numbers  # skeleton -> names
    loose: Numbers  # skeleton of the name without its first or last word -> names
    latin: Numbers  # sounds of a Latin name -> names
    children: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]  # region -> its members
    regions: Mapping[str, tuple[str, ...]]  # member -> regions it belongs to
    lines: Mapping[str, tuple[tuple[float, float], ...]]  # road -> (lon, lat) in order
    seats: Mapping[str, str]  # area -> its seat
    demonyms: Mapping[str, tuple[str, ...]]  # place -> nationality adjectives
    embedded: Mapping[str, tuple[str, ...]]  # faction, newspaper ... -> names of such that carry a place's name

    def packed(self) -> tuple[Any, ...]:
        """The fields in order, as ``marshal`` can hold them."""
        return tuple(_packed(field.name, getattr(self, field.name)) for field in fields(self))

    @classmethod
    def unpacked(cls, values: tuple[Any, ...]) -> "Stored":
        """What ``packed`` gave, each piece to be decoded when it is needed."""
        return cls(*(_unpacked(field.name, value) for field, value in zip(fields(cls), values, strict=True)))


def _packed(name: str, value: Any) -> Any:
    if name in _LISTS:
        return pack_list(value)
    if name in _TABLES or name in _WHOLE_TABLES:
        return pack_table(value, whole=name in _WHOLE_TABLES)
    return value


def _unpacked(name: str, value: Any) -> Any:
    if name in _LISTS:
        return Pieces(*value)
    return Table(*value) if name in _TABLES or name in _WHOLE_TABLES else value
