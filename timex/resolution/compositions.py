"""Ranges, lists, parts of periods: what is built of other readings."""

from dataclasses import replace
from datetime import date

from timex.calendar_units import DAY
from timex.extent import Context, Extent, NoSuchDayError
from timex.periods import (
    era_extent,
    leading_extent,
    nth_extent,
    portion_extent,
    season_code,
    season_extent,
    season_near,
    season_within,
    shifted,
    whole_week,
)
from timex.reading import Era, Leading, Nth, Portioned, Range, Season, Several, Shift
from timex.resolution.dispatch import resolve_reading
from timex.timex3 import iso


@resolve_reading.register
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


@resolve_reading.register
def _several(reading: Several, context: Context) -> Extent:
    members = [resolve_reading(member, context) for member in reading.members]
    members.sort(key=lambda extent: extent.first_day or date.min)
    edtf = "{" + ",".join(m.value for m in members) + "}"
    return Extent(
        members[0].first, members[-1].last, f"{members[0].value}/{members[-1].value}", "day", members[0].why, edtf=edtf
    )


@resolve_reading.register
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


@resolve_reading.register
def _nth(reading: Nth, context: Context) -> Extent:
    period = resolve_reading(reading.of or Shift("year", 0), context)
    if reading.unit == "week" and context.prefer == "future" and period.first_day and period.last_day:
        return whole_week(reading.n, period.first_day, period.last_day, period.why)
    if reading.of is None and period.first_day:
        extent = nth_extent(reading, period, "of the article's year")
        if extent.first_day and extent.first_day > context.day and not context.forward:
            return nth_extent(reading, shifted("year", -1, context.day), "the last one before the article's date")
        return extent
    return nth_extent(reading, period, period.why)


@resolve_reading.register
def _leading(reading: Leading, context: Context) -> Extent:
    return leading_extent(reading, resolve_reading(reading.of, context))


@resolve_reading.register
def _season(reading: Season, context: Context) -> Extent:
    if reading.year is not None:
        return season_extent(reading, reading.year, "the text names the year")
    if reading.within is not None:
        period = resolve_reading(reading.within, context)
        return (
            season_within(reading, period.first_day, period.last_day or period.first_day, period.why)
            if period.first_day
            else season_near(reading, context.day, None, forward=False)
        )
    if reading.rel is None and not context.forward:
        return Extent(None, None, f"XXXX-{season_code(reading)}", "season", "no year is named")
    return season_near(reading, context.day, reading.rel, forward=context.forward)


@resolve_reading.register
def _era(reading: Era, context: Context) -> Extent:
    del context
    return era_extent(reading, "of the twentieth century, as no other is named" if reading.open_century else "")
