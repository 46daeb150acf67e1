"""What a selection asks of the columns in memory, and what of the events that they leave has to be looked up.

A word that is common takes long to list and leaves out little: as long as nobody has listed it, some events are looked
up instead, and whoever has the time lists it meanwhile (``memory.py``).
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from sqlalchemy import False_, select

from store.columns import E
from store.conditions import Condition
from store.held import Numbers
from store.selection import Selection
from store.stretches import Test
from store.terms import REJECTED

if TYPE_CHECKING:
    from store.glance import Glance

_FIRST: Final = 500  # events that are looked up at once where the columns do not tell all, then ever more
_MOST: Final = 20_000  # and all together: whoever must look at more does so in an index
_LOOKED_UP_MS: Final = 0.05  # the words of an event
_WORTH_MS: Final = 5  # for less, nothing is spared
_AS_MANY: Final = 1.5  # times the events that a page takes are looked up, for those that lack a word


class Left(NamedTuple):
    """Which events of a part the columns leave, and the conditions that they were not asked about."""

    met: Numbers
    spared: Sequence[Condition]


class Sieve:
    """A selection over the columns; common words are spared where so many events are ``wanted``, and not without."""

    def __init__(self, glance: "Glance", selection: Selection, wanted: int | None = None) -> None:
        self._glance, self._selection, self._wanted = glance, selection, wanted
        self.has_spared = False
        self._worth = 0.0  # events that may be looked up for what is spared: for more, listing costs less
        known = [each for each in selection.conditions if _is_known(each)]
        # What follows from a filter that is held beside it is told with that.
        self._told = [*{id(each.held): each for each in known if each.held is not None}.values()]
        self._worded = [each for each in known if each.held is None]
        left = [each for each in selection.conditions if not _is_known(each)]
        self.tests: list[Test] = [each.test for each in left if each.test is not None]
        # What names single events by their ids is answered by that.
        self.is_blind = any(each.way is not None and each.way.index is None for each in left)

    def part(self, first: int = 0, last: int | None = None) -> slice:
        """The numbers of the keys of a range that lie in the window."""
        extent, keys = self._selection.extent, self._glance.held.keys
        last = extent.last if last is None else min(last, extent.last)
        start = int(np.searchsorted(keys, max(first, extent.first), "left"))
        return slice(start, max(start, int(np.searchsorted(keys, last, "right"))))

    def left(self, part: slice) -> Left:
        """Which events of a part meet all that the columns tell."""
        met = np.ones(part.stop - part.start, bool)
        if any(isinstance(test, False_) for test in self.tests):
            return Left(~met, ())
        if (starts := self._selection.extent.until) is not None:
            met &= self._glance.held.ends[part] >= starts
        for each in self._told:
            assert each.held is not None  # noqa: S101  that is how they were chosen
            met &= each.held(self._glance, part)
        if not self._selection.rejected:
            met &= ~self._glance.having((REJECTED,), part)
        return Left(met, self._worded_too(met, part))

    def _worded_too(self, met: Numbers, part: slice) -> Sequence[Condition]:
        """Ask for words too, the rarest first, and give back those that were spared."""
        costs = [(*self._glance.cost(each.terms, part), number) for number, each in enumerate(self._worded)]
        spared = list[Condition]()
        for cost, share, number in sorted(costs, key=lambda each: each[1:]):
            condition = self._worded[number]
            if self._is_spared(cost, share, met):
                self._glance.learn(condition.terms)
                self.has_spared = True
                self._worth += cost / _LOOKED_UP_MS
                spared.append(condition)
            else:
                met &= self._glance.having(condition.terms, part)
        return spared

    def _is_spared(self, cost: float, share: float, met: Numbers) -> bool:
        """Does it cost less to look up the events that are left, as many as are wanted, than to list all?"""
        if self._wanted is None or cost <= _WORTH_MS:
            return False
        looked = min(int(np.count_nonzero(met)), _AS_MANY * self._wanted / share)
        return looked * _LOOKED_UP_MS < cost

    def first(self, lefts: Iterator[tuple[Numbers, Sequence[Condition]]], wanted: int) -> Numbers | None:
        """The first of some numbers whose events meet what they are still to be asked; null where too many do not."""
        found, looked, words, size = list[Numbers](), 0, 0, _FIRST
        for numbers, spared in lefts:
            start = 0
            tests = self._further(spared)
            while start < len(numbers) and wanted > 0:
                if looked > _MOST or words > self._worth:
                    return None
                step = numbers[start : start + (size if tests else wanted)]
                start += len(step)
                if tests:
                    looked, size = looked + len(step), size * 2
                    words += len(step) if spared else 0
                    step = self._tested(step, tests)
                found.append(step[:wanted])
                wanted -= len(step)
            if wanted <= 0:
                break
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def _further(self, spared: Sequence[Condition]) -> Sequence[Test]:
        if not spared:
            return self.tests
        return [*self.tests, self._glance.backend.holding(E.c.key, [each.terms for each in spared])]

    def _tested(self, numbers: Numbers, tests: Sequence[Test]) -> Numbers:
        keys = self._glance.held.keys[numbers]
        chosen = self._glance.backend.among(E.c.key, keys.tolist())
        query = select(E.c.key).where(chosen, *tests)
        met = np.array(self._glance.connection.execute(query).scalars().all(), np.int64)
        left: Numbers = numbers[np.isin(keys, met)]
        return left


def _is_known(condition: Condition) -> bool:
    """Do the columns, or terms, tell exactly which events meet it?"""
    return condition.held is not None or bool(condition.terms and condition.exact)
