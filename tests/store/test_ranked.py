"""Pages by deaths, confidence, sources and change: whichever way they are read, they are the sorted whole cut up."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from store import ORDERS, Filters, Store, dated, pages, ranked
from store.orders import Order
from tests.store.conftest import Clock
from tests.store.features import ALEPPO, HOMS, feature

VALUES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "deaths": lambda p: (p["deaths"] or {}).get("min") if p["deaths"] else None,
    "confidence": lambda p: p["confidence"],
    "sources": lambda p: len({source["article"] for source in p["sources"]}),
    "updated": lambda p: p["updated"],
}


@pytest.fixture
def crowd(empty: Store, clock: Clock) -> Store:
    chance = random.Random(4)  # noqa: S311  made-up data
    for batch in range(4):
        empty.write([_made(chance, f"{batch}-{number}") for number in range(60)])
        clock.tick()
    return empty


def _made(chance: random.Random, name: str) -> dict[str, Any]:
    day = f"2016-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    deaths = chance.choice([None, None, {"min": 0, "max": 0}, *({"min": n, "max": n} for n in (1, 2, 7, 20, 45, 400))])
    return feature(
        name,
        at=chance.choice([ALEPPO, HOMS]),
        type=chance.choice(["shelling", "battle"]),
        deaths=deaths,
        confidence=chance.choice([None, 0.0, 0.2, 0.3, 0.55, 0.9, 0.95]),
        articles=chance.choice(["A", "AB", "ABC", "ABCDE"]),
        date_start=chance.choice([day, day, None]),
        date_end=day,
    )


_LIMITS = ("_AT_ONCE", "_AHEAD", "_OF_A_PART", "_OF_WORDS", "FEW", "MANY")
ASKED = [
    Filters(),
    Filters(types=("battle",)),
    Filters(datetime="2016-03/2016-05"),
    Filters(bbox=(36, 34, 37, 35), types=("shelling",)),
    Filters(text="السوق", dated=True),
    Filters(confidence=0.5, sources=2),
    Filters(text="السوق", datetime="2016-03/2016-09", sources=2),
    Filters(cql="deaths_max > 1 OR deaths_max IS NULL"),
    Filters(places=("X1",), deaths=2, updated="2026-01-01T01:00:00Z"),
    Filters(bbox=(36, 34, 37, 35), updated="2026-01-01T02:00:00Z", datetime="2016-02/2016-08"),
    Filters(cql="confidence IS NULL AND updated > TIMESTAMP('2026-01-01T00:30:00Z')"),
    Filters(cql="deaths_min < 5 AND NOT confidence < 0.5", subtypes=("artillery",)),
    Filters(dated=False, types=("battle",)),
]


def paged(store: Store, filters: Filters, sort: str) -> Iterator[dict[str, Any]]:
    page = store.page(filters, limit=7, sort=sort)
    yield from page.features
    while page.cursor:
        page = store.page(filters, limit=7, sort=sort, cursor=page.cursor)
        yield from page.features


@pytest.mark.parametrize("sort", [order for order in ORDERS if "date" not in order.replace("updated", "")])
def test_pages_are_the_sorted_whole_whether_little_is_sorted_or_the_order_gone_through(
    crowd: Store, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = VALUES[sort.removeprefix("-")]
    for limits in (
        (400, 20_000, 4_000, 16_000, 10_000, 60_000),
        (0, 20, 5, 5, 0, 0),
        (0, 1, 0, 16_000, 0, 0),
        (0, 300, 0, 0, 0, 0),
        (3, 50, 1_000, 1_000, 30, 200),
        (3, 50, 1_000, 1_000, 0, 100_000),
    ):
        for name, limit in zip(_LIMITS, limits, strict=True):
            monkeypatch.setattr(ranked, name, limit)
        for filters in ASKED:
            found = list(paged(crowd, filters, sort))
            assert sorted(one["id"] for one in found) == sorted(one["id"] for one in crowd.query(filters))
            values = [-1 if value(one["properties"]) is None else value(one["properties"]) for one in found]
            assert values == sorted(values, reverse=sort.startswith("-"))
            assert [one["id"] for one in crowd.query(filters, sort=sort)] == [one["id"] for one in found]


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_pages_by_date_are_the_whole_cut_up_whichever_way_they_are_found(
    crowd: Store, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dated, "_TERMS", 0)
    whole = [one["id"] for one in crowd.query(sort=sort)]
    for limits in (
        (20, 100_000, 10_000, 60_000),
        (20, 400, 0, 0),
        (1, 2, 0, 0),
        (1_000, 0, 0, 0),
        (30, 10, 0, 100_000),
    ):
        for name, limit in zip(("_AHEAD", "_FARTHEST", "FEW", "MANY"), limits, strict=True):
            monkeypatch.setattr(dated, name, limit)
        for filters in ASKED:
            found = [one["id"] for one in paged(crowd, filters, sort)]
            assert found == sorted(found, key=whole.index)
            assert sorted(found) == sorted(one["id"] for one in crowd.query(filters, sort="updated"))


def test_events_are_counted_alike_whichever_way_they_are_counted(crowd: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd.write([feature("counted", at=HOMS)])
    for most in (0, 50, 200_000):
        monkeypatch.setattr(pages, "_COUNTED", most)
        for filters in ASKED:
            with crowd.reading() as connection:
                counted = crowd._query(connection, filters, Order("date")).count()
            assert counted == len([*crowd.query(filters)])
