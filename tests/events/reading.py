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
    kind = "area" if name.startswith("ريف") else "town"
    return Toponym(
        start, start + len(name), name, f"P-{name}", name, name, kind, 35.0 + number / 2, 36.0 + number / 2, 2.0, "SY", None,
        "event", "named", 1,
    )  # fmt: skip


def timex(text: str, words: str, value: list[Any]) -> Timex:
    start, (first, last, granularity) = text.index(words), value
    return Timex(start, start + len(words), words, "DATE", str(first), first, last, granularity, "given", "given")


def read(row: dict[str, Any]) -> list[Event]:
    """The events of a row's sentence, told on ``DAY``."""
    text = row["text"]
    places = [toponym(text, name, number) for number, name in enumerate(row["at"])]
    times = [timex(text, words, value) for words, value in row["when"].items()]
    return extract(analyse(text), Published(DAY, DAY, "given", "given"), times, places)


def mismatch(event: Event, expected: dict[str, Any]) -> list[str]:
    """Which expected fields an event does not have."""
    wrong = []
    for field, value in expected.items():
        match field:
            case "place":
                found: Any = event.place_name
            case "places":
                found, value = sorted(place.name for place in event.places), sorted(value)
            case "deaths" | "injured" | "displaced":
                count = getattr(event, field)
                found = [count.min, count.max] if count else None
            case "type":
                found = event.type.value
            case _:
                found = getattr(event, field)
        if found != value:
            wrong.append(f"{field} {found} for {value}")
    return wrong
