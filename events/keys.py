"""Under which keys an account is looked for: only accounts that share a key can tell of one happening.

A key is a kind of happening, a district and a day (or a longer range as it stands). No account has keys in two
calendar months or, unless it tells of an area across a border, in two districts; so the accounts that keys join,
however many and however long a city is in the news, are those of one kind, one governorate and one month at most.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from events.kinds import VIOLENT
from events.model import Event, EventType
from gazetteer import Gazetteer, PlaceKind

_MOST_KEPT: Final = 20_000  # places
TOO_WIDE_KM: Final = 50.0  # nothing says that two raids somewhere in so wide an area are one
MANY: Final = 5  # deaths: a toll that tells a happening from others of its place
RETOLD: Final = 4  # days in which papers go on telling of a happening
_LONGEST: Final = 7  # days: what is told for longer ranges is the same only where the ranges are
_MOST_DISTRICTS: Final = 3  # of an area; a wider one is looked for under its own name


def family_of(kind: EventType) -> str:
    """What may be one happening under two names: «هجوم» and «غارة» both kill; most types are their own."""
    return "violence" if kind in VIOLENT else kind.value


def place_facts(event: Event, gazetteer: Gazetteer) -> dict[str, Any]:
    """What merging needs to know of an event's place: its id or name, what holds it, its parts and districts."""
    place = event.places[0] if event.places else None
    if place is None:
        return {"key": "", "holders": [], "parts": [], "districts": []}
    known = place.place_id is not None and place.place_id in gazetteer
    ids = [place.place_id] if known and place.place_id else [part for part in place.parts if part in gazetteer]
    return {
        "key": place.place_id or f"{'+'.join(place.parts)}:{place.name}",
        "holders": [holder.id for holder in gazetteer.ancestors(ids[0])] if known else [],
        "parts": list(place.parts),
        "districts": sorted({district for each in ids for district in _districts(each, gazetteer)}),
    }


@lru_cache(_MOST_KEPT)
def _districts(place_id: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    chain = (gazetteer.place(place_id), *gazetteer.parents(place_id))
    return tuple(place.id for place in chain if place.kind is PlaceKind.DISTRICT)


def keys_of(event: Event, place: dict[str, Any]) -> tuple[str, ...]:
    """The keys of an event, none where it cannot be told to be the same as another's."""
    days = _days(event)
    if event.lat is None or (event.uncertainty_km or 0.0) > TOO_WIDE_KM or not days:
        return ()
    districts = place["districts"] if 0 < len(place["districts"]) <= _MOST_DISTRICTS else [place["key"]]
    return tuple(f"{family_of(event.type)}|{district}|{day}" for district in districts for day in days)


def _days(event: Event) -> list[str]:
    """The days on which it may be told to have been, within the month of the last of them."""
    if event.date_start is None or event.date_end is None:
        return []
    try:
        first, last = date.fromisoformat(event.date_start[:10]), date.fromisoformat(event.date_end[:10])
    except ValueError:  # a month or year alone: only the same one is the same
        return [f"{event.date_start}/{event.date_end}"]
    if (last - first).days > _LONGEST:
        return [f"{first}/{last}"]
    if event.deaths is not None and (event.deaths.min or 0) >= MANY:
        first -= timedelta(days=1 if event.dated else RETOLD)  # a day that is only the article's may be later
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day.isoformat() for day in days if day.month == last.month]
