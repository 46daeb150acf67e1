"""Counts are remembered until somebody writes, whoever it is, and are right from then on."""

import pytest

import store
from store import Filters, Store
from store.pages import Query
from tests.store.conftest import Clock
from tests.store.features import feature


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """The questions that were counted in full."""
    asked: list[Query] = []
    count = Query.count

    def noted(query: Query) -> int:
        asked.append(query)
        return count(query)

    monkeypatch.setattr(Query, "count", noted)
    return asked


def test_what_nobody_has_changed_is_counted_once(empty: Store, counted: list[Query]) -> None:
    empty.write([feature("a"), feature("b", type="siege")])
    assert [empty.count(), empty.count(), empty.count(Filters(types=("siege",)))] == [2, 2, 1]
    assert [empty.count(), empty.count(Filters(types=("siege",)))] == [2, 1]
    if empty.path is not None:  # a server may be written by others, and what is theirs counts as a change
        assert len(counted) == 2


def test_after_every_write_it_is_counted_anew(empty: Store, store_url: str, clock: Clock) -> None:
    with store.open(store_url, clock=clock) as other:
        for number in range(5):
            (empty, other)[number % 2].write([feature(str(number))])  # within one second of its clock
            assert [empty.count(), other.count()] == [number + 1, number + 1]
        other.write([], read=["A"])
        assert empty.count() == other.count() == len([*empty.query()])
