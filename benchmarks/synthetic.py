"""Plausible made-up events for load tests: many places, ten years, all types, some undated or unplaced.

Nothing here happened. Texts are templates of our own; places are random points around real cities.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
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
    "أفاد مراسلنا بوقوع {what} في {where}، ما أدى إلى سقوط {n} ضحايا بينهم نساء وأطفال وأضرار في الأبنية والسوق",
    "ذكرت مصادر محلية أن {what} طال {where} صباحا، وتحدثت عن {n} جرحى نقلوا إلى مشاف ميدانية قريبة من المكان",
    "قال ناشطون إن {where} شهدت {what} استمر عدة ساعات، وأشاروا إلى أن {n} عائلة غادرت منازلها نحو القرى المجاورة",
)
_OUTLETS: Final = ("وكالة الأفق", "شبكة الضفاف", "صحيفة المساء", "إذاعة المدينة")
FIRST_DAY: Final = date(2012, 1, 1)


def events(count: int, places: int = 6000, seed: int = 7) -> Iterator[dict[str, Any]]:
    """That many features of the GeoJSON contract, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311  made-up data, not secrets
    spots = [_spot(chance, number) for number in range(places)]
    weights = [1 / (number + 3) ** 0.6 for number in range(places)]
    chosen = chance.choices(spots, weights, k=count)
    for number, spot in enumerate(chosen):
        yield _feature(chance, number, spot)


def _spot(chance: random.Random, number: int) -> dict[str, Any]:
    name, name_en, lat, lon, _ = chance.choices(CENTRES, [centre[4] for centre in CENTRES])[0]
    spread = chance.choice((0.05, 0.15, 0.35))
    return {
        "place_id": f"made-up-{number}",
        "place_name": f"{chance.choice(_KINDS)} قرب {name} رقم {number}",
        "place_name_en": f"near {name_en}, no. {number}",
        "lat": round(lat + chance.gauss(0, spread) * 0.8, 5),
        "lon": round(lon + chance.gauss(0, spread), 5),
        "uncertainty_km": chance.choice((0.8, 2.0, 5.0, 12.0)),
        "geo_precision": chance.choice((1, 1, 1, 2)),
    }


def _feature(chance: random.Random, number: int, spot: dict[str, Any]) -> dict[str, Any]:
    kind = chance.choice(TYPES)
    placed, dated = chance.random() > 0.05, chance.random() > 0.04
    where = spot["place_name"]
    quote = chance.choice(_SAID).format(what=f"حدث من نوع {kind}", where=where, n=chance.randint(2, 40))
    deaths = chance.randint(1, 30) if chance.random() < 0.3 else None
    location = spot if placed else dict.fromkeys(spot)
    return {
        "type": "Feature",
        "id": f"made-up-{number:07d}",
        "geometry": {"type": "Point", "coordinates": [spot["lon"], spot["lat"]]} if placed else None,
        "properties": location
        | _days(chance, dated)
        | {
            "type": kind,
            "subtype": kind,
            "title": f"{kind}: {where}",
            "origin": None,
            "destination": None,
            "actors": [{"name": "فصيل محلي", "role": "party"}] if chance.random() < 0.5 else [],
            "deaths": {"min": deaths, "max": deaths} if deaths else None,
            "injured": None,
            "displaced": None,
            "factuality": chance.choices(("occurred", "claimed", "planned", "proposed", "denied"), (80, 10, 4, 4, 2))[
                0
            ],
            "attribution": chance.choice((None, "ناشطون", "مصادر محلية")),
            "confidence": round(chance.uniform(0.3, 0.95), 2),
            "reason": "قرب المكان يسمي المكان المقصود; أمس counted from the article's date",
            "sources": [
                {
                    "article": f"article-{number}-{told}",
                    "url": f"https://news.example/{number}/{told}",
                    "source": chance.choice(_OUTLETS),
                    "published": "2016-12-07",
                    "evidence": quote,
                }
                for told in range(chance.choices((1, 2, 3), (80, 15, 5))[0])
            ],
        },
    }


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
