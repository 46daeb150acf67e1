"""Tagging: the time expressions of an article with their values, counted from the article's date."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final, Literal

from arabic import Text, analyse, fold
from timex.anchor import anchor_days, corrected_by
from timex.calendar_units import DAY
from timex.expression import Expression, day_of
from timex.extent import Context, Extent, NoSuchDayError, UnanchoredError
from timex.finder import find
from timex.model import Published, Timex
from timex.reading import Date
from timex.resolution import resolve_reading
from timex.timex3 import iso
from timex.unanchored import unanchored_value

Prefer = Literal["past", "future"]
_NEAR: Final = 2  # sentences over which «في اليوم التالي» refers back
_SINCE: Final = frozenset({"منذ", "ومنذ"})
_UNTIL: Final = frozenset(map(fold, ("حتى", "لغاية", "وحتى", "ولغاية")))


def tag(
    text: "str | Text",
    published: "str | date | Published | None" = None,
    *,
    prefer: Prefer = "past",
) -> list[Timex]:
    """The time expressions of a text, in order.

    ``published`` is the article's date: a day, a time with or without offset, or what is known of it as an
    interval; without it only what the words fix by themselves has dates. ``prefer="future"`` reads what no tense
    decides as still to come, as in commands to an assistant.
    """
    analysed = analyse(text) if isinstance(text, str) else text
    return resolve(find(analysed), analysed, published, prefer=prefer)


def resolve(
    expressions: Sequence[Expression],
    text: Text,
    published: "str | date | Published | None" = None,
    *,
    prefer: Prefer = "past",
) -> list[Timex]:
    """The values of expressions that ``find`` found in the same text."""
    days, now = anchor_days(published)
    if len(days) == 1:
        days = [days[0] + corrected_by(expressions, days[0]) * DAY]
    return list(_Resolver(text, days, now, prefer).all(expressions))


class _Resolver:
    """Resolves the expressions of one article in order, remembering what was told before."""

    def __init__(self, text: Text, days: list[date], now: time | None, prefer: Prefer) -> None:
        self.text, self.days, self.now, self.prefer = text, days, now, prefer
        self.told: tuple[int, Extent] | None = None  # the date told last, and its sentence
        self.pinned: dict[int, date] = {}

    def all(self, expressions: Sequence[Expression]) -> Iterable[Timex]:
        self._pin(expressions)
        for expression in expressions:
            try:
                extent = self._extent(expression)
            except NoSuchDayError:
                continue
            self._remember(expression, extent)
            yield self._timex(expression, extent)

    def _pin(self, expressions: Sequence[Expression]) -> None:
        """Weekdays of the days that the text names by day and month, close around the article's date."""
        if len(self.days) != 1:
            return
        for expression in expressions:
            day = day_of(expression.reading)
            if not isinstance(day, Date) or not day.day or day.hijri:
                continue
            try:
                extent = resolve_reading(day, self._context(expression, self.days[0]))
            except (NoSuchDayError, UnanchoredError, OverflowError, ValueError):
                continue
            found = extent.first_day
            if found is not None and 0 < (found - self.days[0]).days < 7:
                self.pinned.setdefault(found.isoweekday(), found)

    def _context(self, expression: Expression, day: date | None) -> Context:
        sentence, told = self.told or (-_NEAR - 1, None)
        here = told if sentence == expression.sentence else None
        recent = told if expression.sentence - sentence <= _NEAR else None
        pinned = self.pinned if expression.tense != "past" else {}
        return Context(day, self.now, expression.tense, self.prefer, here, recent, pinned, expression.begun)

    def _extent(self, expression: Expression) -> Extent:
        """The extent, if all days that the article may be of give the same one."""
        try:
            days: Sequence[date | None] = self.days or [None]
            extents = {self._for_day(expression, day) for day in days}
        except UnanchoredError:
            return unanchored_value(expression.reading)
        except (OverflowError, ValueError):  # «قبل خمسة آلاف سنة»: datetime ends at the years 1 and 9999
            return replace(unanchored_value(expression.reading), why="beyond the years that a date can tell")
        plain = {replace(extent, why="") for extent in extents}
        if len(plain) == 1:
            extent = min(extents, key=lambda extent: extent.why)
            if not extent.backwards:
                return extent
            return replace(unanchored_value(expression.reading), why="the words put its end before its beginning")
        return replace(unanchored_value(expression.reading), why="the article's date is not known well enough to say")

    def _for_day(self, expression: Expression, day: date | None) -> Extent:
        return resolve_reading(expression.reading, self._context(expression, day))

    def _remember(self, expression: Expression, extent: Extent) -> None:
        if extent.first_day is None or extent.type in ("DURATION", "SET"):
            return
        self.told = (expression.sentence, extent)

    def _timex(self, expression: Expression, extent: Extent) -> Timex:
        words = self.text.quote(expression.start, expression.end)
        return Timex(
            expression.start,
            expression.end,
            words,
            extent.type,
            extent.value,
            iso(extent.first) if extent.first else None,
            iso(extent.last) if extent.last else None,
            extent.granularity,
            expression.rule,
            f"«{words}»: {extent.why}" if extent.why else f"«{words}» as written",
            extent.mod,
            self._edtf(expression, extent),
        )

    def _edtf(self, expression: Expression, extent: Extent) -> str | None:
        """EDTF, open where منذ or حتى stands before the date."""
        if extent.edtf is None or "/" in extent.edtf or expression.first == 0:
            return extent.edtf
        before = self.text.tokens[expression.first - 1].word.form
        if before in _SINCE:
            return f"{extent.edtf}/.."
        return f"../{extent.edtf}" if before in _UNTIL else extent.edtf
