"""What the mentions and facts of a text say of the day it was published: each a set of days with its reason.

Every function here asks one question: on which days could an article have said this? «أمس الثلاثاء» is said on
Wednesdays; «15 آذار الماضي» in the months after a 15 March; «سيعقد في 14 من هذا الشهر» before the 14th.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from arabic import Text, fold
from timex.calendars import hijri_day, hijri_month, hijri_year
from timex.days import EVERY, FIRST, LAST, NONE, Days, between, in_month, on_day_of_month, on_weekday
from timex.expression import Expression, day_of
from timex.facts import Found, rounds_of_talks
from timex.hijri import Span as Stretch
from timex.reading import Clock, Date, FeastDay, Open, Portioned, Range, Reading, Several, Shift
from timex.side import Side, side

# How far from its article a day without a year may lie, in days: a newspaper names the year of older days.
_PAST_REACH: Final = 180
_FUTURE_REACH: Final = 150
_LATE: Final = 8  # «20 شباط الجاري» still printed in the first days of March
_RECENT: Final = 330  # «فبراير الماضي»
_SYRIAN: Final = fold("سوري")
_NEWS: Final = 45  # days: a weekday with its whole date is not old
_ANNOUNCED: Final = 92  # days: what is announced rarely lies further ahead
_HINDSIGHT: Final = 60  # a minister is called minister for some weeks after leaving
# Firm evidence first; where two contradict each other, the weaker is set aside.
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STATED, DEICTIC, CALENDAR, FACT_START, TENSE, FACT_END, HINT = 9, 8, 7, 6, 5, 4, 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """The days on which an article could have said this, why, and how firm that is (9 to 1)."""

    days: Days
    reason: str
    weight: int


def of_expressions(expressions: Sequence[Expression], text: Text) -> Iterator[Evidence]:
    """What the time expressions of a text tell of its own date."""
    syrian = any(token.form.startswith(_SYRIAN) for token in text.tokens)
    for expression in expressions:
        if _is_an_anniversary(expression, text):
            continue
        weakened = 1 if expression.quoted else 0
        quote = text.quote(expression.start, expression.end)
        for evidence in _of_reading(expression.reading, side(expression, text), quote):
            yield replace(evidence, weight=evidence.weight - weakened)
        if syrian and isinstance(expression.reading, Clock):
            yield from _of_twin(expression.reading, quote)
        if expression.sentence == 0 and (lead := _of_lead(expression, quote)) is not None:
            yield lead
        if (meeting := _of_meeting(expression, text)) is not None:
            yield meeting


def _is_an_anniversary(expression: Expression, text: Text) -> bool:
    """«في مثل هذا اليوم من عام 2014» names another year's day."""
    return expression.first > 0 and text.tokens[expression.first - 1].form == "مثل"


def of_facts(found: Iterable[Found], text: Text) -> Iterator[Evidence]:
    """What the facts that a text mentions tell of its date."""
    for mention in found:
        fact, name = mention.fact, text.quote(mention.start, mention.end)
        if fact.start is not None:
            reason = f"«{name}» is not in the news before {fact.start} ({fact.source})"
            yield Evidence(between(fact.start, None), reason, FACT_START)
        if fact.end is not None and mention.present and fact.kind in ("office", "state"):
            last = fact.end + timedelta(_HINDSIGHT)
            reason = f"«{name}» is told as present, which ended on {fact.end} ({fact.source})"
            yield Evidence(between(None, last), reason, FACT_END)


def _of_reading(reading: Reading, side: Side, quote: str) -> Iterator[Evidence]:
    day = day_of(reading)
    if isinstance(day, Shift):
        yield from _of_shift(day, quote)
    elif isinstance(day, Date):
        yield from _of_date(day, side, quote)
    elif isinstance(day, Several):
        for member in day.members:
            yield from _of_reading(member, side, quote)
    elif isinstance(day, Range):  # its end is fully named, its beginning may borrow from it
        yield from _of_reading(day.last, None if side == "past" else side, quote)
    elif isinstance(day, Open):
        yield from _of_open(day, side, quote)
    elif isinstance(day, Portioned):
        yield from _of_reading(day.of, side, quote)
    elif isinstance(day, FeastDay):
        yield from _of_named_day(day, side, quote)


def _of_open(reading: Open, side: Side, quote: str) -> Iterator[Evidence]:
    """«منذ 15 آذار»: the day is over whatever the tense."""
    if reading.side == "since":
        yield from _of_reading(reading.point, "past", quote)
    elif reading.side == "until" and side == "future":
        yield from _of_reading(reading.point, side, quote)


# --- Days counted from the article's own ---


def _of_shift(shift: Shift, quote: str) -> Iterator[Evidence]:
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
        yield Evidence(_year(beside.year - shift.by), f"«{quote}» names the year counted from", CALENDAR)


def _of_named_beside(beside: Date, by: int, quote: str) -> Iterator[Evidence]:
    weekday = on_weekday(beside.weekday) if beside.weekday else EVERY
    named = _days_of(Date(year=beside.year, month=beside.month, day=beside.day)) if beside.month else EVERY
    if beside.day and beside.month:
        slip = not named & weekday  # in the weekday, in the day or, in January, in the year
        days = named | (_slips(beside) & weekday) if slip else named & weekday
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


def _slips(named: Date) -> Days:
    """Days that a writer meant who slipped by a day or two, by ten, or by a year."""
    exact = _days_of(Date(year=named.year, month=named.month, day=named.day))
    near = exact.widened(2, 2)
    for year in (named.year - 1, named.year + 1) if named.year else ():
        near |= _days_of(Date(year=year, month=named.month, day=named.day))
    for day in (named.day or 0) + 10, (named.day or 0) - 10:
        near |= _days_of(Date(year=named.year, month=named.month, day=day)) if 1 <= day <= 31 else NONE
    return near


# --- Dates ---


def _of_date(named: Date, side: Side, quote: str) -> Iterator[Evidence]:
    if named.hijri:
        span = _hijri_span(named)
        if span is not None:
            yield from _ordered(span, side, quote)
        return
    if named.rel is not None:
        yield from _of_relative_date(named, quote)
    if isinstance(named.within, Shift) and named.day:
        yield from _of_day_of_month(named, named.within, side, quote)
    if named.rel is not None or named.within is not None or not named.month:
        return
    if named.year is not None:
        span = _span(named.year, named.month, named.day)
        if span is not None:
            yield from _ordered(span, side, quote)
    elif named.day:
        yield from _of_yearless(named, side, quote)


def _ordered(span: Stretch, side: Side, quote: str) -> Iterator[Evidence]:
    """A day that is told as past or to come lies before or after the article."""
    if side == "past":
        yield Evidence(between(span.first, None), f"«{quote}» is past", TENSE)
    elif side == "told" and span.first == span.last:
        first = span.first - timedelta(_ANNOUNCED)
        yield Evidence(between(first, None), f"«{quote}» is past or was just announced", TENSE)
    elif side == "future" and span.first == span.last:
        yield Evidence(between(None, span.last), f"«{quote}» is still to come", HINT)


def _of_yearless(named: Date, side: Side, quote: str) -> Iterator[Evidence]:
    """«الجمعة 11 كانون الأول»: the weekday tells the years, the tense the side."""
    month, day, weekday = named.month or 0, named.day or 0, named.weekday
    if weekday:
        fitting = _near(month, day, weekday, _PAST_REACH, _FUTURE_REACH)
        yield Evidence(fitting, f"«{quote}» is that weekday only in some years", CALENDAR)
    if side == "past":
        yield Evidence(_near(month, day, weekday, 0, _PAST_REACH), f"«{quote}» is past", TENSE)
    elif side == "told":
        reason = f"«{quote}» is past or was just announced"
        yield Evidence(_near(month, day, weekday, _ANNOUNCED, _PAST_REACH), reason, TENSE)
    elif side == "future":
        yield Evidence(_near(month, day, weekday, _FUTURE_REACH, 0), f"«{quote}» is still to come", TENSE)


def _of_relative_date(named: Date, quote: str) -> Iterator[Evidence]:
    """«15 تشرين الثاني الماضي», «شهر فبراير المقبل», «21 ديسمبر الجاري»."""
    month = named.month
    if month is None or named.year is not None:
        return
    if named.rel == "this":
        own = in_month(month).widened(0, _LATE)
        yield Evidence(own, f"«{quote}» names the article's own month", CALENDAR)
    elif named.rel == "past":
        yield Evidence(_near(month, named.day, None, -1, _RECENT), f"«{quote}» is past", CALENDAR)
    elif named.rel == "next":
        yield Evidence(_near(month, named.day, None, _RECENT, -1), f"«{quote}» is still to come", CALENDAR)


def _of_day_of_month(named: Date, within: Shift, side: Side, quote: str) -> Iterator[Evidence]:
    """«يومي 14 و15 من هذا الشهر»: told as to come it was written by the 14th, told as past since."""
    if within.unit != "month" or within.by != 0 or not named.day:
        return
    if side == "future":
        yield Evidence(_days_of_month(1, named.day), f"«{quote}» is still to come", TENSE)
    elif side == "past":
        yield Evidence(_days_of_month(named.day, 31), f"«{quote}» is past", TENSE)


def _of_named_day(named: FeastDay, side: Side, quote: str) -> Iterator[Evidence]:
    """A day that had its name once («جمعة أطفال الحرية»)."""
    if named.feast.once:
        days = named.feast.dates()
        yield from _ordered(Stretch(days[0].first, days[-1].last), side, quote)


def _of_lead(expression: Expression, quote: str) -> Evidence | None:
    """A weekday with its whole date in the first sentence is the day of the news, a few weeks off at most."""
    named = day_of(expression.reading)
    if not isinstance(named, Date) or named.hijri or not (named.weekday and named.day and named.month and named.year):
        return None
    exact = _days_of(named)
    days = exact.widened(_ANNOUNCED, _NEWS) if exact else _slips(named).widened(_ANNOUNCED, _NEWS)
    return Evidence(days, f"«{quote}» opens the news", HINT + 1)


# --- Meetings with a date, and clocks with a twin ---


def _of_meeting(expression: Expression, text: Text) -> Evidence | None:
    """A round of talks on named days of a month: only some months had one on these days."""
    numbers = _named_days(expression.reading)
    if not numbers:
        return None
    words = {token.form for token in text.of_sentence(expression.sentence)}
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


def _of_twin(clock: Clock, quote: str) -> Iterator[Evidence]:
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
    from datetime import datetime  # noqa: PLC0415  only here
    from zoneinfo import ZoneInfo  # noqa: PLC0415  only here

    damascus = ZoneInfo("Asia/Damascus")
    bits = 0
    for index, day in enumerate(EVERY):
        offset = datetime(day.year, day.month, day.day, 12, tzinfo=damascus).utcoffset()
        bits |= (offset == timedelta(hours=3)) << index
    return Days(bits)


# --- Sets of days ---


def _year(year: int) -> Days:
    return between(date(year, 1, 1), date(year, 12, 31)) if FIRST.year <= year <= LAST.year else NONE


@lru_cache(maxsize=256)
def _days_of_month(first: int, last: int) -> Days:
    days = NONE
    for day in range(first, last + 1):
        days |= on_day_of_month(day)
    return days


def _days_of(named: Date) -> Days:
    """All days that bear the fields named."""
    days = EVERY
    if named.weekday:
        days &= on_weekday(named.weekday)
    if named.day:
        days &= on_day_of_month(named.day)
    if named.month:
        days &= in_month(named.month)
    if named.year:
        days &= _year(named.year)
    return days


def _span(year: int, month: int, day: int | None) -> Stretch | None:
    """The day, or the month where no day is named; nothing where there is no such day."""
    try:
        first = date(year, month, day or 1)
    except ValueError:  # 31 شباط
        return None
    return Stretch(first, first if day else date(year + month // 12, month % 12 + 1, 1) - timedelta(1))


def _hijri_span(named: Date) -> Stretch | None:
    if named.year is None:
        return None
    if named.month is None:
        return hijri_year(named.year)
    if named.day is None:
        return hijri_month(named.year, named.month)
    day = hijri_day(named.year, named.month, named.day)
    return Stretch(day, day) if day else None


@lru_cache(maxsize=4096)
def _near(month: int, day: int | None, weekday: int | None, before: int, after: int) -> Days:
    """Days at most ``before`` days ahead of such a date (negative: that many after it) and ``after`` days past it."""
    days = NONE
    for year in range(FIRST.year - 1, LAST.year + 2):
        span = _span(year, month, day)
        if span is not None and weekday in (None, span.first.isoweekday()):
            days |= between(span.first - timedelta(before), span.last + timedelta(after))
    return days
