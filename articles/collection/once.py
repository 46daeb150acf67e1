"""The sources of a settings file read once, as if for the first time, with nothing remembered."""

from collections.abc import Iterator
from pathlib import Path

from articles.collection.collector import Collector
from articles.collection.ledger import Ledger
from articles.collection.loading import load
from articles.model import Article, Refusal


def read_once(path: Path) -> Iterator[Article | Refusal]:
    """Every article that the sources give now. Raises ``SettingsError``."""
    refusals: list[Refusal] = []
    with Ledger(":memory:") as ledger:
        collector = Collector(load(path), ledger, tell=lambda refusal, _: refusals.append(refusal))
        collector.poll()
        for batch in collector.batches():
            yield from _drained(refusals)
            yield from batch.articles.values()
            collector.settle(batch)
    yield from _drained(refusals)


def _drained(refusals: list[Refusal]) -> Iterator[Refusal]:
    while refusals:
        yield refusals.pop(0)
