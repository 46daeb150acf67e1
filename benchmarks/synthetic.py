"""Plausible made-up events for load tests: many places, ten years, all types, some undated or unplaced.

Nothing here happened. Places are random points around real cities. Texts open as news does and go on in words drawn
from the project's samples by how often those use them, so that they deflate no better than news: a template repeated
would flatter every size that is measured.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

CENTRES: Final = (  # name, English name, lat, lon, weight
    ("حلب", "Aleppo", 36.20, 37.16, 9),
    ("إدلب", "Idleb", 35.93, 36.63, 8),
    ("دمشق", "Damascus", 33.51, 36.29, 9),
    ("دوما", "Douma", 33.57, 36.40, 7),
    ("حمص", "Homs", 34.73, 36.71, 6),
    ("حماة", "Hama", 35.13, 36.75, 5),
    ("درعا", "Daraa", 32.62, 36.10, 6),
    ("دير الزور", "Deir-ez-Zor", 35.33, 40.14, 5),
    ("الرقة", "Ar-Raqqa", 35.95, 39.01, 4),
    ("الحسكة", "Al-Hasakeh", 36.50, 40.75, 4),
    ("اللاذقية", "Lattakia", 35.53, 35.79, 3),
    ("السويداء", "As-Sweida", 32.71, 36.57, 2),
    ("تدمر", "Palmyra", 34.56, 38.27, 2),
)
TYPES: Final = (
    *("airstrike", "airstrike", "airstrike", "shelling", "shelling", "shelling", "battle", "battle"),
    *("explosion", "attack", "detention", "protest", "territory", "siege", "displacement", "deployment"),
    *("agreement", "offer", "diplomacy", "statement", "aid", "disaster", "other"),
)
_KINDS: Final = ("بلدة", "قرية", "حي", "مدينة")
_SAID: Final = (
    "أفاد مراسلنا بوقوع {what} {when} في {where}، {more}",
    "ذكرت مصادر محلية أن {what} طال {where} {when}، {more}",
    "قال ناشطون إن {where} شهدت {when} {what}، {more}",
    "{more}، وكانت {where} قد شهدت {what} {when}",
)
_WHEN: Final = ("صباحا", "فجر اليوم", "مساء أمس", "ظهر الثلاثاء", "يوم الجمعة الماضي", "في ساعة متأخرة", "قبل يومين")
_WHAT: Final = {"airstrike": "غارة جوية", "shelling": "قصف", "battle": "اشتباكات", "protest": "مظاهرة", "siege": "حصار"}
_ACTORS: Final = (
    ("الجيش النظامي", "regular army", "state"),
    ("فصيل محلي", "a local faction", "rebel"),
    ("مجلس عسكري", "a military council", "kurdish-led"),
    ("أهالي البلدة", "townspeople", "civilians"),
    ("طيران خارجي", "foreign aircraft", "external"),
)
_OUTLETS: Final = tuple(
    f"{kind} {name}"
    for kind in ("وكالة", "شبكة", "صحيفة", "إذاعة")
    for name in ("الأفق", "الضفاف", "المساء", "المدينة", "السنابل", "الجسر", "الينابيع", "الغد")
)
FIRST_DAY: Final = date(2012, 1, 1)


def events(count: int, places: int = 6000, seed: int = 7) -> Iterator[dict[str, Any]]:
    """That many features of the GeoJSON contract, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311  made-up data, not secrets
    spots = [_spot(chance, number) for number in range(places)]
    weights = [1 / (number + 3) ** 0.6 for number in range(places)]
    chosen = chance.choices(spots, weights, k=count)
    for number, spot in enumerate(chosen):
        yield _feature(chance, number, spots, spot)


def _spot(chance: random.Random, number: int) -> dict[str, Any]:
    which = chance.choices(range(len(CENTRES)), [centre[4] for centre in CENTRES])[0]
    name, name_en, lat, lon, _ = CENTRES[which]
    spread = chance.choice((0.05, 0.15, 0.35))
    return {
        "place_id": f"made-up-{number}",
        "place_name": f"{chance.choice(_KINDS)} قرب {name} رقم {number}",
        "place_name_en": f"near {name_en}, no. {number}",
        "place_kind": "village",
        "pcode": f"X{number:05d}",
        "lat": round(lat + chance.gauss(0, spread) * 0.8, 5),
        "lon": round(lon + chance.gauss(0, spread), 5),
        "uncertainty_km": chance.choice((0.8, 1.0, 2.0, 2.0, 5.0, 12.0)),
        "geo_precision": chance.choice((1, 1, 1, 2)),
        "admin1_pcode": f"X{which:02d}",
        "admin1_name": name,
        "admin1_name_en": name_en,
    }


def _feature(chance: random.Random, number: int, spots: list[dict[str, Any]], spot: dict[str, Any]) -> dict[str, Any]:
    kind = chance.choice(TYPES)
    placed, dated = chance.random() > 0.05, chance.random() > 0.04
    deaths = chance.randint(1, 30) if chance.random() < 0.3 else None
    when = _days(chance, dated)
    return {
        "type": "Feature",
        "id": f"{chance.getrandbits(64):016x}",
        "geometry": _geometry(spot, number) if placed else None,
        "properties": (spot if placed else dict.fromkeys(spot))
        | when
        | _reasons(chance, when["date_start"], spot["place_name"])
        | _movement(chance, kind, spot, spots)
        | {
            "type": kind,
            "subtype": kind,
            "title": f"{_WHAT.get(kind, kind)} في {spot['place_name']}، {when['date_start']}",
            "title_en": f"{kind.capitalize()} {spot['place_name_en']}, {when['date_start']}",
            "actors": [_actor(chance) for _ in range(chance.choice((0, 1, 1, 2)))],
            "deaths": {"min": deaths, "max": deaths} if deaths else None,
            "injured": None,
            "displaced": None,
            "factuality": chance.choices(("occurred", "claimed", "planned", "proposed", "denied"), (80, 10, 4, 4, 2))[
                0
            ],
            "attribution": chance.choice((None, "ناشطون", "مصادر محلية")),
            "confidence": round(chance.uniform(0.3, 0.95), 2),
            "sources": [
                _source(chance, kind, spot["place_name"]) for _ in range(chance.choices((1, 2, 3), (80, 15, 5))[0])
            ],
            "updated": "2026-11-01T00:00:00+00:00",
        },
    }


def _geometry(spot: dict[str, Any], number: int) -> dict[str, Any]:
    """A point; of every fiftieth vague place a square about it."""
    lon, lat = spot["lon"], spot["lat"]
    if spot["uncertainty_km"] < 12 or number % 50:
        return {"type": "Point", "coordinates": [lon, lat]}
    west, south, east, north = (round(edge, 3) for edge in (lon - 0.12, lat - 0.1, lon + 0.12, lat + 0.1))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _actor(chance: random.Random) -> dict[str, str]:
    """Every twentieth a brigade."""
    name, name_en, kind = chance.choice(_ACTORS) if chance.random() > 0.05 else _brigade(chance)
    return {"name": name, "name_en": name_en, "kind": kind, "role": chance.choice(("doer", "target", "party"))}


def _brigade(chance: random.Random) -> tuple[str, str, str]:
    """One of four hundred, the first of them told of far more often than the last."""
    number = min(400, int(chance.paretovariate(0.7)))
    return f"لواء {number}", f"Brigade {number}", "rebel"


def _reasons(chance: random.Random, start: str | None, where: str) -> dict[str, Any]:
    day, place = chance.choice(_WHEN), chance.choice(("the only place of this name", "the text puts it in this area"))
    date_reason = f"«{day}»: counted from the article's date {start}" if start else "the text gives no day"
    place_reason = f"«{where}»: {place}"
    return {
        "date_reason": date_reason,
        "place_reason": place_reason,
        "factuality_reason": "told as a fact",
        "confidence_reason": f"a clear trigger; {place}",
        "reason": f"told as a fact; when: {date_reason}; where: {place_reason}",
    }


def _movement(
    chance: random.Random, kind: str, spot: dict[str, Any], spots: list[dict[str, Any]]
) -> dict[str, dict[str, Any] | None]:
    """Half of the displacements and deployments tell where from and where to."""
    if kind not in ("displacement", "deployment") or chance.random() < 0.5:
        return {"origin_point": None, "destination_point": None}
    other = spots[min(int(chance.expovariate(0.01)), len(spots) - 1)]
    return {"origin_point": _point(spot), "destination_point": _point(other)}


def _point(spot: dict[str, Any]) -> dict[str, Any]:
    names = {"place_id": spot["place_id"], "name": spot["place_name"], "name_en": spot["place_name_en"]}
    return names | {"lat": spot["lat"], "lon": spot["lon"]}


def _source(chance: random.Random, kind: str, where: str) -> dict[str, Any]:
    article = f"{chance.getrandbits(40):010x}"
    words = {"what": _WHAT.get(kind, f"حدث من نوع {kind}"), "when": chance.choice(_WHEN), "where": where}
    evidence = chance.choice(_SAID).format(**words, more=" ".join(_words(chance, chance.randint(8, 18))))
    marks = {"trigger": words["what"], "date": words["when"], "place": where}
    return {
        "article": article,
        "url": f"https://news.example/{article}",
        "source": chance.choice(_OUTLETS),
        "published": (FIRST_DAY + timedelta(days=chance.randint(0, 4700))).isoformat(),
        "evidence": evidence,
        "marks": {name: [_span(evidence, part)] for name, part in marks.items()},
    }


def _span(text: str, part: str) -> list[int]:
    start = text.index(part)
    return [start, start + len(part)]


def _words(chance: random.Random, count: int) -> list[str]:
    return chance.choices(_vocabulary(), k=count)


@cache
def _vocabulary() -> list[str]:
    """The words of the samples, each as often as it stands there."""
    lines = (Path(__file__).parent.parent / "samples" / "agencies.jsonl").read_text(encoding="utf-8").splitlines()
    return [word.strip("«»،.:؛()") for line in lines for word in json.loads(line)["text"].split()]


def _days(chance: random.Random, dated: bool) -> dict[str, Any]:
    if not dated:
        return dict.fromkeys(("date_start", "date_end", "date_granularity", "time_precision"))
    first = FIRST_DAY + timedelta(days=int(chance.triangular(0, 4700, 1500)))
    length, granularity, precision = chance.choices(((1, "day", 1), (7, "week", 2), (30, "month", 3)), (85, 8, 7))[0]
    return {
        "date_start": first.isoformat(),
        "date_end": (first + timedelta(days=length - 1)).isoformat(),
        "date_granularity": granularity,
        "time_precision": precision,
    }
