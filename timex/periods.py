"""Resolving periods: weeks, months and years counted from a day, their parts, seasons, decades, centuries."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from timex.calendar_units import day_extent, month_after, month_extent, next_weekday, year_extent
from timex.extent import Extent, NoSuchDayError
from timex.reading import Era, Leading, Nth, Season, Unit
from timex.timex3 import week

_DAY: Final = timedelta(days=1)
_LUNAR: Final = 354.36707 / 365.2425  # a Hijri year in Gregorian years
_SEASONS: Final = {"winter": ("WI", 12), "spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9)}
_MONTHS_OF: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def week_extent(day: date, why: str = "") -> Extent:
    """The week of a day, Monday to Sunday as ISO counts."""
    first = day - timedelta(days=day.isoweekday() - 1)
    return Extent(first, first + timedelta(days=6), week(first), "week", why)


def shifted(unit: Unit, by: int, day: date, why: str = "") -> Extent:
    """The unit that lies ``by`` units from the one that holds a day."""
    if unit == "day":
        return day_extent(day + timedelta(days=by), why)
    if unit == "week":
        return week_extent(day + timedelta(weeks=by), why)
    if unit == "month":
        return month_extent(*month_after(day.year, day.month, by), why)
    if unit in ("quarter", "half"):
        length = _MONTHS_OF[unit]
        return part_of_year(unit, day.year, (day.month - 1) // length + by, why)
    return _shifted_years(unit, by, day, why)


def _shifted_years(unit: Unit, by: int, day: date, why: str) -> Extent:
    if unit == "year":
        return year_extent(day.year + by, why)
    if unit == "decade":
        return era_extent(Era("decade", (day.year // 10 + by) * 10), why)
    if unit == "century":
        return era_extent(Era("century", (day.year // 100 + by) * 100), why)
    raise NoSuchDayError


def part_of_year(unit: str, year: int, index: int, why: str = "") -> Extent:
    """Quarter or half number ``index`` (from 0) of a year; beyond it, of another."""
    length = _MONTHS_OF[unit]
    year, index = year + index * length // 12, index % (12 // length)
    first = date(year, index * length + 1, 1)
    last_month = index * length + length
    last = date(year, last_month, monthrange(year, last_month)[1])
    return Extent(first, last, f"{year}-{unit[0].upper()}{index + 1}", unit, why)


def era_extent(era: Era, why: str = "") -> Extent:
    """A decade or a century."""
    years = 10 if era.unit == "decade" else 100
    digits = 1 if era.unit == "decade" else 2
    if era.hijri:
        return _hijri_era(era, years)
    if era.before_christ or era.first < 1:
        value = f"BC{abs(era.first) // 100 - 1:02}" if era.before_christ else "00"
        return Extent(None, None, value, era.unit, why)
    value = f"{era.first:04}"[:-digits]
    edtf = value + "X" * digits
    return Extent(date(era.first, 1, 1), date(era.first + years - 1, 12, 31), value, era.unit, why, edtf=edtf)


def leading_extent(leading: Leading, period: Extent) -> Extent:
    """The first or last so many days, weeks or months of a period."""
    first, last = period.first_day, period.last_day
    count = int(leading.span.count or 0)
    if first is None or last is None or count < 1:
        return replace(period, mod="START" if leading.sign > 0 else "END")
    if leading.span.unit == "month":
        if period.granularity == "year" and not _is_gregorian(first) and count <= _MONTHS_OF["year"]:
            months = (1, count) if leading.sign > 0 else (13 - count, 12)
            return _lunar_months((first, last), months, "month", period.why)
        start = first if leading.sign > 0 else date(*month_after(last.year, last.month, 1 - count), 1)
        end = month_extent(*month_after(start.year, start.month, count - 1)).last_day or last
        return Extent(start, end, f"{start:%Y-%m}/{end:%Y-%m}", "month", period.why)
    days = timedelta(days=count * (7 if leading.span.unit == "week" else 1) - 1)
    ends = (first, first + days) if leading.sign > 0 else (last - days, last)
    return Extent(*ends, f"{ends[0]}/{ends[1]}", "day", period.why)


def _hijri_era(era: Era, years: int) -> Extent:
    """By the length of the lunar year, to a year either way."""
    first, last = (int(622.5 + _LUNAR * (year - 1)) for year in (era.first + 1, era.first + years + 1))
    why = "Hijri, by the length of the lunar year, to a year either way"
    return Extent(date(first, 1, 1), date(last, 12, 31), f"{first:04}/{last:04}", era.unit, why, mod="APPROX")


def season_extent(season: Season, year: int, why: str = "") -> Extent:
    """A season by whole months; winter begins in the December before."""
    code, first_month = _SEASONS[season.name]
    first_year = year - 1 if season.name == "winter" else year
    last_year, last_month = month_after(first_year, first_month, 2)
    edtf = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}[code]
    return Extent(
        date(first_year, first_month, 1),
        date(last_year, last_month, monthrange(last_year, last_month)[1]),
        f"{year}-{code}",
        "season",
        why,
        edtf=f"{year}-{edtf}",
    )


def season_within(season: Season, first: date, last: date, why: str) -> Extent:
    """The season of a year that begins on a day; of a Hijri one that which lies in it for the most part."""
    if _is_gregorian(first) or first.year == last.year:
        return season_extent(season, first.year, why)
    found = [season_extent(season, year, why) for year in (first.year, last.year, last.year + 1)]

    def within(one: Extent) -> timedelta:
        return min(one.last_day or last, last) - max(one.first_day or first, first)

    return max(found, key=within)


def season_code(season: Season) -> str:
    """TIMEX3's two letters."""
    return _SEASONS[season.name][0]


def season_near(season: Season, day: date, rel: str | None, *, forward: bool) -> Extent:
    """The season nearest to a day, or the last or next one."""
    years = [season_extent(season, year) for year in range(day.year - 2, day.year + 3)]
    if rel == "past" or (rel is None and not forward):
        chosen = [s for s in years if s.last_day and s.first_day and (s.last_day < day if rel else s.first_day <= day)][
            -1
        ]
    elif rel == "next" or rel is None:
        chosen = next(
            s for s in years if s.first_day and s.last_day and (s.first_day > day if rel else s.last_day >= day)
        )
    else:
        chosen = min(years, key=lambda s: abs(((s.first_day or day) - day).days))
    return replace(chosen, why=f"counted from the article's date {day}")


def nth_extent(nth: Nth, period: Extent, why: str = "") -> Extent:
    """The nth day, week, month, quarter, half or weekday of a period; -1 is the last."""
    first, last = period.first_day, period.last_day
    if first is None or last is None:
        return Extent(None, None, "XXXX-XX-XX", nth.unit, why)
    if nth.weekday is not None:
        return _nth_weekday(nth.n, nth.weekday, first, last, why)
    if nth.unit == "week":
        return _nth_week(nth.n, first, last, why)
    if nth.unit == "day":
        day = last if nth.n == -1 else first + timedelta(days=nth.n - 1)
        if not first <= day <= last:
            raise NoSuchDayError
        return day_extent(day, why)
    if nth.unit == "month":
        return _nth_month(nth.n, period, first, last, why)
    return _nth_part(nth, period, first, last, why)


def _nth_month(count: int, period: Extent, first: date, last: date, why: str) -> Extent:
    if period.granularity == "year" and not _is_gregorian(first):
        month = count if count > 0 else 12
        return _lunar_months((first, last), (month, month), "month", why)
    return month_extent(
        *(month_after(first.year, first.month, count - 1) if count > 0 else (last.year, last.month)), why
    )


def _nth_part(nth: Nth, period: Extent, first: date, last: date, why: str) -> Extent:
    """Quarters and halves of a year, and halves of anything else."""
    if nth.unit in ("quarter", "half") and period.granularity == "year":
        count, length = 12 // _MONTHS_OF[nth.unit], _MONTHS_OF[nth.unit]
        index = (nth.n if nth.n > 0 else count) - 1
        if _is_gregorian(first):
            return part_of_year(nth.unit, first.year, index, why)
        return _lunar_months((first, last), (index * length + 1, (index + 1) * length), nth.unit, why)
    if nth.unit != "half":
        raise NoSuchDayError
    middle = first + (last - first) / 2
    ends = (first, middle) if nth.n == 1 else (middle + _DAY, last)
    return Extent(*ends, period.value, "day", why, mod="START" if nth.n == 1 else "END")


def _nth_weekday(count: int, weekday: int, first: date, last: date, why: str) -> Extent:
    if count == -1:
        return day_extent(last - timedelta((last.isoweekday() - weekday) % 7), why)
    day = next_weekday(first - timedelta(days=1), weekday) + timedelta(weeks=count - 1)
    if day > last:
        raise NoSuchDayError
    return day_extent(day, why)


def _nth_week(count: int, first: date, last: date, why: str) -> Extent:
    """Weeks of a month are counted by sevens from its first day, as «الأسبوع الأول من آذار» is meant."""
    if count == -1:
        start = last - timedelta(days=6)
        return Extent(start, last, week(last), "week", why)
    start = first + timedelta(weeks=count - 1)
    if start > last:
        raise NoSuchDayError
    return Extent(start, min(start + timedelta(days=6), last), week(start), "week", why)


def whole_week(count: int, first: date, last: date, why: str) -> Extent:
    """The nth week from Monday to Sunday that lies in a period as a whole, as calendars count for an assistant."""
    monday = first + timedelta((1 - first.isoweekday()) % 7)
    if count == -1:
        monday = last - timedelta(last.isoweekday() % 7 + 6)
    else:
        monday += timedelta(weeks=count - 1)
    if monday > last:
        raise NoSuchDayError
    return week_extent(monday, why)


def portion_extent(portion: str, word: str, period: Extent) -> Extent:
    """The early, middle or late part of a period: thirds, or the first and last month of a year."""
    first, last = period.first_day, period.last_day
    if first is None or last is None:
        return replace(period, mod=portion)
    bounds = _portion_bounds(portion, word, period.granularity, first, last)
    value = period.value
    granularity = "day" if period.granularity in ("month", "week") else "month"
    if period.granularity == "year" and (bounds[0].year, bounds[0].month) == (bounds[1].year, bounds[1].month):
        value = f"{bounds[0]:%Y-%m}"
    edtf = f"{bounds[0]}~/{bounds[1]}~"
    why = f"{period.why}; that part of it by convention" if period.why else "that part of it by convention"
    return replace(
        period, first=bounds[0], last=bounds[1], value=value, granularity=granularity, mod=portion, edtf=edtf, why=why
    )


def _portion_bounds(portion: str, word: str, granularity: str, first: date, last: date) -> tuple[date, date]:
    if granularity == "month":
        tenth, twentieth = first + timedelta(days=9), first + timedelta(days=19)  # of a Hijri month as well
        days = {"START": (first, tenth), "MID": (tenth + _DAY, twentieth), "END": (twentieth + _DAY, last)}
        return days[portion]
    if granularity == "year" and portion == "MID":
        return _months_of_year(first, last, 6, 7)
    if granularity == "year" and word not in ("أوائل", "أواخر"):
        return _months_of_year(first, last, *((1, 1) if portion == "START" else (12, 12)))
    third = (last - first) / 3
    if portion == "START":
        return first, first + third
    return (first + third, last - third) if portion == "MID" else (last - third, last)


def _months_of_year(first: date, last: date, begin: int, end: int) -> tuple[date, date]:
    """From one month of a year to another; those of a Hijri year to a day either way, as twelfths of it."""
    if _is_gregorian(first):
        return date(first.year, begin, 1), date(first.year, end, monthrange(first.year, end)[1])
    twelfth = (last - first + _DAY) / 12
    return first + (begin - 1) * twelfth, first + end * twelfth - _DAY


def _lunar_months(year: tuple[date, date], months: tuple[int, int], granularity: str, why: str) -> Extent:
    """The same of a Hijri year, as an extent: TIMEX3 has no value of its own for it."""
    ends = _months_of_year(*year, *months)
    return Extent(*ends, f"{ends[0]}/{ends[1]}", granularity, why)


def _is_gregorian(first: date) -> bool:
    """Is the year that begins on a day one of our calendar? No Hijri year within reach begins on 1 January."""
    return (first.month, first.day) == (1, 1)
