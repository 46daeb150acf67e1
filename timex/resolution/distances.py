"""Spans, and times so far before or after another: قبل, منذ, بعد, خلال, the last three days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, Literal

from timex.calendar_units import DAY, day_extent, month_after, month_extent, year_extent
from timex.clock_times import LOCAL, zone
from timex.extent import Context, Extent
from timex.periods import shifted
from timex.reading import Ago, Offset, Shift, Span, Unit, Window
from timex.resolution.dispatch import counted, resolve_reading
from timex.timex3 import duration, iso

_DAYS_OF: Final[Mapping[Unit, int]] = {"day": 1, "week": 7}
_MONTHS_OF: Final[Mapping[Unit, int]] = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_DAYS_AGO: Final[Mapping[Unit, int]] = {"second": 0, "minute": 0, "hour": 1}  # at most, where no number is told
_HOURS_OF: Final[Mapping[Unit, float]] = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}


@resolve_reading.register
def _span(reading: Span, context: Context) -> Extent:
    del context
    unit = reading.unit if reading.unit not in ("second", "quarter", "half") else "minute"
    return Extent(None, None, duration(reading), unit, "a length of time, no date", "DURATION", reading.mod)


def _months(span: Span) -> float | None:
    """A span of months or years in months."""
    if span.unit not in _MONTHS_OF or span.count is None:
        return None
    rest = 0.0
    if span.and_more is not None:
        more = _months(span.and_more)
        if more is None:
            return None
        rest = more
    return span.count * _MONTHS_OF[span.unit] + rest


def _steps(span: Span, count: float, sign: int, context: Context) -> Extent:
    """The time so many units away, as coarse as the units are."""
    day, why = context.day, counted(context)
    months = _months(replace(span, count=count))
    if months is None and span.unit == "month":  # «شهر ونصف»
        year, month = month_after(day.year, day.month, sign * round(count))
        rest = round(span.and_more.count or 0) if span.and_more and span.and_more.unit == "day" else 0
        about = date(year, month, min(day.day, 28)) + sign * rest * DAY
        return month_extent(about.year, about.month, why)
    if months is not None:
        if span.unit == "month" or span.and_more is not None:
            return month_extent(*month_after(day.year, day.month, sign * round(months)), why)
        if span.unit == "year":
            return year_extent(day.year + sign * round(count), why)
        return shifted(span.unit, sign * round(count), day, why)
    if span.unit in _DAYS_OF:
        days = count * _DAYS_OF[span.unit]
        if span.and_more is not None and span.and_more.unit in _DAYS_OF:
            days += (span.and_more.count or 0) * _DAYS_OF[span.and_more.unit]
        return day_extent(day + sign * round(days) * DAY, why)
    return _clock_steps(span, count, sign, context)


def _clock_steps(span: Span, count: float, sign: int, context: Context) -> Extent:
    hours = count * _HOURS_OF.get(span.unit, 24.0)
    if span.and_more is not None:
        hours += (span.and_more.count or 0) * _HOURS_OF.get(span.and_more.unit, 0.0)
    why = counted(context)
    if context.now is not None:
        instant = datetime.combine(context.day, context.now, context.now.tzinfo or zone(LOCAL)) + sign * timedelta(
            hours=hours
        )
        long = timedelta(minutes=59 if span.unit == "hour" else 0)
        return Extent(
            instant, instant + long, iso(instant), span.unit if span.unit != "second" else "minute", why, "TIME"
        )
    day = context.day + sign * int(hours // 24) * DAY
    return Extent(
        day,
        day,
        day.isoformat(),
        "hour" if span.unit == "hour" else "minute",
        f"{why}, whose hour is not known",
        "TIME",
    )


@resolve_reading.register
def _ago(reading: Ago, context: Context) -> Extent:
    span = reading.span
    clocked = context.tense is None and (span.unit in _HOURS_OF or span.unit in _MONTHS_OF)
    if reading.sign > 0 and context.prefer == "past" and (context.tense == "past" or clocked):
        return _later(reading, context)
    if span.count is None:
        return _uncounted(reading, context)
    near = _steps(span, span.count, reading.sign, context)
    if span.upto is not None:
        far = _steps(span, span.upto, reading.sign, context)
        first, last = (far, near) if reading.sign < 0 else (near, far)
        near = replace(near, first=first.first, last=last.last, value=f"{first.value}/{last.value}")
    if span.mod == "APPROX":
        return replace(near, mod="APPROX", edtf=f"{near.edtf}~" if near.edtf else None)
    if span.mod is None:
        return near
    return _bounded(near, span.mod, reading.sign, context)


def _uncounted(reading: Ago, context: Context) -> Extent:
    """«قبل دقائق» is on the day on which it is told, «قبل ساعات» on that or the day before."""
    sort: Literal["DURATION", "DATE"] = "DURATION" if reading.since else "DATE"
    days = _DAYS_AGO.get(reading.span.unit) if reading.sign < 0 else None
    if days is None or context.anchor is None:
        return Extent(None, None, duration(reading.span), "vague", "nobody says how many", sort)
    first = context.anchor - days * DAY
    why = "told on the article's day" if not days else "told on the article's day or the one before"
    return Extent(first, context.anchor, duration(reading.span), "day" if not days else "vague", why, sort)


def _later(reading: Ago, context: Context) -> Extent:
    """«بعد يومين أفرج عنهم»: told as past, it counts from what was told before, not from the article's date."""
    before = context.recent
    if before is None or before.last_day is None:
        return replace(_span(reading.span, context), why="after something told as past, whose date is not in the text")
    told = replace(context, anchor=before.last_day, tense="future", now=None)
    return replace(_ago(reading, told), why=f"told as past: counted from {before.value}, told before it")


@resolve_reading.register
def _offset(reading: Offset, context: Context) -> Extent:
    of = resolve_reading(reading.of, context)
    day = of.last_day if reading.sign > 0 else of.first_day
    if day is None:
        return _span(reading.span, context)
    told = replace(context, anchor=day, tense="future", now=context.now if isinstance(reading.of, Shift) else None)
    return replace(_ago(Ago(reading.span, reading.sign), told), why=f"counted from {of.value} ({of.why})")


def _bounded(near: Extent, mod: str, sign: int, context: Context) -> Extent:
    """More than so long ago has no beginning, less than so long ago begins there."""
    beyond = (mod == "MORE_THAN") == (sign < 0)
    if mod == "MORE_THAN":
        mod_of_date = "BEFORE" if sign < 0 else "AFTER"
        return replace(
            near, first=None if beyond else near.first, last=near.last if beyond else None, mod=mod_of_date, edtf=None
        )
    ends = (near.first, context.day) if sign < 0 else (context.day, near.last)
    return replace(near, first=ends[0], last=ends[1], mod="AFTER" if sign < 0 else "BEFORE", edtf=None)


@resolve_reading.register
def _window(reading: Window, context: Context) -> Extent:
    span = reading.span
    value = duration(span)
    if reading.within and context.prefer != "future":
        return _span(span, context)
    if span.count is None:
        return Extent(None, None, value, "vague", "nobody says how many", "DURATION")
    edge = _steps(span, span.count, reading.sign, context)
    if context.prefer == "future" and span.count == 1 and span.unit in ("hour", "minute"):
        return edge  # «الساعة القادمة» said to an assistant is an hour from now
    far = _exact(span, reading.sign, context) or edge.first
    now = (
        datetime.combine(context.day, context.now or far.timetz(), far.tzinfo)
        if isinstance(far, datetime)
        else context.day
    )
    first, last = (far, now) if reading.sign < 0 else (now, far)
    return Extent(
        first, last, value, edge.granularity if span.unit in _HOURS_OF else span.unit, counted(context), "DURATION"
    )


def _exact(span: Span, sign: int, context: Context) -> date | None:
    """The same day of the month so many months away, for windows of months and years."""
    months = _months(span)
    if months is None:
        return None
    year, month = month_after(context.day.year, context.day.month, sign * round(months))
    last = month_extent(year, month).last_day
    return date(year, month, min(context.day.day, last.day if last else 28))
