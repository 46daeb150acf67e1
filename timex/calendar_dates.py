"""Resolving calendar fields: which year a day and month without one, which day a weekday means."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from timex.calendar_units import DAY, day_extent, last_weekday, month_after, month_extent, next_weekday, year_extent
from timex.calendars import hijri_day, hijri_month, hijri_year, to_hijri
from timex.extent import Context, Extent, NoSuchDayError
from timex.reading import Anaphor, Date, Shift

_FAR: Final = 200  # days
_NEAR: Final = 45
_LONG_GONE: Final = 270
_LAST_HIJRI: Final = 1600
_UMM_AL_QURA: Final = "Hijri, by the Umm al-Qura calendar; a day either way is possible"
# How many times nearer a future date must be than a past one to be meant, by the sentence's tense.
_NEVER: Final = 1_000.0  # «منذ 25 كانون الأول» is behind, however near the next one is
_FUTURE_NEARER: Final = {"past": 6.0, None: 6.0, "present": 1.5, "future": 0.2}


def resolve_date(
    named: Date, context: Context, container: Callable[[Shift | Date | Anaphor, Context], Extent]
) -> Extent:
    """The extent of calendar fields; ``container`` resolves the period they are said to lie in."""
    if named.ordinal:
        return _ordinal(named, context, container)
    if named.hijri:
        return _hijri(named, context)
    if named.year is not None:
        return _stated(named, "the text names the year")
    if named.within is not None and not named.rel:
        return _inside(named, container(named.within, context))
    return _without_year(named, context)


def _ordinal(named: Date, context: Context, container: Callable[[Shift | Date | Anaphor, Context], Extent]) -> Extent:
    """«السبت الأول من أيار»: the date if it is that weekday, else the first such weekday of the month."""
    plain = replace(named, ordinal=False)
    extent = resolve_date(plain, context, container)
    day = extent.first_day
    if day is None or named.weekday in (None, day.isoweekday()):
        return extent
    first = day.replace(day=1) - DAY
    nth = next_weekday(first, named.weekday or 1) + timedelta(weeks=(named.day or 1) - 1)
    if nth.month != day.month:
        raise NoSuchDayError
    return day_extent(nth, f"{_name(named.weekday or 1)} number {named.day} of {day:%Y-%m}")


def _stated(named: Date, why: str) -> Extent:
    if named.year is None:
        raise NoSuchDayError
    if named.month is None or named.year < 0:
        return year_extent(named.year, why)
    if named.day is None:
        return month_extent(named.year, named.month, why)
    try:
        day = date(named.year, named.month, named.day)
    except ValueError:  # 31 شباط: the words match, the day does not exist
        raise NoSuchDayError from None
    if named.weekday and named.weekday != day.isoweekday():
        why += f", though that day was a {day:%A}"
    return day_extent(day, why)


def _unplaced(named: Date) -> Extent:
    """What the words give of a day or month «من العام نفسه» where no year was told."""
    month = f"{named.month:02}" if named.month else "XX"
    whole = named.month is not None and named.day is None
    value = f"XXXX-{month}" if whole else f"XXXX-{month}-{named.day or 'XX':0>2}"
    return Extent(None, None, value, "month" if whole else "day", "in a period that is not known")


def _inside(named: Date, period: Extent) -> Extent:
    """A day or month inside a period that was named or counted."""
    first, last = period.first_day, period.last_day
    if first is None or last is None:
        return _unplaced(named)
    why = f"in {period.value} ({period.why})" if period.why else f"in {period.value}"
    if named.month is not None:
        year = first.year if first.month <= named.month or last.year == first.year else last.year
        return _stated(Date(year, named.month, named.day, named.weekday), why)
    if named.day is not None:
        return _stated(Date(first.year, first.month, named.day, named.weekday), why)
    if named.weekday is not None:
        day = first + timedelta((named.weekday - first.isoweekday()) % 7)
        if day <= last:
            return day_extent(day, why)
    raise NoSuchDayError


def _candidates(named: Date, context: Context) -> Iterator[Extent]:
    """The same fields in the years around the article's."""
    reach = 1 if context.prefer == "future" and named.weekday else 2  # nobody asks an assistant for years ago
    for year in range(context.day.year - reach, context.day.year + reach + 1):
        extent = _of_year(year, named.month, named.day)
        if extent is not None:
            yield extent


@lru_cache(maxsize=4096)
def _of_year(year: int, month: int | None, day: int | None) -> Extent | None:
    """A month or a day of one year; nothing where it has no such day (29 شباط)."""
    try:
        return _stated(Date(year, month, day), "")
    except NoSuchDayError:
        return None


def _without_year(named: Date, context: Context) -> Extent:
    if named.month is None:
        return _day_alone(named, context) if named.day is not None else _weekday(named, context)
    candidates = list(_candidates(named, context))
    if named.weekday:
        candidates = _on_weekday(candidates, named.weekday, context.day) or candidates
    return _by_rel(candidates, named, context)


def _on_weekday(candidates: list[Extent], weekday: int, day: date) -> list[Extent]:
    """Those that fall on a weekday; none if they are far while another lies near: then the weekday is a slip."""

    def away(extents: list[Extent]) -> int:
        return min((abs((e.first_day - day).days) for e in extents if e.first_day), default=_FAR)

    right = [c for c in candidates if c.first_day and c.first_day.isoweekday() == weekday]
    return [] if away(right) >= _FAR and away(candidates) <= _NEAR else right


def _by_rel(candidates: list[Extent], named: Date, context: Context) -> Extent:
    """The candidate that الماضي, الجاري or المقبل picks, or else the nearest."""
    if not candidates:
        raise NoSuchDayError
    day = context.day
    if named.rel == "past":
        chosen = [c for c in candidates if c.last_day and c.last_day < day]
        chosen = chosen[:-1] if named.within is not None else chosen  # «شباط قبل الماضي»
        return _because(chosen[-1], f"the last one before the article's date {day}") if chosen else candidates[0]
    if named.rel == "next":
        chosen = [c for c in candidates if c.first_day and c.first_day > day]
        chosen = chosen[1:] if named.within is not None else chosen
        return _because(chosen[0], f"the next one after the article's date {day}") if chosen else candidates[-1]
    if named.rel == "this":
        chosen = [c for c in candidates if c.first_day and c.first_day.year == day.year]
        return _because((chosen or candidates)[0], f"in the year of the article's date {day}")
    return _nearest(candidates, context)


def _nearest(candidates: list[Extent], context: Context) -> Extent:
    """The nearest, past ones first: how much nearer a future one must be depends on the tense."""
    day, weight = context.day, _NEVER if context.begun else _FUTURE_NEARER[context.tense]
    if context.tense is None and context.prefer == "future":
        weight = 0.0
        candidates = [c for c in candidates if _of_this_year(c, day)] or candidates

    def distance(extent: Extent) -> float:
        first, last = extent.first_day, extent.last_day
        if first is None or last is None:
            return float("inf")
        if first > day:
            return (first - day).days * weight
        return float((day - last).days) if last < day else 0.0

    chosen = min(candidates, key=distance)
    said = {"past": "told in the past", "future": "told as still to come"}.get(context.tense or "", "the nearest")
    return _because(chosen, f"no year is named; {said}, counted from the article's date {day}")


def _of_this_year(extent: Extent, day: date) -> bool:
    """A date without a year, said to an assistant, is of the year at hand, unless most of a year has gone since."""
    last = extent.last_day
    return last is not None and last.year == day.year and (day - last).days <= _LONG_GONE


def _day_alone(named: Date, context: Context) -> Extent:
    """A day of the month, perhaps with its weekday, in the nearest month that has it."""
    candidates = []
    for step in range(-14, 15):
        year, month = month_after(context.day.year, context.day.month, step)
        try:
            day = date(year, month, named.day or 1)
        except ValueError:  # no 31st in that month
            continue
        if named.weekday in (None, day.isoweekday()):
            candidates.append(day_extent(day))
    if not candidates:
        raise NoSuchDayError
    return _nearest(candidates, context)


def _because(extent: Extent, why: str) -> Extent:
    return replace(extent, why=why)


def _weekday(named: Date, context: Context) -> Extent:
    if named.weekday is None:
        raise NoSuchDayError
    day, weekday = context.day, named.weekday or 1
    weeks = abs(named.within.by) - 1 if isinstance(named.within, Shift) else 0
    if named.rel == "past":
        return day_extent(last_weekday(day, weekday) - weeks * 7 * DAY, f"the last {_name(weekday)} before {day}")
    if named.rel == "next":
        return day_extent(next_weekday(day, weekday) + weeks * 7 * DAY, f"the next {_name(weekday)} after {day}")
    pinned = context.pinned.get(weekday)
    if pinned is not None:
        return day_extent(pinned, f"the {_name(weekday)} that the text dates {pinned}")
    if context.forward:
        if context.prefer == "future" and named.rel != "this":  # «هذا الخميس» said on a Thursday is today
            return day_extent(next_weekday(day, weekday), f"the first {_name(weekday)} after {day}")
        return day_extent(
            next_weekday(day - DAY, weekday), f"told as still to come: the first {_name(weekday)} from {day} on"
        )
    return day_extent(
        last_weekday(day + DAY, weekday), f"told as past: the last {_name(weekday)} up to the article's date {day}"
    )


def _name(weekday: int) -> str:
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday - 1]


def _hijri(named: Date, context: Context) -> Extent:
    year, why = named.year, _UMM_AL_QURA
    if year is None and named.month is not None:
        return _hijri_near(named, context)
    if year is None:
        raise NoSuchDayError
    if year > _LAST_HIJRI and named.month is not None:  # «رمضان 2021»: the month that begins in that year
        near = (year - 622) * 33 // 32
        found = (hijri_month(hijri, named.month) for hijri in range(near - 1, near + 3))
        first = next((month.first for month in found if month and month.first.year == year), None)
        hijri = to_hijri(first) if first else None
        if hijri is None:
            raise NoSuchDayError
        return _hijri(replace(named, year=hijri.year), context)
    if named.month is None:
        span = hijri_year(year)
    elif named.day is None:
        span = hijri_month(year, named.month)
    else:
        day = hijri_day(year, named.month, named.day)
        if day is None:
            raise NoSuchDayError
        return day_extent(day, why)
    if span is None:  # no table holds a year so early: by the length of the lunar year
        gregorian = 622 + (year - 1) * 354.367 / 365.2425
        return Extent(
            date(int(gregorian), 1, 1),
            date(int(gregorian + 1), 12, 31),
            f"{int(gregorian):04}",
            "year",
            why,
            mod="APPROX",
        )
    granularity = "year" if named.month is None else "month"
    value = f"{span.first}/{span.last}"
    return Extent(span.first, span.last, value, granularity, why, edtf=value)


def _hijri_near(named: Date, context: Context) -> Extent:
    """The Hijri month or day of the year that the tense or its adjective says."""
    today = to_hijri(context.day)
    if today is None:
        raise NoSuchDayError
    candidates = []
    for year in range(today.year - 2, today.year + 3):
        try:
            candidates.append(_hijri(replace(named, year=year), context))
        except NoSuchDayError:  # a month of 29 days
            continue
    extent = _by_rel(candidates, named, context)
    return replace(extent, why=f"{extent.why}; {_UMM_AL_QURA}")
