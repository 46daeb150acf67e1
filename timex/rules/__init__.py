"""The constructions of Arabic time expressions, by subject; ``grammar()`` compiles them all."""

from functools import cache
from typing import Final

from timex.grammar import Grammar
from timex.rules import (
    anaphors,
    chains,
    clocks,
    dates,
    days,
    eras,
    feasts,
    fractions,
    hours,
    numeric_dates,
    parts,
    periods,
    ranges,
    relative,
    sets,
    spans,
    utterances,
    years,
)

# Types that are any of several others. ``expression`` is what stands alone in a text.
UNIONS: Final = {
    "yearlike": ("year", "year_shift"),
    "half_date": ("core_date", "worded_date", "weekday_date"),
    "date": ("core_date", "worded_date", "weekday_date", "both_date"),
    "day": ("date", "deictic_day", "week_day", "weekday_day", "feast_day", "then_day", "nth_day"),
    "period": ("month_period", "year", "shift", "year_shift", "season_period", "fraction", "era", "nth_period"),
    "moment": ("time", "clock", "part_of_day"),
    "point": ("day", "period", "moment", "portioned"),
    "expression": (
        "time",
        "clock",
        "range",
        "day",
        "part_of_day",
        "period",
        "portioned",
        "relative",
        "window",
        "duration",
        "set",
        "vague_on_day",
        "vague_time",
        "alone",
    ),
}


@cache
def grammar() -> Grammar:
    """All rules, compiled."""
    modules = (
        years,
        dates,
        numeric_dates,
        days,
        periods,
        fractions,
        eras,
        parts,
        hours,
        clocks,
        spans,
        chains,
        relative,
        ranges,
        sets,
        feasts,
        anaphors,
        utterances,
    )
    return Grammar([rule for module in modules for rule in module.RULES], UNIONS)
