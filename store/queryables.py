"""What filters may ask of events, articles, places and what is gone: names, kinds and titles that the doors publish."""

from dataclasses import dataclass
from typing import Final

from store.model import FACTUALITIES, TYPES


@dataclass(frozen=True, slots=True)
class Queryable:
    """One thing to filter by; ``kind`` is text, number, date, timestamp, interval or geometry."""

    kind: str
    title: str
    allowed: tuple[str, ...] = ()


QUERYABLES: Final = {
    "id": Queryable("text", "The event's id"),
    "type": Queryable("text", "Type of event", tuple(sorted(TYPES))),
    "subtype": Queryable("text", "Subtype of event"),
    "title": Queryable("text", "Title"),
    "factuality": Queryable("text", "Did it happen?", tuple(sorted(FACTUALITIES))),
    "verdict": Queryable("text", "What a reviewer decided", ("confirmed", "rejected")),
    "reason": Queryable("text", "Why this date and this place"),
    "date_start": Queryable("date", "First day on which it may lie"),
    "date_end": Queryable("date", "Last day on which it may lie"),
    "updated": Queryable("timestamp", "When the store last changed it"),
    "time_precision": Queryable("number", "ACLED's time precision: 1 the day, 2 the week, 3 the month or more"),
    "geo_precision": Queryable("number", "ACLED's geo precision: 1 the place, 2 its surroundings, 3 a region"),
    "confidence": Queryable("number", "Confidence, 0 to 1"),
    "source_count": Queryable("number", "How many articles tell it"),
    "deaths_min": Queryable("number", "Deaths, at least"),
    "deaths_max": Queryable("number", "Deaths, at most"),
    "place_id": Queryable("text", "The place's id in the gazetteer"),
    "place_name": Queryable("text", "The place, in Arabic"),
    "place_name_en": Queryable("text", "The place, in English"),
    "pcode": Queryable("text", "The place's OCHA p-code"),
    "datetime": Queryable("interval", "The days on which it may lie, from date_start to date_end"),
    "geometry": Queryable("geometry", "Where it happened; null where the text does not place it"),
}
OF_ARTICLES: Final = {
    "id": Queryable("text", "The article's id"),
    "title": Queryable("text", "Title"),
    "source": Queryable("text", "Outlet"),
    "url": Queryable("text", "Address"),
    "published": Queryable("text", "When it was published, or the bounds of that, first/last"),
    "published_basis": Queryable("text", "Where the date of publication comes from"),
    "published_reason": Queryable("text", "Why that date"),
    "language": Queryable("text", "Language"),
    "hash": Queryable("text", "SHA-256 of its text"),
    "updated": Queryable("timestamp", "When the store last changed it"),
    "events": Queryable("number", "How many events it tells"),
}
OF_PLACES: Final = {
    "id": Queryable("text", "The place's id in this store"),
    "place_id": Queryable("text", "Its id in the gazetteer"),
    "name": Queryable("text", "Its name, in Arabic"),
    "name_en": Queryable("text", "Its name, in English"),
    "pcode": Queryable("text", "Its OCHA p-code"),
    "events": Queryable("number", "How many events lie there"),
    "geometry": Queryable("geometry", "Where it is"),
}
OF_REMOVED: Final = {
    "id": Queryable("text", "The event's id"),
    "deleted": Queryable("timestamp", "Since when it is no more"),
    "reason": Queryable("text", "Why", ("withdrawn", "merged", "rejected")),
    "successor": Queryable("text", "The event that took it over"),
}
