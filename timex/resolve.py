"""Resolution: what a reading means for an article of a given day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from arabic import fold
from timex.calendar_dates import DAY, day_extent, month_after, month_extent, resolve_date, year_extent
from timex.calendars import Feast, feasts, nth_day
from timex.clock_times import LOCAL, clock_extent, part_extent, zone
from timex.expression import fits
from timex.extent import Context, Extent, NoSuchDayError
from timex.hijri import Span as Days
from timex.periods import (
    era_extent,
    leading_extent,
    nth_extent,
    portion_extent,
    season_code,
    season_extent,
    season_near,
    shifted,
)
from timex.reading import (
    Ago,
    Anaphor,
    Clock,
    Date,
    Era,
    Every,
    FeastDay,
    Leading,
    Nth,
    Offset,
    Part,
    Portioned,
    Range,
    Reading,
    Season,
    Several,
    Shift,
    Span,
    TheFeast,
    Vague,
    Window,
)
from timex.timex3 import duration, iso

_DAYS_OF: Final = {"day": 1, "week": 7}
_MONTHS_OF: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_FEASTS: Final = (fold("عيد الفطر"), fold("عيد الأضحى"))
_EVES: Final = frozenset({"new-year-eve"})  # named by the year that follows
_HOURS_OF: Final = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}


def resolve_reading(reading: Reading, context: Context) -> Extent:
    """The extent of a reading.

    Raises UnanchoredError where it counts from a day that is not known, NoSuchDayError where it names none.
    """
    return _RESOLVERS[type(reading)](reading, context)


def _counted(context: Context) -> str:
    return f"counted from the article's date {context.day}"


def _shift(reading: Shift, context: Context) -> Extent:
    if reading.beside is None or reading.unit != "day":
        return shifted(reading.unit, reading.by, context.day, _counted(context))
    return _beside(reading.beside, context.day + reading.by * DAY, context)


def _beside(named: Date, day: date, context: Context) -> Extent:
    """A day counted and named: where they differ, two that agree outvote the third, and the reason tells."""
    if named.hijri or fits(named, day):
        return day_extent(day, _counted(context))
    if named.month is None and named.day is None:
        near = min(
            (day + step * DAY for step in range(-3, 4) if fits(named, day + step * DAY)),
            key=lambda d: abs((d - day).days),
        )
        return day_extent(near, f"the weekday beside it is believed; {_counted(context)} it would be {day}")
    try:
        stated = _date(replace(named, weekday=None), context)
    except NoSuchDayError:
        return day_extent(day, f"{_counted(context)}; the date beside it does not exist")
    if stated.first_day is not None and _believed(named, stated.first_day, day):
        return replace(stated, why=f"the date beside it is believed; {_counted(context)} it would be {day}")
    return day_extent(day, f"{_counted(context)}; the date beside it is {stated.value}")


def _believed(named: Date, stated: date, counted: date) -> bool:
    """Is the stated date to be believed against the counted one? The weekday decides, then nearness."""
    if named.weekday is not None and (stated.isoweekday() == named.weekday) != (counted.isoweekday() == named.weekday):
        return stated.isoweekday() == named.weekday
    return (stated.month, stated.day) != (counted.month, counted.day)


def _date(reading: Date, context: Context) -> Extent:
    return resolve_date(reading, context, resolve_reading)


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
    day, why = context.day, _counted(context)
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
    why = _counted(context)
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


def _ago(reading: Ago, context: Context) -> Extent:
    span = reading.span
    clocked = span.unit in _HOURS_OF and context.tense is None
    if reading.sign > 0 and context.prefer == "past" and (context.tense == "past" or clocked):
        return _later(reading, context)
    if span.count is None:
        return Extent(
            None, None, duration(span), "vague", "nobody says how many", "DURATION" if reading.since else "DATE"
        )
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


def _later(reading: Ago, context: Context) -> Extent:
    """«بعد يومين أفرج عنهم»: told as past, it counts from what was told before, not from the article's date."""
    before = context.recent
    if before is None or before.last_day is None:
        return replace(_span(reading.span, context), why="after something told as past, whose date is not in the text")
    told = replace(context, anchor=before.last_day, tense="future", now=None)
    return replace(_ago(reading, told), why=f"told as past: counted from {before.value}, told before it")


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


def _window(reading: Window, context: Context) -> Extent:
    span = reading.span
    value = duration(span)
    if reading.within and context.prefer != "future":
        return _span(span, context)
    if span.count is None:
        return Extent(None, None, value, "vague", "nobody says how many", "DURATION")
    edge = _steps(span, span.count, reading.sign, context)
    far = _exact(span, reading.sign, context) or edge.first
    now = (
        datetime.combine(context.day, context.now or far.timetz(), far.tzinfo)
        if isinstance(far, datetime)
        else context.day
    )
    first, last = (far, now) if reading.sign < 0 else (now, far)
    return Extent(
        first, last, value, edge.granularity if span.unit in _HOURS_OF else span.unit, _counted(context), "DURATION"
    )


def _exact(span: Span, sign: int, context: Context) -> date | None:
    """The same day of the month so many months away, for windows of months and years."""
    months = _months(span)
    if months is None:
        return None
    year, month = month_after(context.day.year, context.day.month, sign * round(months))
    last = month_extent(year, month).last_day
    return date(year, month, min(context.day.day, last.day if last else 28))


def _part(reading: Part, context: Context) -> Extent:
    if reading.on is not None:
        return part_extent(reading.part, resolve_reading(reading.on, context))
    if context.here is not None and context.here.granularity == "day":
        return part_extent(
            reading.part, replace(context.here, why=f"on the day told in the same sentence, {context.here.value}")
        )
    if context.prefer == "future" and context.anchor is not None:
        return part_extent(reading.part, day_extent(context.anchor, "today"))
    return part_extent(reading.part, Extent(None, None, "XXXX-XX-XX", "day", "no day is named"))


def _clock(reading: Clock, context: Context) -> Extent:
    if reading.on is not None:
        return clock_extent(reading, resolve_reading(reading.on, context))
    if (
        context.here is not None
        and context.here.first_day == context.here.last_day
        and context.here.first_day is not None
    ):
        return clock_extent(reading, replace(context.here, why="on the day told in the same sentence"))
    if context.prefer == "future" and context.anchor is not None:
        return clock_extent(reading, day_extent(context.anchor, "today"))
    return clock_extent(reading, None)


def _range(reading: Range, context: Context) -> Extent:
    last = resolve_reading(reading.last, context)
    first = resolve_reading(reading.first, context)
    if first.first_day and last.last_day and first.first_day > last.last_day and context.forward:
        last = resolve_reading(reading.last, replace(context, anchor=first.first_day, pinned={}))
    if first.first_day and last.last_day and first.first_day > last.last_day:
        again = replace(context, anchor=last.first_day, tense="past", pinned={})
        first = resolve_reading(reading.first, again)
    if first.first_day and last.last_day and first.first_day > last.last_day:
        raise NoSuchDayError
    coarse = first.granularity if first.granularity == last.granularity else last.granularity
    simple = first.edtf and last.edtf and "/" not in first.edtf + last.edtf
    edtf = f"{first.edtf}/{last.edtf}" if simple else None
    end = last.first if last.type == "TIME" and last.granularity in ("hour", "minute") else last.last
    return Extent(first.first, end, _joined(first, last), coarse, last.why, last.type, edtf=edtf)


def _joined(first: Extent, last: Extent) -> str:
    """A value for both ends: their own values, or their days where one is a range itself."""
    if "/" in first.value + last.value and first.first and last.last:
        return f"{iso(first.first)}/{iso(last.last)}"
    return f"{first.value}/{last.value}"


def _several(reading: Several, context: Context) -> Extent:
    members = [resolve_reading(member, context) for member in reading.members]
    members.sort(key=lambda extent: extent.first_day or date.min)
    edtf = "{" + ",".join(m.value for m in members) + "}"
    return Extent(
        members[0].first, members[-1].last, f"{members[0].value}/{members[-1].value}", "day", members[0].why, edtf=edtf
    )


def _portioned(reading: Portioned, context: Context) -> Extent:
    if isinstance(reading.of, Shift) and reading.of.unit == "week" and reading.word in ("نهاية", "آخر", "ختام"):
        return _weekend(reading.of, context)
    return portion_extent(reading.portion, reading.word, resolve_reading(reading.of, context))


def _weekend(week: Shift, context: Context) -> Extent:
    """Friday and Saturday, as Syria and most Arab countries rest."""
    whole = resolve_reading(week, context)
    friday = (whole.first_day or context.day) + 4 * DAY
    return Extent(
        friday,
        friday + DAY,
        f"{whole.value}-WE",
        "day",
        f"Friday and Saturday; {whole.why}",
        edtf=f"{friday}/{friday + DAY}",
    )


def _nth(reading: Nth, context: Context) -> Extent:
    period = resolve_reading(reading.of or Shift("year", 0), context)
    if reading.of is None and period.first_day:
        extent = nth_extent(reading, period, "of the article's year")
        if extent.first_day and extent.first_day > context.day and not context.forward:
            return nth_extent(reading, shifted("year", -1, context.day), "the last one before the article's date")
        return extent
    return nth_extent(reading, period, period.why)


def _leading(reading: Leading, context: Context) -> Extent:
    return leading_extent(reading, resolve_reading(reading.of, context))


def _season(reading: Season, context: Context) -> Extent:
    if reading.year is not None:
        return season_extent(reading, reading.year, "the text names the year")
    if reading.within is not None:
        period = resolve_reading(reading.within, context)
        return (
            season_extent(reading, period.first_day.year, period.why)
            if period.first_day
            else season_near(reading, context.day, None, forward=False)
        )
    if reading.rel is None and not context.forward:
        return Extent(None, None, f"XXXX-{season_code(reading)}", "season", "no year is named")
    return season_near(reading, context.day, reading.rel, forward=context.forward)


def _era(reading: Era, context: Context) -> Extent:
    del context
    return era_extent(reading, "of the twentieth century, as no other is named" if reading.open_century else "")


def _feast(reading: FeastDay, context: Context) -> Extent:
    feast = reading.feast
    span = _occurrence(reading, context)
    if span is None:
        raise NoSuchDayError
    why = f"{feast.name} begins on {span.first}"
    if feast.lunar:
        why += ", a day either way by the crescent"
    if reading.nth is not None:
        day = nth_day(span, reading.nth)
        if day is None:
            raise NoSuchDayError
        return day_extent(day, why)
    if span.first == span.last:
        return day_extent(span.first, why)
    value = f"{span.first}/{span.last}"
    return Extent(span.first, span.last, value, "day", why, edtf=value)


def _the_feast(context: Context) -> Feast:
    """«العيد» is the nearer of the two."""

    def away(feast: Feast) -> int:
        span = feast.around(context.day)
        return abs((span.first - context.day).days) if span else 1000

    return min((feasts()[name] for name in _FEASTS), key=away)


def _the_feast_day(reading: TheFeast, context: Context) -> Extent:
    return _feast(FeastDay(_the_feast(context), reading.nth), context)


def _occurrence(reading: FeastDay, context: Context) -> Days | None:
    feast = reading.feast
    if reading.year is not None and reading.hijri:
        return feast.of_hijri_year(reading.year)
    year = reading.year
    if year is not None and feast.key in _EVES:
        year -= 1
    if reading.within is not None:
        period = resolve_reading(reading.within, context)
        year = period.first_day.year if period.first_day else None
    if year is not None:
        return next(iter(feast.of_year(year)), None)
    if feast.once:
        dates = feast.dates()
        return dates[0] if len(dates) == 1 else feast.around(context.day)
    if reading.rel == "past":
        return feast.before(context.day - DAY)
    if reading.rel == "next" or (reading.rel is None and context.forward):
        return feast.after(context.day)
    return feast.around(context.day)


def _every(reading: Every, context: Context) -> Extent:
    del context
    return Extent(None, None, reading.value, "vague", "it repeats; no one day", "SET")


def _anaphor(reading: Anaphor, context: Context) -> Extent:
    earlier = context.recent
    if earlier is None or earlier.last_day is None or earlier.first_day is None:
        return Extent(
            None,
            None,
            "PAST_REF" if reading.by <= 0 else "FUTURE_REF",
            "vague",
            "the date it refers to is not in the text",
        )
    day = earlier.last_day if reading.by > 0 else earlier.first_day
    why = f"counted from {earlier.value}, told before it"
    if reading.by == 0 and reading.unit == "day":
        return _same(earlier, why)
    return shifted(reading.unit, reading.by, day, why)


def _same(earlier: Extent, why: str) -> Extent:
    """The same time again; of a clock time or part of a day, its day."""
    if earlier.type == "TIME" and earlier.first_day is not None:
        return day_extent(earlier.first_day, why)
    return replace(earlier, why=why, type="DATE")


def _vague(reading: Vague, context: Context) -> Extent:
    del context
    return Extent(None, None, reading.value, "vague", "a time the words do not fix")


_RESOLVERS: Final[dict[type, Callable[[Any, Context], Extent]]] = {
    Shift: _shift,
    Date: _date,
    Span: _span,
    Ago: _ago,
    Offset: _offset,
    Window: _window,
    Part: _part,
    Clock: _clock,
    Range: _range,
    Several: _several,
    Portioned: _portioned,
    Nth: _nth,
    Leading: _leading,
    Season: _season,
    Era: _era,
    FeastDay: _feast,
    TheFeast: _the_feast_day,
    Every: _every,
    Anaphor: _anaphor,
    Vague: _vague,
}
