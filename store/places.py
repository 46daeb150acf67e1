"""The place table: each distinct location once, however many events lie there."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, func, select

from arabic import fold
from store.backend import Backend
from store.geometry import Bounds, bounds
from store.schema import PLACE
from store.written import dump, dumped

_NAMES = ("place_id", "place_name", "place_name_en", "pcode")
_NAMED = itemgetter(*_NAMES)
_COLUMNS = ("key", "digest", "place_id", "name", "name_en", "folded", "pcode", "west", "south", "east", "north")

Location: TypeAlias = tuple[Mapping[str, Any], dict[str, Any] | None]  # an event's properties, and its geometry


class Kept(NamedTuple):
    """A row of the place table: its key, and the box of its geometry."""

    key: int
    box: Bounds | None


class Places:
    """The places that one transaction meets."""

    def __init__(self, connection: Connection, backend: Backend) -> None:
        self._connection = connection
        self._backend = backend
        self._kept: dict[str, Kept] = {}

    def keep(self, locations: Mapping[str, Location]) -> Mapping[str, Kept]:
        """The rows of where events lie, by the digests of that; made where they are new."""
        if unseen := locations.keys() - self._kept.keys():
            self._look_up(unseen)
            self._make({digest: locations[digest] for digest in locations if digest not in self._kept})
        return self._kept

    def _look_up(self, digests: set[str]) -> None:
        box = [PLACE.c[name] for name in ("west", "south", "east", "north")]
        rows = self._connection.execute(
            select(PLACE.c.digest, PLACE.c.key, *box).where(self._backend.among(PLACE.c.digest, digests))
        )
        for digest, key, *bounding in rows:
            self._kept[digest] = Kept(key, None if bounding[0] is None else tuple(bounding))

    def _make(self, new: Mapping[str, Location]) -> None:
        if not new:
            return
        key = self._connection.execute(select(func.coalesce(func.max(PLACE.c.key), 0))).scalar_one()
        rows, drawn = [], []
        for digest, (properties, geometry) in new.items():
            key += 1
            place_id, name, name_en, pcode = (properties.get(name) for name in _NAMES)
            box = bounds(geometry) if geometry else None
            written = dump(geometry) if geometry else None
            folded = fold(str(name).strip()) if name else None
            rows.append((key, digest, place_id, name, name_en, folded, pcode, *(box or (None,) * 4), written))
            self._kept[digest] = Kept(key, box)
            if written:
                drawn.append((key, written))
        self._backend.insert(self._connection, PLACE, (*_COLUMNS, "geometry"), rows)
        self._backend.draw(self._connection, drawn)


def digest_of(properties: Mapping[str, Any], geometry: bytes | None) -> str:
    """What tells one location from others: its names, and its geometry, which is given as JSON."""
    try:
        names = _NAMED(properties)
    except KeyError:
        names = tuple(map(properties.get, _NAMES))
    return _digest(dumped(names), geometry)


@lru_cache(maxsize=20_000)  # a store's events lie at some thousands of places
def _digest(names: bytes, geometry: bytes | None) -> str:
    """A place's digest, of the JSON of its names with that of its geometry, as a text, behind them."""
    told = b"%b,%b]" % (names[:-1], dumped(geometry and geometry.decode()))
    return hashlib.blake2b(told, digest_size=12).hexdigest()
