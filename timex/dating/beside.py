"""A period counted from the article with its own name beside it: «العام الجاري 2017», «الشهر الماضي (نيسان 2016)»."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from arabic import Kind, Text, Token
from timex.dating.days import FIRST, LAST, Days, in_month
from timex.dating.evidence import CALENDAR, Evidence
from timex.dating.named_days import days_of, year_days
from timex.dating.vocabulary import words
from timex.expression import Expression
from timex.reading import Date, Portioned, Reading, Shift

_OPENING: Final = ("(", "،", ",", "-", "–", "/")
_RECENT: Final = 330  # days: how far «الماضي» reaches


def of_beside(expressions: Sequence[Expression], text: Text) -> Iterator[Evidence]:
    """What a period and the name beside it tell of the article's date."""
    for expression, following in zip_longest(expressions, expressions[1:]):
        if not isinstance(expression.reading, Date | Shift | Portioned):
            continue
        year = _year_after(text.tokens, expression.last)
        named = following.reading if following and _adjacent(text.tokens, expression, following) else None
        days = _days(expression.reading, year, named if isinstance(named, Date) else None)
        if days is None and _is_current(text.tokens, expression):
            days = year_days(expression.reading.year or 0)  # type: ignore[union-attr]  # checked by _is_current
        if days:
            end = following.end if year is None and named is not None and following else _end(text.tokens, expression)
            quote = text.quote(expression.start, end)
            yield Evidence(days, f"«{quote}» names the time counted from the article", CALENDAR)


def _days(reading: Reading, year: int | None, named: Date | None) -> Days | None:
    """The days on which a period counted from the article bears the year, or the month and year, beside it."""
    period = _period(reading)
    if period is not None and period.unit == "year" and year is not None:
        return year_days(year - period.by)
    if isinstance(reading, Date) and reading.rel and reading.month and year is not None and not reading.hijri:
        return _days_of_relative(reading, year)
    if period is not None and period.unit == "month" and named is not None and _is_month(named):
        return _days_of_month(period.by, named)
    return None


def _days_of_relative(reading: Date, year: int) -> Days:
    """«شهر أيار الجاري 2016», «15 تشرين الثاني الماضي 2016»."""
    month = days_of(Date(year=year, month=reading.month, day=reading.day))
    if reading.rel == "this":
        return days_of(Date(year=year, month=reading.month))
    return month.widened(0, _RECENT) if reading.rel == "past" else month.widened(_RECENT, 0)


def _days_of_month(by: int, named: Date) -> Days:
    """«هذا الشهر (كانون الأول)», «الشهر الماضي (نيسان 2016)»."""
    number = (named.month or 1) - 1 - by
    own = in_month(number % 12 + 1)
    return own & year_days(named.year + number // 12) if named.year else own


def _period(reading: Reading) -> Shift | None:
    if isinstance(reading, Portioned):
        reading = reading.of
    if isinstance(reading, Date) and reading.within is not None and not isinstance(reading.within, Date):
        inner = reading.within
        return inner if isinstance(inner, Shift) else None
    return reading if isinstance(reading, Shift) and reading.beside is None else None


def _is_month(named: Date) -> bool:
    return bool(named.month) and not (named.day or named.weekday or named.rel or named.within or named.hijri)


def _is_current(tokens: Sequence[Token], expression: Expression) -> bool:
    """«عام 2016 الجاري»."""
    reading = expression.reading
    if not isinstance(reading, Date) or not reading.year or reading.month or reading.hijri:
        return False
    after = tokens[expression.last : expression.last + 1]
    return bool(after) and after[0].form in words("tense", "current")


def _year_after(tokens: Sequence[Token], at: int) -> int | None:
    """A year directly after, perhaps in brackets: a number that no counted noun follows."""
    if at < len(tokens) and tokens[at].form in _OPENING:
        at += 1
    if at >= len(tokens) or tokens[at].number is None or not FIRST.year <= (tokens[at].number or 0) <= LAST.year:
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    counted = after is not None and after.kind is Kind.WORD and not _goes_on(after) and after.gap != "\n"
    return None if counted else tokens[at].number


def _goes_on(token: Token) -> bool:
    """Does a word after a year go on with the sentence, rather than being what the number counts?"""
    return token.form in words("tense", "after_year") or token.form[:1] in ("و", "ف", "ب", "ل")


def _adjacent(tokens: Sequence[Token], first: Expression, second: Expression) -> bool:
    between = tokens[first.last : second.first]
    return first.sentence == second.sentence and (not between or (len(between) == 1 and between[0].form in _OPENING))


def _end(tokens: Sequence[Token], expression: Expression) -> int:
    after = expression.last + (expression.last < len(tokens) and tokens[expression.last].form in _OPENING)
    return tokens[min(after, len(tokens) - 1)].end
