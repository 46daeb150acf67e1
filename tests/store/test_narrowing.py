"""The indexes only narrow: what a CQL2 filter finds through them is what its condition finds row by row."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from store import Filters, Store, cql2, dated, masks, memory, ranked, read_cql
from store.columns import COLUMNS, E
from store.cql2.tree import SPATIAL as SPATIALS
from store.cql2.tree import TEMPORAL as TEMPORALS
from store.narrowing import Bounds, bounds, ranged, term_sets
from tests.store.features import ALEPPO, HOMS, feature, square

DAYS = ["2016-01-01", "2016-03-15", "2016-12-06", "2016-12-31", "2018-02-10"]
NUMBERS = ["0", "1", "1.5", "2", "3", "5", "7", "10", "0.3", "0.55", "0.9", "-1", "1000"]


@pytest.fixture
def crowd(empty: Store) -> Store:
    chance = random.Random(5)  # noqa: S311  made-up data
    empty.write([_made(chance, str(number)) for number in range(80)])
    return empty


def _made(chance: random.Random, name: str) -> dict[str, Any]:
    start = chance.choice([*DAYS, "2016-12-06T23:30+03:00", "2016-12-31T22:30+00:00", None])
    end = chance.choice([start, "2018-03-01"]) if start else chance.choice([None, "2016-12-06"])
    where: dict[str, Any] = chance.choice(
        [{"at": ALEPPO}, {"at": HOMS}, {"at": None}, {"geometry": square(36.3, 33.4, 0.3)}]
    )
    called = chance.choice(["الشعار", "حي الشعار القديم", "Al-Shaar", None])
    return feature(
        name,
        **where,
        type=chance.choice(["shelling", "battle", "siege"]),
        subtype=chance.choice(["artillery", None]),
        factuality=chance.choice(["occurred", "denied", "claimed"]),
        date_start=start,
        date_end=end,
        place_name=called,
        place_id=chance.choice(["shaar", "old-homs", None]),
        time_precision=chance.choice([1, 2, 3, None]),
        geo_precision=chance.choice([1, 2, 3, None]),
        confidence=chance.choice([None, 0.0, 0.3, 0.55, 0.9]),
        deaths=chance.choice([None, {"min": 0, "max": 0}, {"min": 1, "max": 4}, {"min": 7, "max": 7}]),
        articles=chance.choice(["A", "AB", "ABC"]),
    )


def either(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


DAY = st.sampled_from(DAYS)
COMPARISON = either("=", "<>", "<", "<=", ">", ">=")
MEASURE = either("deaths_min", "deaths_max", "source_count", "confidence", "time_precision", "geo_precision")
SHAPE = either(
    "BBOX(36, 34, 37, 35)", "POINT(37.16 36.2)", "POLYGON((36.4 33.5, 36.5 33.5, 36.5 33.6, 36.4 33.5))",
    "POLYGON((36 33, 37 33, 37 34, 36 34, 36 33))", "LINESTRING(36 33.5, 37 33.5)", "BBOX(170, -10, -170, 60)",
)  # fmt: skip
TIME = st.one_of(
    DAY.map("DATE('{}')".format),
    st.tuples(DAY, DAY).map(lambda days: f"INTERVAL('{min(days)}', '{max(days)}')"),
    DAY.map("INTERVAL('..', '{}')".format),
    DAY.map("INTERVAL('{}', '..')".format),
    DAY.map("TIMESTAMP('{}T22:30:00Z')".format),
)
TEMPORAL = st.sampled_from(sorted(name.upper() for name in TEMPORALS))
SPATIAL = st.sampled_from(sorted(name.upper() for name in SPATIALS))
LEAF = st.one_of(
    st.builds("{} {} {}".format, MEASURE, COMPARISON, st.sampled_from(NUMBERS)),
    st.builds("{} {} {}".format, st.sampled_from(NUMBERS), COMPARISON, MEASURE),
    st.builds("{} BETWEEN {} AND {}".format, MEASURE, st.sampled_from(NUMBERS), st.sampled_from(NUMBERS)),
    st.builds("{} IN ({}, {})".format, MEASURE, st.sampled_from(NUMBERS), st.sampled_from(NUMBERS)),
    st.builds("type {} '{}'".format, COMPARISON, either("shelling", "battle", "siege", "nothing")),
    either("type IN ('battle', 'siege')", "'denied' = factuality", "subtype = 'artillery'", "subtype IS NULL"),
    either("place_name LIKE '%الشعار%'", "place_name LIKE 'ال%'", "CASEI(place_name) = CASEI('AL-SHAAR')"),
    either("place_id IN ('shaar', 'old-homs')", "place_id <> 'shaar'", "place_id IS NULL", "geometry IS NULL"),
    st.builds("updated {} TIMESTAMP('{}')".format, COMPARISON, either("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z")),
    either("confidence IS NULL", "NOT confidence IS NULL", "NOT updated > TIMESTAMP('2025-12-31T00:00:00Z')"),
    either("T_AFTER(updated, DATE('2025-12-30'))", "T_DURING(updated, INTERVAL('2025-12-30', '..'))"),
    either("title NOT LIKE '%x%'", "type NOT IN ('siege')", "subtype <> 'artillery'", "CASEI(title) LIKE CASEI('%A%')"),
    either("place_id = type", "title LIKE '%الشعار'", "TRUE", "FALSE", "datetime IS NULL", "deaths_min IS NULL"),
    st.builds("{}(datetime, {})".format, TEMPORAL, TIME),
    st.builds("{1}({0}, datetime)".format, TIME, TEMPORAL),
    st.builds("date_start {} DATE('{}')".format, COMPARISON, DAY),
    st.builds("'{1}' {0} date_start".format, COMPARISON, DAY),
    st.builds("date_start BETWEEN '{}' AND '{}'".format, DAY, DAY),
    st.builds("date_end {} '{}'".format, COMPARISON, DAY),
    st.builds("{}(geometry, {})".format, SPATIAL, SHAPE),
    st.builds("{1}({0}, geometry)".format, SHAPE, SPATIAL),
)
FILTER = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=6,
)


def row_by_row(store: Store, filters: Filters) -> set[str]:
    """What the filter's condition finds with no index that this room knows of."""
    query = select(E.c.id).where(cql2.condition(read_cql(str(filters.cql)), COLUMNS))
    with store.reading() as connection:
        return set(connection.execute(query).scalars())


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTER, st.sampled_from(["date", "-deaths", "-updated"]))
def test_through_the_indexes_a_filter_finds_what_it_finds_row_by_row(crowd: Store, written: str, sort: str) -> None:
    filters = Filters(cql=written)
    found = [one["id"] for one in crowd.query(filters, sort=sort)]
    assert sorted(found) == sorted(row_by_row(crowd, filters))
    assert crowd.count(filters) == len(found)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTER, st.sampled_from(["date", "-date", "-deaths", "confidence", "-updated"]))
def test_whichever_way_is_taken_to_the_rows(crowd: Store, written: str, sort: str) -> None:
    filters = Filters(cql=written)
    expected = sorted(row_by_row(crowd, filters))
    with pytest.MonkeyPatch.context() as patch:
        for room in (dated, ranked):
            patch.setattr(room, "FEW", 0)
            patch.setattr(room, "_AHEAD", 10)
        patch.setattr(dated, "_TERMS", 0)
        page = crowd.page(filters, limit=30, sort=sort)
        found = [*page.features]
        while page.cursor:
            page = crowd.page(filters, limit=30, sort=sort, cursor=page.cursor)
            found += page.features
    assert sorted(one["id"] for one in found) == expected


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTER, st.sampled_from(["2016", "2016-12", "2018-02-10/..", "../2016-03-15"]))
def test_with_a_window_beside_it_too(crowd: Store, written: str, window: str) -> None:
    inside = {one["id"] for one in crowd.query(Filters(datetime=window))}
    found = {one["id"] for one in crowd.query(Filters(cql=written, datetime=window))}
    assert found == inside & row_by_row(crowd, Filters(cql=written))


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTER, st.sampled_from(["date", "-date", "-deaths", "confidence", "-updated", "sources"]))
def test_columns_in_memory_tell_what_its_condition_tells_row_by_row(crowd: Store, written: str, sort: str) -> None:
    filters = Filters(cql=written)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "_FEW", 0)
        crowd.hold()
        with crowd.reading() as connection:  # a server's other transactions may have made them old
            assert crowd._memory.seen(connection) is not None or crowd.path is None
        page = crowd.page(filters, limit=30, sort=sort)
        found = [*page.features]
        while page.cursor:
            page = crowd.page(filters, limit=30, sort=sort, cursor=page.cursor)
            found += page.features
        assert sorted(one["id"] for one in found) == sorted(row_by_row(crowd, filters))
        assert crowd.count(filters) == len(found)


TOLD = [
    ("type = 'siege' AND deaths_min > 4", True),
    ("NOT (updated < TIMESTAMP('2026-01-01T00:00:00Z') OR deaths_max IS NULL)", True),
    ("T_DISJOINT(datetime, DATE('2016-01-01')) OR T_AFTER(DATE('2016-01-01'), updated)", True),
    ("place_name LIKE 'ال%' OR date_end > DATE('2016-01-01')", True),
    ("subtype > 'artillery'", False),  # the order of texts is the database's
    ("title LIKE '%x%'", False),
    ("title LIKE '%x%' OR type = 'siege'", False),
    ("deaths_min = deaths_max", False),
]


@pytest.mark.parametrize(("written", "told"), TOLD, ids=str)
def test_what_columns_in_memory_tell(written: str, told: bool) -> None:
    assert (masks.known(read_cql(written), lambda _: []) is not None) is told


NARROWED = [
    ("type = 'siege'", 1),
    ("type = 'siege' AND deaths_min > 4 AND title LIKE '%x%'", 2),
    ("type = 'siege' OR factuality = 'denied'", 1),
    ("type = 'siege' OR title LIKE '%x%'", 0),
    ("(type IN ('siege', 'battle') AND title LIKE '%x%') OR subtype = 'artillery'", 1),
    ("confidence BETWEEN 0.5 AND 0.9", 1),
    ("time_precision = 1 AND geo_precision < 3", 2),
    ("NOT type = 'siege'", 0),
    ("NOT deaths_min < 5", 1),
    ("NOT (type <> 'siege' OR NOT (deaths_min >= 5 AND title LIKE '%x%'))", 2),
    ("NOT (type <> 'siege' AND title LIKE '%x%')", 0),
    ("deaths_min >= 0", 0),
]


@pytest.mark.parametrize(("written", "sets"), NARROWED, ids=str)
def test_what_the_index_of_terms_knows_is_asked_of_it(written: str, sets: int) -> None:
    assert len(term_sets(read_cql(written))) == sets


RANGED = [
    ("deaths_min >= 5", "deaths_min"),
    ("5 <= deaths_min", "deaths_min"),
    ("NOT confidence < 0.5", "confidence"),
    ("confidence BETWEEN 0.5 AND 0.9", "confidence"),
    ("updated > TIMESTAMP('2026-01-01T00:00:00Z')", "updated"),
    ("T_AFTER(updated, DATE('2026-01-01'))", "updated"),
    ("deaths_min IS NULL", "deaths_min"),
    ("deaths_min <> 5", None),
    ("NOT deaths_min = 5", None),
    ("deaths_min = deaths_max", None),
    ("deaths_min > 5 OR confidence > 0.5", None),
]


@pytest.mark.parametrize(("written", "name"), RANGED, ids=str)
def test_what_bounds_one_value_leads_to_its_rows(written: str, name: str | None) -> None:
    assert ranged(read_cql(written)) == name


def test_what_a_filter_says_of_time_bounds_the_rows_that_are_read() -> None:
    day = 1440
    begun = bounds(read_cql("T_DURING(datetime, INTERVAL('2016-01-01', '2016-12-31'))"))
    assert begun is not None
    assert begun.last - begun.first == 366 * day - 3
    assert bounds(read_cql("T_AFTER(datetime, DATE('2016-01-01')) OR type = 'siege'")) is None
    assert bounds(read_cql("NOT date_start > '2016-12-31'")) == bounds(read_cql("date_start <= '2016-12-31'"))
    either_year = bounds(read_cql("date_start = '2016-01-10' OR date_start = '2018-01-10'"))
    assert either_year is not None
    assert (either_year.last - either_year.first) // day == 366 + 365 + 2
    assert Bounds(5, 9) & Bounds(7, 20, 3) == Bounds(7, 9, 3)


def test_only_the_places_near_a_shape_have_their_geometry_read(crowd: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    if crowd.path is None:
        pytest.skip("PostGIS reads geometries itself")
    read: list[str] = []

    def relates(_relation: str, geometry: str, _wkt: str) -> bool:
        read.append(geometry)
        return True

    with crowd.reading() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.create_function("relates", 3, relates)
        condition = cql2.condition(read_cql("S_INTERSECTS(geometry, BBOX(36.7, 34.7, 36.8, 34.8))"), COLUMNS)
        connection.execute(select(E.c.id).where(condition)).all()
    assert {geometry for geometry in read if "36.71,34.73" not in geometry} == set()
    assert read
