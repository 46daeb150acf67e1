"""The anchor: the day or days an article may be of, and its correction by the weekdays that the article states."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from timex.calendar_units import DAY
from timex.expression import Expression, day_of
from timex.model import Published
from timex.reading import Reading, Shift

_SHIFTS: Final = (0, -1, 1, -2, 2)
_WIDEST: Final = 62  # days of an interval that are tried one by one


def anchor_days(published: str | date | Published | None) -> tuple[list[date], time | None]:
    """The days an article may be of, and the time of day where it is known.

    Raises ValueError for a string that is not ISO 8601; ``timex.read`` reads what other formats there are.
    """
    if published is None:
        return [], None
    if isinstance(published, Published):
        return _interval(published)
    if isinstance(published, datetime):
        return [published.date()], published.timetz()
    return _stated(published.strip()) if isinstance(published, str) else ([published], None)


def _stated(published: str) -> tuple[list[date], time | None]:
    if "T" not in published and " " not in published:
        return [date.fromisoformat(published)], None
    moment = datetime.fromisoformat(published)
    return [moment.date()], moment.timetz()


def _interval(published: Published) -> tuple[list[date], time | None]:
    """All days of a short interval; its ends and middle stand for a long one."""
    if published.date_start is None or published.date_end is None:
        return [], None
    first, now = _stated(published.date_start)
    last, _ = _stated(published.date_end)
    days = (last[0] - first[0]).days
    if days <= 0:
        return first, now
    if days > _WIDEST:
        return [first[0], first[0] + timedelta(days // 2), last[0]], None
    return [first[0] + step * DAY for step in range(days + 1)], None


def corrected_by(expressions: Iterable[Expression], day: date) -> int:
    """By how many days the weekdays beside deictics contradict a date, when most of them agree on it.

    A crawl's date may be a day or two late; «اليوم الخميس» is not.
    """
    named = [e for e in expressions if _names_weekday(e.reading)]
    votes = Counter(step for step in _SHIFTS for e in named if e.agrees(day + step * DAY))
    if not votes or votes[0] * 2 >= len(named):
        return 0
    best = max(_SHIFTS, key=lambda step: votes[step])
    return best if votes[best] * 2 > len(named) else 0


def _names_weekday(reading: Reading) -> bool:
    day = day_of(reading)
    return isinstance(day, Shift) and day.unit == "day" and day.beside is not None and day.beside.weekday is not None
