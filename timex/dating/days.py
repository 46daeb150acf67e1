"""Sets of candidate days, one bit a day, so that what a text says of its own date is an intersection."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

FIRST: Final = date(2000, 1, 1)
LAST: Final = date(2035, 12, 31)
_COUNT: Final = (LAST - FIRST).days + 1
_ALL: Final = (1 << _COUNT) - 1


@dataclass(frozen=True, slots=True)
class Days:
    """A set of days between ``FIRST`` and ``LAST``; bit 0 is ``FIRST``."""

    bits: int

    def __and__(self, other: "Days") -> "Days":
        return Days(self.bits & other.bits)

    def __or__(self, other: "Days") -> "Days":
        return Days(self.bits | other.bits)

    def __bool__(self) -> bool:
        return bool(self.bits)

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __contains__(self, day: date) -> bool:
        return bool(self.bits & _bit(day))

    def __iter__(self) -> Iterator[date]:
        bits = self.bits
        while bits:
            lowest = bits & -bits
            yield FIRST + timedelta(lowest.bit_length() - 1)
            bits ^= lowest

    @property
    def first(self) -> date:
        """The earliest day; only of a set that is not empty."""
        return FIRST + timedelta((self.bits & -self.bits).bit_length() - 1)

    @property
    def last(self) -> date:
        """The latest day; only of a set that is not empty."""
        return FIRST + timedelta(self.bits.bit_length() - 1)

    def moved(self, days: int) -> "Days":
        """The set with each day that many days later (earlier where negative)."""
        return Days((self.bits << days if days >= 0 else self.bits >> -days) & _ALL)

    def widened(self, before: int, after: int) -> "Days":
        """The days of the set and so many days before and after each of them."""
        widened = self
        for shift in range(-before, after + 1):
            widened |= self.moved(shift)
        return widened


EVERY: Final = Days(_ALL)
NONE: Final = Days(0)


def _bit(day: date) -> int:
    index = (day - FIRST).days
    return 1 << index if 0 <= index < _COUNT else 0


def between(first: date | None, last: date | None) -> Days:
    """The days from ``first`` to ``last``, both inclusive; an open end where null."""
    low = max((first - FIRST).days, 0) if first else 0
    high = min((last - FIRST).days + 1, _COUNT) if last else _COUNT
    return Days((1 << high) - (1 << low)) if low < high else NONE


def the_day(day: date) -> Days:
    """One day."""
    return Days(_bit(day))


@cache
def on_weekday(weekday: int) -> Days:
    """Every day of an ISO weekday: Monday is 1, Sunday 7."""
    first = (weekday - FIRST.isoweekday()) % 7
    return Days(sum(1 << index for index in range(first, _COUNT, 7)))


@cache
def in_month(month: int) -> Days:
    """Every day of a month of the year."""
    days = NONE
    for year in range(FIRST.year, LAST.year + 1):
        days |= between(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(1))
    return days


@cache
def on_day_of_month(day: int) -> Days:
    """Every such day of a month."""
    months = ((year, month) for year in range(FIRST.year, LAST.year + 1) for month in range(1, 13))
    return Days(sum(_bit(date(year, month, day)) for year, month in months if day <= monthrange(year, month)[1]))
