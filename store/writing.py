"""How features get into the tables: tellings kept, faces composed, words indexed."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, Final

import orjson

from store.interval import SHORT_MINUTES, event_stretch
from store.model import Feature, StoreError, Written
from store.overlays import overlay_of
from store.places import place_key
from store.search import index_words
from store.tellings import Telling, all_sources, articles_of, best, dump, told_properties

_SHOWN: Final = "SELECT e.id, p.geometry, t.properties, e.sources, e.overlay, e.updated FROM"
_PARTS: Final = "JOIN place p ON p.key = e.place JOIN telling t ON t.key = e.telling"
FACE: Final = f"{_SHOWN} event e {_PARTS}"
# A page of faces: the page is chosen and sorted on narrow rows, and CROSS JOIN keeps its order while the wide
# ones are read. The one gap takes a ``selection``; limit and offset are the last two parameters.
FACES: Final = (
    f"{_SHOWN} (SELECT e.fid AS chosen FROM {{}} ORDER BY e.starts, e.id LIMIT ? OFFSET ?)"
    f" CROSS JOIN event e ON e.fid = chosen {_PARTS.replace('JOIN', 'CROSS JOIN')}"
)
_COLUMNS: Final = [
    "id",
    "place",
    "starts",
    "ends",
    "long",
    "type",
    "subtype",
    "title",
    "date_start",
    "date_end",
    "factuality",
    "verdict",
    "time_precision",
    "geo_precision",
    "confidence",
    "deaths_min",
    "deaths_max",
    "source_count",
    "evidence",
    "reason",
    "updated",
    "telling",
    "sources",
    "overlay",
]
_UPSERT: Final = (
    f"INSERT INTO event ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{column} = excluded.{column}' for column in _COLUMNS[1:])}"
    " RETURNING fid"
)


def compose(row: tuple[Any, ...]) -> Feature:
    """The feature of one ``FACE`` row."""
    event_id, geometry, properties, sources, overlay, updated = row
    told = _read(properties)
    if sources:
        told["sources"] = _read(sources)
    if overlay:
        told |= _read(overlay)
    told["updated"] = updated
    return {
        "type": "Feature",
        "id": event_id,
        "geometry": _read(geometry) if geometry else None,
        "properties": told,
    }


def _read(written: str) -> Any:
    try:
        return orjson.loads(written)  # five times as fast
    except orjson.JSONDecodeError:  # half a letter, which is no UTF-8
        return json.loads(written)


def write_features(
    connection: sqlite3.Connection, features: Iterable[Feature], read: Collection[str], now: str
) -> Written:
    """Upsert features inside the caller's transaction."""
    outcomes: Counter[str] = Counter()
    told: set[int] = set()
    for feature in features:
        outcome, telling = _write_one(connection, feature, now)
        outcomes[outcome] += 1
        told.add(telling)
    for event_id, before in _untold(connection, read, told).items():
        outcomes[refresh(connection, event_id, before, now)] += 1
    if outcomes.total() > outcomes["same"]:
        connection.execute("UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')")
    return Written(outcomes["new"], outcomes["changed"], outcomes["same"], outcomes["withdrawn"])


def _write_one(connection: sqlite3.Connection, feature: Feature, now: str) -> tuple[str, int]:
    properties = told_properties(feature)
    event_id, articles = properties["id"], articles_of(properties)
    try:
        event_stretch(properties.get("date_start"), properties.get("date_end"))
        place = place_key(connection, properties, feature.get("geometry"))
    except (StoreError, ValueError, TypeError) as wrong:
        raise StoreError(f"event {event_id}: {wrong}") from wrong
    known = _tellings(connection, event_id)
    for telling in known:
        if telling.articles == articles and telling.place == place and telling.properties == properties:
            return "same", telling.key
    before = face_row(connection, event_id) if known else None
    for telling in known:
        if telling.articles <= articles:
            connection.execute("DELETE FROM telling WHERE key = ?", (telling.key,))
    key = _insert_telling(connection, event_id, Telling(articles, place, properties))
    return refresh(connection, event_id, before, now), key


def _insert_telling(connection: sqlite3.Connection, event_id: str, telling: Telling) -> int:
    row = (event_id, dump(sorted(telling.articles)), telling.place, dump(telling.properties))
    key = connection.execute(
        "INSERT INTO telling (event, articles, place, properties) VALUES (?, ?, ?, ?)", row
    ).lastrowid
    connection.executemany(
        "INSERT INTO source (event, telling, article, url, source, published) VALUES (?, ?, ?, ?, ?, ?)",
        [(event_id, key, *_source_row(source)) for source in telling.properties["sources"]],
    )
    return key or 0


def _source_row(source: dict[str, Any]) -> list[str | None]:
    values = [source.get(name) for name in ("article", "url", "source", "published")]
    return [value if value is None or isinstance(value, str) else dump(value) for value in values]


def _tellings(connection: sqlite3.Connection, event_id: str) -> list[Telling]:
    rows = connection.execute("SELECT articles, place, properties, key FROM telling WHERE event = ?", (event_id,))
    return [Telling(frozenset(json.loads(row[0])), row[1], json.loads(row[2]), row[3]) for row in rows]


def _untold(
    connection: sqlite3.Connection, read: Collection[str], told: Collection[int]
) -> dict[str, tuple[Any, ...] | None]:
    """Drop what only re-read articles said and no longer say; the faces, until now, of the events this concerns."""
    if not read:
        return {}
    afresh = frozenset(read)
    rows = connection.execute(
        "SELECT DISTINCT t.key, t.event, t.articles FROM source s JOIN telling t ON t.key = s.telling"
        " WHERE s.article IN (SELECT value FROM json_each(?))",
        (dump(sorted(afresh)),),
    ).fetchall()
    gone = {key: event for key, event, articles in rows if key not in told and afresh.issuperset(json.loads(articles))}
    faces = {event: face_row(connection, event) for event in sorted(set(gone.values()))}
    connection.executemany("DELETE FROM telling WHERE key = ?", [(key,) for key in gone])
    return faces


def face_row(connection: sqlite3.Connection, event_id: str) -> tuple[Any, ...] | None:
    """An event's ``FACE`` row as it stands; to be read before its tellings change."""
    row: tuple[Any, ...] | None = connection.execute(f"{FACE} WHERE e.id = ?", (event_id,)).fetchone()
    return row


def refresh(connection: sqlite3.Connection, event_id: str, before: tuple[Any, ...] | None, now: str) -> str:
    """Compose an event's face anew from its tellings and corrections; what became of it, in a word."""
    known = _tellings(connection, event_id)
    if not known:
        connection.execute("DELETE FROM words WHERE rowid = (SELECT fid FROM event WHERE id = ?)", (event_id,))
        connection.execute("DELETE FROM event WHERE id = ?", (event_id,))
        return "withdrawn"
    face = best(known)
    sources = all_sources(known)
    overlay, place = overlay_of(connection, event_id, face)
    shown = face.properties | {"sources": sources} | overlay
    unchanged = _same(before, shown, _geometry(connection, place))
    updated = before[5] if before and unchanged else now
    values = _row(shown, place, updated) | {
        "telling": face.key,
        "sources": dump(sources) if sources != face.properties["sources"] else None,
        "overlay": dump(overlay) if overlay else None,
    }
    fid = connection.execute(_UPSERT, [values[column] for column in _COLUMNS]).fetchone()[0]
    if not unchanged:
        connection.execute(
            "INSERT OR REPLACE INTO words (rowid, told) VALUES (?, ?)", (fid, index_words({"properties": shown}))
        )
    if unchanged:
        return "same"
    return "changed" if before else "new"


def _same(before: tuple[Any, ...] | None, shown: dict[str, Any], geometry: str | None) -> bool:
    if before is None:
        return False
    old = compose(before)
    old["properties"].pop("updated")
    return bool(old["properties"] == shown and before[1] == geometry)


def _geometry(connection: sqlite3.Connection, place: int) -> str | None:
    row = connection.execute("SELECT geometry FROM place WHERE key = ?", (place,)).fetchone()
    return row[0] if row else None


def _row(shown: dict[str, Any], place: int, updated: str) -> dict[str, Any]:
    """The values of an event's own columns."""
    starts, ends = event_stretch(shown.get("date_start"), shown.get("date_end"))
    deaths = shown.get("deaths") or {}
    sources = shown["sources"]
    copied = [
        "id",
        "type",
        "subtype",
        "title",
        "date_start",
        "date_end",
        "factuality",
        "time_precision",
        "geo_precision",
        "confidence",
        "reason",
    ]
    return {name: shown.get(name) for name in copied} | {
        "place": place,
        "starts": starts,
        "ends": ends,
        "long": ends is not None and ends - starts >= SHORT_MINUTES,
        "verdict": (shown.get("review") or {}).get("verdict"),
        "deaths_min": deaths.get("min"),
        "deaths_max": deaths.get("max"),
        "source_count": len({source.get("article") for source in sources}),
        "evidence": next((source["evidence"] for source in sources if source.get("evidence")), None),
        "updated": updated,
    }
