"""The orders in which events are shown, and cursors: places in an order that hold as events come and go."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, and_, or_

from store.columns import E
from store.filters import FilterError
from store.schema import CONFIDENCE, DEATHS

# What an order compares besides the event's key; of ``date`` the key says all.
_VALUES: Final[dict[str, ColumnElement[Any]]] = {
    "updated": E.c.updated,
    "deaths": DEATHS,
    "confidence": CONFIDENCE,
    "sources": E.c.source_count,
}
ORDERS: Final = tuple(sign + name for name in ("date", *_VALUES) for sign in ("", "-"))

At = tuple[Any, int]  # an event's value in an order, and its key


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
    def value(self) -> ColumnElement[Any]:
        """What it compares."""
        return _VALUES[self.name.removeprefix("-")]

    def clauses(self) -> list[ColumnElement[Any]]:
        """What to sort by."""
        columns = [self.value, E.c.key]
        return [column.desc() for column in columns] if self.falling else columns

    def after(self, at: At) -> ColumnElement[bool]:
        """Does a row come after a place in the order?"""
        value, key = at
        if self.falling:
            return and_(self.value <= value, or_(self.value < value, E.c.key < key))
        return and_(self.value >= value, or_(self.value > value, E.c.key > key))

    def cursor(self, at: At) -> str:
        """A place in the order, as callers carry it."""
        return base64.urlsafe_b64encode(orjson.dumps([self.name, *at])).decode().rstrip("=")

    def read(self, cursor: str) -> At:
        """The place that ``cursor`` named; ``FilterError`` for one of another order, or of nobody's."""
        try:
            name, value, key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        except (ValueError, TypeError, binascii.Error):
            raise FilterError(f"cursor={cursor[:60]!r} is none that a page has given") from None
        if name != self.name or not isinstance(key, int) or abs(key) >= 2**63:
            raise FilterError(f"cursor={cursor[:60]!r} belongs to a page in another order")
        wanted = (type(None),) if self.by_date else (str,) if self.name.endswith("updated") else (int, float)
        if not isinstance(value, wanted):
            raise FilterError(f"cursor={cursor[:60]!r} is none that a page has given")
        return value, key
