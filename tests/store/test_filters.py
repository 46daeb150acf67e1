import json
from pathlib import Path
from typing import Any

import pytest

from store import FilterError, Filters, Store, TooSlow, read_cql
from tests.store.features import feature

CASES = Path(__file__).parents[1] / "cases"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def made(row: dict[str, Any]) -> Filters:
    given: dict[str, Any] = row["filters"]
    tuples: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    if language := tuples.pop("cql_lang", None):
        tuples["cql"] = read_cql(tuples["cql"], language)
    return Filters(**tuples)


@pytest.mark.parametrize("row", rows("store_filters.jsonl"), ids=lambda row: json.dumps(row["filters"]))
def test_a_filter_finds_what_meets_it(filled: Store, row: dict[str, Any]) -> None:
    filters = made(row)
    assert sorted(feature["id"] for feature in filled.query(filters)) == row["found"]
    assert filled.count(filters) == len(row["found"])


@pytest.mark.parametrize("row", rows("store_refused_filters.jsonl"), ids=lambda row: json.dumps(row["filters"]))
def test_a_filter_that_cannot_be_applied_says_why(row: dict[str, Any]) -> None:
    with pytest.raises(FilterError, match=row["says"]):
        made(row)


def test_pages_follow_on_from_one_another_by_date_undated_last(filled: Store) -> None:
    pages = [[feature["id"] for feature in filled.query(limit=2, offset=offset)] for offset in (0, 2, 4, 6)]
    assert pages == [["shelling", "siege"], ["battle", "unplaced"], ["undated"], []]


@pytest.mark.parametrize(
    "hostile", ["'; DROP TABLE event; --", '" OR 1=1', "* NEAR(a b)", "\x00", "ا" * 20_000, "{{7*7}} a", "%"]
)
def test_no_letter_of_a_filter_becomes_sql(filled: Store, hostile: str) -> None:
    assert [filled.count(Filters(ids=(hostile,))), filled.count(Filters(source=hostile))] == [0, 0]
    with pytest.raises(FilterError, match="no such place"):
        filled.count(Filters(place=hostile))
    try:
        assert filled.count(Filters(cql="title = '" + hostile.replace("'", "''")[:5000] + "'")) == 0
    except FilterError as refused:
        assert "null character" in str(refused)
    try:
        assert filled.count(Filters(text=hostile)) == 0
    except FilterError as refused:
        assert "no word" in str(refused)
    assert filled.count() == 5


def test_a_query_may_be_given_a_time_after_which_it_ends(empty: Store) -> None:
    empty.write([feature(f"e{number}") for number in range(1500)])
    with pytest.raises(TooSlow, match="longer than it may"), empty.within(0.0):
        list(empty.query(Filters(cql="title LIKE '%a%b%c%' OR reason LIKE '%x%y%z%'")))
    with empty.within(60.0):
        assert empty.count() == 1500


def test_a_word_is_sought_without_its_clitics(empty: Store) -> None:
    """As it is indexed; what only looks like a clitic is not taken off."""
    empty.write(
        [
            feature("market", title="انفجار في سوق المدينة"),
            feature("committee", title="اجتماع اللجنة في الصباح", type="diplomacy"),
            feature("people", title="كان الطريق مغلقا", type="other"),
            feature("faith", title="شارع صلاح الدين", type="protest"),
        ]
    )
    sought = ["بالسوق وللمدينة", "كالمدينة", "للجنة", "باللجنة", "سكان", "والدين", "الدين"]
    found = {text: [event["id"] for event in empty.query(Filters(text=text))] for text in sought}
    assert found["بالسوق وللمدينة"] == found["كالمدينة"] == ["market"]
    assert found["للجنة"] == found["باللجنة"] == ["committee"]
    assert found["سكان"] == found["والدين"] == []
    assert found["الدين"] == ["faith"]


def test_a_place_that_nobody_knows_is_refused_with_names_near_it(filled: Store) -> None:
    with pytest.raises(FilterError, match=r"no such place is known; near it are .*حلب"):
        filled.count(Filters(place="حلبب"))
    with pytest.raises(FilterError, match="no such place"):
        filled.page(Filters(place="شعار"))  # the place is الشعار, and a place's name is no word of a text
