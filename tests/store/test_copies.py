"""Articles that print the same words: one is read for all, and what comes of it is what each by itself would give."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import store
from articles import Article
from events import Account, Annotation, Count, Event, EventType, accounts, chorus
from gazetteer import load
from store import Report, Store, grouping
from tests.events.test_identity import RAID, raid
from tests.store.conftest import Clock
from timex import Published


def report(name: str, *events: Event, published: str = "2019-05-14", url: str | None = None) -> Report:
    """An article that tells some events, in the words of all the others."""
    article = Article(name, RAID["text"], url=url)
    dated = Published(published, published, "given", "")
    told: list[Account] = accounts(Annotation(article, dated, (), (), events), load())
    return Report(name, tuple(told), text=f"{RAID['text']} {name}", url=url)


def printed(count: int, first: int = 0, **told: Any) -> list[Report]:
    """An agency's report as so many papers print it."""
    return [report(f"paper-{number}", raid(**told)) for number in range(first, first + count)]


class Cost:
    """What a write reads in full, compares and changes."""

    def __init__(self, opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self._opened = opened
        self.seen: Counter[str] = Counter()
        self._count(monkeypatch, grouping, "_member", "accounts read in full")
        self._count(monkeypatch, chorus, "likeness", "comparisons")

    def _count(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, label: str) -> None:
        real = getattr(module, name)

        def counted(*given: Any) -> Any:
            self.seen[label] += 1
            return real(*given)

        monkeypatch.setattr(module, name, counted)

    def of(self, reports: list[Report]) -> dict[str, int]:
        self.seen.clear()
        with self._opened.backend.engine.connect() as connection:
            before = connection.connection.dbapi_connection.total_changes  # type: ignore[union-attr]
        self._opened.keep(reports)
        with self._opened.backend.engine.connect() as connection:
            changed = connection.connection.dbapi_connection.total_changes - before  # type: ignore[union-attr]
        return self.seen | {"rows changed": changed}


def test_another_five_hundred_cost_the_same_whether_five_hundred_or_five_thousand_have_told_it(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.open(tmp_path / "waqai.gpkg", clock=clock) as opened:
        cost = Cost(opened, monkeypatch)
        toll: dict[str, Any] = {"deaths": Count(7, 7)}
        opened.keep([*printed(400, **toll), *printed(100, 400, deaths=Count(8, 8))])
        early = cost.of(printed(500, 500, **toll))
        opened.keep(printed(4000, 1000, **toll))
        late = cost.of(printed(500, 5000, **toll))
        [event] = opened.query()
        assert len(event["properties"]["sources"]) == 5500
        assert early == late
        assert early["accounts read in full"] <= 2
        assert early["comparisons"] <= 1


def contents(opened: Store) -> list[str]:
    """What the events say; which of the ids given out they bear is decided by who came first."""
    return sorted(store.dump({**event["properties"], "updated": None, "id": None}) for event in opened.query())


@pytest.mark.parametrize("seed", range(3))
def test_copies_kept_one_by_one_in_any_order_give_what_all_at_once_gives(
    store_url: str, tmp_path: Path, seed: int
) -> None:
    reports = [
        *printed(4, deaths=Count(7, 7)),
        *printed(3, 10, deaths=Count(30, 30)),
        *printed(2, 20, type=EventType.SHELLING, subtype="bombardment"),
        *(report(f"twice-{n}", raid(deaths=Count(7, 7)), raid(deaths=Count(8, 8))) for n in range(3)),
        *(
            report(f"late-{n}", raid(dated=False), published="2019-05-16", url=f"https://news.example/{n}")
            for n in "ab"
        ),
    ]
    chance = random.Random(seed)  # noqa: S311
    with store.open(store_url) as parts, store.open(tmp_path / "whole.gpkg") as whole:
        whole.keep(reports)
        for one in chance.sample(reports, len(reports)):
            parts.keep([one])
        assert contents(parts) == contents(whole)
        gone = [one.article for one in reports[::3]]
        parts.keep([], withdrawn=gone)
        parts.keep([one for one in reports if one.article in gone])
        assert contents(parts) == contents(whole)


def test_a_copy_that_is_read_anew_with_other_words_is_a_copy_no_longer(empty: Store) -> None:
    empty.keep(printed(3))
    [better] = printed(1, actors=())
    empty.keep([better])
    fresh = [each for one in (better, *printed(2, 1)) for each in one.accounts]
    [event] = empty.query()
    assert event["properties"]["sources"] == [
        source for each in sorted(fresh, key=lambda each: each.id) for source in each.feature["properties"]["sources"]
    ]


def test_an_id_that_another_event_took_over_still_leads_to_it(empty: Store) -> None:
    early, late = (report(name, raid(id=f"{name}-alone", deaths=Count(7, 7))) for name in "ab")
    empty.keep([early])
    alone = late.accounts[0].event
    assert empty.get(alone) is None
    empty.keep([late])
    [event] = empty.query()
    assert event["id"] != alone
    assert empty.get(alone) == event, "what points at the id that the second source has by itself finds the event"
    empty.keep([], withdrawn=["b"])
    assert empty.get(alone) is None
    assert empty.get("nobody") is None


def test_a_merged_event_s_id_leads_to_what_it_became(empty: Store) -> None:
    apart, bridge = Count(7, 7), Count(9, 9)
    first, second = report("a", raid(id="one", deaths=apart)), report("b", raid(id="other", deaths=Count(12, 12)))
    empty.keep([first, second])
    before = {event["id"] for event in empty.query()}
    empty.keep([report("b", raid(id="other", deaths=bridge))])
    [event] = empty.query()
    assert {empty.get(each)["id"] for each in before} == {event["id"]}  # type: ignore[index]
