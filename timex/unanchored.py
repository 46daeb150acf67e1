"""Values of expressions that count from a day nobody knows."""

from dataclasses import replace
from typing import Final

from timex.clock_times import PARTS, hours_of
from timex.extent import Extent
from timex.reading import Ago, Clock, Date, Part, Reading, Shift, Window
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
    if isinstance(reading, Shift):
        return _UNKNOWN.get(reading.unit, "XXXX"), reading.unit
    if isinstance(reading, Date):
        return _date_value(reading)
    if isinstance(reading, Part):
        return f"XXXX-XX-XXT{PARTS[reading.part].code}", "daypart"
    if isinstance(reading, Clock):
        return (
            f"XXXX-XX-XXT{hours_of(reading) % 24:02}:{reading.minute or 0:02}",
            "hour" if reading.minute is None else "minute",
        )
    if isinstance(reading, Ago | Window):
        return duration(reading.span), "vague"
    return "XXXX-XX-XX", "vague"


def _date_value(named: Date) -> tuple[str, str]:
    if named.hijri or (named.weekday and not named.day):
        return (f"XXXX-WXX-{named.weekday}", "day") if named.weekday else ("XXXX-XX-XX", "day")
    month = f"{named.month:02}" if named.month else "XX"
    return (f"XXXX-{month}-{named.day:02}", "day") if named.day else (f"XXXX-{month}", "month")
