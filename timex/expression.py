"""Expressions: time expressions found in a text, read but not yet resolved."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from timex.reading import Clock, Date, Part, Reading, Shift

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression: where it stands, what it says, and what its sentence adds.

    Offsets are half-open code points into the text as published. ``first``/``last`` are token indices.
    ``tense`` is that of the sentence around it, null where nothing tells.
    """

    start: int
    end: int
    first: int
    last: int
    reading: Reading
    rule: str
    sentence: int
    tense: Tense | None = None
    quoted: bool = False
    begun: bool = False  # «منذ» stands before it: it lies behind, whatever the verbs say

    def agrees(self, published: date) -> bool | None:
        """Could an article of that day have said this? Null where the words do not tell.

        Only what binds the article's own date is judged: a weekday stated beside a deictic («أمس الثلاثاء»), a
        weekday beside a day and month without a year, «25 الجاري» beside a named month.
        """
        return _agrees(self.reading, published)


def day_of(reading: Reading) -> Reading:
    """The day inside a part of day or a clock time."""
    while isinstance(reading, Part | Clock) and reading.on is not None:
        reading = reading.on
    return reading


def _agrees(reading: Reading, published: date) -> bool | None:
    day = day_of(reading)
    if isinstance(day, Shift) and day.unit == "day" and day.beside is not None:
        return fits(day.beside, published + timedelta(days=day.by))
    if not isinstance(day, Date) or day.hijri:
        return None
    if day.rel == "this" and day.month is not None and day.year is None:
        return day.month == published.month
    if day.weekday and day.day and day.month and day.year is None:
        return any(fits(day, candidate) for candidate in _days_near(published, day))
    return None


def fits(named: Date, day: date) -> bool:
    """Does a day bear all the Gregorian fields that were named?"""
    return (
        named.year in (None, day.year)
        and named.month in (None, day.month)
        and named.day in (None, day.day)
        and named.weekday in (None, day.isoweekday())
    )


def _days_near(published: date, named: Date) -> list[date]:
    """The day and month that were named, in the year before, of and after the article, within nine months."""
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            day = date(year, named.month or 1, named.day or 1)
        except ValueError:  # 29 February exists in some of these years only
            continue
        if abs((day - published).days) <= 270:
            days.append(day)
    return days
