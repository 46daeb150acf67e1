"""What to say of a place that neither the gazetteer nor the store knows: names near it."""

from typing import Final

from store.filters import FilterError

_NAMES: Final = 5
_SHOWN: Final = 60  # letters of what was asked


def no_such_place(name: str) -> FilterError:
    """The refusal of an unknown place, with the names of the gazetteer that it may have meant."""
    from gazetteer import load  # noqa: PLC0415  needed where a name is unknown only

    places = [candidate.place for candidate in load().lookup(name, limit=2 * _NAMES)]
    near = list(dict.fromkeys(f"{place.name} ({place.id})" for place in places))[:_NAMES]
    said = f"; near it are {', '.join(near)}" if near else ""
    return FilterError(f"place={name[:_SHOWN]!r}: no such place is known{said}")
