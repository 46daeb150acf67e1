"""Days counted from the article's date, named by the calendar, or both."""

from dataclasses import replace
from datetime import date

from timex.calendar_dates import resolve_date
from timex.calendar_units import DAY, day_extent
from timex.expression import fits
from timex.extent import Context, Extent, NoSuchDayError
from timex.periods import shifted
from timex.reading import Date, Shift
from timex.resolution.dispatch import counted, resolve_reading


@resolve_reading.register
def _shift(reading: Shift, context: Context) -> Extent:
    if reading.beside is None or reading.unit != "day":
        return shifted(reading.unit, reading.by, context.day, counted(context))
    return _beside(reading.beside, context.day + reading.by * DAY, context)


@resolve_reading.register
def _date(reading: Date, context: Context) -> Extent:
    return resolve_date(reading, context, resolve_reading)


def _beside(named: Date, day: date, context: Context) -> Extent:
    """A day counted and named: where they differ, two that agree outvote the third, and the reason tells."""
    if named.hijri or fits(named, day):
        return day_extent(day, counted(context))
    if named.month is None and named.day is None:
        near = min(
            (day + step * DAY for step in range(-3, 4) if fits(named, day + step * DAY)),
            key=lambda d: abs((d - day).days),
        )
        return day_extent(near, f"the weekday beside it is believed; {counted(context)} it would be {day}")
    try:
        stated = _date(replace(named, weekday=None), context)
    except NoSuchDayError:
        return day_extent(day, f"{counted(context)}; the date beside it does not exist")
    if stated.first_day is not None and _believed(named, stated.first_day, day):
        return replace(stated, why=f"the date beside it is believed; {counted(context)} it would be {day}")
    return day_extent(day, f"{counted(context)}; the date beside it is {stated.value}")


def _believed(named: Date, stated: date, counted: date) -> bool:
    """Is the stated date to be believed against the counted one? The weekday decides, then nearness."""
    if named.weekday is not None and (stated.isoweekday() == named.weekday) != (counted.isoweekday() == named.weekday):
        return stated.isoweekday() == named.weekday
    return (stated.month, stated.day) != (counted.month, counted.day)
