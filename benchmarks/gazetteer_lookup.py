"""How well names are looked up, from the project's own tables: ``python -m benchmarks.gazetteer_lookup [dev|held]``.

Two measures. Spellings: the hand tables' further names of OCHA's places are looked up in a gazetteer without any
hand-made name, and count as found within 5 km. Strangers: an eighth of the villages is left out and looked up; whatever
else is then offered farther than 5 km away is a false friend. Halves are told apart by a checksum of the id.
"""

import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from gazetteer import Candidate, Gazetteer
from gazetteer.assembling import assemble
from gazetteer.distance import kilometres
from gazetteer.lookup import SURE
from gazetteer.spelling import is_latin
from gazetteer.tables import NameRow, PlaceRow, Tables, read_tables

NEAR_KM = 5.0
EIGHTHS = {"dev": 1, "held": 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """A name with the place it means and the areas that hold it, by how much a text would say."""

    name: str
    place: PlaceRow
    within: dict[str, str | None]


def _half(place_id: str) -> str:
    return ("dev", "held")[zlib.crc32(place_id.encode()) % 2]


def _without(tables: Tables, names: Callable[[NameRow], bool], places: Callable[[PlaceRow], bool]) -> Gazetteer:
    kept = [row for row in tables.places if places(row)]
    ids = {row.id for row in kept}
    corrections = [row for row in tables.corrections if row.place_id in ids]
    further = [row for row in tables.names if names(row) and row.place_id in ids]
    return Gazetteer(assemble(replace(tables, places=kept, names=further, corrections=corrections)))


def _asked(name: str, place: PlaceRow) -> Asked:
    """What a text would say of a village: nothing, its governorate, its district."""
    parent = place.parent or ""
    return Asked(name, place, {"nothing": None, "governorate": parent[:4], "district": parent[:6]})


def _community(place: PlaceRow) -> bool:
    return place.id[0] == "C" and place.id[1:].isdigit()


def _hit(candidate: Candidate, place: PlaceRow) -> bool:
    return kilometres(candidate.place.lat, candidate.place.lon, place.lat, place.lon) <= NEAR_KM


def _report(title: str, gazetteer: Gazetteer, asked: Iterable[Asked]) -> None:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    begun = time.perf_counter()
    total = 0
    for each in asked:
        total += 1
        for said, area in each.within.items():
            found = gazetteer.lookup(each.name, within=area)
            if not found:
                counts[said, "none"] += 1
                continue
            sureness = "sure" if found[0].score >= SURE else "doubtful"
            counts[said, f"{sureness} {'right' if _hit(found[0], each.place) else 'wrong'}"] += 1
            counts[said, "right among ten"] += any(_hit(candidate, each.place) for candidate in found)
    seconds = time.perf_counter() - begun
    print(f"{title}: {total} names, {1000 * seconds / max(1, 3 * total):.1f} ms a look-up")
    columns = ("sure right", "sure wrong", "doubtful right", "doubtful wrong", "none", "right among ten")
    for said in ("nothing", "governorate", "district"):
        shares = ", ".join(f"{column} {counts[said, column] / total:.1%}" for column in columns)
        print(f"  the text says {said}: {shares}")


def main(half: str) -> None:
    tables = read_tables()
    places = {row.id: row for row in tables.places}
    spellings = [
        _asked(row.name, places[row.place_id])
        for row in tables.names
        if row.origin.file.startswith("hand") and _community(places[row.place_id])
        and not is_latin(row.name) and _half(row.place_id) == half
    ]  # fmt: skip
    own = _without(tables, lambda row: not row.origin.file.startswith(("hand", "found")), lambda _: True)
    _report("spellings that hands collected", own, spellings)
    left_out = {row.id for row in tables.places if _community(row) and zlib.crc32(row.id.encode()) % 8 == EIGHTHS[half]}
    lesser = _without(tables, lambda _: True, lambda row: row.id not in left_out)
    _report("villages left out", lesser, [_asked(places[each].name, places[each]) for each in sorted(left_out)])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
