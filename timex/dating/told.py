"""What dates that are told as past or to come tell of the article: it was written after the one, before the other."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from timex.dating.days import between, in_month, on_weekday
from timex.dating.evidence import CALENDAR, FACT_START, HINT, LEAD, TENSE, Evidence
from timex.dating.named_days import days_of, days_of_month, hijri_span, near, slips, span_of
from timex.dating.side import Side
from timex.expression import Expression, day_of
from timex.hijri import Span as Stretch
from timex.reading import Date, FeastDay, Shift

# Distances in days, measured on dated articles (docs/evaluation-publication.md).
_PAST_REACH: Final = 180  # of a day and month without a year: the news names the year of what is older
_FUTURE_REACH: Final = 150
_LATE: Final = 8  # «20 شباط الجاري» still printed in the first days of March
_RECENT: Final = 330  # «فبراير الماضي»
PASSED: Final = ("since", "over", "past")
_NEWS: Final = 45  # a weekday with its whole date is not old
_NEARLY: Final = 30  # «الدورة المنعقدة أيام …» may be told while it goes on
_MISREAD: Final = 150  # a clause that looks past is now and then about what was announced
_NAMED_AHEAD: Final = 7


def of_date(named: Date, side: Side, quote: str) -> Iterator[Evidence]:
    """What a date tells of the article, given the side on which its clause puts it."""
    if named.rel is not None:
        yield from _of_relative_date(named, quote)
    elif isinstance(named.within, Shift):
        yield from _of_day_of_month(named, named.within, side, quote)
    elif named.within is not None:
        return
    elif named.hijri or named.year is not None:
        yield from _ordered(_span(named, side), side, quote)
    elif named.day and named.month:
        yield from _of_yearless(named, side, quote)


def _span(named: Date, side: Side) -> Stretch | None:
    if named.hijri or named.year is None:
        return hijri_span(named)
    if named.month is None:
        # «ميزانية 2018», «مونديال 2022»: a year alone is named long before, except after «منذ».
        return span_of(named.year, 1, None) if side == "since" else None
    if named.weekday and named.day and not days_of(named):
        return None  # one of weekday, day, month and year is a slip
    return span_of(named.year, named.month, named.day)


def _ordered(span: Stretch | None, side: Side, quote: str) -> Iterator[Evidence]:
    """A day that is told as past or to come lies before or after the article."""
    if span is None:
        return
    if side == "since":
        yield Evidence(between(span.first, None), f"«{quote}» has begun", TENSE)
    elif side == "over":
        yield Evidence(between(span.first - timedelta(_NEARLY), None), f"«{quote}» is over", TENSE)
    elif side == "past" and span.first == span.last:  # «انتخابات نوفمبر 2016» is named long before
        reason = f"«{quote}» is past, or was announced at most {_MISREAD} days ahead"
        yield Evidence(between(span.first - timedelta(_MISREAD), None), reason, TENSE)
    elif side == "future" and span.first == span.last:
        yield Evidence(between(None, span.last), f"«{quote}» is still to come", HINT)


def _of_yearless(named: Date, side: Side, quote: str) -> Iterator[Evidence]:
    """«الجمعة 11 كانون الأول»: the weekday tells the years, the tense the side."""
    month, day, weekday = named.month or 0, named.day or 0, named.weekday
    if weekday:
        fitting = near(month, day, weekday, _PAST_REACH, _FUTURE_REACH)
        yield Evidence(fitting, f"«{quote}» is that weekday only in some years", HINT)
    if side in PASSED:
        yield Evidence(near(month, day, weekday, 0, _PAST_REACH), f"«{quote}» is past", TENSE)
    elif side == "told":
        reason = f"«{quote}» is past or was just announced"
        yield Evidence(near(month, day, weekday, _FUTURE_REACH, _PAST_REACH), reason, TENSE)
    elif side == "future":
        yield Evidence(near(month, day, weekday, _FUTURE_REACH, 0), f"«{quote}» is still to come", TENSE)


def _of_relative_date(named: Date, quote: str) -> Iterator[Evidence]:
    """«15 تشرين الثاني الماضي», «شهر فبراير المقبل», «21 ديسمبر الجاري»."""
    month = named.month
    if month is None or named.year is not None or named.hijri:
        return
    if named.rel == "this":
        own = in_month(month).widened(0, _LATE)
        yield Evidence(own, f"«{quote}» names the article's own month", CALENDAR)
    elif named.rel == "past":
        yield Evidence(near(month, named.day, None, -1, _RECENT), f"«{quote}» is past", CALENDAR)
    elif named.rel == "next":
        yield Evidence(near(month, named.day, None, _RECENT, -1), f"«{quote}» is still to come", CALENDAR)


def _of_day_of_month(named: Date, within: Shift, side: Side, quote: str) -> Iterator[Evidence]:
    """«يومي 14 و15 من هذا الشهر»: told as to come it was written by the 14th, told as past since."""
    if within.unit != "month" or within.by != 0 or not named.day:
        return
    if side == "future":
        yield Evidence(days_of_month(1, named.day), f"«{quote}» is still to come", TENSE)
    elif side in PASSED:
        yield Evidence(days_of_month(named.day, 31), f"«{quote}» is past", TENSE)


def of_named_day(named: FeastDay, quote: str) -> Iterator[Evidence]:
    """«جمعة أطفال الحرية»: the name was given in the week before, so no older article has it."""
    if named.feast.once:
        first = named.feast.dates()[0].first
        yield Evidence(between(first - timedelta(_NAMED_AHEAD), None), f"«{quote}» was on {first}", FACT_START)


def of_lead(expression: Expression, quote: str) -> Evidence | None:
    """A weekday with its whole date in the first sentence is the day of the news, a few weeks off at most."""
    named = day_of(expression.reading)
    if not isinstance(named, Date) or named.hijri or not (named.weekday and named.day and named.month and named.year):
        return None
    exact = days_of(named)
    days = exact or slips(named) & on_weekday(named.weekday)
    return Evidence(days.widened(_FUTURE_REACH, _NEWS), f"«{quote}» opens the news", LEAD)
