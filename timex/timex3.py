"""TIMEX3 values and EDTF strings."""

from datetime import date, datetime
from typing import Final

from timex.reading import Span

_LETTERS: Final = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "quarter": "Q",
    "half": "H",
    "decade": "DE",
    "century": "CE",
}
_CLOCK_LETTERS: Final = {"hour": "H", "minute": "M", "second": "S"}

Moment = date | datetime


def duration(span: Span) -> str:
    """«ساعة و20 دقيقة» is PT1H20M, «بضعة أيام» PXD, «30 – 40 دقيقة» PT30M/PT40M."""
    if span.upto is not None:
        return f"{_plain(span.count, span)}/{_plain(span.upto, span)}"
    return _plain(span.count, span)


def _plain(count: float | None, span: Span) -> str:
    number = "X" if count is None else f"{count:g}"
    letter = _CLOCK_LETTERS.get(span.unit)
    first = f"PT{number}{letter}" if letter else f"P{number}{_LETTERS[span.unit]}"
    if span.and_more is None:
        return first
    rest = _plain(span.and_more.count, span.and_more)[1:]
    return first + (rest[1:] if letter and rest.startswith("T") else rest)


def iso(moment: Moment) -> str:
    """A day, or a minute with its offset."""
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def week(day: date) -> str:
    """The ISO week of a day: 2015-W51."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"
