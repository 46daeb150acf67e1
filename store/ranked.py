"""Pages in the order of a value (deaths, confidence …): a part of the order at a time, each read the cheaper way.

Few events are sorted; where a part of the order holds many that are asked for, whoever goes through it meets them soon.
What costs is the row that is looked at in vain: a part is sorted up to so many events that either way costs the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from store.backend import Backend
from store.columns import E
from store.orders import EVERYWHERE, At, Order, Part
from store.selection import Selection, merged

_AT_ONCE: Final = 400  # selected events: so few need no parts
_OF_A_PART: Final = 4_000  # events, where an index of terms bounds the part
_OF_THE_REST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """Selected events in an order by value, over one connection."""

    connection: Connection
    backend: Backend
    selection: Selection
    order: Order

    def places(self, after: At | None, wanted: int | None) -> Iterator[At]:
        """Places in the order after one of them; about ``wanted`` are asked for at most."""
        if self.selection.is_everything:
            yield from self._through(EVERYWHERE, after, wanted)
            return
        few = self._few(EVERYWHERE, _AT_ONCE)
        if few is not None:
            yield from self._sorted(few, EVERYWHERE, after, wanted)
            return
        for part in self.order.parts(after):
            few = self._few(part, _OF_A_PART if part.terms else _OF_THE_REST)
            if few is None:
                yield from self._through(part, after, wanted)
            else:
                yield from self._sorted(few, part, after, wanted)

    def _few(self, part: Part, most: int) -> Sequence[int] | None:
        """The keys that the terms let through, some of them in vain; null where there are more than ``most``."""
        arms = self.selection.arms(self.backend, terms=part.terms, without=part.without, tested=False)
        keys = self.connection.execute(merged(arms, most + 1, falling=False)).scalars().all()
        return keys if len(keys) <= most else None

    def _sorted(self, keys: Sequence[int], part: Part, after: At | None, wanted: int | None) -> Iterator[At]:
        if keys:
            chosen = self.backend.among(E.c.key, keys)
            tests = [chosen, *self.selection.row_tests(), *self.order.within(part, after)]
            query = select(self.order.value, E.c.key).where(*tests).order_by(*self.order.clauses()).limit(wanted)
            yield from self.connection.execute(query).tuples()

    def _through(self, part: Part, after: At | None, wanted: int | None) -> Iterator[At]:
        tests = [*self.selection.tested(self.backend), *self.order.within(part, after)]
        query = select(self.order.value, E.c.key).where(*tests).order_by(*self.order.clauses()).limit(wanted)
        yield from self.connection.execute(query).tuples()
