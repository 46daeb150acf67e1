"""Guards: neighbours that show a word to be a name or a thing and no time at all, by the rule that read it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from arabic import Token
from timex.guarding import names, neighbours, numbers
from timex.rule import Node

_GUARDS: Final[Mapping[str, Callable[[Node, Sequence[Token]], bool]]] = {
    "month-alone": names.month_alone,
    "month-last": names.month,
    "date-day-month": names.month,
    "date-full": names.dated,
    "date-month-day": numbers.month_day,
    "range-month-days": numbers.month_day,
    "portioned-unit": names.calendar_year,
    "nth-day": names.calendar_year,
    "nth-period": names.calendar_year,
    "last-day": names.calendar_year,
    "last-period": names.calendar_year,
    "quarter": names.calendar_year,
    "part-this": names.this_part,
    "part-adverb": names.this_part,
    "every-unit": names.greeting,
    "vague": names.adverb,
    "anaphor-then": names.then,
    "range-school-year": numbers.years,
    "range-years": numbers.year_range,
    "range-bare-years": numbers.year_range,
    "month-numeric": numbers.years,
    "deictic-alone": names.deictic,
    "weekday": names.weekday,
    "weekday-bare": names.weekday,
    "weekday-last-next": names.weekday,
    "weekday-of-week": names.weekday_of_week,
    "decade": names.decade,
    "year-in": numbers.year,
    "season-year": names.season,
    "date-numeric-marked": numbers.numeric,
    "weekday-day": numbers.weekday_number,
    "day-alone": numbers.day_number,
    "date-short-in": numbers.short_date,
    "date-short-alone": numbers.short_date_alone,
    "clock": numbers.clock,
    "duration-for": numbers.span,
    "duration-all": names.calendar_year,
    "duration-within": numbers.span,
    "duration-of-plural": numbers.plural,
    "duration-plurals": numbers.plural,
    "season-alone": names.season_alone,
    "ago": numbers.span,
    "ahead": numbers.ahead,
    "weekday-away": numbers.away,
    "ahead-of": numbers.ahead,
    "span-of": numbers.span,
    "since-span": numbers.span,
    "duration": numbers.span,
    "shift": names.general,
    "shift-this-after": names.this_after,
    "anaphor-unit": names.general,
    "utterance-length": neighbours.nothing_else,
    "utterance-this": neighbours.nothing_else,
    "utterance-year": neighbours.nothing_else,
    "utterance-part": neighbours.nothing_else,
    "utterance-tomorrow": neighbours.nothing_else,
    "utterance-weekday": neighbours.nothing_else,
    "shift-year": names.general,
    "recent": neighbours.of_nothing,
}


def stands(node: Node, tokens: Sequence[Token]) -> bool:
    """Is a part that was parsed a time where it stands?"""
    if names.someone(node, tokens) or numbers.counts_after_weekday(node, tokens):
        return False
    guard = _GUARDS.get(node.rule)
    return guard is None or guard(node, tokens)
