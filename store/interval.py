"""Dates as stretches of Damascus civil time, so that a day, a month and a clock time compare exactly.

A stretch is a pair of inclusive minutes since 0001-01-01 00:00 as clocks in Damascus show them. Date
strings without a clock are already local days; a clock time with an offset is moved to Damascus first.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

DAMASCUS: Final = ZoneInfo("Asia/Damascus")
BEGINNING: Final = 0
END: Final = date.max.toordinal() * 1440 + 1439
UNDATED: Final = END + 1
_DAY: Final = 1440
SHORT_DAYS: Final = 31  # a month: most events are no vaguer
SHORT_MINUTES: Final = SHORT_DAYS * _DAY
_CALENDAR: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CLOCK: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?P<seconds>:\d\d(?:\.\d+)?)?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?")

Stretch = tuple[int, int]


@lru_cache(maxsize=50_000)  # a store's events lie on some thousands of days
def stretch(written: str) -> Stretch:
    """The minutes that a year, month, day or clock time covers; ``ValueError`` where it names none."""
    if found := _CALENDAR.fullmatch(written):
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            return _days(*_bounds(year or 0, month, day))
        except ValueError:
            raise ValueError(f"{written!r} is not on the calendar") from None
    if not (found := _CLOCK.fullmatch(written)):
        raise ValueError(f"{written!r} is no date: write 2016, 2016-12, 2016-12-06 or 2016-12-06T19:40:00+03:00")
    moment = datetime.fromisoformat(written.upper().replace(" ", "T"))
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(DAMASCUS)
        except OverflowError:  # a moment on the calendar's very edge
            raise ValueError(f"{written!r} is beyond the calendar") from None
    minute = moment.toordinal() * _DAY + moment.hour * 60 + moment.minute
    return minute, minute


def _bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _days(first: date, last: date) -> Stretch:
    return first.toordinal() * _DAY, last.toordinal() * _DAY + _DAY - 1


def ends(written: str) -> tuple[str, str]:
    """The first and the last day of a year, month or day; a clock time is both itself. Raises ``ValueError``."""
    minutes = stretch(written)
    if not _CALENDAR.fullmatch(written):
        return written, written
    first, last = (date.fromordinal(minute // _DAY).isoformat() for minute in minutes)
    return first, last


def interval(written: str) -> Stretch:
    """An OGC ``datetime``: a date, or ``start/end`` where ``..`` or nothing leaves a side open.

    >>> interval("2016-12-06") == interval("2016-12-06/2016-12-06")
    True
    """
    first, slash, last = written.strip().partition("/")
    if not slash:
        return stretch(first)
    if "/" in last:
        raise ValueError(f"{written!r} has more than one slash")
    starts = BEGINNING if first in ("", "..") else stretch(first)[0]
    ends = END if last in ("", "..") else stretch(last)[1]
    if starts > ends:
        raise ValueError(f"{written!r} ends before it starts")
    return starts, ends


def event_stretch(date_start: str | None, date_end: str | None) -> tuple[int, int | None]:
    """An event's stretch; ``UNDATED`` and no end where the text gives no beginning.

    An event known only to lie before its article has no day, so no window holds it; one with a beginning
    and no end («since 2013») reaches to the end of time.
    """
    if date_start is None:
        if date_end is not None:
            stretch(date_end)  # to refuse what is no date
        return UNDATED, None
    starts = stretch(date_start)[0]
    ends = stretch(date_end)[1] if date_end else END
    if starts > ends:
        raise ValueError(f"date_end {date_end} lies before date_start {date_start}")
    return starts, ends


def day_count(date_start: str, date_end: str) -> int:
    """How many days an event's dates span, both counted."""
    first, last = (date.fromisoformat(ends(each[:10])[side]) for side, each in enumerate((date_start, date_end)))
    return (last - first) // timedelta(days=1) + 1
