"""The columns that most filters ask about, in memory: one pass over arrays, whatever the filters leave.

An event costs some 60 bytes, and a term that was asked for the eighth of one. Indexes answer what leaves little in the
order asked for; what is left by several conditions together, in any order, no index knows, and a million events take
some milliseconds here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import eq, ge, gt, le, ne
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, func, select

from store.columns import E
from store.orders import COMPARED
from store.remembered import Remembered
from store.schema import CONFIDENCE, DEATHS
from store.terms import COARSEST, PRECISIONS, REJECTED, SINGLE, STEPS, fact, step_term

_AT_ONCE: Final = 20_000  # rows
NEVER: Final = -1  # the end of what has no date
NONE: Final = -1  # what stands for no value
_NUMBERS: Final = {
    "key": (E.c.key, np.int64),
    "ends": (func.coalesce(E.c.ends, NEVER), np.int64),
    "place": (E.c.place, np.intp),
    "deaths_min": (DEATHS, np.int32),
    "confidence": (CONFIDENCE, np.float64),
    "source_count": (E.c.source_count, np.int32),
}
_CODED: Final = {
    "updated": E.c.updated,
    **{name: E.c[name] for name in ("type", "subtype", "factuality", "verdict", *PRECISIONS, "deaths_max")},
    **{name: func.substr(E.c[name], 1, 10) for name in ("date_start", "date_end")},  # days, as filters compare them
}
_FACTS: Final = tuple(name for name in SINGLE if name in _CODED)

Numbers = np.ndarray[Any, np.dtype[Any]]
Compare = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """A column of numbers; less than 0 stands for none."""

    numbers: Numbers

    def told(self, part: slice) -> Numbers:
        """Which events of a part have a value."""
        met: Numbers = self.numbers[part] >= 0
        return met

    def compared(self, compare: Compare, value: Any, part: slice) -> Numbers:
        """Which events of a part have such a value; of those that have none it says nothing."""
        # Of another type, all numbers would be turned into that.
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**31
        met: Numbers = compare(self.numbers[part], int(value) if whole else value)
        return met


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of values of which there are few different ones: these, sorted, and which of them an event has."""

    values: Sequence[Any]
    numbers: Numbers

    def told(self, part: slice) -> Numbers:
        """Which events of a part have a value."""
        met: Numbers = self.numbers[part] != NONE
        return met

    def compared(self, compare: Compare, value: Any, part: slice) -> Numbers:
        """Which events of a part have such a value; of those that have none it says nothing."""
        first, last = bisect_left(self.values, value), bisect_right(self.values, value)
        return within(compare, self.numbers[part], first, last)


Told = Measured | Coded


def within(compare: Compare, numbers: Numbers, first: int, last: int) -> Numbers:
    """How numbers compare with a stretch of them, from ``first`` on and before ``last``, that stands for one value."""
    number = last if compare in (gt, le) else first
    if compare in (eq, ne):
        met: Numbers = (numbers >= first) & (numbers < last)
        return met if compare is eq else ~met
    return numbers >= number if compare in (gt, ge) else numbers < number


@dataclass(frozen=True, slots=True)
class Ranking:
    """The events in one order, by their numbers, and their values in that order; the least first."""

    numbers: Numbers
    values: Numbers

    @classmethod
    def of(cls, column: Numbers) -> "Ranking":
        """The order of a column, and of keys where its values are equal."""
        numbers = np.argsort(column, kind="stable").astype(np.int32)
        return cls(numbers, column[numbers])


@dataclass
class Held:
    """The events of one state of a store; an event's number is its place in the order of keys."""

    keys: Numbers
    ends: Numbers
    place: Numbers
    columns: Mapping[str, Told]  # by the names of queryables
    rankings: Mapping[str, Ranking]  # by the columns that orders compare
    remembered: Remembered

    def having(self, term: str, part: slice) -> Numbers | None:
        """Which events of a part have a term; null where the columns do not tell."""
        if term not in self._facts:
            return None
        name, compare, value = self._facts[term]
        column = self.columns[name]
        met = column.compared(compare, value, part)
        return met & column.told(part) if compare is le else met

    @cached_property
    def _facts(self) -> dict[str, tuple[str, Compare, Any]]:
        """The terms that say what a column says: which, and how it compares with what."""
        known: dict[str, tuple[str, Compare, Any]] = {REJECTED: ("verdict", eq, "rejected")}
        for name in _FACTS:
            column = self.columns[name]
            known |= {fact(SINGLE[name], value): (name, eq, value) for value in getattr(column, "values", ())}
        for name, letter in PRECISIONS.items():
            known |= {fact(letter, coarsest): (name, le, coarsest) for coarsest in range(1, COARSEST)}
        for name, steps in STEPS.items():
            known |= {step_term(name, step): (name, ge, step) for step in steps}
        return known


def read(connection: Connection, stretch: int, goes_on: Callable[[], bool]) -> Held | None:
    """The events as a connection sees them; null where they are no longer wanted, or there are none.

    Their terms are asked for by stretches of so many.
    """
    asked = [column for column, _ in _NUMBERS.values()], [*_CODED.values()]
    result = connection.execute(select(*asked[0], *asked[1]), execution_options={"stream_results": True})
    parts, codes = list[list[Numbers]](), [dict[Any, int]() for _ in _CODED]
    while rows := result.fetchmany(_AT_ONCE):
        if not goes_on():
            result.close()
            return None
        parts.append(_columns(rows, codes))
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)]
    return _arranged(columns, codes, stretch) if parts else None


def _columns(rows: Collection[Any], codes: Sequence[dict[Any, int]]) -> list[Numbers]:
    """Rows as columns; of what is coded, which of the values met so far it is."""
    columns = [*zip(*rows, strict=True)]
    kinds = [kind for _, kind in _NUMBERS.values()]
    told: list[Numbers] = [np.array(column, kind) for column, kind in zip(columns[: len(kinds)], kinds, strict=True)]
    for column, known in zip(columns[len(kinds) :], codes, strict=True):
        for value in set(column):
            known.setdefault(value, len(known))
        told.append(np.fromiter(map(known.__getitem__, column), np.int32, len(column)))
    return told


def _arranged(columns: Sequence[Numbers], codes: Sequence[dict[Any, int]], stretch: int) -> Held:
    """Columns in the order of their keys."""
    order = np.argsort(columns[0], kind="stable")
    keys, ends, place, *numbers = (column[order] for column in columns[: len(_NUMBERS)])
    told: dict[str, Told] = {name: Measured(column) for name, column in zip([*_NUMBERS][3:], numbers, strict=True)}
    for name, column, code in zip(_CODED, columns[len(_NUMBERS) :], codes, strict=True):
        told[name] = _coded(column[order], code)
    rankings = {name: Ranking.of(told[name].numbers) for name in COMPARED}
    return Held(keys, ends, place, told, rankings, Remembered(keys, min(stretch, -(-len(keys) // 8) * 8)))


def _coded(column: Numbers, code: Mapping[Any, int]) -> Coded:
    """A column of codes as one of places among its values, sorted."""
    values = sorted(value for value in code if value is not None)
    ranks = np.full(len(code), NONE, np.min_scalar_type(-max(len(values), 1)))
    ranks[[code[value] for value in values]] = np.arange(len(values))
    return Coded(values, ranks[column])
