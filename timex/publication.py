"""The article's own date: stated by the source, else by a line of the text, else worked out from what it says.

What is worked out is an interval with its reasons: every mention and every dated fact allows some days
(``timex.evidence``), and the days that all of them allow are what is left. Evidence that contradicts firmer
evidence is set aside, and the reason says so. The day on which this runs is never an answer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from arabic import Text, analyse
from timex.anchor import corrected_by
from timex.dating import mentions
from timex.dating.beside import of_beside
from timex.dating.byline import byline, day_of_byline
from timex.dating.clues import of_expressions, of_facts
from timex.dating.days import EVERY, FIRST, LAST, Days, between, in_month, on_day_of_month, on_weekday
from timex.dating.elapsed import of_elapsed
from timex.dating.evidence import GUESSED, HINT, STATED, WEEKDAYS, Evidence
from timex.dating.stated import day_of_address, month_of_address, stated_day, stated_moment
from timex.expression import Expression
from timex.finder import find
from timex.model import Published, Timex
from timex.tagger import resolve

GUESS: Final = "guess"  # the basis of a date that somebody's heuristics took from a page
_REASONS: Final = 6
_OPEN: Final = timedelta(366)  # so near an end of all days, the end is not known
_FAR: Final = timedelta(5 * 366)


@dataclass(frozen=True, slots=True)
class Inference:
    """The days an article may be of, the evidence that decided, and the evidence set aside."""

    days: Days
    kept: tuple[Evidence, ...]
    set_aside: tuple[Evidence, ...]


def read(
    text: str | Text,
    *,
    stated: str | None = None,
    basis: str | None = None,
    by: str | None = None,
    url: str | None = None,
    latest: date | None = None,
) -> tuple[Published, list[Timex]]:
    """When an article was published, and its time expressions counted from that.

    See ``publication`` for the arguments.
    """
    text = analyse(text) if isinstance(text, str) else text
    expressions = find(text)
    published = publication(text, expressions, stated=stated, basis=basis, by=by, url=url, latest=latest)
    moment = stated_moment(stated) if stated else None
    if moment is not None and moment.date().isoformat() == published.date_start:
        return published, resolve(expressions, text, moment)
    return published, resolve(expressions, text, published)


def publication(
    text: Text,
    expressions: Sequence[Expression],
    *,
    stated: str | None = None,
    basis: str | None = None,
    by: str | None = None,
    url: str | None = None,
    latest: date | None = None,
) -> Published:
    """When an article was published, and how that is known.

    ``stated`` is the date or time its source gives, in any format; ``basis`` says where that came from, ``by`` the
    exact place («meta article:published_time»). A basis of ``guess`` weighs less than what the text says. ``latest``
    is the last day on which it can have been published (the clock's day): a bound and never an answer.
    """
    bounds: list[Evidence] = []
    known = "inferred"
    if stated and stated.strip():
        day = stated_day(stated)
        if day and basis != GUESS:
            where = f"the date given ({by})" if by else "the date given"
            return _corrected(day, expressions, basis or "given", f"{where} is {day}")
        bounds = _bounds(stated, day, by)
        known = (basis or "given") if bounds and not day else known
    if url and (day := day_of_address(url)):
        return _corrected(day, expressions, "url", f"the address holds {day}")
    if url and (month := month_of_address(url)):
        bounds.append(Evidence(between(*month), f"the address holds {month[0]:%Y-%m}", STATED))
        known = "url" if known == "inferred" else known
    line = byline(text, expressions)
    if line and (day := day_of_byline(line)):
        return _corrected(day, expressions, "text", f"the line «{line.words}» dates the article")
    if line:
        days = in_month(line.month) & on_day_of_month(line.day)
        bounds.append(Evidence(days, f"the line «{line.words}» dates the article", STATED))
    if latest is not None:
        bounds.append(Evidence(between(None, latest), f"it was read on {latest}", STATED))
    found = _published(infer(text, expressions, bounds), known)
    if stated and stated.strip() and known == "inferred" and basis != GUESS:
        return replace(found, reason=f"the date given, «{stated.strip()}», could not be read; {found.reason}")
    return found


def _bounds(stated: str, guessed: date | None, by: str | None) -> list[Evidence]:
    """What a guessed day, or a date that names no day, tells."""
    if guessed:
        return [Evidence(between(guessed, guessed), f"{by or 'a guess'} is {guessed}", GUESSED)]
    period = _of_period(stated)
    return [period] if period else []


def _of_period(stated: str) -> Evidence | None:
    """A year, or a year and month, given as the date."""
    found = re.fullmatch(r"\s*((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?\s*", stated)
    if not found:
        return None
    year, first, last = int(found[1]), int(found[2] or 1), int(found[2] or 12)
    end = date(year + last // 12, last % 12 + 1, 1) - timedelta(1)
    return Evidence(between(date(year, first, 1), end), f"the date given is {stated.strip()}", STATED)


# --- A stated day, checked against the weekdays of the text ---


def _corrected(day: date, expressions: Sequence[Expression], basis: str, reason: str) -> Published:
    shift = corrected_by(expressions, day)
    if shift:
        day += timedelta(shift)
        reason += f", but the weekdays that the text counts from it say {WEEKDAYS[day.weekday()]} {day}"
    return Published(day.isoformat(), day.isoformat(), basis, reason)


# --- Inference ---


def infer(text: Text, expressions: Sequence[Expression], bounds: Sequence[Evidence] = ()) -> Inference:
    """The days that everything in a text allows, firm evidence first; what contradicts it is set aside."""
    evidence = [
        *bounds,
        *of_expressions(expressions, text),
        *of_facts(mentions.find(text), text),
        *of_elapsed(expressions, text),
        *of_beside(expressions, text),
    ]
    days, kept, set_aside = EVERY, list[Evidence](), list[Evidence]()
    for one in _firmest_first(evidence):
        narrowed = days & one.days
        if one.weight <= HINT and narrowed and narrowed.first - FIRST <= _OPEN:
            continue  # a hint narrows what is known, it does not found it
        if not narrowed:
            set_aside.append(one)
        elif narrowed != days:
            days = narrowed
            kept.append(one)
    return Inference(days, tuple(kept), tuple(set_aside))


def _firmest_first(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Evidence that says the same once, with its first reason; among equally firm what is said most often."""
    firmest: dict[int, Evidence] = {}
    said = Counter[int]()
    for one in evidence:
        said[one.days.bits] += 1
        known = firmest.get(one.days.bits)
        if known is None or one.weight > known.weight:
            firmest[one.days.bits] = one
    return sorted(firmest.values(), key=lambda one: (-one.weight, -said[one.days.bits]))


def _published(found: Inference, basis: str) -> Published:
    days = found.days
    if days == EVERY:
        return Published(None, None, "inferred", "nothing in the text tells when it was published")
    first = days.first.isoformat() if days.first - FIRST > _OPEN else None
    last = days.last.isoformat() if LAST - days.last > _FAR else None
    return Published(first, last, basis, _reason(found))


def _reason(found: Inference) -> str:
    """Every piece of evidence that narrowed the interval, the one that narrowed most last."""
    told = [one.reason for one in found.kept]
    if weekday := _only_weekday(found.days):
        told.append(f"so it is a {weekday}")
    told += [f"set aside, since it contradicts these: {one.reason}" for one in found.set_aside[:2]]
    if len(told) > _REASONS + 3:
        told = [*told[:_REASONS], f"and {len(told) - _REASONS} more"]
    return "; ".join(told)


def _only_weekday(days: Days) -> str | None:
    """The weekday on which all the days fall, where there is one."""
    weekday = days.first.isoweekday()
    return WEEKDAYS[weekday - 1] if (days & on_weekday(weekday)) == days else None
