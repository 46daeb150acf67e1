"""Feasts and named days: which occurrence is meant."""

from typing import Final

from arabic import fold
from timex.calendar_units import DAY, day_extent
from timex.calendars import Feast, feasts, nth_day
from timex.extent import Context, Extent, NoSuchDayError
from timex.hijri import Span as Days
from timex.reading import FeastDay, TheFeast
from timex.resolution.dispatch import resolve_reading

_FEASTS: Final = (fold("عيد الفطر"), fold("عيد الأضحى"))
_EVES: Final = frozenset({"new-year-eve"})  # named by the year that follows


@resolve_reading.register
def _feast(reading: FeastDay, context: Context) -> Extent:
    feast = reading.feast
    span = _occurrence(reading, context)
    if span is None:
        raise NoSuchDayError
    why = f"{feast.name} begins on {span.first}"
    if feast.lunar:
        why += ", a day either way by the crescent"
    if reading.nth is not None:
        day = nth_day(span, reading.nth)
        if day is None:
            raise NoSuchDayError
        return day_extent(day, why)
    if span.first == span.last:
        return day_extent(span.first, why)
    value = f"{span.first}/{span.last}"
    return Extent(span.first, span.last, value, "day", why, edtf=value)


def _the_feast(context: Context) -> Feast:
    """«العيد» is the nearer of the two."""

    def away(feast: Feast) -> int:
        span = feast.around(context.day)
        return abs((span.first - context.day).days) if span else 1000

    return min((feasts()[name] for name in _FEASTS), key=away)


@resolve_reading.register
def _the_feast_day(reading: TheFeast, context: Context) -> Extent:
    return _feast(FeastDay(_the_feast(context), reading.nth), context)


def _occurrence(reading: FeastDay, context: Context) -> Days | None:
    feast = reading.feast
    if reading.year is not None and reading.hijri:
        return feast.of_hijri_year(reading.year)
    year = reading.year
    if year is not None and feast.key in _EVES:
        year -= 1
    if reading.within is not None:
        period = resolve_reading(reading.within, context)
        year = period.first_day.year if period.first_day else None
    if year is not None:
        return next(iter(feast.of_year(year)), None)
    if feast.once:
        dates = feast.dates()
        return dates[0] if len(dates) == 1 else feast.around(context.day)
    if reading.rel == "past":
        return feast.before(context.day - DAY)
    if reading.rel == "next" or (reading.rel is None and context.forward):
        return feast.after(context.day)
    return feast.around(context.day)
