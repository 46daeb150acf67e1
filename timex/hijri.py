"""The Hijri calendar: Umm al-Qura by the ``hijridate`` library (1343 to 1499 AH), months as they were announced.

A few months were announced on another day than the table says (``data/announced.csv``); other countries
may begin a month a day earlier or later, so a Hijri day is known to a day either way.
"""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

HIJRI_YEARS: Final = range(1343, 1500)
_ANNOUNCED: Final = Path(__file__).with_name("data") / "announced.csv"


class Span(NamedTuple):
    """Days from ``first`` to ``last``, both inclusive."""

    first: date
    last: date


class Hijri(NamedTuple):
    """A day of the Hijri calendar."""

    year: int
    month: int
    day: int


@cache
def _announced() -> Mapping[tuple[int, int], date]:
    with _ANNOUNCED.open(encoding="utf-8", newline="") as table:
        return {
            (int(row["year"]), int(row["month"])): date.fromisoformat(row["first"]) for row in csv.DictReader(table)
        }


@lru_cache(maxsize=1024)
def _first_of_month(year: int, month: int) -> date | None:
    announced = _announced().get((year, month))
    if announced or year not in HIJRI_YEARS:
        return announced
    from hijridate import Hijri as Table  # noqa: PLC0415  a table that few articles need

    return date.fromisoformat(Table(year, month, 1).to_gregorian().isoformat())


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one; nothing where the month has no such day or no table holds the year."""
    span = hijri_month(year, month)
    if span is None or day < 1:
        return None
    found = span.first + timedelta(day - 1)
    return found if found <= span.last else None


@lru_cache(maxsize=1024)
def hijri_month(year: int, month: int) -> Span | None:
    """The Gregorian days of a Hijri month; nothing where no table holds the year."""
    if year not in HIJRI_YEARS or not 1 <= month <= 12:
        return None
    first = _first_of_month(year, month)
    following = _first_of_month(year + month // 12, month % 12 + 1)
    return Span(first, following - timedelta(1)) if first and following else None


def hijri_year(year: int) -> Span | None:
    """The Gregorian days of a Hijri year."""
    first, last = hijri_month(year, 1), hijri_month(year, 12)
    return Span(first.first, last.last) if first and last else None


def to_hijri(day: date) -> Hijri | None:
    """The Hijri day of a Gregorian one, within the table's years."""
    from hijridate import Gregorian  # noqa: PLC0415  a table that few articles need

    try:
        table = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:  # before August 1924 or after November 2077
        return None
    for year, month in ((table.year, table.month), *_neighbours(table.year, table.month)):
        span = hijri_month(year, month)  # an announced month moves the days around its first
        if span and span.first <= day <= span.last:
            return Hijri(year, month, (day - span.first).days + 1)
    return None


def _neighbours(year: int, month: int) -> tuple[tuple[int, int], tuple[int, int]]:
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return before, (year + month // 12, month % 12 + 1)
