"""The place table in memory: which places a box, a circle or a list of ids means, and the terms that they share.

Rows of that table never change, so what is in memory stays right and only newer rows are read.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, func, or_, select

from arabic import fold
from store.schema import PLACE
from store.terms import CELL_LEVELS, cell_term, cells_of, fact

_EARTH_KM: Final = 6371.0088
_MOST_TERMS: Final = 24  # more alternatives cost more than the events that they leave out

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Where:
    """Some places: their keys, and terms of which every event there has one (none: too many to name)."""

    keys: list[int]
    terms: tuple[str, ...]


class Spots:
    """All places of a store."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: Numbers = np.empty(0, np.int64)
        self._boxes: Numbers = np.empty((0, 4))  # west, south, east, north; NaN for nowhere
        self._cells: Numbers = np.empty((0, len(CELL_LEVELS), 2), np.int64)
        self._by_id: dict[str, list[int]] = defaultdict(list)

    def refresh(self, connection: Connection) -> None:
        """Read the rows that are newer than what is in memory."""
        with self._lock:
            last = int(self._keys[-1]) if len(self._keys) else 0
            if connection.execute(select(func.max(PLACE.c.key))).scalar() in (None, last):
                return
            names = ("key", "place_id", "west", "south", "east", "north")
            query = select(*(PLACE.c[name] for name in names)).where(PLACE.c.key > last).order_by(PLACE.c.key)
            rows = connection.execute(query).all()
            for number, row in enumerate(rows, start=len(self._keys)):
                if row.place_id is not None:
                    self._by_id[row.place_id].append(number)
            boxes = np.array([row[2:] for row in rows], float)
            self._keys = np.concatenate([self._keys, np.array([row.key for row in rows], np.int64)])
            self._boxes = np.concatenate([self._boxes, boxes])
            self._cells = np.concatenate([self._cells, cells_of(boxes)])

    def inside(self, box: tuple[float, float, float, float]) -> Numbers:
        """Where boxes touch a box in degrees; west > east crosses the antimeridian."""
        west, south, east, north = box
        w, s, e, n = self._boxes.T
        across = (e >= west) & (w <= east) if west <= east else (e >= west) | (w <= east)
        chosen: Numbers = (n >= south) & (s <= north) & across
        return chosen

    def near(self, lon: float, lat: float, km: float) -> Numbers:
        """Where the nearest side of a box lies no farther from a point than so many kilometres."""
        w, s, e, n = self._boxes.T
        nearest_lat, nearest_lon = np.clip(lat, s, n), np.clip(lon, w, e)
        here, there = np.radians(lat), np.radians(nearest_lat)
        half = np.sin((there - here) / 2) ** 2
        half = half + np.cos(here) * np.cos(there) * np.sin(np.radians(nearest_lon - lon) / 2) ** 2
        chosen: Numbers = 2 * _EARTH_KM * np.arcsin(np.sqrt(half)) <= km
        return chosen

    def called(self, ids: Iterable[str]) -> Numbers:
        """Where the gazetteer's id is one of these."""
        chosen = np.zeros(len(self._keys), bool)
        for place_id in ids:
            chosen[self._by_id.get(place_id, [])] = True
        return chosen

    def named(self, connection: Connection, name: str) -> Numbers:
        """Where the id, the p-code, or the name in any spelling is this."""
        written = name.strip()
        query = select(PLACE.c.key).where(
            or_(
                PLACE.c.place_id == name,
                PLACE.c.pcode == name,
                PLACE.c.folded == fold(written),
                func.lower(PLACE.c.name_en) == written.lower(),
            )
        )
        return self.keyed(connection.execute(query).scalars().all())

    def keyed(self, keys: Sequence[int]) -> Numbers:
        """Where the key is one of these."""
        chosen: Numbers = np.isin(self._keys, np.array(keys, np.int64))
        return chosen

    def placed(self) -> Numbers:
        """Where there is a geometry."""
        chosen: Numbers = ~np.isnan(self._boxes[:, 0])
        return chosen

    def where(self, chosen: Numbers) -> Where:
        """The chosen places with the terms that lead to their events."""
        keys = self._keys[chosen].tolist()
        if not bool((chosen & ~self.placed()).any()):
            if len(keys) <= _MOST_TERMS:
                return Where(keys, tuple(fact("p", key) for key in keys))
            for level in reversed(CELL_LEVELS):
                squares = np.unique(self._cells[chosen, level], axis=0)
                if len(squares) <= _MOST_TERMS:
                    return Where(keys, tuple(cell_term(level, int(y), int(x)) for y, x in squares))
        return Where(keys, ())
