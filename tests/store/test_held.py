"""What the columns in memory tell is what the indexes tell, and never of another state than the store's."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

import store
from benchmarks.store_questions import Chance, combinations
from benchmarks.synthetic import events
from store import Filters, Store, memory, sieve
from store.glance import Glance
from store.memory import Memory
from store.terms import sought_words
from tests.store.conftest import Clock
from tests.store.features import feature

EVENTS = 1_200


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores of any size may be held."""
    monkeypatch.setattr(memory, "_FEW", 0)
    monkeypatch.setattr(memory, "_OFTEN", 10**9)  # only when a test says so


@pytest.fixture
def pair(store_url: str, clock: Clock, few: None) -> Iterator[tuple[Store, Store]]:
    """One store twice: as its indexes answer, and as columns in memory do."""
    with store.open(store_url, clock=clock) as plain, store.open(store_url, clock=clock) as held:
        made = list(events(EVENTS, places=40))
        plain.write(made[: EVENTS // 2])
        clock.tick()
        plain.write(made[EVENTS // 2 :])
        plain.write([feature("nowhere", at=None, date_start="2013", date_end=None, confidence=None)])
        held.hold()
        yield plain, held


def pages(opened: Store, filters: Filters, sort: str) -> list[list[str]]:
    """The ids of the first three pages, and of the one before the last of these."""
    told, cursor = [], None
    for _ in range(3):
        page = opened.page(filters, limit=7, sort=sort, cursor=cursor)
        told.append([event["id"] for event in page.features])
        cursor = page.cursor
        if cursor is None:
            break
    if page.previous:
        told.append([event["id"] for event in opened.page(filters, limit=7, sort=sort, cursor=page.previous).features])
    return told


def test_columns_in_memory_answer_as_the_indexes_do(pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    plain, held = pair
    told = 0

    def counted(name: str) -> Any:
        real = getattr(Glance, name)

        def ask(*given: Any, **named: Any) -> Any:
            nonlocal told
            found = real(*given, **named)
            told += found is not None
            return found

        return ask

    for name in ("dated", "ranked", "count"):
        monkeypatch.setattr(Glance, name, counted(name))
    written = ("2026-01-01T00:00:00+00:00", "2026-01-01T01:00:00+00:00")
    wrong = []
    for kind in combinations(Chance(7, written), 150):
        filters = kind.make(Chance(8, written))
        alike = pages(plain, filters, kind.sort) == pages(held, filters, kind.sort)
        if not (alike and plain.count(filters) == held.count(filters)):
            wrong.append((str(kind), filters))
    assert wrong == []
    assert told > 150


WORDY = [
    Filters(text="ناشطون", deaths=3),
    Filters(text="ناشطون رقم", types=("siege", "battle")),
    Filters(text="رقم 7", confidence=0.3),
    Filters(actor="فصيل محلي", text="في", factuality=("occurred", "claimed")),
    Filters(text="ناشطون", datetime="2014/2017"),
    Filters(text="ناشطون", cql="title LIKE '%1%'"),
]


@pytest.mark.parametrize("each_ms", [1e-3, 1e-4, 1e-9], ids="{} ms to look one up".format)
def test_a_common_word_may_be_looked_up_where_listing_it_takes_long(
    pair: tuple[Store, Store], each_ms: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, held = pair
    monkeypatch.setattr(sieve, "_WORTH_MS", 0)
    monkeypatch.setattr(sieve, "_LOOKED_UP_MS", each_ms)
    monkeypatch.setattr(sieve, "_FIRST", 10)
    monkeypatch.setattr(held.backend, "stretch", 256)
    held.hold()
    monkeypatch.setattr(Memory, "_begin", lambda *_: None)  # nobody lists it meanwhile
    asked = [(filters, sort) for filters in WORDY for sort in ("date", "-date", "-deaths", "-updated")]
    assert [each for each in asked if pages(plain, *each) != pages(held, *each)] == []
    assert [filters for filters in WORDY if plain.count(filters) != held.count(filters)] == []


@pytest.mark.parametrize("store_url", ["file"], indirect=True)
def test_a_word_that_was_looked_up_is_listed_by_the_way(
    pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, held = pair
    monkeypatch.setattr(sieve, "_WORTH_MS", 0)
    monkeypatch.setattr(sieve, "_LOOKED_UP_MS", 1e-9)
    reading = held._memory
    asked = Filters(text="ناشطون", confidence=0.3)
    for _ in range(2):
        held.page(asked, sort="-deaths")
        if (thread := reading._thread) is not None:
            thread.join()
    assert reading._held is not None
    [[term]] = sought_words("ناشطون")
    assert reading._held.remembered.missing(term, slice(0, EVENTS)) == 0


def test_columns_that_a_write_has_made_old_answer_nothing(pair: tuple[Store, Store], clock: Clock) -> None:
    plain, held = pair
    asked = Filters(types=("siege",), deaths=25, confidence=0.5)
    before = held.count(asked)
    clock.tick()
    plain.write([feature("later", type="siege", deaths={"min": 40, "max": 40}, confidence=0.9)])
    assert held.count(asked) == before + 1
    assert held.page(asked, sort="-deaths").features[0]["id"] == "later"
    held.hold()
    assert held.page(asked, sort="-deaths").features[0]["id"] == "later"
    plain.write([], read=["A"])
    assert held.count(asked) == before


@pytest.mark.parametrize("store_url", ["file"], indirect=True)
def test_whoever_asks_often_gets_columns_in_memory_by_the_way(
    store_url: str, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_OFTEN", 3)
    with store.open(store_url) as opened:
        opened.write([feature(f"e{number}") for number in range(20)])
        reading = opened._memory
        for _ in range(5):
            assert opened.page(Filters(deaths=2), limit=50, sort="-deaths").cursor is None
        if (thread := reading._thread) is not None:
            thread.join()
        with opened.reading() as connection:
            assert reading.seen(connection) is not None
        opened.write([feature("one more")])
        with opened.reading() as connection:
            assert reading.seen(connection) is None
        assert opened.count(Filters(deaths=2)) == 21


@pytest.mark.parametrize("store_url", ["file"], indirect=True)
def test_the_latest_first_leaves_nothing_out(empty: Store) -> None:
    """SQLite's index of words loses rows that are asked for backwards, where the lists of two words are long."""
    with empty.transaction() as tx:
        tx.connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('pgsz', 48)")  # so that few are long
    chance = random.Random(4)  # noqa: S311
    told = {f"e{number}": chance.choice(["مشفى جسر", *["جسر"] * 4, *["بيت"] * 5]) for number in range(3_000)}
    days = {name: f"{chance.randint(2012, 2020)}-05-{chance.randint(10, 30)}" for name in told}
    empty.write([feature(name, title=told[name], date_start=day, date_end=day) for name, day in days.items()])
    wanted = sorted(name for name, title in told.items() if title == "مشفى جسر")
    asked = Filters(text="مشفى جسر")
    assert sorted(event["id"] for event in empty.query(asked, sort="-date")) == wanted
    latest = [event["id"] for event in empty.query(asked, sort="-date")]
    assert [event["id"] for event in empty.query(asked)] == latest[::-1]
    assert [event["id"] for event in empty.query(asked, sort="-date", limit=7)] == latest[:7]
