"""What a time expression says, and what is known of an article's own date."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression. Offsets are half-open code points into the text as published.

    ``date_start`` and ``date_end`` are ISO 8601, both inclusive, null where the text does not say; with
    a clock time they are local with the offset (``2018-05-02T12:00+03:00``).
    """

    start: int
    end: int
    text: str
    type: str  # DATE, TIME, DURATION, SET
    value: str  # TIMEX3
    date_start: str | None
    date_end: str | None
    granularity: str  # minute, hour, daypart, day, week, month, quarter, season, year, decade, century, vague
    rule: str
    reason: str
    mod: str | None = None  # TIMEX3 mod: START, MID, END, APPROX, MORE_THAN, LESS_THAN, BEFORE, AFTER
    edtf: str | None = None  # ISO 8601-2 level 1 or 2, where one exists


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published: inclusive ISO dates, null where nothing is known.

    ``basis``: given (by the caller or the file), metadata, url, text (a dateline or byline states it) or
    inferred (worked out from what the text says).
    """

    date_start: str | None
    date_end: str | None
    basis: str
    reason: str
