"""The days that a named date can mean."""

from datetime import date, timedelta
from functools import lru_cache

from timex.calendars import hijri_day, hijri_month, hijri_year
from timex.dating.days import EVERY, FIRST, LAST, NONE, Days, between, in_month, on_day_of_month, on_weekday
from timex.hijri import Span as Stretch
from timex.reading import Date


def year_days(year: int) -> Days:
    """The days of a year."""
    return between(date(year, 1, 1), date(year, 12, 31)) if FIRST.year <= year <= LAST.year else NONE


@lru_cache(maxsize=256)
def days_of_month(first: int, last: int) -> Days:
    """Every day of any month from day ``first`` to day ``last``."""
    days = NONE
    for day in range(first, last + 1):
        days |= on_day_of_month(day)
    return days


def days_of(named: Date) -> Days:
    """All days that bear the fields named."""
    days = EVERY
    if named.weekday:
        days &= on_weekday(named.weekday)
    if named.day:
        days &= on_day_of_month(named.day)
    if named.month:
        days &= in_month(named.month)
    if named.year:
        days &= year_days(named.year)
    return days


def span_of(year: int, month: int, day: int | None) -> Stretch | None:
    """The day, or the month where no day is named; nothing where there is no such day."""
    try:
        first = date(year, month, day or 1)
    except ValueError:  # 31 شباط
        return None
    return Stretch(first, first if day else date(year + month // 12, month % 12 + 1, 1) - timedelta(1))


def hijri_span(named: Date) -> Stretch | None:
    """The Gregorian days of a Hijri date with a year."""
    if named.year is None:
        return None
    if named.month is None:
        return hijri_year(named.year)
    if named.day is None:
        return hijri_month(named.year, named.month)
    day = hijri_day(named.year, named.month, named.day)
    return Stretch(day, day) if day else None


@lru_cache(maxsize=4096)
def near(month: int, day: int | None, weekday: int | None, before: int, after: int) -> Days:
    """Days at most ``before`` days ahead of such a date (negative: that many after it) and ``after`` days past it."""
    days = NONE
    for year in range(FIRST.year - 1, LAST.year + 2):
        span = span_of(year, month, day)
        if span is not None and weekday in (None, span.first.isoweekday()):
            days |= between(span.first - timedelta(before), span.last + timedelta(after))
    return days


def slips(named: Date) -> Days:
    """Days that a writer meant who slipped by a day or two, by ten, by a month or by a year."""
    exact = days_of(Date(year=named.year, month=named.month, day=named.day))
    near = exact.widened(2, 2)
    for year in (named.year - 1, named.year + 1) if named.year else ():
        near |= days_of(Date(year=year, month=named.month, day=named.day))
    for month in (named.month or 0) - 1, (named.month or 0) + 1:
        near |= days_of(Date(year=named.year, month=month, day=named.day)) if 1 <= month <= 12 else NONE
    for day in (named.day or 0) + 10, (named.day or 0) - 10:
        near |= days_of(Date(year=named.year, month=named.month, day=day)) if 1 <= day <= 31 else NONE
    return near
