"""Features as flat rows, for CSV, GeoPackage and GeoParquet.

Precision is given in ACLED's codes (as on the features) and in UCDP's, which are derived from the same
facts. Source of the UCDP codes: UCDP GED codebook 23.1, ``date_prec`` and ``where_prec``.
"""

from collections.abc import Iterable
from typing import Any, Final

from store.interval import day_count
from store.model import Feature
from store.tellings import dump

PLAIN: Final = [
    "id",
    "type",
    "subtype",
    "title",
    "title_en",
    "date_start",
    "date_end",
    "date_granularity",
    "time_precision",
    "place_id",
    "place_name",
    "place_name_en",
    "place_kind",
    "pcode",
    "lat",
    "lon",
    "uncertainty_km",
    "geo_precision",
    "origin",
    "destination",
    "factuality",
    "attribution",
    "confidence",
    "reason",
    "updated",
]
COUNTS: Final = ("deaths", "injured", "displaced")
COLUMNS: Final = (
    *PLAIN,
    *(f"{count}_{end}" for count in COUNTS for end in ("min", "max")),
    "actors",
    "ucdp_date_prec",
    "ucdp_where_prec",
    "verdict",
    "source_count",
    "evidence",
    "sources",
)
_NUMBERS: Final = frozenset({"lat", "lon", "uncertainty_km", "confidence"})
_WHERE: Final = {"country": 6, "region": 5, "governorate": 4, "district": 3, "subdistrict": 3}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins so


def flat(feature: Feature) -> dict[str, Any]:
    """One row: nested properties spelled out, ``sources`` as JSON with the quoted words in ``evidence``."""
    properties = feature["properties"]
    sources = properties["sources"]
    row = {name: _plain(properties.get(name)) for name in PLAIN}
    for count in COUNTS:
        told = properties.get(count) or {}
        row |= {f"{count}_min": told.get("min"), f"{count}_max": told.get("max")}
    actors = (f"{actor['name']} ({actor['role']})" for actor in properties.get("actors") or ())
    return row | {
        "actors": "; ".join(actors),
        "ucdp_date_prec": ucdp_date_prec(properties.get("date_start"), properties.get("date_end")),
        "ucdp_where_prec": ucdp_where_prec(
            properties.get("geo_precision"), properties.get("uncertainty_km"), properties.get("place_kind")
        ),
        "verdict": (properties.get("review") or {}).get("verdict"),
        "source_count": len({source.get("article") for source in sources}),
        "evidence": " … ".join(_evidence(sources)),
        "sources": dump(sources),
    }


def _plain(value: object) -> object:
    return dump(value) if isinstance(value, (dict, list)) else value


def _evidence(sources: Iterable[dict[str, Any]]) -> list[str]:
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
    return f"'{cell}" if cell.startswith(_FORMULA) and cell != "-" else cell


def csv_row(feature: Feature) -> dict[str, Any]:
    """A flat row whose text cells are safe to open in a spreadsheet."""
    return {
        name: spreadsheet_safe(value) if isinstance(value, str) and name not in _NUMBERS else value
        for name, value in flat(feature).items()
    }
