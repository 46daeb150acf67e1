"""Pages of events: which keys, in which order, and the features that they name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from store.backend import Backend
from store.dated import Dated
from store.glance import Glance
from store.model import Feature, StoreError
from store.moments import LAST, UNDATED_FROM
from store.orders import At, Order, Start
from store.ranked import Ranked
from store.rows import compose, faces
from store.schema import EVENT
from store.selection import Selection
from store.ways import Ways

_CHUNK: Final = 1_000  # features read at a time
_COUNTED: Final = 200_000  # events that are looked at to count some of them


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, and the cursors of the pages after and before it: null where there is none."""

    features: list[Feature]
    cursor: str | None
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the store, over one connection and so over one state of it."""

    connection: Connection
    backend: Backend
    selection: Selection
    order: Order
    glance: Glance | None = None  # the columns in memory, where they are there

    def page(self, limit: int, start: Start | None) -> Page:
        """So many events after, or before, a place in the order."""
        back = start is not None and start.back
        at = start.at if start else None
        places = self._back(at, limit + 1) if back and at else self._places(at, limit + 1)
        found = list(islice(places, limit + 1))
        more = len(found) > limit
        found = found[:limit][::-1] if back else found[:limit]
        following = self.order.cursor(found[-1]) if found and (more or back) else None
        previous = self.order.cursor(found[0], back=True) if found and (more if back else start is not None) else None
        return Page(self.features([key for _, key in found]), following, previous)

    def stream(self, limit: int | None, offset: int, after: At | None) -> Iterator[Feature]:
        """All events, or so many, after a place in the order; read as they are asked for."""
        wanted = None if limit is None else offset + limit
        places = islice(self._places(after, wanted), offset, wanted)
        while keys := [key for _, key in islice(places, _CHUNK)]:
            yield from self.features(keys)

    def count(self) -> int:
        """How many events there are."""
        if self.selection.is_everything:
            return self._number([select(EVENT.c.key)]) - self._number(self.selection.rejects(self.backend))
        if self.glance is not None and (number := self.glance.count(self.selection)) is not None:
            return number
        ways = Ways(self.connection, self.backend, self.selection)
        way = None if self.selection.is_of_words else ways.least(_COUNTED)
        arms = self.selection.thorough.arms(self.backend) if way is None else ways.rows(way)
        return self._number(arms)

    def _number(self, arms: Iterable[Select[Any]]) -> int:
        return sum(self.connection.execute(_counted(arm)).scalar_one() for arm in arms)

    def features(self, keys: Sequence[int]) -> list[Feature]:
        """The features of some keys, in their order."""
        if not keys:
            return []
        rows = self.connection.execute(faces().where(self.backend.among(EVENT.c.key, keys)))
        found = {row.key: compose(row) for row in rows}
        if len(found) < len(set(keys)):  # one reader sees one state of a store: nobody took them away meanwhile
            raise StoreError(self.backend.damaged("its index names events that are not there"))
        return [found[key] for key in keys]

    def _places(self, after: At | None, wanted: int | None) -> Iterator[At]:
        if self.order.by_date:
            return ((None, key) for key in self._by_date(after[1] if after else None, wanted))
        if self.glance is not None and wanted is not None and not self.selection.is_everything:
            found = self.glance.ranked(self.selection, self.order, after, wanted)
            if found is not None:
                return iter(found)
        return Ranked(self.connection, self.backend, self.selection, self.order).places(after, wanted)

    def _by_date(self, after: int | None, wanted: int | None) -> Iterator[int]:
        """Keys in the order of time; undated ones last, whichever way it goes."""
        falling = self.order.falling
        if not falling:
            yield from self._range(0 if after is None else after + 1, LAST, wanted)
            return
        if after is None or after < UNDATED_FROM:
            yield from self._range(0, UNDATED_FROM - 1 if after is None else after - 1, wanted)
            after = None
        yield from self._range(UNDATED_FROM, LAST if after is None else after - 1, wanted)

    def _back(self, at: At, wanted: int) -> Iterator[At]:
        """Places before one of them, the nearest first."""
        turned = replace(self, order=self.order.reversed)
        if not self.order.by_date:
            return turned._places(at, wanted)
        return ((None, key) for key in turned._before(at[1], wanted))

    def _before(self, key: int, wanted: int) -> Iterator[int]:
        """Keys before one of the reversed order, in which undated events stay last."""
        if self.order.falling:
            yield from self._range(0, key - 1, wanted)
            return
        if key >= UNDATED_FROM:
            yield from self._range(key + 1, LAST, wanted)
            key = -1
        yield from self._range(key + 1, UNDATED_FROM - 1, wanted)

    def _range(self, first: int, last: int, wanted: int | None) -> Iterator[int]:
        simple = self.selection.is_simple and (
            not self.selection.conditions or (self.backend.in_order and not self.order.falling)
        )
        if self.glance is not None and wanted is not None and not simple:
            found = self.glance.dated(self.selection, first, last, wanted, falling=self.order.falling)
            if found is not None:
                return iter(found)
        return Dated(self.connection, self.backend, self.selection, self.order.falling).keys(first, last, wanted)


def _counted(arm: Any) -> Any:
    return select(func.count()).select_from(arm.subquery())
