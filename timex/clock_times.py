"""Resolving parts of the day and clock times, with the zone's own rules for the day."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from timex.extent import Extent
from timex.reading import Clock
from timex.timex3 import iso

LOCAL: Final = "Asia/Damascus"
_MINUTE: Final = timedelta(minutes=1)


class _Part(NamedTuple):
    """TIMEX3 code and hours of a part of the day, counted from midnight before its day; the end is excluded."""

    code: str
    first: int
    last: int


# The hours are those in which Syrian news uses the words; TIMEX3 has no code for dawn or noon: DA and MI
# are HeidelTime's.
PARTS: Final = {
    "dawn": _Part("DA", 3, 6),
    "sunrise": _Part("DA", 5, 7),
    "morning": _Part("MO", 6, 12),
    "forenoon": _Part("MO", 9, 12),
    "noon": _Part("MI", 12, 14),
    "afternoon": _Part("AF", 12, 18),
    "sunset": _Part("EV", 17, 20),
    "evening": _Part("EV", 18, 24),
    "night": _Part("NI", 18, 30),
    "midnight": _Part("NI", 24, 25),
    "after_midnight": _Part("NI", 24, 30),
    "before_midnight": _Part("NI", 22, 24),
    "daytime": _Part("DT", 6, 18),
}


@cache
def zone(name: str) -> tzinfo:
    """A zone by its IANA name; the rules of the day come from tzdata."""
    return UTC if name == "UTC" else ZoneInfo(name)


def at(day: date, hours: float, where: tzinfo) -> datetime:
    """A local time so many hours after the day's midnight, by the wall clock."""
    whole = timedelta(minutes=round(hours * 60))
    return datetime.combine(day, time(), where) + whole


def part_extent(part: str, day: Extent) -> Extent:
    """A part of a day that is known; the part of an unknown day has a value only."""
    row = PARTS[part]
    first = day.first_day
    if first is None or day.last_day != first:
        value = f"{day.value}T{row.code}" if day.granularity == "day" else f"XXXX-XX-XXT{row.code}"
        return Extent(day.first, day.last, value, "daypart", day.why, "TIME")
    named = first + timedelta(days=row.first // 24)
    where = zone(LOCAL)
    why = day.why if named == first else f"{day.why}; after that day's midnight it is {named}"
    return Extent(
        at(first, row.first, where), at(first, row.last, where) - _MINUTE, f"{named}T{row.code}", "daypart", why, "TIME"
    )


def hours_of(clock: Clock) -> int:
    """The hour of the day from 0 to 24 (midnight that ends it) or later (after it), as the part says."""
    hour, part = clock.hour, clock.part
    if clock.exact or part is None:
        return hour
    if part in ("dawn", "sunrise", "morning", "forenoon"):
        return 0 if hour == 12 and part == "morning" else hour
    if part in ("noon", "afternoon", "sunset", "evening", "daytime"):
        return (
            hour
            if hour == 12 or (hour in (10, 11) and part == "noon") or (part == "daytime" and hour >= 6)
            else hour + 12
        )
    if part in ("night", "midnight", "before_midnight"):
        return hour + 12 if 6 <= hour <= 12 else hour % 12 + 24
    return hour % 12 + 24


def clock_extent(clock: Clock, day: Extent | None) -> Extent:
    """A clock time on a day; without a day only the value can be told."""
    hours = hours_of(clock)
    granularity = "hour" if clock.minute is None else "minute"
    minute = clock.minute or 0
    first = day.first_day if day else None
    if first is None:
        offset = "+00:00" if clock.zone == "UTC" else ""
        return Extent(
            None,
            None,
            f"XXXX-XX-XXT{hours % 24:02}:{minute:02}{offset}",
            granularity,
            "no day is named",
            "TIME",
            clock.mod,
        )
    start = at(first, hours + minute / 60, _where(clock, first, hours))
    long = timedelta(minutes=59 if granularity == "hour" and clock.twin is None else 0)
    why = (day.why if day else "") + _zone_reason(clock, start)
    return Extent(start, start + long, iso(start), granularity, why, "TIME", clock.mod)


def _where(clock: Clock, day: date, hours: int) -> tzinfo:
    """The zone: stated, or told by the twin («09:00 ت.غ»), or that of Damascus."""
    if clock.zone is not None:
        return zone(clock.zone)
    if clock.twin is not None and clock.twin.zone == "UTC":
        minutes = (hours * 60 + (clock.minute or 0)) - (hours_of(clock.twin) * 60 + (clock.twin.minute or 0))
        minutes = (minutes + 720) % 1440 - 720
        offset = datetime.combine(day, time(12), zone(LOCAL)).utcoffset()
        if offset == timedelta(minutes=minutes):
            return zone(LOCAL)
        return timezone(timedelta(minutes=minutes))
    return zone(LOCAL)


def _zone_reason(clock: Clock, start: datetime) -> str:
    offset = start.strftime("%z")
    if clock.zone is not None:
        return f"; {clock.zone} time as stated"
    if clock.twin is not None:
        return f"; the hour in universal time beside it makes the local time UTC{offset[:3]}"
    return f"; local time of Damascus, UTC{offset[:3]} on that day"
