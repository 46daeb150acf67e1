"""`waqai query`, `store.query` and HTTP give the same events, values and order for the same conditions."""

import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import serve
import store
from commands.querying import query
from commands.where import Where
from gazetteer import load
from store.tables import flat
from tests.store.features import ALEPPO, HOMS, feature, square

PLACES = [
    ("C6030", "داعل"),
    ("C3953", "سرمين"),
    ("C5167", "البوكمال"),
    ("C6058", "إنخل"),
    ("C3953", "سرمين"),
    ("own-1", "قرية الساقية"),
]
DAYS = ["2013-04-16", "2016-12-06", "2016-12-31", "2018-02-10", "2018-02-10T23:30+03:00"]
PAGE = 11


def made(chance: random.Random, name: str) -> dict[str, Any]:
    start = chance.choice([*DAYS, None])
    where: dict[str, Any] = chance.choice(
        [{"at": ALEPPO}, {"at": HOMS}, {"at": None}, {"geometry": square(36.3, 33.4, 0.3)}]
    )
    place_id, place_name = chance.choice(PLACES)
    return feature(
        name,
        **where,
        type=chance.choice(["shelling", "battle", "siege"]),
        subtype=chance.choice(["artillery", None]),
        title=chance.choice(["قصف مدفعي على السوق", "اشتباكات في القرية", None]),
        factuality=chance.choice(["occurred", "denied", "claimed"]),
        date_start=start,
        date_end=chance.choice([start, "2018-03-01"]) if start else None,
        place_id=place_id,
        place_name=place_name,
        confidence=chance.choice([None, 0.0, 0.3, 0.9]),
        deaths=chance.choice([None, {"min": 0, "max": 0}, {"min": 1, "max": 4}, {"min": 7, "max": None}]),
        actors=chance.choice([[], [{"name": "جيش الإسلام", "name_en": "Jaysh al-Islam", "role": "doer"}]]),
        articles=chance.choice(["A", "AB", "ABC"]),
    )


class Doors:
    """Three ways to one store."""

    def __init__(self, url: str, folder: Path, opened: store.Store) -> None:
        self._url, self._file = url, folder / "found.geojson"
        app = serve.create_app(opened, expand_place=load().held_by)
        self._client = TestClient(app, base_url="http://127.0.0.1")

    def command(self, asked: dict[str, Any], sort: str) -> list[dict[str, Any]]:
        query(where=Where(**asked), store_url=self._url, output=self._file, sort=sort)
        return list(json.loads(self._file.read_text(encoding="utf-8"))["features"])

    def http(self, asked: dict[str, Any], sort: str) -> list[dict[str, Any]]:
        told = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in asked.items()}
        address = f"/collections/events/items?{urlencode(told | {'sortby': sort, 'limit': PAGE})}"
        found: list[dict[str, Any]] = []
        while address:
            page = self._client.get(address).json()
            found += page["features"]
            address = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
        assert page["numberMatched"] == len(found)
        return found

    def refusal(self, asked: dict[str, Any]) -> tuple[int, str]:
        """The status and the reason with which HTTP refuses."""
        reply = self._client.get(f"/collections/events/items?{urlencode(asked)}")
        return reply.status_code, reply.json()["detail"]

    def python(self, asked: dict[str, Any], sort: str) -> Any:
        names = {"type": "types", "subtype": "subtypes", "filter": "cql"}
        told = {names.get(name, name): value for name, value in asked.items()}
        for name in ("bbox", "near"):
            if name in told:
                told[name] = tuple(float(number) for number in told[name].split(","))
        return store.query(self._url, sort=sort, **told)


@pytest.fixture
def doors(store_url: str, tmp_path: Path) -> Iterator[Doors]:
    chance = random.Random(11)  # noqa: S311  made-up data
    with store.open(store_url) as opened:
        opened.write([made(chance, f"e{number}") for number in range(90)])
        yield Doors(store_url, tmp_path, opened)


CONDITIONS: dict[str, st.SearchStrategy[Any]] = {
    "bbox": st.sampled_from(["36,33,37,35", "37,36,38,37", "170,-90,37,90", "36.5,33.5,36.55,33.55"]),
    "datetime": st.sampled_from(
        ["2016", "2016-12-06", "2018-02-11/..", "../2016-12-31", "2018-02-10T20:30:00Z", "2018-02"]
    ),
    "type": st.sampled_from([("shelling",), ("battle", "siege")]),
    "subtype": st.just(("artillery",)),
    "factuality": st.sampled_from([("occurred",), ("claimed", "denied")]),
    "place": st.sampled_from(["درعا", "ريف إدلب", "C3953", "البوكمال", "سرمين", "سوريا", "قرية الساقية", "own-1"]),
    "text": st.sampled_from(["السوق", "سوق", "بالسوق", "إشتباكات", "قصف القرية"]),
    "actor": st.sampled_from(["جيش الاسلام", "jaysh"]),
    "source": st.sampled_from(["B", "وكالة الأفق", "nobody"]),
    "near": st.sampled_from(["37.16,36.2,10", "36.7,34.7,200"]),
    "deaths": st.sampled_from([0, 1, 5]),
    "sources": st.sampled_from([1, 2, 3]),
    "updated": st.sampled_from(["2020-01-01", "2999-01-01"]),
    "filter": st.sampled_from(
        [
            "confidence >= 0.3 OR confidence IS NULL",
            "deaths_min < deaths_max AND type <> 'siege'",
            "S_WITHIN(geometry, BBOX(36, 33, 37, 35)) OR title LIKE 'قصف%'",
            "NOT T_AFTER(datetime, DATE('2016-12-06'))",
        ]
    ),
}
ASKED = st.lists(st.sampled_from(sorted(CONDITIONS)), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: CONDITIONS[name] for name in names})
)
SORT = st.sampled_from(store.ORDERS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ASKED, SORT)
def test_three_doors_open_on_one_room(doors: Doors, asked: dict[str, Any], sort: str) -> None:
    told = doors.command(asked, sort)
    assert doors.http(asked, sort) == told
    frame = doors.python(asked, sort)
    assert list(frame.index) == [one["id"] for one in told]
    for one in told:
        row = frame.loc[one["id"]]
        wrong = {
            name: (row[name], value)
            for name, value in flat(one).items()
            if name != "id" and plain(row[name]) != plain(value)
        }
        assert wrong == {}
        assert (row.geometry is None) == (one["geometry"] is None)


def plain(value: Any) -> Any:
    """A value as it was before a table had one type for a whole column."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return float(value) if isinstance(value, int) else value


def test_every_door_refuses_a_place_that_nobody_knows(doors: Doors) -> None:
    said = []
    for ask in (doors.command, doors.python):
        with pytest.raises(store.FilterError) as refused:
            ask({"place": "إدلبب"}, "date")
        said.append(str(refused.value))
    status, detail = doors.refusal({"place": "إدلبب"})
    assert (status, {*said, detail}) == (400, {said[0]})
    assert "near it are" in said[0]


@pytest.mark.parametrize("store_url", ["file"], indirect=True)
def test_what_is_asked_finds_something_now_and_then(doors: Doors) -> None:
    """Else the doors would agree on nothing."""
    found = {
        (name, str(value)): len(doors.command({name: value}, "date"))
        for name, strategy in CONDITIONS.items()
        for value in getattr(strategy, "elements", [getattr(strategy, "value", None)])
    }
    assert sorted(key for key, count in found.items() if not count) == [("source", "nobody"), ("updated", "2999-01-01")]


def test_a_frame_of_nothing_still_has_its_columns(empty: store.Store, store_url: str) -> None:
    frame = store.query(store_url, types=["siege"])
    assert (len(frame), frame.index.name, frame.crs.is_geographic) == (0, "id", True)
    assert {"type", "date_start", "deaths_min"} <= set(frame.columns)
