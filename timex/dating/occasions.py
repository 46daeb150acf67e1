"""What rounds of talks and clocks in two zones tell of the article's date."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from arabic import Text
from timex.dating.days import EVERY, FIRST, LAST, NONE, Days, between
from timex.dating.evidence import HINT, Evidence
from timex.dating.facts import rounds_of_talks
from timex.dating.mentions import around_of
from timex.dating.named_days import span_of
from timex.expression import Expression, day_of
from timex.hijri import Span as Stretch
from timex.reading import Clock, Date, Range, Reading, Several, Shift


def of_meeting(expression: Expression, text: Text) -> Evidence | None:
    """A round of talks on named days of a month: only some months had one on these days."""
    numbers = _named_days(expression.reading)
    if not numbers:
        return None
    words = {token.form for token in around_of(text, expression.first)}
    days = NONE
    for series, first, last in rounds_of_talks():
        if series in words and first.day == numbers[0] and (len(numbers) == 1 or last.day == numbers[-1]):
            days |= between(first.replace(day=1), last)
    quote = text.quote(expression.start, expression.end)
    return Evidence(days, f"«{quote}» is when a round of these talks was held", HINT) if days else None


def _named_days(reading: Reading) -> list[int]:
    """The days of the article's month that a reading names, in order."""
    if isinstance(reading, Several):
        return [day for member in reading.members for day in _named_days(member)]
    if isinstance(reading, Range):
        return _named_days(reading.first) + _named_days(reading.last)
    inner = day_of(reading)
    if isinstance(inner, Date) and inner.day and isinstance(inner.within, Shift) and inner.within.by == 0:
        return [inner.day]
    return []


def of_twin(clock: Clock, quote: str) -> Iterator[Evidence]:
    """«الساعة 12 ظهرا (09:00 ت.غ)»: three hours apart is Syrian summer time, two winter time.

    Syria has kept summer time all the year since October 2022 (tzdata).
    """
    twin = clock.twin
    if twin is None or twin.zone != "UTC" or clock.zone not in (None, "Asia/Damascus"):
        return
    apart = (clock.hour - twin.hour) % 12
    if apart in (2, 3):
        season = _summer_time() if apart == 3 else Days(EVERY.bits & ~_summer_time().bits)
        yield Evidence(season.widened(7, 7), f"«{quote}» is {apart} hours from UTC", HINT)


@lru_cache(maxsize=1)
def _summer_time() -> Days:
    """The days on which Damascus is three hours ahead of UTC."""
    days = NONE
    for year in range(FIRST.year, LAST.year + 1):
        for month in range(1, 13):
            span = span_of(year, month, None)
            if span is not None:
                days |= _summer_days(span)
    return days


def _summer_days(month: Stretch) -> Days:
    if _is_summer(month.first) == _is_summer(month.last):
        return between(*month) if _is_summer(month.first) else NONE
    found = NONE
    for step in range((month.last - month.first).days + 1):
        day = month.first + timedelta(step)
        if _is_summer(day):
            found |= between(day, day)
    return found


def _is_summer(day: date) -> bool:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Damascus")).utcoffset() == timedelta(
        hours=3
    )
