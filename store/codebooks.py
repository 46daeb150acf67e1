"""Events in the columns of ACLED and of UCDP GED, for programs and people used to those.

They are shaped like these data sets; they are not part of them. What our facts do not say stays empty, and the
notes say so. Sources: ACLED Codebook (2024), columns and categories; UCDP GED Codebook 24.1, columns and codes;
PRIO-GRID Codebook 1.01, the numbering of cells; Gleditsch and Ward's number of Syria.
"""

import csv
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from store.interval import day_count
from store.model import Feature
from store.tables import evidence, ucdp_date_prec, ucdp_where_prec

Row = dict[str, Any]
Properties = Mapping[str, Any]

ACLED: Final = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
UCDP: Final = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
_HAPPENED: Final = ("occurred", "claimed")
_ORGANISED: Final = ("battle", "airstrike", "shelling", "explosion", "attack")
_A_YEAR: Final = 366  # days: the vaguest date that GED has a code for
_GLEDITSCH_WARD: Final = 652  # Syria
_ISO: Final = 760
# Whom our kinds of actors are to ACLED; the others are named by it case by case.
_INTER: Final = {
    "state": "State forces",
    "rebel": "Rebel groups",
    "jihadist": "Rebel groups",
    "external": "External/Other forces",
    "civilians": "Civilians",
}
_NON_STATE: Final = ("rebel", "jihadist", "kurdish-led")


@cache
def _sub_events() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "acled.csv").open(encoding="utf-8", newline="") as rows:
        return {row["sub_event_type"]: row for row in csv.DictReader(rows)}


def acled_row(feature: Feature) -> Row | None:
    """An event in ACLED's columns; null for what did not happen, or is no event to ACLED."""
    properties = feature["properties"]
    coded = _sub_events().get(properties.get("acled") or "")
    if coded is None or properties["factuality"] not in _HAPPENED:
        return None
    start = _day(properties.get("date_start"))
    own, other = _sides(properties)
    return dict.fromkeys(ACLED) | {
        "event_id_cnty": feature["id"],
        "event_date": start,
        "year": start and start[:4],
        "time_precision": properties.get("time_precision") if start else None,
        **coded,
        **_acled_actors("1", own),
        **_acled_actors("2", other),
        "civilian_targeting": "Civilian targeting" if other and other[0].get("kind") == "civilians" else None,
        **_acled_place(properties),
        "source": "; ".join(_outlets(properties)),
        "notes": _notes(properties),
        "fatalities": _least(properties),
        "timestamp": _seconds(properties.get("updated")),
    }


def ucdp_row(feature: Feature) -> Row | None:
    """An event in UCDP GED's columns; null for what it does not hold: no violence, nobody told to be killed, no time
    within a year.
    """
    properties = feature["properties"]
    start, end = _day(properties.get("date_start")), _day(properties.get("date_end"))
    deaths = properties.get("deaths") or {}
    counted = [number for number in (deaths.get("min"), deaths.get("max")) if number]
    told = properties["type"] in _ORGANISED and properties["factuality"] in _HAPPENED
    if not (told and start and end and counted and day_count(start, end) <= _A_YEAR):
        return None
    least = deaths["min"] if deaths.get("min") is not None else deaths["max"]
    return dict.fromkeys(UCDP) | {
        "id": feature["id"],
        "relid": feature["id"],
        "year": start[:4],
        **_ucdp_sides(properties),
        **_ucdp_sources(properties),
        **_ucdp_place(properties),
        "date_prec": ucdp_date_prec(start, end),
        "date_start": start,
        "date_end": end,
        "deaths_unknown": least,
        "best": least,
        "low": least,
        "high": deaths.get("max"),
    }


CODEBOOKS: Final[Mapping[str, tuple[Sequence[str], Callable[[Feature], Row | None]]]] = {
    "acled": (ACLED, acled_row),
    "ucdp": (UCDP, ucdp_row),
}


def _sides(properties: Properties) -> tuple[list[Properties], list[Properties]]:
    """Who acted and whom it struck; parties to a fight stand one on each side, in the order told."""
    actors = list(properties.get("actors") or ())
    doers = [actor for actor in actors if actor["role"] == "doer"]
    struck = [actor for actor in actors if actor["role"] == "target"]
    parties = [actor for actor in actors if actor["role"] == "party"]
    if not doers:
        doers, parties = parties[:1], parties[1:]
    return doers, struck + parties


def _called(actor: Properties) -> str:
    return str(actor.get("name_en") or actor["name"])


def _acled_actors(number: str, actors: Sequence[Properties]) -> Row:
    return {
        f"actor{number}": _called(actors[0]) if actors else None,
        f"assoc_actor_{number}": "; ".join(map(_called, actors[1:])) or None,
        f"inter{number}": _INTER.get(str(actors[0].get("kind"))) if actors else None,
    }


def _acled_place(properties: Properties) -> Row:
    return _country(properties, iso=_ISO) | {
        "admin1": properties.get("admin1_name_en"),
        "admin2": properties.get("admin2_name_en"),
        "location": properties.get("place_name_en") or properties.get("place_name"),
        "latitude": properties.get("lat"),
        "longitude": properties.get("lon"),
        "geo_precision": properties.get("geo_precision"),
    }


def _country(properties: Properties, **numbers: int) -> Row:
    """Syria, where the place lies in one of its governorates; else nothing."""
    if not str(properties.get("admin1_pcode") or "").startswith("SY"):
        return {}
    return {"country": "Syria", "region": "Middle East", **numbers}


def _notes(properties: Properties) -> str:
    start, end = properties.get("date_start"), properties.get("date_end")
    said = [f"«{' … '.join(evidence(properties['sources']))}»"]
    if start is None:
        said.append("The texts give no day.")
    elif start != end:
        said.append(f"On a day from {start} to {end or 'an open end'}.")
    if properties.get("lat") is None:
        said.append("The texts give no place that could be found.")
    if not properties.get("deaths"):
        said.append("The texts give no number of fatalities.")
    if properties["factuality"] == "claimed":
        said.append(f"Claimed{' by ' + properties['attribution'] if properties.get('attribution') else ''}.")
    return " ".join(said)


def _least(properties: Properties) -> int | None:
    """The fewest deaths told, as both data sets count where reports differ."""
    deaths = properties.get("deaths") or {}
    least: int | None = deaths.get("min") if deaths.get("min") is not None else deaths.get("max")
    return least


def _outlets(properties: Properties) -> list[str]:
    named: Iterable[Any] = (source.get("source") or source.get("article") for source in properties["sources"])
    return list(dict.fromkeys(str(name) for name in named if name))


def _seconds(updated: str | None) -> int | None:
    return int(datetime.fromisoformat(updated).timestamp()) if updated and "T" in updated else None


def _day(written: str | None) -> str | None:
    return written[:10] if written else None


def _ucdp_sides(properties: Properties) -> Row:
    """Side A is the state in a state's conflict, as UCDP has it."""
    own, other = _sides(properties)
    if own and other and own[0].get("kind") != "state" and other[0].get("kind") == "state":
        own, other = other, own
    kinds = [str(side[0].get("kind")) if side else "" for side in (own, other)]
    if kinds[0] == "state" and kinds[1] in _NON_STATE:
        violence: int | None = 1
    elif kinds[0] in _NON_STATE and kinds[1] in _NON_STATE:
        violence = 2
    else:
        violence = 3 if kinds[0] in (*_NON_STATE, "state") and kinds[1] == "civilians" else None
    names = [_called(side[0]) if side else None for side in (own, other)]
    return {
        "type_of_violence": violence,
        "side_a": names[0],
        "side_b": names[1],
        "dyad_name": " - ".join(name for name in names if name) if all(names) else None,
        "gwnoa": _GLEDITSCH_WARD if kinds[0] == "state" else None,
    }


def _ucdp_sources(properties: Properties) -> Row:
    sources = properties["sources"]
    listed = [
        ", ".join(str(source[name]) for name in ("source", "published", "url") if source.get(name))
        for source in sources
    ]
    return {
        "number_of_sources": len({source.get("article") for source in sources}),
        "source_article": "; ".join(dict.fromkeys(part for part in listed if part)),
        "source_office": "; ".join(_outlets(properties)),
        "source_date": "; ".join(dict.fromkeys(str(one["published"]) for one in sources if one.get("published"))),
        "source_original": properties.get("attribution"),
    }


def _ucdp_place(properties: Properties) -> Row:
    lat, lon = properties.get("lat"), properties.get("lon")
    return _country(properties, country_id=_GLEDITSCH_WARD) | {
        "where_prec": ucdp_where_prec(
            properties.get("geo_precision"), properties.get("uncertainty_km"), properties.get("place_kind")
        ),
        "where_coordinates": properties.get("place_name_en") or properties.get("place_name"),
        "where_description": properties.get("place_reason"),
        "adm_1": properties.get("admin1_name_en"),
        "adm_2": properties.get("admin2_name_en"),
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if lat is not None else None,
        "priogrid_gid": _cell(lat, lon) if lat is not None and lon is not None else None,
    }


def _cell(lat: float, lon: float) -> int:
    """The number of the half-degree cell of PRIO-GRID: rows of 720 from the south-west corner, from 1."""
    return math.floor((lat + 90) * 2) * 720 + math.floor((lon + 180) * 2) + 1
