"""Features of our own making, in the shape of the GeoJSON contract."""

from typing import Any

ALEPPO = [37.16, 36.2]
HOMS = [36.71, 34.73]


def square(west: float, south: float, side: float) -> dict[str, Any]:
    """A square area."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def source(article: str, evidence: str = "قتل خمسة مدنيين في قصف على السوق", **changed: Any) -> dict[str, Any]:
    """One telling article."""
    return {
        "article": article,
        "url": f"https://news.example/{article}",
        "source": "وكالة الأفق",
        "published": "2016-12-07",
        "evidence": evidence,
    } | changed


def feature(
    event_id: str = "e1", *, at: list[float] | None = ALEPPO, articles: str = "A", **changed: Any
) -> dict[str, Any]:
    """An event in Aleppo on 6 December 2016, told by one article per letter of ``articles``."""
    geometry = changed.pop("geometry", {"type": "Point", "coordinates": at} if at else None)
    properties: dict[str, Any] = {
        "type": "shelling",
        "subtype": "artillery",
        "title": "قصف مدفعي على حي الشعار",
        "date_start": "2016-12-06",
        "date_end": "2016-12-06",
        "date_granularity": "day",
        "time_precision": 1,
        "place_id": "shaar" if at else None,
        "place_name": "الشعار" if at else None,
        "place_name_en": "Al-Shaar" if at else None,
        "lat": at[1] if at else None,
        "lon": at[0] if at else None,
        "uncertainty_km": 1.0 if at else None,
        "geo_precision": 1 if at else None,
        "origin": None,
        "destination": None,
        "actors": [{"name": "الدفاع المدني", "role": "source"}],
        "deaths": {"min": 5, "max": 5},
        "injured": {"min": 10, "max": None},
        "displaced": None,
        "factuality": "occurred",
        "attribution": "الدفاع المدني",
        "confidence": 0.8,
        "reason": "أمس counted from the article's date, 2016-12-07",
        "sources": [source(article) for article in articles],
    }
    return {"type": "Feature", "id": event_id, "geometry": geometry, "properties": properties | changed}
