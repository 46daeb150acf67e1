"""Which places are nearest to a point, from a grid of cells."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from gazetteer.distance import KM_PER_DEGREE, kilometres
from gazetteer.stored import PlaceCells

_CELL_DEGREES: Final = 0.25
_FIRST_STEP: Final = 1  # cells on each side of the point's own
_STEP_GROWTH: Final = 3
_WIDEST_STEP: Final = 800  # from pole to pole


class Grid:
    """Places by cells of a quarter of a degree."""

    def __init__(self, places: Sequence[PlaceCells]) -> None:
        self._places = places
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, cells in enumerate(places):
            self._cells[_cell(cells[4], cells[5])].append(number)

    def nearest(self, lat: float, lon: float, kinds: Collection[str] | None, limit: int) -> list[tuple[float, int]]:
        """Kilometres and numbers of the nearest places of some kinds, nearest first."""
        step = _FIRST_STEP
        while True:
            found = sorted(
                (kilometres(lat, lon, self._places[number][4], self._places[number][5]), number)
                for number in self._around(lat, lon, step)
                if kinds is None or self._places[number][3] in kinds
            )
            # Half a cell of longitude at Syria's latitudes is the least that the square about the point reaches.
            sure = step * _CELL_DEGREES * KM_PER_DEGREE / 2
            if sum(1 for away, _ in found if away <= sure) >= limit or step > _WIDEST_STEP:
                return found[:limit]
            step *= _STEP_GROWTH

    def _around(self, lat: float, lon: float, step: int) -> Iterator[int]:
        row, column = _cell(lat, lon)
        if (2 * step + 1) ** 2 > len(self._cells):  # fewer cells hold places than the square has
            for (y, x), numbers in self._cells.items():
                if abs(y - row) <= step and abs(x - column) <= step:
                    yield from numbers
            return
        for y in range(row - step, row + step + 1):
            for x in range(column - step, column + step + 1):
                yield from self._cells.get((y, x), ())


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // _CELL_DEGREES), int(lon // _CELL_DEGREES)
