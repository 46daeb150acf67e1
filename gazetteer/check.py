"""What is wrong with the tables: every broken invariant, with its file, line and reason."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from arabic import plain
from arabic.letters import TATWEEL
from gazetteer.additions import USER, read_additions
from gazetteer.assembling import assemble, corrected
from gazetteer.catalogue import Gazetteer
from gazetteer.distance import kilometres
from gazetteer.model import NameKind, PlaceKind
from gazetteer.outlines import Geometry, Outlines, covers, kilometres_outside
from gazetteer.spelling import is_latin
from gazetteer.stored import name_form
from gazetteer.tables import TABLES, NameRow, Origin, PlaceRow, TableError, Tables, read_tables

_ID: Final = re.compile(
    r"[A-Z]{2}|SY\d{2}(?:\d{2}){0,2}|C\d{4}|N\d{4}|A\d{3}|gn-\d+|[A-Z]{2}-(?:[a-z]+)-[a-z0-9]+(?:-[a-z0-9]+)*"
)
# How wide a kind is: a parent is at least as wide as its child. Regions may be of any width.
_WIDTH: Final = {
    PlaceKind.COUNTRY: 6, PlaceKind.GOVERNORATE: 5, PlaceKind.DISTRICT: 4,
    PlaceKind.SUBDISTRICT: 3, PlaceKind.CITY: 2, PlaceKind.TOWN: 2, PlaceKind.VILLAGE: 2, PlaceKind.CAMP: 2,
    PlaceKind.NEIGHBOURHOOD: 1,
}  # fmt: skip
_AREAS: Final = (PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT)
_OUTSIDE_KM: Final = 4.0  # OCHA has 39 communities up to this far outside their own sub-district
_BORDER_KM: Final = 4.0  # crossings lie on the border, and so do some of these
_TOO_SMALL: Final = 0.05


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken invariant. ``note`` marks what is only worth knowing: homonyms, ids not yet in the ledger."""

    file: str
    line: int
    row: str
    reason: str
    note: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.row}: {self.reason}"


def check(folder: Path = TABLES, additions: Path | None = None) -> list[Problem]:
    """Every problem of a folder of tables and of a user's additions, faults before notes."""
    tables = read_tables(folder, collect=True)
    outlines = Outlines(folder / "outlines.json")
    problems = [Problem(origin.file, origin.line, "", reason) for origin, reason in tables.faults]
    if additions is not None:
        added = read_additions(additions, tables, outlines)
        problems += [Problem(origin.file, origin.line, "", reason) for origin, reason in added.faults]
        tables = _joined(tables, added.places, added.names)
    problems += [*_references(tables, outlines), *_rows(tables), *_spellings(tables)]
    try:
        places = {row.id: row for row in corrected(tables)}
    except TableError:  # an unknown place in a corrections row: already listed
        places = {row.id: row for row in tables.places}
    problems += [*_holding(places), *_ledger(folder, tables)]
    if not any(not problem.note for problem in problems):
        gazetteer = Gazetteer(assemble(tables), folder / "outlines.json")
        problems += [*_land(gazetteer, places), *_homonyms(gazetteer, places)]
    return sorted(problems, key=lambda problem: (problem.note, problem.file, problem.line))


def _joined(tables: Tables, places: list[PlaceRow], names: list[NameRow]) -> Tables:
    sources = tables.sources | {USER: "the user's own"}
    return replace(tables, places=tables.places + places, names=tables.names + names, sources=sources)


def _at(origin: Origin, row: str, reason: str, *, note: bool = False) -> Problem:
    return Problem(origin.file, origin.line, row, reason, note)


def _references(tables: Tables, outlines: Outlines) -> Iterator[Problem]:
    """Ids that name no place, sources that are not listed, outlines without a place."""
    ids = {row.id for row in tables.places}
    named = [
        *((row.origin, row.parent, "parent") for row in tables.places if row.parent),
        *((row.origin, row.place_id, "place_id") for row in tables.names),
        *((row.origin, row.place_id, "place_id") for row in tables.corrections),
        *((origin, each, "id") for region, member, origin in tables.members for each in (region, member)),
        *((line[4], line[0], "place_id") for line in tables.lines),
        *((origin, each, "id") for area, seat, origin in tables.seats for each in (area, seat)),
        *((origin, place, "place_id") for place, _, origin in tables.demonyms),
    ]
    for origin, place_id, column in named:
        if place_id not in ids:
            yield _at(origin, place_id, f"{column} {place_id} is no place of the tables")
    sourced: list[PlaceRow | NameRow] = [*tables.places, *tables.names]
    for row in sourced:
        unknown = [source for source in row.source.split("+") if source not in tables.sources]
        if unknown:
            yield _at(row.origin, row.name, f"source {'+'.join(unknown) or 'empty'} is not in sources.csv")
    for code in outlines.codes():
        if code not in ids:
            yield Problem("outlines.json", 0, code, "an outline without a place")


def _rows(tables: Tables) -> Iterator[Problem]:
    """Each places row by itself: unique and well-formed id, sensible uncertainty, English name."""
    first: dict[str, Origin] = {}
    for row in tables.places:
        if row.id in first:
            yield _at(row.origin, row.id, f"the id is already used in {first[row.id]}")
        first.setdefault(row.id, row.origin)
        if not _ID.fullmatch(row.id) and row.source != USER:
            yield _at(row.origin, row.id, "the id is not of the scheme in tables/README.md")
        if row.uncertainty_km < _TOO_SMALL:
            yield _at(row.origin, row.id, f"uncertainty {row.uncertainty_km} km is too small to be known")
        several = row.country.startswith("X")  # ISO's user-assigned codes: seas and lands of several countries
        if row.parent is None and row.kind is not PlaceKind.COUNTRY and not several:
            yield _at(row.origin, row.id, "no parent")
        if not row.name_en and row.source != USER:
            yield _at(row.origin, row.id, "no English name", note=True)


def _spellings(tables: Tables) -> Iterator[Problem]:
    """Names that fold to nothing, carry marks, mix scripts, or repeat another name of the place."""
    seen: dict[tuple[str, str], str] = {(row.id, name_form(row.name)): row.name for row in tables.places}
    named: list[PlaceRow | NameRow] = [*tables.places, *tables.names]
    for row in named:
        mixed = not is_latin(row.name) and re.search(r"[A-Za-z]{2}", row.name)
        letters = row.name.replace(TATWEEL, "")  # «الـ55» is how newspapers write it
        marked = letters != plain(letters) and not is_latin(letters)
        if not name_form(row.name) or marked or mixed:
            yield _at(row.origin, row.name, "not the plain letters of one script")
    for further in tables.names:
        key = further.place_id, name_form(further.name)
        if key in seen and further.kind is not NameKind.PREFERRED:
            yield _at(further.origin, further.name, f"says no more than {seen[key]} of {further.place_id}", note=True)
        seen.setdefault(key, further.name)


def _holding(places: dict[str, PlaceRow]) -> Iterator[Problem]:
    """Parents are wider than their children and no chain of parents closes."""
    for row in places.values():
        parent = places.get(row.parent or "")
        if parent is None:
            continue
        if PlaceKind.REGION not in (parent.kind, row.kind) and _WIDTH.get(parent.kind, 0) < _WIDTH.get(row.kind, 0):
            yield _at(row.origin, row.id, f"its parent {parent.id} is a {parent.kind.value}, narrower than itself")
        chain, here = {row.id}, parent
        while here.parent in places and here.id not in chain:
            chain.add(here.id)
            here = places[here.parent or ""]
        if here.id in chain and here.parent:
            yield _at(row.origin, row.id, "its parents hold one another")


def _land(gazetteer: Gazetteer, places: dict[str, PlaceRow]) -> Iterator[Problem]:
    """Points lie in their parent and, unless flagged by their country, in Syria."""
    held = _Outlined(gazetteer)
    syria = held.outline("SY") if "SY" in gazetteer else None
    for row in places.values():
        parent = places.get(row.parent or "")
        if row.country == "SY" and syria is not None and kilometres_outside(syria, row.lat, row.lon) > _BORDER_KM:
            yield _at(row.origin, row.id, "lies outside Syria but is not flagged with another country")
        if row.country != "SY" and syria is not None and _deep(syria, row):
            yield _at(row.origin, row.id, f"lies in Syria but is flagged {row.country}")
        if parent is None or parent.country != "SY":
            continue
        outline = held.outline(parent.id) if parent.kind in _AREAS else None
        if outline is not None:
            away = kilometres_outside(outline, row.lat, row.lon) - (0 if row.kind in _AREAS else _slack(row))
        else:
            away = kilometres(row.lat, row.lon, parent.lat, parent.lon) - parent.uncertainty_km - 2 * row.uncertainty_km
        if away > _OUTSIDE_KM:
            yield _at(row.origin, row.id, f"lies {away:.0f} km outside its parent {parent.id}")


def _slack(row: PlaceRow) -> float:
    """Wide things (fields, mountains, regions) may have their point in a neighbouring sub-district."""
    return row.uncertainty_km if row.uncertainty_km > 2 else 0.0


def _deep(outline: Geometry, row: PlaceRow) -> bool:
    return row.kind is not PlaceKind.REGION and covers(outline, row.lat, row.lon)


class _Outlined:
    """Outlines of areas, each decoded once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, Geometry | None] = {}

    def outline(self, place_id: str) -> Geometry | None:
        if place_id not in self._known:
            self._known[place_id] = self._gazetteer.geometry(place_id)
        return self._known[place_id]


def _homonyms(gazetteer: Gazetteer, places: dict[str, PlaceRow]) -> Iterator[Problem]:
    """Preferred names shared by places that no seat or parent explains: what recognition must tell apart."""
    sharing: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in places.values():
        if row.kind not in _AREAS:
            sharing[name_form(gazetteer.place(row.id).name)].append(row)
    for form, rows in sharing.items():
        if len(rows) > 1:
            where = Counter(_governorate(gazetteer, row.id) for row in rows)
            listed = ", ".join(f"{count} in {name}" for name, count in sorted(where.items()))
            yield _at(rows[0].origin, form, f"homonyms: {listed}", note=True)


def _governorate(gazetteer: Gazetteer, place_id: str) -> str:
    for holder in (gazetteer.place(place_id), *gazetteer.parents(place_id)):
        if holder.kind in (PlaceKind.GOVERNORATE, PlaceKind.COUNTRY):
            return holder.name
    return "?"


def _ledger(folder: Path, tables: Tables) -> Iterator[Problem]:
    """Ids once published are never dropped: ``ids.txt`` lists them all."""
    path = folder / "ids.txt"
    if not path.exists():
        return
    published = path.read_text(encoding="utf-8").split()
    ids = {row.id for row in tables.places}
    for line, place_id in enumerate(published, start=1):
        if place_id not in ids:
            yield Problem(path.name, line, place_id, "this id was published and is gone")
    for place_id in sorted(ids - set(published)):
        yield Problem(path.name, 0, place_id, "not yet in the ledger of published ids", note=True)


def publish(folder: Path = TABLES) -> Path:
    """Write all ids to the ledger ``ids.txt``: from then on ``check`` misses those that go."""
    path = folder / "ids.txt"
    old = set(path.read_text(encoding="utf-8").split()) if path.exists() else set()
    ids = old | {row.id for row in read_tables(folder).places}
    path.write_text("\n".join(sorted(ids)) + "\n", encoding="utf-8")
    return path
