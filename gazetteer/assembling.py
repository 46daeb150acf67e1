"""The prebuilt index made from the tables: which names there are, under which keys, in which order."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import log10
from typing import Any, Final

from arabic import fold
from gazetteer.model import NameKind, PlaceKind
from gazetteer.spelling import core, first_words, is_latin, latin_key, skeleton
from gazetteer.stored import Numbers, PlaceCells, Stored, name_form
from gazetteer.tables import Correction, PlaceRow, TableError, Tables
from gazetteer.variants import running_variants

# How likely a bare name means this kind of place when nothing else tells: larger is likelier.
PROMINENCE: Final[Mapping[PlaceKind, float]] = {
    PlaceKind.COUNTRY: 9.0,
    PlaceKind.CITY: 6.0,
    PlaceKind.GOVERNORATE: 5.9,
    PlaceKind.REGION: 5.5,
    PlaceKind.TOWN: 4.5,
    PlaceKind.CAMP: 4.0,
    PlaceKind.CROSSING: 4.0,
    PlaceKind.AIRBASE: 4.0,
    PlaceKind.DISTRICT: 3.9,
    PlaceKind.SUBDISTRICT: 3.0,
    PlaceKind.NEIGHBOURHOOD: 2.0,
}
_OTHER_PROMINENCE: Final = 2.5
_FOREIGN_CITY: Final = -2.0
_SHORTEST_COMPOUND: Final = 6  # letters of two words joined that are hardly another word
_NAME_KINDS: Final = {NameKind.PREFERRED: 0.3, NameKind.RULE: -0.5, NameKind.HISTORICAL: -0.5}

_KIND_NUMBERS: Final = {kind.value: number for number, kind in enumerate(NameKind)}

NameCells = tuple[int, str, str, bool]  # place number, name, kind, whether it needs context


def corrected(tables: Tables) -> list[PlaceRow]:
    """The place rows with their corrections; a correction of an unknown place raises ``TableError``."""
    rows = {row.id: row for row in tables.places}
    for correction in tables.corrections:
        if correction.place_id not in rows:
            raise TableError(f"{correction.origin}: no place {correction.place_id}")
        row = rows[correction.place_id]
        rows[correction.place_id] = replace(row, **{correction.field: _value(correction)})
    return list(rows.values())


def _value(correction: Correction) -> Any:
    try:
        if correction.field in ("lat", "lon", "uncertainty_km"):
            return float(correction.value)
        if correction.field == "population":
            return int(correction.value) if correction.value else None
        if correction.field == "kind":
            return PlaceKind(correction.value)
    except ValueError as error:
        raise TableError(f"{correction.origin}: {error}") from error
    return correction.value or None if correction.field in ("pcode", "parent") else correction.value


def assemble(tables: Tables) -> Stored:
    """The prebuilt index of these tables."""
    rows = corrected(tables)
    ids = {row.id: number for number, row in enumerate(rows)}
    names = _names(tables, rows, ids)
    seats = {area: seat for area, seat, _ in tables.seats}
    by_id = {row.id: row for row in rows}
    prominence = [_prominence(row, by_id, tables.attention) for row in rows]
    shown = {number: name for number, name, kind, _ in names if kind == NameKind.PREFERRED}
    forms = _forms(names, prominence)
    strict, loose, latin = _keyed(names, prominence)
    return Stored(
        places=[_place_cells(row, shown[number]) for number, row in enumerate(rows)],
        written=[written for _, written, _, _ in names],
        of_place=array("I", [place for place, _, _, _ in names]).tobytes(),
        name_kinds=bytes(_KIND_NUMBERS[kind] for _, _, kind, _ in names),
        doubtful=bytes(doubtful for _, _, _, doubtful in names),
        prominence=prominence,
        ids=ids,
        forms=forms,
        longest=_longest(forms),
        seconds=_seconds(forms),
        strict=strict,
        loose=loose,
        latin=latin,
        children=_grouped((row.parent, row.id) for row in rows if row.parent),
        members=_grouped((region, member) for region, member, _ in tables.members),
        regions=_grouped((member, region) for region, member, _ in tables.members),
        lines=_courses(tables),
        seats=seats,
        demonyms=_grouped((place, demonym) for place, demonym, _ in tables.demonyms),
        embedded=_grouped((what, phrase) for phrase, what in tables.embedded),
    )


def _place_cells(row: PlaceRow, shown: str) -> PlaceCells:
    return (
        row.id, shown, row.name_en, row.kind.value, row.lat, row.lon, row.uncertainty_km,
        row.country, row.pcode, row.parent, row.population, row.source,
    )  # fmt: skip


def _names(tables: Tables, rows: list[PlaceRow], ids: dict[str, int]) -> list[NameCells]:
    """Every name of every place, once per folded form; the preferred one first."""
    ambiguous = {fold(name) for name in tables.ambiguous}
    preferred = {row.place_id: row.name for row in tables.names if row.kind is NameKind.PREFERRED}
    listed: list[tuple[int, str, NameKind]] = []
    for number, row in enumerate(rows):
        listed.append((number, preferred.get(row.id, row.name), NameKind.PREFERRED))
        if row.id in preferred:
            listed.append((number, row.name, NameKind.OFFICIAL))
        if row.name_en:
            listed.append((number, row.name_en, NameKind.VARIANT))
    for name in tables.names:
        if name.place_id not in ids:
            raise TableError(f"{name.origin}: no place {name.place_id}")
        if name.kind is not NameKind.PREFERRED:
            listed.append((ids[name.place_id], name.name, name.kind))
    seen: set[tuple[int, str]] = set()
    names: list[NameCells] = []
    for number, written, kind in sorted(listed, key=lambda entry: entry[0]):
        form = name_form(written)
        if form and (number, form) not in seen:
            seen.add((number, form))
            names.append((number, written, kind.value, form in ambiguous or _latin_word(written, rows[number])))
    return names + _rule_names(names, seen, ambiguous, rows)


def _latin_word(written: str, row: PlaceRow) -> bool:
    """«Os» and «Bab» are villages only where an English text says so; «T4» and «Aleppo» are plain."""
    lesser = row.kind in (PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD)
    return lesser and is_latin(written) and not any(map(str.isdigit, written))


def _rule_names(
    names: list[NameCells], seen: set[tuple[int, str]], ambiguous: set[str], rows: list[PlaceRow]
) -> list[NameCells]:
    """Spellings made by rule that no other place has as its own: safe to recognise in running text."""
    owners: dict[str, set[int]] = defaultdict(set)
    for number, written, _, _ in names:
        owners[name_form(written)].add(number)
    above = _chains(rows)
    made: dict[str, list[NameCells]] = defaultdict(list)
    for number, written, _, unclear in names:
        if is_latin(written) or rows[number].country != "SY":
            continue
        for variant in sorted(running_variants(written)):  # a set has no order of its own
            form = name_form(variant)
            # «كفرزيتا», the sub-district's own name, may well be its town كفر زيتا.
            kin = all(owner in above[number] or number in above[owner] for owner in owners.get(form, ()))
            if kin and (number, form) not in seen:
                seen.add((number, form))
                # A single word one letter away from another may be any word: it needs context. «كفرنبل» does not.
                single = " " not in form and (" " not in name_form(written) or len(form) < _SHORTEST_COMPOUND)
                doubtful = unclear or form in ambiguous or single
                made[form].append((number, form, NameKind.RULE.value, doubtful))
    return [cells for alike in made.values() for cells in alike]


def _chains(rows: list[PlaceRow]) -> list[frozenset[int]]:
    """For each place the numbers of those whose parts it is, by parent."""
    numbers = {row.id: number for number, row in enumerate(rows)}
    chains = []
    for row in rows:
        chain: set[int] = set()
        here = numbers.get(row.parent or "")
        while here is not None and here not in chain:
            chain.add(here)
            here = numbers.get(rows[here].parent or "")
        chains.append(frozenset(chain))
    return chains


def _forms(names: list[NameCells], prominence: list[float]) -> Numbers:
    # A rule name is its own form: one string serves both, on disk and in memory.
    pairs = ((cells[1] if cells[2] == NameKind.RULE else name_form(cells[1]), n) for n, cells in enumerate(names))
    return _ranked(pairs, names, prominence)


def _keyed(names: list[NameCells], prominence: list[float]) -> tuple[Numbers, Numbers, Numbers]:
    strict: list[tuple[str, int]] = []
    loose: list[tuple[str, int]] = []
    latin: list[tuple[str, int]] = []
    for number, (_, written, kind, _) in enumerate(names):
        if kind == NameKind.RULE:
            continue
        if is_latin(written):
            latin.append((latin_key(written), number))
            continue
        key, shorter = skeleton(written), core(written)
        strict.append((key, number))
        loose.extend((other, number) for other in dict.fromkeys((shorter, first_words(written))) if other != key)
    return _ranked(strict, names, prominence), _ranked(loose, names, prominence), _ranked(latin, names, prominence)


def _ranked(pairs: Iterable[tuple[str, int]], names: list[NameCells], prominence: list[float]) -> Numbers:
    """Name numbers by key, one per place and key, the likeliest first."""
    held: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        held[key].append(number)

    def rank(number: int) -> tuple[float, int]:
        place, _, kind, _ = names[number]
        return -(prominence[place] + _NAME_KINDS.get(NameKind(kind), 0.0)), number

    ranked = {key: tuple(sorted(numbers, key=rank)) for key, numbers in held.items() if key}
    return {key: numbers[0] if len(numbers) == 1 else numbers for key, numbers in ranked.items()}


def _prominence(row: PlaceRow, rows: Mapping[str, PlaceRow], attention: Mapping[str, float]) -> float:
    """Kind first, then people (of a neighbourhood's city, for less), then how often the district is in the news."""
    abroad = row.country != "SY" and row.kind is not PlaceKind.COUNTRY
    city = row
    while city.kind is PlaceKind.NEIGHBOURHOOD and city.parent is not None and city.parent in rows:
        city = rows[city.parent]
    people = (
        log10(city.population) / (4 if city is row else 8) if city.population and row.kind not in _PEOPLED_AREAS else 0
    )
    area = (row.parent or "")[: len("SY0000")] if city is row else city.id
    news = log10(1 + 100 * attention.get(area, 0.0)) / 2
    return PROMINENCE.get(row.kind, _OTHER_PROMINENCE) + people + news + (_FOREIGN_CITY if abroad else 0.0)


_PEOPLED_AREAS: Final = (PlaceKind.COUNTRY, PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT)


def _longest(forms: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for form in forms:
        words = form.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _seconds(forms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    pairs = {tuple(form.split(" ", 2)[:2]) for form in forms if " " in form}
    return _grouped((first, second) for first, second in sorted(pairs))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    held: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        held[key].append(value)
    return {key: tuple(values) for key, values in held.items()}


def _courses(tables: Tables) -> dict[str, tuple[tuple[float, float], ...]]:
    held: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for place, order, lat, lon, _ in tables.lines:
        held[place].append((order, lat, lon))
    return {place: tuple((lon, lat) for _, lat, lon in sorted(points)) for place, points in held.items()}
