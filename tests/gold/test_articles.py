"""What is found in the marked articles does not fall below its floors; a change of the gold is a deliberate one."""

import hashlib
import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from articles import Article
from events import annotate, to_json
from gazetteer import load
from tests.gold.marked import ARTICLES, HERE, marked_articles
from tests.gold.scoring import Fit, Found, Gold, Score, anything, score, within

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["articles"]
UNSCORED = {"statement", "diplomacy"}  # the gold does not list all that articles tell of them


@cache
def gold_articles() -> dict[str, dict[str, Any]]:
    return {gold["id"]: gold for gold in marked_articles()}


@cache
def annotated() -> dict[str, dict[str, Any]]:
    gazetteer = load()
    return {
        id_: to_json(
            annotate(Article(id_, gold["text"], published=gold["published"], published_basis="given"), gazetteer)
        )
        for id_, gold in gold_articles().items()
    }


def texts() -> dict[str, str]:
    return {id_: gold["text"] for id_, gold in gold_articles().items()}


def same_date(gold: Gold, found: Found) -> bool:
    """Each bound that the gold states is the found one, to the gold's precision."""
    bounds = ("date_start", "date_end")
    return all(gold.meaning[b] is None or str(found.mention[b]).startswith(gold.meaning[b]) for b in bounds)


def resolved(gold: Gold, found: Found) -> bool:
    return within(gold.meaning, found)


def same_day(gold: Gold, found: Found) -> bool:
    """The event's days: those of the gold, or a day among them where the gold's are a stretch."""
    start, end = gold.meaning["date_start"], gold.meaning["date_end"]
    got = str(found.mention["date_start"])[:10], str(found.mention["date_end"])[:10]
    if start is None:
        return True
    if len(start) < len("2016-12-06"):
        return got[0].startswith(start) and got[1].startswith(end)
    return bool(start <= got[0] <= got[1] <= end)


def same_place(gold: Gold, found: Found) -> bool:
    return not gold.meaning["places"] or any(within(place, found) for place in gold.meaning["places"])


def in_full(gold: Gold, found: Found) -> bool:
    moods = [gold.meaning["factuality"], *gold.meaning["factuality_or"]]
    return same_day(gold, found) and same_place(gold, found) and found.mention["factuality"] in moods


def one_type(gold: Gold, found: Found) -> int | None:
    allowed = found.mention["type"] in (gold.meaning["type"], *gold.meaning["type_or"])
    return same_day(gold, found) + same_place(gold, found) if allowed else None


Right = Callable[[Gold, Found], bool]
MEASURES: dict[str, tuple[str, Right, Fit]] = {
    "dates_found": ("dates", anything, lambda _g, _f: 0),
    "dates_value": ("dates", same_date, lambda _g, _f: 0),
    "places_found": ("places", anything, lambda _g, _f: 0),
    "places_resolved": ("places", resolved, lambda _g, _f: 0),
    "events_found": ("events", anything, one_type),
    "events_dated": ("events", same_day, one_type),
    "events_placed": ("events", same_place, one_type),
    "events_full": ("events", in_full, one_type),
}


def measured(measure: str) -> Score:
    kind, right, fit = MEASURES[measure]
    gold = [
        Gold(id_, one["start"], one["end"], one, optional=one["optional"])
        for id_, article in gold_articles().items()
        for one in article[kind]
    ]
    found = {id_: [_found(one, kind) for one in annotation[kind]] for id_, annotation in annotated().items()}
    if kind == "events":
        found = {id_: _scored(gold, id_, printed) for id_, printed in found.items()}
    return score(gold, found, texts(), right, fit)


def _found(one: dict[str, Any], kind: str) -> Found:
    span = one["evidence"] if kind == "events" else one
    return Found(span["start"], span["end"], one)


def _scored(gold: list[Gold], article: str, printed: list[Found]) -> list[Found]:
    """Without the statements and meetings that the gold does not tell of."""
    told = [one for one in gold if one.article == article]
    return [
        one
        for one in printed
        if one.mention["type"] not in UNSCORED
        or any(one_type(g, one) is not None and g.start < one.end and one.start < g.end for g in told)
    ]


@pytest.mark.parametrize("measure", MEASURES)
def test_no_measure_is_below_its_floor(measure: str) -> None:
    result = measured(measure)
    assert result.f1 >= FLOORS[measure], "\n".join([f"{measure} F1 {result.f1:.3f}", *result.offenders])


def test_the_gold_is_the_one_that_the_floors_were_measured_on() -> None:
    digest = hashlib.sha256()
    for path in (*sorted(ARTICLES.glob("*.txt")), HERE / "article_places.csv"):
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == FLOORS["fingerprint"], "the gold changed: measure anew and say so in the change"


def test_there_are_forty_articles_of_many_outlets_and_years() -> None:
    gold = gold_articles().values()
    assert len(gold) >= 40
    assert len({article["source"] for article in gold}) >= 30
    assert {article["published"][:4] for article in gold} >= set(map(str, range(2011, 2026)))


def test_hardly_anything_that_did_not_happen_is_printed_as_occurred() -> None:
    printed = [
        (article["id"], one["text"])
        for article in gold_articles().values()
        for one in article["events"]
        if not one["optional"] and "occurred" not in (one["factuality"], *one["factuality_or"])
        for event in annotated()[article["id"]]["events"]
        if event["factuality"] == "occurred"
        and one_type(Gold("", 0, 0, one, optional=False), _found(event, "events")) is not None
        and event["trigger"]["start"] < one["end"]
        and one["start"] < event["trigger"]["end"]
    ]
    assert len(printed) <= FLOORS["claims_as_occurred"], printed
