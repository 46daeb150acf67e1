"""The orders in which events are shown, and cursors: places in an order that hold as events come and go."""

import base64
import binascii
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import ColumnElement, and_, or_

from store.columns import E
from store.filters import FilterError
from store.schema import CONFIDENCE, DEATHS
from store.terms import STEPS, step_term

# What an order compares besides the event's key; of ``date`` the key says all.
_VALUES: Final[dict[str, ColumnElement[Any]]] = {
    "updated": E.c.updated,
    "deaths": DEATHS,
    "confidence": CONFIDENCE,
    "sources": E.c.source_count,
}
_STEPPED: Final = {"deaths": "deaths_min", "confidence": "confidence", "sources": "source_count"}
_COLUMNS: Final = {"updated": "updated", **_STEPPED}
COMPARED: Final = tuple(_COLUMNS.values())
ORDERS: Final = tuple(sign + name for name in ("date", *_VALUES) for sign in ("", "-"))

At = tuple[Any, int]  # an event's value in an order, and its key


class Start(NamedTuple):
    """Where a page begins: after a place in the order or, on the way ``back``, so that it ends before it."""

    at: At
    back: bool


class Run(NamedTuple):
    """A range of an order: tests of a row that it lies there, and what to sort by."""

    tests: Sequence[ColumnElement[bool]]
    clauses: Sequence[ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an order: values from ``least`` on and less than ``below``, null where it is open.

    Its events, and no others, have the ``terms`` and are ``without`` those; none where no term knows the bound.
    """

    least: float | None = None
    below: float | None = None
    terms: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


EVERYWHERE: Final = Part()


@dataclass(frozen=True, slots=True)
class Order:
    """One order; ``name`` with a minus sign before it for the last first. Undated events come last in either."""

    name: str

    def __post_init__(self) -> None:
        if self.name not in ORDERS:
            raise FilterError(f"sort={self.name!r}: known are {', '.join(ORDERS)}")

    @property
    def falling(self) -> bool:
        """Is the greatest first?"""
        return self.name.startswith("-")

    @property
    def by_date(self) -> bool:
        """Do the keys alone give it?"""
        return self.name.endswith("date") and not self.name.endswith("updated")

    @property
    def index(self) -> str:
        """The index that it is gone through in; of ``date``, the rows themselves."""
        return f"ordered_by_{self.name.removeprefix('-')}"

    @property
    def column(self) -> str:
        """The queryable that it compares; ``date`` compares none."""
        return _COLUMNS[self.name.removeprefix("-")]

    @property
    def value(self) -> ColumnElement[Any]:
        """What it compares."""
        return _VALUES[self.name.removeprefix("-")]

    def clauses(self) -> list[ColumnElement[Any]]:
        """What to sort by."""
        return self.sorting(self.value, E.c.key)

    def sorting(self, *columns: ColumnElement[Any]) -> list[ColumnElement[Any]]:
        """Columns of its value and its key as clauses to sort by."""
        return [column.desc() for column in columns] if self.falling else [*columns]

    def after(self, at: At) -> ColumnElement[bool]:
        """Does a row come after a place in the order?"""
        value, key = at
        if self.falling:
            return and_(self.value <= value, or_(self.value < value, E.c.key < key))
        return and_(self.value >= value, or_(self.value > value, E.c.key > key))

    def runs(self, after: At | None, end: At | None) -> list["Run"]:
        """What comes after one place and no later than another, run by run in the order, each one range of its index.

        Many events have one value: an index that is asked for all of it in one goes through those before the place too.
        """
        value, key = self.value, E.c.key
        beyond, before = (operator.lt, operator.ge) if self.falling else (operator.gt, operator.le)
        alike = self.sorting(key)  # SQLite sorts anew by an expression, even where it is the same for all
        if after is not None and end is not None and after[0] == end[0]:
            return [Run([value == end[0], beyond(key, after[1]), before(key, end[1])], alike)]
        first = [] if after is None else [Run([value == after[0], beyond(key, after[1])], alike)]
        last = [] if end is None else [Run([value == end[0], before(key, end[1])], alike)]
        inner = [] if after is None else [beyond(value, after[0])]
        inner += [] if end is None else [beyond(end[0], value)]
        return [*first, Run(inner, self.clauses()), *last]

    def parts(self, after: At | None, least: float | None = None, greatest: float | None = None) -> list[Part]:
        """The order cut at the steps that terms know, from a place in it on, between the values that there are."""
        name = self.name.removeprefix("-")
        if name not in _STEPPED:
            return [EVERYWHERE]
        if after is not None:
            least, greatest = (least, after[0]) if self.falling else (after[0], greatest)
        column = _STEPPED[name]
        cut = [
            Part(low, high, *((step_term(column, each),) if each is not None else () for each in (low, high)))
            for low, high in pairwise([None, *STEPS[column], None])
            if (high is None or least is None or high > least) and (low is None or greatest is None or low <= greatest)
        ]
        return cut[::-1] if self.falling else cut

    def within(self, part: Part, after: At | None) -> list[ColumnElement[bool]]:
        """Tests of a row that it lies in a part, and after a place in the order."""
        tests = [] if after is None else [self.after(after)]
        if part.least is not None:
            tests.append(self.value >= part.least)
        if part.below is not None:
            tests.append(self.value < part.below)
        return tests

    @property
    def reversed(self) -> "Order":
        """The same order from its end to its beginning; of ``date``, undated events stay where they are."""
        name = self.name.removeprefix("-")
        return Order(name if self.falling else f"-{name}")

    def cursor(self, at: At, *, back: bool = False) -> str:
        """A place in the order, as callers carry it; ``back`` for a page that ends before it."""
        return base64.urlsafe_b64encode(orjson.dumps([self.name, *at, back])).decode().rstrip("=")

    def read(self, cursor: str) -> Start:
        """What ``cursor`` named; ``FilterError`` for one of another order, or of nobody's."""
        try:
            name, value, key, back = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        except (ValueError, TypeError, binascii.Error):
            raise FilterError(f"cursor={cursor[:60]!r} is none that a page has given") from None
        if name != self.name or not isinstance(key, int) or abs(key) >= 2**63:
            raise FilterError(f"cursor={cursor[:60]!r} belongs to a page in another order")
        wanted = (type(None),) if self.by_date else (str,) if self.name.endswith("updated") else (int, float)
        if not isinstance(value, wanted) or not isinstance(back, bool):
            raise FilterError(f"cursor={cursor[:60]!r} is none that a page has given")
        return Start((value, key), back)
