"""Whatever a filter holds, it is answered or refused with a reason; and what is refused touches nothing."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import QUERYABLES, FilterError, Filters, Store, read_cql
from store.columns import COLUMNS
from store.cql2 import CqlError, condition, read_json, read_text
from tests.store.test_filters import rows

PIECES = st.sampled_from(
    [
        *("type", "title", "deaths_min", "date_start", "datetime", "geometry", "updated", '"type"', "e.rowid"),
        *("=", "<>", "<", ">=", "(", ")", ",", "AND", "OR", "NOT", "LIKE", "IN", "BETWEEN", "IS NULL", "IS NOT NULL"),
        *(
            "'a'",
            "'''",
            "'; DROP TABLE event; --",
            "'%_\\'",
            "1",
            "-1e308",
            "1e999",
            "TRUE",
            "--",
            "/*",
            ";",
            "?",
            ":a",
        ),
        *(
            "CASEI(title)",
            "DATE('2016-01-01')",
            "DATE('x')",
            "TIMESTAMP('2016-01-01T00:00:00Z')",
            "INTERVAL('..','..')",
        ),
        *("S_INTERSECTS(geometry,", "T_DURING(datetime,", "BBOX(1,2,3,4)", "POINT(1 2)", "POLYGON((0 0,1 1", "char(0)"),
        *("UNION SELECT", "sqlite_master", "load_extension('x')", "words MATCH", "NEAR", "*", "ال", "\u202e", "\x00"),
    ]
)
SAFE = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answered_or_refused(store: Store, *, language: str = "cql2-text", **filters: Any) -> None:
    try:
        if "cql" in filters:
            filters["cql"] = read_cql(filters["cql"], language)
        found = store.count(Filters(**filters))
    except FilterError as refused:
        assert str(refused)
    else:
        assert 0 <= found <= 5
    assert store.count() == 5


@SAFE
@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_no_words_of_cql2_in_any_order_break_the_store(filled: Store, written: str) -> None:
    answered_or_refused(filled, cql=written)


@SAFE
@given(st.text(max_size=60))
def test_no_letters_break_the_store(filled: Store, written: str) -> None:
    answered_or_refused(filled, cql=written)
    answered_or_refused(filled, cql="title LIKE '" + written.replace("'", "''") + "'")
    answered_or_refused(filled, text=written)
    answered_or_refused(filled, place=written)
    answered_or_refused(filled, source=written)


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from([{"property": name} for name in QUERYABLES] + [{"date": "2016-01-01"}, {"interval": ["..", "x"]}]),
    st.sampled_from([{"type": "Point", "coordinates": [1, 2]}, {"type": "Point"}, {"bbox": [1, 2, 3, "4"]}]),
)
OPERATORS = st.sampled_from(
    ["and", "or", "not", "=", "<", "like", "in", "between", "isNull", "casei", "s_within", "t_after"]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(lambda op, args: {"op": op, "args": args}, OPERATORS, st.lists(inner, max_size=4))
        | st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)


@SAFE
@given(TREES)
def test_no_json_breaks_the_store(filled: Store, document: Any) -> None:
    answered_or_refused(filled, cql=json.dumps(document), language="cql2-json")


@pytest.mark.parametrize(
    "written",
    [
        " OR ".join(["type = 'a'"] * 900),
        "NOT " * 500 + "type = 'a'",
        "type IN (" + ",".join(["'a'"] * 2000) + ")",
        "(" * 4000,
        "S_INTERSECTS(geometry, POLYGON((" + ",".join(["0 0"] * 3000) + ")))",
        "title LIKE '" + "%_" * 4000 + "'",
        "'" * 9999,
        "9" * 9999 + " = deaths_min",
    ],
    ids=lambda written: written[:20],
)
def test_a_filter_too_large_is_refused_or_answered_never_a_fault(filled: Store, written: str) -> None:
    answered_or_refused(filled, cql=written)


def test_deeply_nested_json_is_refused() -> None:
    with pytest.raises(CqlError):
        read_json("[" * 5000 + "]" * 5000)
    with pytest.raises(CqlError):
        read_json('{"op":"not","args":[' * 450 + "true" + "]}" * 450)


@pytest.mark.parametrize("row", rows("cql2_text_and_json.jsonl"), ids=lambda row: row["text"])
def test_text_and_json_mean_the_same_tree(row: dict[str, Any]) -> None:
    assert read_text(row["text"]) == read_json(json.dumps(row["json"]))


def test_a_filters_values_are_parameters_in_every_database() -> None:
    from sqlalchemy.dialects import postgresql, sqlite

    asked = condition(read_text("title LIKE '50\\%%' AND type = 'x''; --' AND confidence IN (1, 2)"), COLUMNS)
    for dialect, like in ((sqlite.dialect(), "GLOB"), (postgresql.dialect(), "LIKE")):  # type: ignore[no-untyped-call]
        compiled = asked.compile(dialect=dialect)
        assert like in str(compiled)
        assert "x'" not in str(compiled)
        assert "x'; --" in compiled.params.values()
