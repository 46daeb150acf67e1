"""Which events have a word, an actor, an outlet: asked of the index of words by stretches of keys, and remembered.

To list the events of a common word costs a tenth of a microsecond each, so only stretches are asked for that somebody
looks at, and the listing comes as one text: to hand over a row each would cost three times as much.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection

from store.backend import Backend

_LONGEST: Final = 16  # stretches in one text
_TERMS: Final = 300  # that are remembered
_SAMPLE: Final = 1_000  # events, of which it is asked how many have a term

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(slots=True)
class Remembered:
    """Terms of the events with some keys, as far as somebody has asked, by ``stretch`` keys; threads share it."""

    keys: Numbers  # sorted
    stretch: int  # a multiple of eight
    wanted: set[str] = field(default_factory=set)  # terms that somebody should ask for
    _terms: dict[str, dict[int, Numbers]] = field(default_factory=dict)  # stretches by their numbers, in bits
    _shares: dict[str, float] = field(default_factory=dict)

    @property
    def terms(self) -> list[str]:
        """What has been asked for."""
        return [*self._terms]

    def missing(self, term: str, part: slice) -> int:
        """How many events of a part would have to be asked for."""
        known = self._terms.get(term, {})
        return self.stretch * sum(number not in known for number in self._stretches(part))

    def share(self, term: str, connection: Connection, backend: Backend) -> float:
        """How many of a thousand events in the middle have a term, as a share."""
        found = self._shares.get(term)
        if found is None:
            first = max(0, len(self.keys) // 2 - _SAMPLE // 2)
            last = min(first + _SAMPLE, len(self.keys))
            text = backend.listing(connection, term, int(self.keys[first]), int(self.keys[last - 1]))
            found = self._shares[term] = (text.count(",") + 1) / (last - first) if text else 0.0
        return found

    def learn(self, connection: Connection, backend: Backend, goes_on: Callable[[], bool]) -> None:
        """Ask for all of what is wanted, as long as may be."""
        while self.wanted and goes_on():
            self.having(self.wanted.pop(), slice(0, len(self.keys)), connection, backend)
        self.wanted.clear()

    def having(self, term: str, part: slice, connection: Connection, backend: Backend) -> Numbers:
        """Which events of a part have a term."""
        if part.stop <= part.start:
            return np.zeros(0, bool)
        asked = self._stretches(part)
        known = self._terms.get(term)
        if known is None:
            if len(self._terms) >= _TERMS:
                self._shares.clear()
                self._terms.clear()  # others may forget it all meanwhile: whoever reads has what he asked for
            known = self._terms.setdefault(term, {})
        missing = [number for number in asked if number not in known]
        for run in _runs(missing):
            self._read(term, run, known, connection, backend)
        bits = np.concatenate([known[number] for number in asked])
        before = asked[0] * self.stretch
        met: Numbers = np.unpackbits(bits).view(bool)[part.start - before : part.stop - before]
        return met

    def _read(
        self, term: str, run: Sequence[int], known: dict[int, Numbers], connection: Connection, backend: Backend
    ) -> None:
        """Ask for some stretches, one after the other, at once."""
        first, last = self._slice(run[0]).start, self._slice(run[-1]).stop
        text = backend.listing(connection, term, int(self.keys[first]), int(self.keys[last - 1]))
        met = np.zeros(len(run) * self.stretch, bool)
        if text:
            met[np.searchsorted(self.keys[first:last], np.fromstring(text, np.int64, sep=","))] = True
        known |= dict(zip(run, np.packbits(met).reshape(len(run), -1), strict=True))

    def _slice(self, number: int) -> slice:
        return slice(number * self.stretch, min((number + 1) * self.stretch, len(self.keys)))

    def _stretches(self, part: slice) -> range:
        return range(part.start // self.stretch, -(-part.stop // self.stretch))


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers that follow one another, no more than some together."""
    run = list[int]()
    for number in numbers:
        if run and (number != run[-1] + 1 or len(run) >= _LONGEST):
            yield run
            run = []
        run.append(number)
    if run:
        yield run
