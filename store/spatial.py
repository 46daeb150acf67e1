"""The place table in memory: which places a box, a circle or a list of ids means, and the terms that they share.

Rows of that table never change, so what is in memory stays right and only newer rows are read.
"""

import threading
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Select, func, or_, select

from arabic import fold
from store.geometry import EARTH_KM
from store.schema import PLACE
from store.terms import CELL_LEVELS, cell_term, cells_of, fact

_MOST_TERMS: Final = 24  # more alternatives cost more than the events that they leave out
_MOST_EXACT: Final = 12  # and these, where no event has to be looked at beside them
_MOST_COVERING: Final = 500
_ASKED: Final = 100  # filters whose places are remembered
_VAIN: Final = 3  # squares that hold so many times the places that are meant leave out too little

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Where:
    """Some places: their keys, and terms of which every event there has one (none: too many to name).

    ``exact`` says that no event elsewhere has one. ``cover`` are more terms, of which none elsewhere has one, for
    questions that look at many events (none: too many to name).
    """

    keys: list[int]
    terms: tuple[str, ...]
    exact: bool = False
    cover: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Squares:
    """The squares of one level: in which each place lies, and where each square is and how many it holds.

    The first one stands for nowhere.
    """

    of: Numbers
    at: Numbers  # row and column
    hold: Numbers

    @classmethod
    def around(cls, cells: Numbers, placed: Numbers) -> "Squares":
        """The squares that some places lie in."""
        given = np.concatenate([[[-1, -1]], np.where(placed[:, None], cells, -1)])
        at, of, hold = np.unique(given, axis=0, return_inverse=True, return_counts=True)
        return cls(of.reshape(-1)[1:], at, hold)

    def full(self, chosen: Numbers) -> Numbers:
        """Which places lie in a square all of whose places are chosen?"""
        met: Numbers = (np.bincount(self.of[chosen], minlength=len(self.hold)) == self.hold)[self.of]
        return met

    def beside(self, chosen: Numbers) -> int:
        """How many places lie in the squares of some."""
        return int(self.hold[np.unique(self.of[chosen])].sum())

    def terms(self, level: int, chosen: Numbers) -> list[str]:
        """The terms of the squares of some places."""
        return [cell_term(level, *map(int, self.at[number])) for number in np.unique(self.of[chosen])]


class Spots:
    """The place table, as far as it has been read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: Layout | None = None

    def seen(self, connection: Connection) -> "Layout":
        """All places that a connection sees, and perhaps newer ones: only what is not in memory is read."""
        with self._lock:
            known = self._last
            newest = _newest(connection)
            if known is None or newest > known.newest:
                known = self._last = _read(connection, known)
            return known


def _newest(connection: Connection) -> int:
    return connection.execute(select(func.max(PLACE.c.key))).scalar() or 0


def _read(connection: Connection, known: "Layout | None") -> "Layout":
    names = ("key", "place_id", "west", "south", "east", "north")
    query = select(*(PLACE.c[name] for name in names)).order_by(PLACE.c.key)
    rows = connection.execute(query.where(PLACE.c.key > (known.newest if known else 0))).all()
    keys, boxes = (
        np.array([row.key for row in rows], np.int64),
        np.array([row[2:] for row in rows], float).reshape(-1, 4),
    )
    ids = known.by_id if known else defaultdict[str, list[int]](list)
    if known:
        keys, boxes = np.concatenate([known.keys, keys]), np.concatenate([known.boxes, boxes])
    for number, row in enumerate(rows, start=len(keys) - len(rows)):
        if row.place_id is not None:
            ids[row.place_id].append(number)
    placed = ~np.isnan(boxes[:, 0])
    cells = cells_of(boxes)
    return Layout(keys, boxes, placed, [Squares.around(cells[:, level], placed) for level in CELL_LEVELS], ids)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places as they lay when they were read; what is chosen among them are arrays of truth values."""

    keys: Numbers
    boxes: Numbers  # west, south, east, north; NaN for nowhere
    placed: Numbers  # where there is a geometry
    squares: list[Squares]  # by level
    by_id: dict[str, list[int]]  # later layouts add to it
    without_terms: bool = False  # nobody asks for the terms that chosen places have
    met: dict[Hashable, Sequence[int]] = field(default_factory=dict)  # by what was asked of places: their keys

    @property
    def newest(self) -> int:
        """The last key."""
        return int(self.keys[-1]) if len(self.keys) else 0

    def inside(self, box: tuple[float, float, float, float]) -> Numbers:
        """Where boxes touch a box in degrees; west > east crosses the antimeridian."""
        west, south, east, north = box
        w, s, e, n = self.boxes.T
        across = (e >= west) & (w <= east) if west <= east else (e >= west) | (w <= east)
        chosen: Numbers = (n >= south) & (s <= north) & across
        return chosen

    def near(self, lon: float, lat: float, km: float) -> Numbers:
        """Where the nearest side of a box lies no farther from a point than so many kilometres."""
        w, s, e, n = self.boxes.T
        nearest_lat, nearest_lon = np.clip(lat, s, n), np.clip(lon, w, e)
        here, there = np.radians(lat), np.radians(nearest_lat)
        half = np.sin((there - here) / 2) ** 2
        half = half + np.cos(here) * np.cos(there) * np.sin(np.radians(nearest_lon - lon) / 2) ** 2
        chosen: Numbers = 2 * EARTH_KM * np.arcsin(np.sqrt(half)) <= km
        return chosen

    def called(self, ids: Iterable[str]) -> Numbers:
        """Where the gazetteer's id is one of these."""
        numbers = np.array([number for each in ids for number in self.by_id.get(each, ())], np.int64)
        chosen = np.zeros(len(self.keys), bool)
        chosen[numbers[numbers < len(self.keys)]] = True
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

    def meeting(self, asked: Hashable, connection: Connection, query: Select[Any]) -> Sequence[int]:
        """The keys that a query for what is asked of places finds; remembered where it sees the same places."""
        if (known := self.met.get(asked)) is not None and _newest(connection) == self.newest:
            return known
        found = connection.execute(query).scalars().all()
        if _newest(connection) == self.newest:
            if len(self.met) >= _ASKED:
                self.met.clear()
            self.met[asked] = found
        return found

    def keyed(self, keys: Sequence[int]) -> Numbers:
        """Where the key is one of these."""
        chosen: Numbers = np.isin(self.keys, np.array(keys, np.int64))
        return chosen

    def where(self, chosen: Numbers) -> Where:
        """The chosen places with the terms that lead to their events."""
        keys = self.keys[chosen].tolist()
        if self.without_terms or (chosen & ~self.placed).any():
            return Where(keys, ())
        if len(keys) <= _MOST_TERMS:
            return Where(keys, tuple(fact("p", key) for key in keys), exact=True)
        cover = tuple(self._cover(chosen))
        if cover and len(cover) <= _MOST_EXACT:
            return Where(keys, cover, exact=True)
        for level in reversed(CELL_LEVELS):
            squares = self.squares[level].terms(level, chosen)
            if len(squares) <= _MOST_TERMS:
                near = self.squares[level].beside(chosen) <= _VAIN * len(keys)
                return Where(keys, tuple(squares) if near else (), cover=cover)
        return Where(keys, (), cover=cover)

    def _cover(self, chosen: Numbers) -> list[str]:
        """Terms of the widest squares that hold nothing else, and of the places left; none where they are too many."""
        terms, left = list[str](), chosen
        for level in CELL_LEVELS:
            taken = left & self.squares[level].full(chosen)
            terms += self.squares[level].terms(level, taken)
            left = left & ~taken
        terms += [fact("p", key) for key in self.keys[left].tolist()]
        return terms if len(terms) <= _MOST_COVERING else []
