"""A piece of evidence for the day on which an article was published."""

from dataclasses import dataclass
from typing import Final

from timex.dating.days import Days

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# How firm evidence is: where two contradict each other, the weaker is set aside.
STATED, DEICTIC, CALENDAR, FACT_START, TENSE, FACT_END, LEAD, GUESSED, HINT = 10, 9, 8, 7, 6, 5, 4, 3, 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """The days on which an article could have said this, why, and how firm that is (9 to 1)."""

    days: Days
    reason: str
    weight: int
