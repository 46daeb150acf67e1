"""Extents: what a reading means once there is a day to count from, and what the meaning depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from timex.timex3 import Moment


class UnanchoredError(Exception):
    """The reading counts from a day that is not known."""


class NoSuchDayError(Exception):
    """The words name a day that does not exist: 31 شباط."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of time, both ends included; an end is null where the words do not tell.

    ``value`` is TIMEX3, ``granularity`` and ``mod`` as in ``Timex``, ``why`` words for the reason.
    """

    first: Moment | None
    last: Moment | None
    value: str
    granularity: str
    why: str = ""
    type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    mod: str | None = None
    edtf: str | None = None

    @property
    def first_day(self) -> date | None:
        """The day of the beginning."""
        return self.first.date() if isinstance(self.first, datetime) else self.first

    @property
    def last_day(self) -> date | None:
        """The day of the end."""
        return self.last.date() if isinstance(self.last, datetime) else self.last

    @property
    def backwards(self) -> bool:
        """Does it end before it begins?"""
        first, last = self.first_day, self.last_day
        return first is not None and last is not None and last < first


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading is resolved against.

    ``anchor`` is the article's day, null if unknown; ``now`` its time of day where known. ``tense`` is the
    sentence's. ``prefer`` decides where the tense does not. ``recent`` is the date told last, in the same or one
    of the two sentences before, for anaphora; ``here`` the last one of the same sentence. ``pinned`` are
    weekdays that the text itself dates. ``begun`` says that «منذ» stands before it.
    """

    anchor: date | None
    now: time | None = None
    tense: Literal["past", "present", "future"] | None = None
    prefer: Literal["past", "future"] = "past"
    here: Extent | None = None
    recent: Extent | None = None
    pinned: Mapping[int, date] = field(default_factory=dict)
    begun: bool = False

    @property
    def day(self) -> date:
        """The day to count from."""
        if self.anchor is None:
            raise UnanchoredError
        return self.anchor

    @property
    def forward(self) -> bool:
        """Does an unmarked date lie ahead?"""
        return self.tense == "future" or (self.tense is None and self.prefer == "future")
