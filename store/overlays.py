"""Overlays: what reviewers changed, as properties laid over an event's face."""

import json
import sqlite3
from typing import Any

from store.places import place_key
from store.tellings import Telling


def overlay_of(connection: sqlite3.Connection, event_id: str, face: Telling) -> tuple[dict[str, Any], int]:
    """What reviewers changed of an event: properties to lay over it, and the place it then lies at."""
    rows = connection.execute(
        "SELECT field, patch, reviewer, why, made FROM correction WHERE event = ? ORDER BY key", (event_id,)
    ).fetchall()
    if not rows:
        return {}, face.place
    overlay: dict[str, Any] = {}
    for _, patch, *_ in rows:
        overlay |= json.loads(patch)
    moved = "geometry" in overlay
    geometry = overlay.pop("geometry", None)
    fields, (_, _, reviewer, why, made) = sorted({row[0] for row in rows}), rows[-1]
    overlay["review"] = {
        "verdict": overlay.pop("verdict", "corrected"),
        "fields": fields,
        "by": reviewer,
        "why": why,
        "made": made,
    }
    overlay["reason"] = "; ".join(
        [face.properties.get("reason") or "", *(f"{field} corrected by {by}: {said}" for field, _, by, said, _ in rows)]
    )
    if set(fields) - {"verdict"}:  # titles were made from what has now been corrected
        overlay |= {name: None for name in ("title", "title_en") if name in face.properties}
    place = place_key(connection, face.properties | overlay, geometry) if moved else face.place
    return overlay, place
