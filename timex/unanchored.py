"""Values of expressions that count from a day nobody knows."""

from dataclasses import replace
from typing import Final

from timex.clock_times import PARTS, hours_of
from timex.extent import Extent
from timex.reading import Ago, Clock, Date, Part, Range, Reading, Several, Shift, Window
from timex.timex3 import duration

_UNKNOWN: Final = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "quarter": "XXXX-QX"}


def unanchored_value(reading: Reading) -> Extent:
    """What the words alone tell of the value; no dates."""
    value, granularity = _value(reading)
    extent = Extent(None, None, value, granularity, "counted from the article's date, which is not known")
    if isinstance(reading, Clock | Part):
        return replace(extent, type="TIME")
    return replace(extent, type="DURATION") if isinstance(reading, Window) else extent


def _value(reading: Reading) -> tuple[str, str]:
    if isinstance(reading, Range):
        return _ends(reading.first, reading.last)
    if isinstance(reading, Several):
        return _ends(reading.members[0], reading.members[-1])
    return _one(reading)


def _one(reading: Reading) -> tuple[str, str]:
    match reading:
        case Shift(beside=Date() as named):
            return _date_value(named)
        case Shift():
            return _UNKNOWN.get(reading.unit, "XXXX"), reading.unit
        case Date():
            return _date_value(reading)
        case Part() | Clock():
            return _time_value(reading)
        case Ago() | Window():
            return duration(reading.span), "vague"
        case _:
            return "XXXX-XX-XX", "vague"


def _ends(first: Reading, last: Reading) -> tuple[str, str]:
    """The values of both ends, where each is one value itself."""
    begin, end = _value(first), _value(last)
    if "vague" in (begin[1], end[1]) or "/" in begin[0] + end[0]:
        return "XXXX-XX-XX", "vague"
    return f"{begin[0]}/{end[0]}", end[1]


def _time_value(reading: Part | Clock) -> tuple[str, str]:
    if isinstance(reading, Part):
        return f"XXXX-XX-XXT{PARTS[reading.part].code}", "daypart"
    clock = f"{hours_of(reading) % 24:02}:{reading.minute or 0:02}"
    return f"XXXX-XX-XXT{clock}", "hour" if reading.minute is None else "minute"


def _date_value(named: Date) -> tuple[str, str]:
    if named.hijri or (named.weekday and not named.day):
        return (f"XXXX-WXX-{named.weekday}", "day") if named.weekday else ("XXXX-XX-XX", "day")
    year = f"{named.year:04}" if named.year is not None else "XXXX"
    month = f"{named.month:02}" if named.month else "XX"
    return (f"{year}-{month}-{named.day:02}", "day") if named.day else (f"{year}-{month}", "month")
