"""The store after any order of writes holds what one write of everything gives."""

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import store
from articles import Article, read
from events import accounts, annotate
from gazetteer import load
from store import Report, Written

SAMPLES = Path(__file__).parents[2] / "samples"


@cache
def reports() -> tuple[Report, ...]:
    gazetteer = load()
    annotations = [annotate(item, gazetteer) for item in read([str(SAMPLES)]) if isinstance(item, Article)]
    return tuple(Report.of(annotation, accounts(annotation, gazetteer)) for annotation in annotations)


def events_of(opened: store.Store) -> dict[str, dict[str, Any]]:
    return {event["id"]: {**event["properties"], "updated": None} for event in opened.query()}


@pytest.mark.parametrize("seed", [1, 2])
def test_articles_one_by_one_in_any_order_give_what_all_at_once_gives(tmp_path: Path, seed: int) -> None:
    with store.open(tmp_path / "whole.gpkg") as whole, store.open(tmp_path / "parts.gpkg") as parts:
        whole.keep(reports())
        shuffled = list(reports())
        random.Random(seed).shuffle(shuffled)  # noqa: S311
        for report in shuffled:
            parts.keep([report])
        told = events_of(whole)
        assert events_of(parts) == told
        assert parts.keep(reports()) == Written(same=len(told))
