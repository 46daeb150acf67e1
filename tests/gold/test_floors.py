"""What is found in the sample articles does not fall below its floors."""

import json
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from arabic import analyse
from articles import Article, Refusal, read
from events import annotate, to_json
from gazetteer import load
from tests.gold.scoring import Found, Gold, Score, anything, gold_of, pairs, score, within

SAMPLES = Path(__file__).parents[2] / "samples"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@cache
def annotated() -> dict[str, dict[str, Any]]:
    gazetteer = load()
    articles = list(read([str(SAMPLES)]))
    assert [item for item in articles if isinstance(item, Refusal)] == []
    found = {item.id: to_json(annotate(item, gazetteer)) for item in articles if isinstance(item, Article)}
    return {id_: json.loads(json.dumps(one)) for id_, one in found.items()}  # what a reader of the JSON gets


@cache
def texts() -> dict[str, str]:
    return {item.id: item.text for item in read([str(SAMPLES)]) if isinstance(item, Article)}


def mentions(kind: str) -> dict[str, list[Found]]:
    return {
        id_: [Found(one["start"], one["end"], one) for one in annotation[kind]]
        for id_, annotation in annotated().items()
    }


def same_dates(gold: Gold, found: Found) -> bool:
    """Each bound that the gold states is the found one, to the gold's precision."""
    bounds = ("date_start", "date_end")
    return all(gold.meaning[b] == "-" or str(found.mention[b]).startswith(gold.meaning[b]) for b in bounds)


def within_tolerance(gold: Gold, found: Found) -> bool:
    return within(gold.meaning, found)


MEASURES: dict[str, tuple[str, str, Callable[[Gold, Found], bool]]] = {
    "dates_found": ("dates.tsv", "dates", anything),
    "dates_value": ("dates.tsv", "dates", same_dates),
    "places_found": ("places.tsv", "places", anything),
    "places_resolved": ("places.tsv", "places", within_tolerance),
}


def measured(measure: str) -> Score:
    table, kind, right = MEASURES[measure]
    return score(gold_of(table, texts()), mentions(kind), texts(), right)


@pytest.mark.parametrize("measure", MEASURES)
def test_no_measure_is_below_its_floor(measure: str) -> None:
    result = measured(measure)
    assert result.f1 >= FLOORS[measure], "\n".join([f"{measure} F1 {result.f1:.3f}", *result.offenders])


def test_every_span_quotes_its_article() -> None:
    strays = [
        one
        for id_, annotation in annotated().items()
        for kind in ("dates", "places")
        for one in annotation[kind]
        if texts()[id_][one["start"] : one["end"]] != one["text"]
    ]
    assert strays == []


def test_pairing_takes_the_larger_overlap_and_each_mention_once() -> None:
    gold = [Gold("a", 0, 10, {}, optional=False), Gold("a", 10, 20, {}, optional=False)]
    found = [Found(8, 20, {}), Found(0, 5, {})]
    assert sorted(pairs(gold, found)) == [(0, 1), (1, 0)]


def test_an_optional_row_costs_nothing_and_an_extra_mention_does() -> None:
    gold = [Gold("a", 0, 3, {"surface": "x"}, optional=True)]
    texts_ = {"a": "واحد اثنان"}
    assert score(gold, {"a": [Found(0, 3, {})]}, texts_, anything).found == 0
    assert score(gold, {}, texts_, anything).gold == 0
    assert score(gold, {"a": [Found(5, 9, {})]}, texts_, anything).found == 1


def test_samples_are_read_whole() -> None:
    assert len(annotated()) >= 12
    assert all(analyse(text).tokens for text in texts().values())
