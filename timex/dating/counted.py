"""What days counted from the article's own tell of it: «أمس الثلاثاء», «اليوم 7 كانون الأول», «العام الجاري 2016»."""

from collections.abc import Iterator

from timex.dating.days import EVERY, in_month, on_weekday
from timex.dating.evidence import CALENDAR, DEICTIC, WEEKDAYS, Evidence
from timex.dating.named_days import days_of, slips, year_days
from timex.reading import Date, Shift


def of_shift(shift: Shift, quote: str) -> Iterator[Evidence]:
    """«أمس الثلاثاء», «اليوم 7 كانون الأول», «العام الجاري 2016»: the day named beside must be the day counted."""
    beside = shift.beside
    if beside is None or beside.hijri:
        return
    if shift.unit == "day":
        yield from _of_named_beside(beside, shift.by, quote)
    elif shift.unit == "month" and beside.month:
        months = (beside.month - 1 - shift.by) % 12 + 1
        yield Evidence(in_month(months), f"«{quote}» names the month counted from", CALENDAR)
    elif shift.unit == "year" and beside.year:
        yield Evidence(year_days(beside.year - shift.by), f"«{quote}» names the year counted from", CALENDAR)


def _of_named_beside(beside: Date, by: int, quote: str) -> Iterator[Evidence]:
    weekday = on_weekday(beside.weekday) if beside.weekday else EVERY
    named = days_of(Date(year=beside.year, month=beside.month, day=beside.day)) if beside.month else EVERY
    if beside.day and beside.month:
        slip = not named & weekday  # in the weekday, in the day or, in January, in the year
        days = named | (slips(beside) & weekday) if slip else named & weekday
        yield Evidence(days.moved(-by), f"«{quote}» names the day that the article counts from", DEICTIC)
        if slip:
            return
    if beside.weekday:
        reason = f"«{quote}» is said {_counted(by)} {WEEKDAYS[beside.weekday - 1]}"
        yield Evidence(weekday.moved(-by), reason, DEICTIC)


def _counted(by: int) -> str:
    if by == 0:
        return "on a"
    return f"{abs(by)} day{'s' if abs(by) > 1 else ''} {'after' if by < 0 else 'before'} a"
