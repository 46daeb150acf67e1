"""An entry as plain values, as geocoders give it."""

from typing import Any

from gazetteer.model import Place


def described(place: Place) -> dict[str, Any]:
    """The fields of an entry by name."""
    return {
        "id": place.id, "name": place.name, "name_en": place.name_en, "kind": place.kind.value,
        "lat": place.lat, "lon": place.lon, "uncertainty_km": place.uncertainty_km, "country": place.country,
        "pcode": place.pcode, "parent": place.parent, "population": place.population, "source": place.source,
    }  # fmt: skip
