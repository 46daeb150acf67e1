"""The columns that most filters ask about, in memory: one pass over arrays, whatever the filters leave.

An event costs 40 bytes, and a term that was asked for the eighth of one. Indexes answer what leaves little in the order
asked for; what is left by several conditions together, in any order, no index knows, and a million events take some
milliseconds here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, func, select

from store.backend import Backend
from store.columns import E
from store.schema import CONFIDENCE, DEATHS
from store.terms import COARSEST, PRECISIONS, SINGLE, fact

_AT_ONCE: Final = 20_000  # rows
_TERMS: Final = 300  # that are remembered
_OF_FACTS: Final = ("type", "subtype", "factuality", *PRECISIONS)
_VALUES: Final = 100  # of a fact, whose terms are read with it
NEVER: Final = -1  # the end of what has no date
_KINDS: Final = (np.int64, np.int64, np.intp, np.int32, np.float64, np.int32)
_CODED: Final = (E.c.updated, *(E.c[name] for name in _OF_FACTS))
_READ: Final = (
    *(E.c.key, func.coalesce(E.c.ends, NEVER), E.c.place, DEATHS, CONFIDENCE, E.c.source_count),
    *_CODED,
)

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The events in one order, by their numbers, and their values in that order; the least first."""

    numbers: Numbers
    values: Numbers


@dataclass(slots=True)
class Held:
    """The events of one state of a store; an event's number is its place in the order of keys.

    ``values`` are those that orders compare (``deaths`` and ``confidence`` less than 0 where there are none); of
    ``updated``, which of ``times`` it is.
    """

    keys: Numbers
    ends: Numbers
    place: Numbers
    values: dict[str, Numbers]
    times: list[str]
    facts: dict[str, Numbers]  # which events have a term, in bits
    _rankings: dict[str, Ranking] = field(default_factory=dict)
    _terms: dict[str, Numbers | None] = field(default_factory=dict)

    def ranking(self, name: str) -> Ranking:
        """The events in the order of one of the values, and of their keys where they are equal."""
        found = self._rankings.get(name)
        if found is None:
            numbers = np.argsort(self.values[name], kind="stable").astype(np.int32)
            found = self._rankings[name] = Ranking(numbers, self.values[name][numbers])
        return found

    def having(self, term: str, connection: Connection, backend: Backend) -> Numbers | None:
        """Which events have a term; null where none has."""
        bits = self.facts[term] if term in self.facts else self._remembered(term, connection, backend)
        return None if bits is None else np.unpackbits(bits, count=len(self.keys)).view(bool)

    def _remembered(self, term: str, connection: Connection, backend: Backend) -> Numbers | None:
        """Threads share what is remembered: another may forget it all meanwhile."""
        try:
            return self._terms[term]
        except KeyError:
            bits = self._found(term, connection, backend)
        if len(self._terms) >= _TERMS:
            self._terms.clear()
        self._terms[term] = bits
        return bits

    def _found(self, term: str, connection: Connection, backend: Backend) -> Numbers | None:
        query = select(backend.words.c.event).where(backend.matching([(term,)], ()))
        rows: Any = connection.execute(query).cursor
        keys = np.fromiter(chain.from_iterable(rows), np.int64)
        if not len(keys):
            return None
        met = np.zeros(len(self.keys), bool)
        met[np.searchsorted(self.keys, keys)] = True
        return np.packbits(met)


def read(connection: Connection, goes_on: Callable[[], bool]) -> Held | None:
    """The events as a connection sees them; null where they are no longer wanted, or there are none."""
    result = connection.execute(select(*_READ), execution_options={"stream_results": True})
    parts, codes = list[list[Numbers]](), [dict[Any, int]() for _ in _CODED]
    while rows := result.fetchmany(_AT_ONCE):
        if not goes_on():
            result.close()
            return None
        parts.append(_columns(rows, codes))
    return _arranged([np.concatenate(each) for each in zip(*parts, strict=True)], codes) if parts else None


def _columns(rows: Sequence[Any], codes: Sequence[dict[Any, int]]) -> list[Numbers]:
    """Rows as columns; of what is coded, which of the values met so far it is."""
    columns = [*zip(*rows, strict=True)]
    told = [np.array(column, kind) for column, kind in zip(columns[: len(_KINDS)], _KINDS, strict=True)]
    for column, known in zip(columns[len(_KINDS) :], codes, strict=True):
        for value in set(column):
            known.setdefault(value, len(known))
        told.append(np.fromiter(map(known.__getitem__, column), np.int32, len(column)))
    return told


def _arranged(columns: Sequence[Numbers], codes: Sequence[dict[Any, int]]) -> Held:
    """Columns in the order of their keys."""
    order = np.argsort(columns[0], kind="stable")
    keys, ends, place, deaths, confidence, sources, updated, *facts = (column[order] for column in columns)
    times = sorted(codes[0])
    ranks = np.empty(len(times), np.int32)
    ranks[[codes[0][each] for each in times]] = np.arange(len(times), dtype=np.int32)
    values = {"deaths": deaths, "confidence": confidence, "sources": sources, "updated": ranks[updated]}
    told = zip(_OF_FACTS, facts, codes[1:], strict=True)
    known = {term: bits for name, column, code in told for term, bits in _bits(name, column, code)}
    return Held(keys, ends, place, values, times, known)


def _bits(name: str, column: Numbers, code: Mapping[Any, int]) -> Iterator[tuple[str, Numbers]]:
    """The terms of a column's values, and which events have them."""
    if name in SINGLE:
        for value, number in code.items() if len(code) <= _VALUES else ():
            yield fact(SINGLE[name], value), np.packbits(column == number)
        return
    for coarsest in range(1, COARSEST):
        finer = [number for value, number in code.items() if value is not None and value <= coarsest]
        yield fact(PRECISIONS[name], coarsest), np.packbits(np.isin(column, finer))
