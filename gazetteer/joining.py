"""Which GeoNames row is the same place as an OCHA community, and what names it adds."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from arabic import fold, plain
from gazetteer.cleaning import clean
from gazetteer.distance import kilometres
from gazetteer.official import GeoName, Unit
from gazetteer.spelling import is_latin, latin_key, skeleton

NameCells = tuple[str, str, str, str, str]  # the columns of a names table

_SAME_PLACE_KM: Final = 6.0
_AREA_WORD: Final = "ناحية "  # GeoNames lists some sub-districts as populated places


def alternates(place_id: str, row: GeoName, known: set[str], captions: frozenset[str]) -> list[NameCells]:
    """GeoNames' alternate names: Arabic ones that fold differently, Latin ones that sound differently."""
    rows: list[NameCells] = []
    for name in (*arabic_names(row), *_latin_names(row)):
        key = latin_key(name) if is_latin(name) else skeleton(name)
        same = key if is_latin(name) else fold(name)
        if same in known or len(name) < 2 or (key in captions and skeleton(_arabic_name(row)) not in captions):
            continue
        known.add(same)
        rows.append((place_id, name, "variant", "geonames", ""))
    return rows


def _arabic_name(row: GeoName) -> str:
    return next(iter(arabic_names(row)), "")


def arabic_names(row: GeoName) -> list[str]:
    """The names of a GeoNames row that are in Arabic letters alone."""
    names = [plain(name).strip(" .") for name in (row.name, *row.alternates)]
    arabic = [name for name in names if name and all("\u0600" <= c <= "\u06ff" or c == " " for c in name)]
    return [name.removeprefix(_AREA_WORD) for name in arabic]


def _latin_names(row: GeoName) -> list[str]:
    """Latin names; GeoNames' machine transliterations («alyrmwk») and codes («DAM») are none."""
    return [n for n in (row.name, *row.alternates) if n[:1].isupper() and not n.isupper() and n.isascii()]


def join_rows(communities: Sequence[Unit], geonames: Sequence[GeoName]) -> tuple[dict[str, GeoName], list[GeoName]]:
    """The GeoNames populated place that is the same as each community, and those that are none of them."""
    near: dict[tuple[int, int], list[Unit]] = defaultdict(list)
    for unit in communities:
        near[round(unit.lat * 10), round(unit.lon * 10)].append(unit)
    joined: dict[str, GeoName] = {}
    further = []
    for row in sorted(geonames, key=lambda row: -(row.population or 0)):
        if row.feature_class != "P":
            continue
        cell = round(row.lat * 10), round(row.lon * 10)
        around = [u for y in (-1, 0, 1) for x in (-1, 0, 1) for u in near[cell[0] + y, cell[1] + x]]
        same = _same(row, around)
        if same is not None and same.pcode not in joined:
            joined[same.pcode] = row
        elif same is None and arabic_names(row) and _AREA_WORD not in "".join(row.alternates):
            further.append(row)
    return joined, further


def _same(row: GeoName, around: Sequence[Unit]) -> Unit | None:
    """The nearest community within reach that shares a spelling with the row."""
    spelled = {skeleton(name) for name in arabic_names(row)} | {latin_key(name) for name in _latin_names(row)}
    found = []
    for unit in around:
        distance = kilometres(row.lat, row.lon, unit.lat, unit.lon)
        if distance > _SAME_PLACE_KM:
            continue
        cleaned = clean(unit.name, unit.name_en)
        own = {skeleton(name) for name in (cleaned.preferred, *cleaned.others)} | {latin_key(unit.name_en)}
        if own & spelled:
            found.append((distance, unit.pcode, unit))
    return min(found)[2] if found else None
