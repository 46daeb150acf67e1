"""What filters may ask of an event: the names, kinds and titles that the doors publish."""

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
