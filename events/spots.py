"""The places of a sentence: the mentions at which something can have happened, and what is said of a happening's."""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple

from arabic import fold
from geo import Toponym

Within = Callable[[str, str], bool]  # (inner place id, outer place id)
_USABLE: Final = frozenset(("event", "origin", "destination", "anaphora"))
FINE: Final = frozenset(
    (
        "city", "town", "village", "neighbourhood", "camp", "airbase", "airport", "military", "dam", "field", "plant",
        "crossing", "prison", "hospital", "bridge", "port", "site", "hill",
    )
)  # fmt: skip
_BOUNDLESS_KM: Final = 400.0
COARSE: Final = frozenset(("country", "governorate"))


@dataclass(slots=True, eq=False)
class Spot:
    """A toponym and the token at which it begins; two mentions are never the same spot."""

    token: int
    toponym: Toponym
    last: int  # the token after it
    header: bool = False  # heads what follows: «إدلب | …», «حلب::»


class Where(NamedTuple):
    """The places of one happening, the first of them its main one, with ACLED's precision and a reason."""

    places: tuple[Toponym, ...]
    origins: tuple[Toponym, ...]
    destinations: tuple[Toponym, ...]
    precision: int | None
    reason: str
    carried: bool = False  # not said of it here: named in a sentence before, or in the name that talks bear


NOWHERE: Final = Where((), (), (), None, "the text names no place for it")


def usable(toponym: Toponym) -> bool:
    """Can something have happened at this mention?"""
    boundless = toponym.country is None and (toponym.uncertainty_km or 0) > _BOUNDLESS_KM  # «الشرق الأوسط»
    known = toponym.lat is not None or toponym.place_id is not None
    return toponym.role in _USABLE and known and not boundless


def vague(toponym: Toponym) -> bool:
    """A noun that points back, to a place abroad or as wide as «المنطقة», places nothing."""
    if toponym.role != "anaphora":
        return False
    return (
        toponym.country != "SY"
        or toponym.kind in COARSE
        or fold(toponym.text).startswith(("المنطقه", "منطقه", "البلاد"))
    )


def km_between(one: Toponym, other: Toponym) -> float:
    """Great-circle distance; 0 where either has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return great_circle_km((one.lat, one.lon), (other.lat, other.lon))


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance between two points, each latitude and longitude in degrees."""
    (here, west), (there, east) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin((east - west) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


def precision(toponym: Toponym) -> int:
    """ACLED: 1 a town or finer, 2 the land around one or a part of a province, 3 a province or more."""
    if toponym.kind in COARSE or (toponym.uncertainty_km or 0) > 60:
        return 3
    return 1 if toponym.kind in FINE and (toponym.uncertainty_km or 0) <= 10 else 2
