"""Which of many places lie near one: a grid, so that a text that names thousands is read in linear time."""

from collections.abc import Iterable, Iterator
from typing import Final

from gazetteer import Place
from geo.atlas import km

_CELL: Final = 0.5  # degrees: 55 km north to south, at least 42 km east to west within 40 degrees of the equator
WIDEST_KM: Final = 40.0  # how far one cell beyond a place's own is sure to reach


class Nearby:
    """Places of Syria, each once, by cells of half a degree."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for place in {place.id: place for place in places}.values():
            self._cells.setdefault(_cell(place), []).append(place)

    def has_another(self, place: Place, reach_km: float) -> bool:
        """Is another of the places within so many km, at most ``WIDEST_KM``?"""
        return any(other.id != place.id and km(place, other) <= reach_km for other in self._around(place))

    def has_any(self, place: Place, reach_km: float) -> bool:
        """Likewise, or is it one of them itself?"""
        return any(km(place, other) <= reach_km for other in self._around(place))

    def _around(self, place: Place) -> Iterator[Place]:
        row, column = _cell(place)
        for y in (row, row - 1, row + 1):
            for x in (column, column - 1, column + 1):
                yield from self._cells.get((y, x), ())


def _cell(place: Place) -> tuple[int, int]:
    return int(place.lat // _CELL), int(place.lon // _CELL)
