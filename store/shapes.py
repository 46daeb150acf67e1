"""What a feature that is handed in whole must look like, so that every table, index and file can hold it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from store.model import StoreError

_LARGEST: Final = 2**31 - 1  # of a count, as tables hold it
_WIDEST: Final = 2**53  # up to which every whole number is a float; none that is infinite is less
_COLUMNS: Final = ("subtype", "date_start", "date_end", "place_id", "place_name", "place_name_en", "pcode")
_TEXTS: Final = ("title", "title_en", "attribution", "reason")  # kept in JSON alone, which takes half a letter
_NUMBERS: Final = ("confidence", "lat", "lon", "uncertainty_km")
_COUNTS: Final = ("deaths", "injured", "detained", "missing", "displaced")
_HALF: Final = re.compile("[\ud800-\udfff]").search  # half a letter, which JSON may spell and no file holds
_RING: Final = 4  # positions, the last being the first


def check_shapes(properties: Mapping[str, Any]) -> None:
    """Raise ``StoreError`` naming a property of another shape than the contract's; one may be absent or null."""
    for names, is_well, wanted in _WANTED:
        for name in names:
            value = properties.get(name)
            if value is not None and not is_well(value):
                raise StoreError(f"its {name} is {_short(value)}, not {wanted}")


def check_rings(geometry: Mapping[str, Any]) -> None:
    """Raise ``StoreError`` for a polygon whose outline does not come back to where it began."""
    polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}
    for polygon in polygons.get(geometry["type"]) or ():
        for ring in polygon or ():
            if len(ring) < _RING or ring[0] != ring[-1]:
                raise StoreError(f"{geometry['type']}: a ring has four positions or more, and ends where it begins")
    for part in geometry.get("geometries") or ():
        check_rings(part)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole_text(value: object) -> bool:
    return isinstance(value, str) and _HALF(value) is None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _WIDEST


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST


def _is_count(value: object) -> bool:
    return isinstance(value, dict) and all(value.get(end) is None or _is_whole(value[end]) for end in ("min", "max"))


def _are_actors(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(actor, dict) and _is_text(actor.get("name")) and _is_text(actor.get("role")) for actor in value
    )


def _short(value: object) -> str:
    return repr(value)[:80]


_WANTED: Final[tuple[tuple[tuple[str, ...], Callable[[object], bool], str], ...]] = (
    (_COLUMNS, _is_whole_text, "a text of whole letters"),
    (_TEXTS, _is_text, "a text"),
    (_NUMBERS, _is_number, "a number"),
    (("time_precision", "geo_precision"), lambda value: value in (1, 2, 3), "1, 2 or 3"),
    (_COUNTS, _is_count, f"{{min, max}}, each null or a whole number up to {_LARGEST}"),
    (("actors",), _are_actors, "a list of objects with a name and a role"),
)
