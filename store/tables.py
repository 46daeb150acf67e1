"""Features as flat rows, for CSV, GeoPackage and GeoParquet; what the columns are stands in ``export_columns.csv``.

Precision is given in ACLED's codes (as on the features) and in UCDP's, which are derived from the same
facts. Source of the UCDP codes: UCDP GED codebook 23.1, ``date_prec`` and ``where_prec``; of the tags: HXL 1.1.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from store.interval import day_count
from store.model import Feature
from store.written import dump

COUNTS: Final = ("deaths", "injured", "detained", "missing", "displaced")
# What is not shown before a sign: blanks, marks of encoding and direction, joiners.
_UNSEEN: Final = (
    " \0\u00a0\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_WHERE: Final = {"country": 6, "region": 5, "governorate": 4, "district": 3, "subdistrict": 3}
_FORMULA: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "%",
    "＝",
    "＋",
    "－",
    "＠",
)  # a spreadsheet runs such cells


_LIKE_A_NUMBER: Final = re.compile(r"\d+([eE]\d+)?", re.ASCII)


def _columns() -> list[dict[str, str]]:
    with (Path(__file__).parent / "export_columns.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


KINDS: Final = {row["name"]: row["kind"] for row in _columns()}  # text, integer or real
HXL: Final = {row["name"]: row["hxl"] for row in _columns()}
COLUMNS: Final = tuple(KINDS)


def flat(feature: Feature) -> dict[str, Any]:
    """One row: nested properties spelled out, ``sources`` as JSON with the quoted words in ``evidence``."""
    properties = feature["properties"]
    sources = properties["sources"]
    row = {name: _plain(properties.get(name)) for name in COLUMNS}
    for count in COUNTS:
        told = properties.get(count) or {}
        row |= {f"{count}_min": told.get("min"), f"{count}_max": told.get("max")}
    actors = (f"{actor['name']} ({actor['role']})" for actor in properties.get("actors") or ())
    return row | {
        "id": feature["id"],
        "actors": "; ".join(actors),
        "ucdp_date_prec": ucdp_date_prec(properties.get("date_start"), properties.get("date_end")),
        "ucdp_where_prec": ucdp_where_prec(
            properties.get("geo_precision"), properties.get("uncertainty_km"), properties.get("place_kind")
        ),
        "verdict": (properties.get("review") or {}).get("verdict"),
        "source_count": len({source.get("article") for source in sources}),
        "evidence": " … ".join(evidence(sources)),
        "sources": dump(sources),
    }


def _plain(value: object) -> object:
    return dump(value) if isinstance(value, (dict, list)) else value


def evidence(sources: Iterable[Mapping[str, Any]]) -> list[str]:
    """The quoted words, each once."""
    return list(dict.fromkeys(source["evidence"] for source in sources if source.get("evidence")))


def ucdp_date_prec(date_start: str | None, date_end: str | None) -> int | None:
    """1 the day, 2 two to six days, 3 the week, 4 the month, 5 more than that; null where no day is known."""
    if not date_start or not date_end:
        return None
    days = day_count(date_start, date_end)
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def ucdp_where_prec(geo_precision: int | None, uncertainty_km: float | None, kind: str | None) -> int | None:
    """1 the place, 2 within 25 km, 3 the district, 4 the governorate, 5 a region, 6 the country; null unplaced."""
    if geo_precision is None:
        return None
    if kind in _WHERE:
        return _WHERE[kind]
    radius = uncertainty_km if uncertainty_km is not None else {1: 5.0, 2: 25.0, 3: 80.0}[geo_precision]
    if geo_precision == 1:
        return 1 if radius <= 5 else 2
    return next((code for code, most in ((2, 10), (3, 35), (4, 150)) if radius <= most), 6)


def spreadsheet_safe(cell: str) -> str:
    """A text cell that no spreadsheet takes for a formula: articles are not ours, and a quote may begin with «=»."""
    begins = cell.startswith(_FORMULA) or cell.lstrip(_UNSEEN).startswith(_FORMULA)
    return f"'{cell}" if begins and cell != "-" else cell


def spreadsheet_id(event_id: str) -> str:
    """An id that a spreadsheet leaves as it is: it would show 12345678e9012345 as 1.23E+..., and save that."""
    return f"'{event_id}" if _LIKE_A_NUMBER.fullmatch(event_id) else event_id


def safe_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose texts are safe to open in a spreadsheet."""
    return {name: spreadsheet_safe(value) if isinstance(value, str) else value for name, value in row.items()}
