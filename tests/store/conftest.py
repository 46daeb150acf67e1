"""Stores in temporary folders, with a clock that stands still until told to move."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import store
from tests.store.features import HOMS, feature, square


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def tick(self) -> None:
        self.now += timedelta(hours=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "postgis"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made: every test of behaviour runs on both."""
    if request.param == "file":
        return str(tmp_path / "waqai.gpkg")
    made: str = request.getfixturevalue("postgis_store")
    return made


@pytest.fixture
def empty(store_url: str, clock: Clock) -> Iterator[store.Store]:
    with store.open(store_url, clock=clock) as opened:
        yield opened


@pytest.fixture
def filled(empty: store.Store) -> store.Store:
    """Five events: a dated point, a battle at night, a month-long siege of an area, an undated and an unplaced one."""
    empty.write(
        [
            feature("shelling"),
            feature(
                "battle",
                at=HOMS,
                type="battle",
                title="اشتباكات في حمص القديمة",
                place_id="old-homs",
                place_name="حمص القديمة",
                place_name_en="Old Homs",
                date_start="2018-05-02T23:30+03:00",
                date_end="2018-05-02T23:30+03:00",
                factuality="claimed",
                deaths=None,
                confidence=0.4,
                articles="B",
            ),
            feature(
                "siege",
                type="siege",
                title="حصار الغوطة الشرقية",
                geometry=square(36.3, 33.4, 0.3),
                place_id="ghouta",
                place_name="الغوطة الشرقية",
                place_name_en="Eastern Ghouta",
                date_start="2018-02-01",
                date_end="2018-02-28",
                time_precision=3,
                geo_precision=2,
                articles="BC",
            ),
            feature("undated", type="protest", date_start=None, date_end=None, time_precision=None, deaths=None),
            feature("unplaced", at=None, type="aid", date_start="2019-01-01", date_end="2019-01-01"),
        ]
    )
    return empty
