"""Calendars: the feasts of the year and the named Fridays of the Syrian uprising, beside the Hijri calendar.

Feasts are rows of ``data/feasts.csv``: a rule, and the names it goes by; named Fridays of ``data/fridays.csv``.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from arabic import fold
from timex.hijri import Hijri, Span, hijri_day, hijri_month, hijri_year, to_hijri

__all__ = [
    "Feast",
    "Hijri",
    "Span",
    "feasts",
    "hijri_day",
    "hijri_month",
    "hijri_year",
    "longest_name",
    "nth_day",
    "to_hijri",
]

_DATA: Final = Path(__file__).with_name("data")
_WEEKDAYS: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_FRIDAY: Final = 4


def _hijri_years(year: int) -> range:
    """The Hijri years that a Gregorian year may touch."""
    first = (year - 622) * 33 // 32
    return range(first - 1, first + 3)


# Each reader of a rule takes the rule's words and gives the first days of the feast in a Gregorian year.
_Days = Callable[[int], Iterator[date]]


def _gregorian(rule: str) -> _Days:
    days = [(int(month), int(day)) for month, day in (word.split("-") for word in rule.split())]
    return lambda year: (date(year, month, day) for month, day in days)


def _hijri(rule: str) -> _Days:
    month, _, day = rule.partition("-")

    def days(year: int) -> Iterator[date]:
        for hijri in _hijri_years(year):
            found = hijri_day(hijri, int(month), int(day or 1))
            if found and found.year == year:
                yield found

    return days


def _easter(rule: str) -> _Days:
    words = rule.split()
    shift = timedelta(int(words.pop()) if words[-1][0] in "+-" else 0)

    def days(year: int) -> Iterator[date]:
        from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # noqa: PLC0415  rarely needed

        western = [easter(year, EASTER_WESTERN) + shift] if "western" in words else []
        eastern = [easter(year, EASTER_ORTHODOX) + shift] if "eastern" in words else []
        yield from dict.fromkeys(western + eastern)

    return days


def _weekday(rule: str) -> _Days:
    """«11 thu 4 +1»: a day after the fourth Thursday of November; a count of -1 is the month's last."""
    month, weekday, count, shift = (*rule.split(), "0")[:4]

    def days(year: int) -> Iterator[date]:
        if int(count) > 0:
            first = date(year, int(month), 1)
            found = first + timedelta((_WEEKDAYS[weekday] - first.weekday()) % 7 + 7 * (int(count) - 1))
        else:
            last = date(year, int(month) + 1, 1) - timedelta(1)
            found = last - timedelta((last.weekday() - _WEEKDAYS[weekday]) % 7)
        yield found + timedelta(int(shift))

    return days


def _last_friday(rule: str) -> _Days:
    """The last Friday of a Hijri month."""

    def days(year: int) -> Iterator[date]:
        for hijri in _hijri_years(year):
            month = hijri_month(hijri, int(rule))
            found = month and month.last - timedelta((month.last.weekday() - _FRIDAY) % 7)
            if found and found.year == year:
                yield found

    return days


def _once(rule: str) -> _Days:
    days = [date.fromisoformat(word) for word in rule.split()]
    return lambda year: (day for day in days if day.year == year)


KINDS: Final[Mapping[str, Callable[[str], _Days]]] = {
    "gregorian": _gregorian,
    "hijri": _hijri,
    "easter": _easter,
    "weekday": _weekday,
    "lastfriday": _last_friday,
    "once": _once,
}
_OF_THE_MOON: Final = frozenset({"hijri", "lastfriday"})


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast or a named day, and the rule that says when it falls.

    ``length`` is how many days it lasts; ``kind`` one of ``KINDS``. What hangs on the crescent is known to
    a day either way.
    """

    key: str
    name: str
    kind: str
    rule: str
    length: int

    @property
    def lunar(self) -> bool:
        """Does it hang on the crescent, so that a day either way is possible?"""
        return self.kind in _OF_THE_MOON

    @property
    def once(self) -> bool:
        """Is it one day of history rather than a day of every year?"""
        return self.kind == "once"

    def of_year(self, year: int) -> tuple[Span, ...]:
        """All its occurrences that begin in a Gregorian year: none, one, or two (moon; two churches)."""
        return _occurrences(self, year)

    def of_hijri_year(self, year: int) -> Span | None:
        """Its occurrence in a Hijri year, for a feast of the moon."""
        span = hijri_year(year) if self.lunar else None
        if span is None:
            return None
        around = (found for gregorian in (span.first.year, span.last.year) for found in self.of_year(gregorian))
        return next((found for found in around if span.first <= found.first <= span.last), None)

    def around(self, day: date) -> Span | None:
        """The occurrence nearest to a day: what a text of that day means when it names no year."""
        return min(self._near(day), key=lambda span: _distance(span, day), default=None)

    def before(self, day: date) -> Span | None:
        """The last occurrence that has begun by a day."""
        return max((span for span in self._near(day) if span.first <= day), default=None)

    def after(self, day: date) -> Span | None:
        """The first occurrence that is not over on a day."""
        return min((span for span in self._near(day) if span.last >= day), default=None)

    def dates(self) -> tuple[Span, ...]:
        """All the days of a name that was given once or a few times, in order."""
        if not self.once:
            return ()
        years = sorted({int(word[:4]) for word in self.rule.split()})
        return tuple(span for year in years for span in self.of_year(year))

    def _near(self, day: date) -> Iterator[Span]:
        if self.once:
            return iter(self.dates())
        return (span for year in (day.year - 1, day.year, day.year + 1) for span in self.of_year(year))


def nth_day(span: Span, number: int) -> date | None:
    """Day ``number`` (from 1) of a feast; nothing where it does not last so long.

    A feast may be given longer than its rule says, never shorter: two days are allowed beyond.
    """
    day = span.first + timedelta(number - 1)
    return day if number >= 1 and day <= span.last + timedelta(2) else None


def _distance(span: Span, day: date) -> int:
    if span.first <= day <= span.last:
        return 0
    return (span.first - day).days if day < span.first else (day - span.last).days


@lru_cache(maxsize=4096)
def _occurrences(feast: Feast, year: int) -> tuple[Span, ...]:
    days = KINDS[feast.kind](feast.rule)
    return tuple(Span(day, _last(feast, day)) for day in days(year))


def _last(feast: Feast, first: date) -> date:
    """A whole Hijri month lasts as long as the month does; other feasts their number of days."""
    if feast.kind == "hijri" and feast.rule.startswith("09"):  # Ramadan and its last ten days
        hijri = to_hijri(first)
        month = hijri and hijri_month(hijri.year, hijri.month)
        if month:
            return min(month.last, first + timedelta(feast.length - 1))
    return first + timedelta(feast.length - 1)


def _rows(table: str) -> list[dict[str, str]]:
    with (_DATA / table).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _named_fridays() -> Iterator[tuple[Feast, list[str]]]:
    """The Fridays of the uprising; a name given twice (in two countries) has two dates."""
    dates: dict[str, list[str]] = {}
    spellings: dict[str, set[str]] = {}
    for row in _rows("fridays.csv"):
        dates.setdefault(row["name"], []).append(row["date"])
        spellings.setdefault(row["name"], {row["name"]}).update(filter(None, row["spellings"].split("|")))
    for name, days in dates.items():
        yield Feast(f"friday-{days[0]}", name, "once", " ".join(days), 1), sorted(spellings[name])


@cache
def feasts() -> Mapping[str, Feast]:
    """Every feast and named day by each of its folded names, words joined by one blank."""
    found: dict[str, Feast] = {}
    for row in _rows("feasts.csv"):
        names = row["names"].split("|")
        feast = Feast(row["key"], names[0], row["kind"], row["rule"], int(row["days"]))
        if feast.kind not in KINDS:
            raise ValueError(f"feasts.csv: {row['key']} has the unknown kind {feast.kind!r}")
        found.update({fold(name): feast for name in names})
    for feast, names in _named_fridays():
        found.update({fold(name): feast for name in names})
    return found


@cache
def _longest_names() -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for name in feasts():
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def longest_name(first_word: str) -> int:
    """The most words of any name that begins with this folded word, 0 if none does."""
    return _longest_names().get(first_word, 0)
