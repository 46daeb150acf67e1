"""The gazetteer as a command needs it: with the user's own places, and names looked up for options."""

import os
from pathlib import Path
from typing import Any

from commands.refusing import WrongCall


def own_places(given: Path | None = None) -> Path | None:
    """The user's table of places, by the option or the environment. ``WrongCall`` where it is not there."""
    named = given or os.environ.get("WAQAI_PLACES")
    if named and not Path(named).is_file():
        raise WrongCall(f"{named}: there is no such table of places (--places or WAQAI_PLACES names it)")
    return Path(named) if named else None


def held_by(name: str) -> tuple[str, ...] | None:
    """The ids of a place and of all places in it; null where the gazetteer has none of this name: a store may."""
    from gazetteer import load

    return load(own_places()).held_by(name) or None


def located(place_id: str) -> dict[str, Any] | None:
    """A place of the gazetteer as a reviewer's correction puts it on an event."""
    from gazetteer import load

    gazetteer = load(own_places())
    if place_id not in gazetteer:
        return None
    found = gazetteer.place(place_id)
    return {
        "place_name": found.name,
        "place_name_en": found.name_en,
        "place_kind": found.kind,
        "pcode": found.pcode,
        "lat": found.lat,
        "lon": found.lon,
        "uncertainty_km": found.uncertainty_km,
        "geometry": gazetteer.geometry(place_id),
    }
