"""Where people live in an area: the point that stands for a governorate, district or sub-district.

The middle of an outline is often desert: that of Homs governorate lies 137 km from the middle of its towns and
villages. What happens «in the countryside of Homs» happens where people are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import Final

from gazetteer.official import Unit

_COMMUNITY: Final = 4
_UNCOUNTED: Final = 500  # people in a village whose number is not known


def settled(units: Sequence[Unit], people: Mapping[str, int]) -> list[Unit]:
    """The units, each area's point moved to the middle of its communities; areas without any stay.

    A community weighs the square root of its ``people`` (by p-code): a large town counts for more than a village, but
    does not become the area's only place.
    """
    members = _members(units)
    return [_moved(unit, members[unit.pcode], people) if unit.level < _COMMUNITY else unit for unit in units]


def _members(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """The communities in each area, whichever its level."""
    units = list(units)
    parents = {unit.pcode: unit.parent for unit in units}
    members: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        area = unit.parent if unit.level == _COMMUNITY else None
        while area is not None:
            members[area].append(unit)
            area = parents.get(area)
    return members


def _moved(area: Unit, communities: Sequence[Unit], people: Mapping[str, int]) -> Unit:
    if not communities:
        return area
    weights = [sqrt(people.get(unit.pcode, _UNCOUNTED)) for unit in communities]
    lat = sum(weight * unit.lat for weight, unit in zip(weights, communities, strict=True)) / sum(weights)
    lon = sum(weight * unit.lon for weight, unit in zip(weights, communities, strict=True)) / sum(weights)
    return replace(area, lat=lat, lon=lon)
