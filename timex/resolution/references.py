"""What refers to a date told before, repeats, or fixes no time at all."""

from dataclasses import replace
from datetime import datetime

from timex.calendar_units import day_extent
from timex.clock_times import LOCAL, zone
from timex.extent import Context, Extent
from timex.periods import shifted
from timex.reading import Anaphor, Every, Vague
from timex.resolution.dispatch import counted, resolve_reading


@resolve_reading.register
def _every(reading: Every, context: Context) -> Extent:
    del context
    return Extent(None, None, reading.value, "vague", "it repeats; no one day", "SET")


@resolve_reading.register
def _anaphor(reading: Anaphor, context: Context) -> Extent:
    earlier = context.recent
    if earlier is None and context.prefer == "future":  # said to an assistant: from now
        return shifted(reading.unit, reading.by, context.day, counted(context))
    if earlier is None or earlier.last_day is None or earlier.first_day is None:
        return Extent(
            None,
            None,
            "PAST_REF" if reading.by <= 0 else "FUTURE_REF",
            "vague",
            "the date it refers to is not in the text",
        )
    day = earlier.last_day if reading.by > 0 else earlier.first_day
    why = f"counted from {earlier.value}, told before it"
    if reading.by == 0 and reading.unit == "day":
        return _same(earlier, why)
    return shifted(reading.unit, reading.by, day, why)


def _same(earlier: Extent, why: str) -> Extent:
    """The same time again; of a clock time or part of a day, its day."""
    if earlier.type == "TIME" and earlier.first_day is not None:
        return day_extent(earlier.first_day, why)
    return replace(earlier, why=why, type="DATE")


@resolve_reading.register
def _vague(reading: Vague, context: Context) -> Extent:
    if reading.value == "PRESENT_REF" and context.prefer == "future" and context.anchor is not None:
        now = datetime.combine(context.anchor, context.now, context.now.tzinfo or zone(LOCAL)) if context.now else None
        return Extent(now or context.day, now or context.day, reading.value, "minute" if now else "day", "now")
    if reading.recent and context.anchor is not None:
        return replace(day_extent(context.anchor, "a moment before it was told"), value=reading.value)
    return Extent(None, None, reading.value, "vague", "a time the words do not fix")
