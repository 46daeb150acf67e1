"""Tellings told so far in an article, found again by what two tellings of one happening have in common."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Final

from events.kinds import VIOLENT
from events.model import Event

# Degrees of a cell: two places that are one or hold one another lie in it or in the next (a wide place holds no other).
_CELL: Final = 0.5


_ANY: Final = "any day"


class Tellings:
    """Events by number; ``like`` gives in order those that may be of the same happening as one more."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._by_place: dict[Hashable, list[int]] = defaultdict(list)
        self._kinds: set[str] = set()

    def add(self, event: Event) -> None:
        """Take in one more."""
        self.events.append(event)
        self._file(len(self.events) - 1)

    def replace(self, number: int, event: Event) -> None:
        """Put a fuller telling in the place of one."""
        self.events[number] = event
        self._file(number)

    def like(self, event: Event) -> list[int]:
        """The numbers of those whose kind and place may be the event's, in order; a few others may be among them."""
        if _kind(event) not in self._kinds:
            return []
        day = _day(event)
        days = (day, None) if day is not None else (_ANY,)
        return sorted(
            {number for key in _looked_for(event) for each in days for number in self._by_place.get((key, each), ())}
        )

    def _file(self, number: int) -> None:
        event = self.events[number]
        day = _day(event)
        self._kinds.add(_kind(event))
        for key in _filed(event):
            self._by_place[key, day].append(number)
            self._by_place[key, _ANY].append(number)


def _day(event: Event) -> str | None:
    """The one day that the text itself gives it, if it does: of two such days only the same is the same."""
    start, end = (event.date_start or "")[:10], (event.date_end or "")[:10]
    return start if event.dated and start and start == end else None


def _kind(event: Event) -> str:
    return "violence" if event.type in VIOLENT else event.type.value


def _filed(event: Event) -> Iterator[Hashable]:
    """Where it stands: its kind with each of its places, its place on the map, or that it has none."""
    kind = _kind(event)
    if event.lat is None or event.lon is None:
        yield kind, None
    else:
        yield kind, int(event.lat // _CELL), int(event.lon // _CELL)
    yield kind, event.subtype
    yield kind, "name", event.place_name
    for place in event.places:
        yield kind, "place", place.place_id or place.name


def _looked_for(event: Event) -> Iterator[Hashable]:
    """Where one like it may stand: what has no place is like all that is called the same."""
    kind = _kind(event)
    yield kind, None
    if event.lat is None or event.lon is None:
        yield kind, event.subtype
        return
    row, column = int(event.lat // _CELL), int(event.lon // _CELL)
    for north in (row - 1, row, row + 1):
        for east in (column - 1, column, column + 1):
            yield kind, north, east
    yield kind, "name", event.place_name
    for place in event.places:
        yield kind, "place", place.place_id or place.name
