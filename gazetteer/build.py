"""Compile the tables of OCHA's and GeoNames' places from their official downloads.

What is decided here: the spelling shown (``cleaning``), the kind and uncertainty of a community, which
GeoNames row is the same place, which town is the seat of an area. Hand tables correct the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from arabic import fold
from gazetteer.cleaning import CleanName, clean, clean_latin, without_caption, without_latin_caption
from gazetteer.distance import kilometres
from gazetteer.joining import NameCells, alternates, arabic_names, join_rows
from gazetteer.model import PlaceKind
from gazetteer.official import GeoName, Unit, read_cod_ab, read_geonames
from gazetteer.outlines import covers
from gazetteer.settled import settled
from gazetteer.spelling import joined, key_words, latin_key, skeleton
from gazetteer.tables import PLACE_COLUMNS, TABLES
from gazetteer.written import Compiled, PlaceCells, write

AREAS: Final = {1: PlaceKind.GOVERNORATE, 2: PlaceKind.DISTRICT, 3: PlaceKind.SUBDISTRICT}
COMMUNITY: Final = 4
NEIGHBOURHOOD: Final = 5
_REACH: Final = {PlaceKind.CITY: 4.0, PlaceKind.TOWN: 2.0, PlaceKind.VILLAGE: 1.0}  # kilometres
_CITY_POPULATION: Final = 50_000
_TOWN_POPULATION: Final = 8_000


def build(cod_ab: Path, geonames: Path | None = None, tables: Path = TABLES) -> list[Path]:
    """Compile tables and outlines from a folder of COD-AB layers and GeoNames' ``SY.txt``; the files written."""
    from gazetteer.topology import write_outlines  # noqa: PLC0415 - shapely, for those who build only

    units = read_cod_ab(cod_ab)
    rows = read_geonames(geonames) if geonames is not None else []
    compiled = compile_tables(units, rows)
    written = write(compiled, tables)
    written.append(write_outlines(units, tables / "outlines.json"))
    return written


def compile_tables(units: Sequence[Unit], geonames: Sequence[GeoName]) -> Compiled:
    """Rows for all units, joined with the GeoNames rows that are the same places, and the further ones."""
    communities = [unit for unit in units if unit.level == COMMUNITY]
    joined, further = join_rows(communities, geonames)
    units = settled(units, {pcode: row.population for pcode, row in joined.items() if row.population})
    seats = _seats(units)
    areas = {unit.pcode: unit for unit in units if unit.level in AREAS}
    parts: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.level == NEIGHBOURHOOD and unit.parent is not None:
            parts[unit.parent].append(unit)
    compiled = Compiled([], [], [])
    for unit in units:
        match = joined.get(unit.pcode)
        captions = _captions(unit, areas)
        cleaned = _without_captions(clean(unit.name, unit.name_en, area=unit.level in AREAS), captions)
        kind = _kind(unit, seats, match)
        name_en = _english(unit, cleaned, captions)
        reach = _uncertainty(unit, kind, parts[unit.pcode])
        compiled.places.append(_place_cells(unit, cleaned, match, name_en=name_en, kind=kind, reach=reach))
        compiled.names.extend(_unit_names(unit, cleaned, match, captions))
    compiled.places.extend(_groups(units))
    for row in further:
        compiled.places.append(_geonames_place(row, units))
        compiled.names.extend(alternates(f"gn-{row.id}", row, {fold(arabic_names(row)[0])}, frozenset()))
    compiled.seats = sorted((area, seat, "ocha") for area, seat in seats.items())
    return compiled


def _captions(unit: Unit, areas: dict[str, Unit]) -> frozenset[str]:
    """Keys of the areas that hold a community: in its string they only tell namesakes apart."""
    if unit.level != COMMUNITY or unit.parent is None:
        return frozenset()
    keys: set[str] = set()
    for end in (4, 6, 8):
        area = areas.get(unit.parent[:end])
        if area is None:
            continue
        words = key_words(clean(area.name, area.name_en, area=True).preferred)
        keys |= {joined(words), joined(words[-1:]), latin_key(area.name_en)}
    return frozenset(keys)


def _without_captions(name: CleanName, captions: frozenset[str]) -> CleanName:
    """The names without the areas added to them; a seat, named as its area is, keeps its name."""
    if not captions or skeleton(name.preferred) in captions:
        return name
    short = without_caption(name.preferred, captions)
    others = tuple(without_caption(other, captions) for other in name.others if skeleton(other) not in captions)
    official = name.preferred if short != name.preferred else name.official
    return CleanName(short, others, official)


def _kind(unit: Unit, seats: dict[str, str], match: GeoName | None) -> PlaceKind:
    if unit.level in AREAS:
        return AREAS[unit.level]
    if unit.level == NEIGHBOURHOOD:
        return PlaceKind.NEIGHBOURHOOD
    seat_of = [area for area, seat in seats.items() if seat == unit.pcode]
    population = (match.population if match else None) or 0
    if any(len(area) < 8 for area in seat_of) or population >= _CITY_POPULATION:
        return PlaceKind.CITY
    return PlaceKind.TOWN if seat_of or population >= _TOWN_POPULATION else PlaceKind.VILLAGE


def _english(unit: Unit, name: CleanName, captions: frozenset[str]) -> str:
    """The English name; where the Arabic one lost its caption, so does this."""
    name_en = (clean_latin(unit.name_en) or (unit.name_en,))[0]
    return without_latin_caption(name_en, captions) if name.official is not None else name_en


def _place_cells(
    unit: Unit, name: CleanName, match: GeoName | None, *, name_en: str, kind: PlaceKind, reach: str
) -> PlaceCells:
    population = match.population if match is not None and unit.level == COMMUNITY else None
    return {
        "id": unit.pcode,
        "name": name.preferred,
        "name_en": name_en,
        "kind": kind.value,
        "lat": f"{unit.lat:.6g}" if unit.lat >= 100 else f"{round(unit.lat, 5)}",
        "lon": f"{round(unit.lon, 5)}",
        "uncertainty_km": reach,
        "country": "SY",
        "pcode": unit.pcode,
        "parent": _parent(unit),
        "population": str(population or ""),
        "pop_year": "",
        "source": "ocha+geonames" if match is not None else "ocha",
    }


def _parent(unit: Unit) -> str:
    if unit.area is not None:
        return unit.area[0]
    return unit.parent or "SY"


def _uncertainty(unit: Unit, kind: PlaceKind, parts: Sequence[Unit]) -> str:
    """An area and a city of known neighbourhoods reach as far as their outlines; a community as far as its kind."""
    outlines = [part.outline for part in (unit, *parts) if part.outline is not None]
    if not outlines:
        return str(_REACH[kind])
    reach = max(kilometres(unit.lat, unit.lon, lat, lon) for outline in outlines for lon, lat in _border(outline))
    return str(round(reach, 1 if reach < 10 else None))


def _border(outline: dict[str, Any]) -> Iterator[tuple[float, float]]:
    rings = outline["coordinates"]
    for polygon in rings if outline["type"] == "MultiPolygon" else [rings]:
        yield from ((point[0], point[1]) for point in polygon[0])


def _groups(units: Iterable[Unit]) -> list[PlaceCells]:
    """The groups of neighbourhoods (المزة, الميدان): parents of neighbourhoods, children of the city."""
    members: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.area is not None:
            members[unit.area].append(unit)
    rows = []
    for (pcode, name, name_en), held in members.items():
        lat = sum(unit.lat for unit in held) / len(held)
        lon = sum(unit.lon for unit in held) / len(held)
        reach = max(kilometres(lat, lon, unit.lat, unit.lon) for unit in held) + 0.5
        cells = dict.fromkeys(PLACE_COLUMNS, "")
        cells |= {
            "id": pcode, "name": clean(name, name_en).preferred, "name_en": name_en, "kind": "neighbourhood",
            "lat": str(round(lat, 5)), "lon": str(round(lon, 5)), "uncertainty_km": str(round(reach, 1)),
            "country": "SY", "pcode": pcode, "parent": held[0].parent or "SY", "source": "ocha",
        }  # fmt: skip
        rows.append(cells)
    return rows


def _unit_names(unit: Unit, name: CleanName, match: GeoName | None, captions: frozenset[str]) -> list[NameCells]:
    rows: list[NameCells] = []
    known = {fold(name.preferred), latin_key((clean_latin(unit.name_en) or ("",))[0])}
    for other in name.others:
        if fold(other) not in known:
            rows.append((unit.pcode, other, "variant", "ocha", f"OCHA: {unit.name}"))
            known.add(fold(other))
    if name.official is not None and fold(name.official) not in known and "(" not in name.official:
        rows.append((unit.pcode, name.official, "official", "ocha", ""))
        known.add(fold(name.official))
    latin = [other for other in clean_latin(unit.name_en)[1:] if name.others and latin_key(other) not in captions]
    rows.extend((unit.pcode, other, "variant", "ocha", "") for other in latin)
    if match is not None:
        rows.extend(alternates(unit.pcode, match, known, captions))
    return rows


def _geonames_place(row: GeoName, units: Sequence[Unit]) -> PlaceCells:
    holders = [unit for unit in units if unit.level == 3 and unit.outline and covers(unit.outline, row.lat, row.lon)]
    kind = PlaceKind.TOWN if (row.population or 0) >= _TOWN_POPULATION else PlaceKind.VILLAGE
    cells = dict.fromkeys(PLACE_COLUMNS, "")
    return cells | {
        "id": f"gn-{row.id}", "name": arabic_names(row)[0], "name_en": row.name, "kind": kind.value,
        "lat": str(round(row.lat, 5)), "lon": str(round(row.lon, 5)), "uncertainty_km": str(_REACH[kind]),
        "country": "SY", "parent": holders[0].pcode if holders else "SY", "population": str(row.population or ""),
        "source": "geonames",
    }  # fmt: skip


def _seats(units: Sequence[Unit]) -> dict[str, str]:
    """The community that gives each area its name; a district's is that of its central sub-district."""
    communities: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.level == COMMUNITY and unit.parent is not None:
            communities[unit.parent].append(unit)
    seats: dict[str, str] = {}
    for unit in units:
        if unit.level == 3:
            wanted = skeleton(clean(unit.name, unit.name_en, area=True).preferred)
            held = [c for c in communities[unit.pcode] if skeleton(clean(c.name, c.name_en).preferred) == wanted]
            if held:
                seats[unit.pcode] = min(held, key=lambda c: c.pcode).pcode
    for unit in units:
        centre = unit.pcode.ljust(8, "0")
        if unit.level in (1, 2) and centre in seats:
            seats[unit.pcode] = seats[centre]
    return seats
