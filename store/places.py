"""The place table: each distinct location once, however many events lie there."""

import hashlib
import sqlite3
from typing import Any

from arabic import fold
from store.geometry import blob, bounds
from store.tellings import dump


def place_key(connection: sqlite3.Connection, properties: dict[str, Any], geometry: dict[str, Any] | None) -> int:
    """The row of the place table for where an event lies; made where it is new."""
    names = [properties.get(name) for name in ("place_id", "place_name", "place_name_en", "pcode")]
    drawn = dump(geometry) if geometry else None
    digest = hashlib.blake2b(dump([*names, drawn]).encode(), digest_size=12).hexdigest()
    if row := connection.execute("SELECT key FROM place WHERE digest = ?", (digest,)).fetchone():
        return int(row[0])
    box = bounds(geometry) if geometry else (None,) * 4
    place_id, name, name_en, pcode = names
    row = (digest, place_id, name, name_en, fold(name) if name else None, pcode, *box, drawn)
    key = connection.execute(
        "INSERT INTO place (digest, place_id, name, name_en, folded, pcode, west, south, east, north, geometry, geom)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, blob(geometry) if geometry else None),
    ).lastrowid
    return key or 0
