"""Whole days, months and years as extents, and the weekdays before and after a day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from timex.extent import Extent

DAY: Final = timedelta(days=1)


def month_after(year: int, month: int, by: int) -> tuple[int, int]:
    """The month ``by`` months later."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def month_extent(year: int, month: int, why: str = "") -> Extent:
    """A whole Gregorian month."""
    last = date(year, month, monthrange(year, month)[1])
    return Extent(date(year, month, 1), last, f"{year:04}-{month:02}", "month", why, edtf=f"{year:04}-{month:02}")


def year_extent(year: int, why: str = "") -> Extent:
    """A whole Gregorian year; before Christ there are no ISO days, only the value."""
    if year < 0:
        return Extent(None, None, f"BC{-year:04}", "year", why)
    return Extent(date(year, 1, 1), date(year, 12, 31), f"{year:04}", "year", why, edtf=f"{year:04}")


def day_extent(day: date, why: str = "") -> Extent:
    """One day."""
    return Extent(day, day, day.isoformat(), "day", why, edtf=day.isoformat())


def next_weekday(day: date, weekday: int) -> date:
    """The first such day after a day."""
    return day + timedelta((weekday - day.isoweekday() - 1) % 7 + 1)


def last_weekday(day: date, weekday: int) -> date:
    """The last such day before a day."""
    return day - timedelta((day.isoweekday() - weekday - 1) % 7 + 1)
