"""Reads a case row: a sentence with the places and times that stand in it, without the other rooms' readers."""

from typing import Any

from arabic import analyse
from events import Event, extract
from geo import Toponym
from timex import Published, Timex

DAY = "2019-05-14"


def toponym(text: str, name: str, number: int = 0) -> Toponym:
    """A town at the first mention of its name, each at its own coordinates."""
    start = text.index(name)
    return Toponym(
        start=start,
        end=start + len(name),
        text=name,
        place_id=f"P-{name}",
        name=name,
        name_en=name,
        kind="area" if name.startswith("ريف") else "town",
        lat=35.0 + number / 2,
        lon=36.0 + number / 2,
        uncertainty_km=2.0,
        country="SY",
        pcode=None,
        role="event",
        reason="named",
        candidates=1,
        geometry={"type": "Point", "coordinates": [36.0 + number / 2, 35.0 + number / 2]},
    )


def timex(text: str, words: str, value: list[Any]) -> Timex:
    """A time expression that says ``value``: first and last day, granularity."""
    start, (first, last, granularity) = text.index(words), value
    return Timex(start, start + len(words), words, "DATE", str(first), first, last, granularity, "given", "given")


def read(row: dict[str, Any]) -> list[Event]:
    """The events of a row's sentence, told on ``DAY``."""
    text = row["text"]
    places = [toponym(text, name, number) for number, name in enumerate(row["at"])]
    times = [timex(text, words, value) for words, value in row["when"].items()]
    return extract(analyse(text), Published(DAY, DAY, "given", "given"), times, places)


def said(event: Event, field: str) -> Any:
    """An event's field as rows write it."""
    match field:
        case "place":
            return event.place_name
        case "places":
            return sorted(place.name for place in event.places)
        case "deaths" | "injured" | "displaced":
            count = getattr(event, field)
            return [count.min, count.max] if count else None
        case "type":
            return event.type.value
        case _:
            return getattr(event, field)


def mismatch(event: Event, expected: dict[str, Any]) -> list[str]:
    """Which expected fields an event does not have."""
    wanted = {field: sorted(value) if field == "places" else value for field, value in expected.items()}
    return [
        f"{field} {said(event, field)} for {value}" for field, value in wanted.items() if said(event, field) != value
    ]
