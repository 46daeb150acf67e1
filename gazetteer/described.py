"""An entry and a candidate as plain values, for the command line and for geocoders."""

from typing import Any

from gazetteer.catalogue import Gazetteer
from gazetteer.lookup import SURE
from gazetteer.model import Place, PlaceKind


def described(place: Place) -> dict[str, Any]:
    """The fields of an entry by name."""
    return {
        "id": place.id, "name": place.name, "name_en": place.name_en, "kind": place.kind.value,
        "lat": place.lat, "lon": place.lon, "uncertainty_km": place.uncertainty_km, "country": place.country,
        "pcode": place.pcode, "parent": place.parent, "population": place.population, "source": place.source,
    }  # fmt: skip


def places_named(
    gazetteer: Gazetteer, name: str, *, within: str | None = None, kind: PlaceKind | None = None, limit: int = 10
) -> list[dict[str, Any]]:
    """The candidates of a name with what holds each and why it is one, best first.

    ``within`` is an id or a name; raises ``KeyError`` where it is neither.
    """
    area = None if within is None else _area(gazetteer, within)
    return [
        described(candidate.place)
        | {
            "holders": [holder.name for holder in gazetteer.parents(candidate.place.id)],
            "names": [each.name for each in gazetteer.names(candidate.place.id) if each.kind != "rule"],
            "matched": candidate.name.name,
            "score": candidate.score,
            "reason": candidate.reason,
        }
        for candidate in gazetteer.lookup(name, within=area, kind=kind, limit=limit)
    ]


def _area(gazetteer: Gazetteer, within: str) -> str:
    """The widest place that an id or a name means: a governorate before its seat."""
    if within in gazetteer:
        return within
    found = [candidate.place for candidate in gazetteer.lookup(within) if candidate.score >= SURE]
    if not found:
        raise KeyError(f"no place named {within}")
    return max(found, key=lambda place: place.uncertainty_km).id
