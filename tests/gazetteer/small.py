"""A gazetteer of two sub-districts, small enough to plant faults in."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from gazetteer.tables import NAME_COLUMNS, PLACE_COLUMNS

# id, name, English, kind, lat, lon, uncertainty, country, pcode, parent, population, year, source
PLACES = [
    ("SY", "سوريا", "Syria", "country", 35.5, 37.0, 400, "SY", "", "", "", "", "test"),
    ("SY90", "الشرق", "East", "governorate", 35.5, 37.0, 90, "SY", "SY90", "SY", "", "", "test"),
    ("SY9001", "السهل", "Plain", "district", 35.5, 37.0, 90, "SY", "SY9001", "SY90", "", "", "test"),
    ("SY900100", "السهل", "Plain", "subdistrict", 35.5, 36.5, 70, "SY", "SY900100", "SY9001", "", "", "test"),
    ("SY900101", "النهر", "River", "subdistrict", 35.5, 37.5, 70, "SY", "SY900101", "SY9001", "", "", "test"),
    ("C9001", "السهل", "Plain", "city", 35.5, 36.5, 4, "SY", "C9001", "SY900100", "90000", "2016", "test"),
    ("C9002", "أم التينة", "Umm al-Tina", "village", 35.6, 37.4, 1, "SY", "C9002", "SY900101", "", "", "test"),
    ("C9003", "كفر زهر", "Kafr Zahr", "village", 35.4, 36.6, 1, "SY", "C9003", "SY900100", "", "", "test"),
    ("N9001", "الشرقي", "Eastern", "neighbourhood", 35.51, 36.51, 0.7, "SY", "N9001", "C9001", "", "", "test"),
    ("SY-region-two-banks", "الضفتان", "Two banks", "region", 35.5, 37.0, 90, "SY", "", "SY90", "", "", "test"),
    ("LB", "لبنان", "Lebanon", "country", 33.9, 35.8, 100, "LB", "", "", "", "", "test"),
    ("gn-1", "بيروت", "Beirut", "city", 33.9, 35.5, 5, "LB", "", "LB", "", "", "test"),
]
NAMES = [("C9002", "أم تين", "colloquial", "test", ""), ("C9001", "مدينة السهل القديمة", "historical", "test", "")]
TABLES: dict[str, tuple[Sequence[str], Sequence[Sequence[object]]]] = {
    "sources": (("id", "title", "licence", "url", "attribution"), [("test", "Test", "CC0-1.0", "", "")]),
    "members": (("place_id", "member_id"), [("SY-region-two-banks", "SY900100"), ("SY-region-two-banks", "SY900101")]),
    "seats": (("area_id", "seat_id", "source"), [("SY900100", "C9001", "test")]),
    "ambiguous": (("name", "why", "needs"), [("الشرقي", "word", "place-word")]),
}
# Two squares that share a side: arcs 0 (the side), 1 (west), 2 (east), on a grid of a tenth of a degree.
OUTLINES = {
    "scale": 10,
    "arcs": [[370, 350, 0, 10], [370, 360, -10, 0, 0, -10, 10, 0], [370, 350, 10, 0, 0, 10, -10, 0]],
    "areas": {"SY900100": [[[0, 1]]], "SY900101": [[[2, -1]]]},
}


def write(folder: Path) -> Path:
    """The small gazetteer's tables in a folder."""
    folder.mkdir(exist_ok=True)
    table(folder / "small_places.csv", PLACE_COLUMNS, PLACES)
    table(folder / "small_names.csv", NAME_COLUMNS, NAMES)
    for family, (columns, rows) in TABLES.items():
        table(folder / f"{family}.csv", columns, rows)
    (folder / "outlines.json").write_text(json.dumps(OUTLINES), encoding="utf-8")
    return folder


def table(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """One CSV as the tables are written."""
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
