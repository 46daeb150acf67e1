"""Parts of the day and clock times on a day that is named, or told in the same sentence."""

from dataclasses import replace

from timex.calendar_units import DAY, day_extent
from timex.clock_times import clock_extent, part_extent
from timex.extent import Context, Extent
from timex.reading import Clock, FeastDay, Part, TheFeast
from timex.resolution.dispatch import resolve_reading


def _of_feast(reading: Part, day: Extent) -> Extent:
    """A part of a feast of several days is of its first; «ليلة العيد» is the night before it."""
    if not isinstance(reading.on, FeastDay | TheFeast) or day.first_day is None or day.first_day == day.last_day:
        return day
    return day_extent(day.first_day - (DAY if reading.part == "night" else 0 * DAY), day.why)


@resolve_reading.register
def _part(reading: Part, context: Context) -> Extent:
    if reading.on is not None:
        return part_extent(reading.part, _of_feast(reading, resolve_reading(reading.on, context)))
    if context.here is not None and context.here.granularity == "day":
        return part_extent(
            reading.part, replace(context.here, why=f"on the day told in the same sentence, {context.here.value}")
        )
    since = context.begun and reading.part != "night"  # «منذ الصباح» is that of the day on which one writes
    if (since or context.prefer == "future") and context.anchor is not None:
        return part_extent(reading.part, day_extent(context.anchor, "today"))
    return part_extent(reading.part, Extent(None, None, "XXXX-XX-XX", "day", "no day is named"))


@resolve_reading.register
def _clock(reading: Clock, context: Context) -> Extent:
    if reading.on is not None:
        return clock_extent(reading, resolve_reading(reading.on, context))
    if (
        context.here is not None
        and context.here.first_day == context.here.last_day
        and context.here.first_day is not None
    ):
        return clock_extent(reading, replace(context.here, why="on the day told in the same sentence"))
    if context.prefer == "future" and context.anchor is not None:
        return clock_extent(reading, day_extent(context.anchor, "today"))
    return clock_extent(reading, None)
