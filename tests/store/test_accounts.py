"""What articles tell, kept by article: merged as sources come in, in any order, and followed back to their words."""

from pathlib import Path
from typing import Any

import pytest

import store
from events import Account
from store import Filters, Report, Store, Written
from tests.store.conftest import Clock
from tests.store.features import feature


def account(article: str, event: str = "e1", *, ordinal: int = 0, **changed: Any) -> Account:
    """What one article tells, as a whole feature's source: merged by the event's id."""
    told = feature(event, articles=article, **changed)
    return Account(f"{article}-{event}-{ordinal}", article, event, (), told, {"told": event, "number": 0}, PROVENANCE)


PROVENANCE = {"trigger": [4, 8], "evidence": [0, 32], "date": [26, 29], "place": [20, 25], "place_id": "shaar"}
TEXT = "قتل خمسة مدنيين في قصف على السوق"
MENTION = {"kind": "date", "start": 26, "end": 29, "text": "أمس", "rule": "deictic-day", "value": "2016-12-06"}


def report(article: str, *accounts: Account, **changed: Any) -> Report:
    fields: dict[str, Any] = {"text": TEXT, "source": "وكالة الأفق", "mentions": (MENTION,), **changed}
    return Report(article, accounts, **fields)


def test_the_same_article_twice_changes_nothing(empty: Store, clock: Clock) -> None:
    empty.keep([report("A", account("A"))])
    before = list(empty.query())
    clock.tick()
    assert empty.keep([report("A", account("A"))]) == Written(same=1)
    assert list(empty.query()) == before


def test_a_better_reading_replaces_its_own_and_keeps_the_event_s_id(empty: Store) -> None:
    empty.keep([report("A", account("A", "first-id"))])
    corrected = account("A", "other-id", date_start="2016-12-05", date_end="2016-12-05")
    corrected = Account(corrected.id, "A", "other-id", ("k",), corrected.feature, READ, PROVENANCE)
    assert empty.keep([report("A", corrected)]) == Written(changed=1)
    assert [(event["id"], event["properties"]["date_start"]) for event in empty.query()] == [("first-id", "2016-12-05")]


READ: dict[str, Any] = {"published": "2016-12-07", "dated": True, "family": "shelling", "place": {}}


def test_an_article_to_be_forgotten_goes_with_what_it_alone_told(empty: Store) -> None:
    empty.keep([report("A", account("A"), account("A", "e2")), report("B", account("B"))])
    assert empty.keep([], withdrawn=["A"]) == Written(changed=1, withdrawn=1)
    assert empty.article_ids() == ["B"]
    assert [(one.id, one.reason) for one in store.tombstones(empty)] == [("e2", "withdrawn")]


def test_an_event_walks_back_to_its_article_characters_rule_and_gazetteer_row(empty: Store) -> None:
    run = store.begin_run(empty, program="1.2", data="2026-01", settings={"places": None}, inputs={"a.jsonl": "ab12"})
    empty.keep([report("A", account("A"))], run=run)
    store.finish_run(empty, run, counts={"articles": 1})
    found = store.provenance(empty, "e1")
    assert found is not None
    (told,) = found["accounts"]
    first, last = told["offsets"]["evidence"]
    assert told["article"]["text"][first:last] == told["quote"]
    assert (told["place_id"], [mention["rule"] for mention in told["mentions"]]) == ("shaar", ["deictic-day"])
    assert told["run"] == {"run": run, "program": "1.2", "data": "2026-01"}
    assert [(one.status, one.inputs) for one in store.runs(empty)] == [("done", {"a.jsonl": "ab12"})]
    assert store.provenance(empty, "nobody") is None


def test_a_text_is_kept_or_not_by_setting_and_its_quotes_always(tmp_path: Path) -> None:
    with store.open(tmp_path / "waqai.gpkg", keep_text=False) as opened:
        opened.keep([report("A", account("A"))])
        found = store.provenance(opened, "e1")
    assert found is not None
    assert found["accounts"][0]["article"]["text"] is None
    assert found["accounts"][0]["article"]["hash"] is not None
    assert found["accounts"][0]["quote"] == "قتل خمسة مدنيين في قصف على السوق"


def test_a_copy_can_follow_by_times_and_tombstones(empty: Store, clock: Clock) -> None:
    empty.write([feature("a"), feature("b", articles="B")])
    clock.tick()
    since = clock.now.isoformat()
    empty.write([feature("c", articles="C")], read=["B"])
    assert [event["id"] for event in empty.query(Filters(updated=since))] == ["c"]
    assert [(one.id, one.reason) for one in store.tombstones(empty, since)] == [("b", "withdrawn")]
    empty.write([feature("b", articles="B")])
    assert list(store.tombstones(empty)) == []


@pytest.mark.parametrize("sort", store.ORDERS)
def test_pages_hold_their_place_as_events_come_and_go(empty: Store, sort: str) -> None:
    days = [f"2016-12-{day:02d}" for day in range(1, 21)]
    made = [
        feature(f"e{n}", date_start=day, date_end=day, deaths={"min": n % 7, "max": 9}, confidence=n / 100)
        for n, day in enumerate(days)
    ]
    empty.write([*made, feature("undated", date_start=None, date_end=None)])
    whole = [event["id"] for event in empty.query(sort=sort)]
    seen, cursor = [], None
    while True:
        page = empty.page(limit=4, sort=sort, cursor=cursor)
        seen += [event["id"] for event in page.features]
        cursor = page.cursor
        if cursor is None:
            break
        if len(seen) == 8:
            empty.write([], read=[])  # a writer in between
    assert seen == whole
    assert sorted(whole) == sorted([*(f"e{n}" for n in range(20)), "undated"])
    if sort.endswith("date") and not sort.endswith("updated"):
        assert whole[-1] == "undated"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"actor": "دفاع مدني"}, ["shelling", "battle", "siege", "undated", "unplaced"]),
        ({"actor": "الجيش"}, []),
        ({"near": (37.16, 36.2, 5)}, ["shelling", "undated"]),
        ({"near": (36.29, 33.51, 30)}, ["siege"]),
        ({"subtypes": ("artillery",), "types": ("battle",)}, ["battle"]),
        ({"deaths": 5}, ["shelling", "siege", "unplaced"]),
        ({"deaths": 6}, []),
        ({"sources": 2}, ["siege"]),
        ({"datetime": "2018-02-05"}, ["siege"]),
        ({"datetime": "2018-02-05", "text": "حصار"}, ["siege"]),
        ({"updated": "2027-01-01"}, []),
    ],
)
def test_further_filters(filled: Store, filters: dict[str, Any], found: list[str]) -> None:
    chosen = Filters(**filters)
    assert sorted(event["id"] for event in filled.query(chosen)) == sorted(found)
    assert filled.count(chosen) == len(found)
    assert sorted(event["id"] for event in filled.query(chosen, sort="-deaths")) == sorted(found)


def test_events_come_as_a_frame(filled: Store, store_url: str) -> None:
    frame = store.query(store_url, types=["siege"])
    assert list(frame.index) == ["siege"]
    assert frame.geometry.iloc[0].geom_type == "Polygon"
