"""Text in pieces of 4,000 characters, and the time that work on them takes; for the benchmarks of rooms."""

import gc
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from articles import Article, read

SAMPLES = Path(__file__).parent.parent / "samples"
LENGTH = 4_000  # characters of the article that speeds are given for
MOST = 300  # articles


def pieces(sources: Sequence[str]) -> list[str]:
    """The texts of articles, end to end, cut to LENGTH; of the project's samples where no source is named."""
    found = (item.text for item in read(sources or [str(SAMPLES)]) if isinstance(item, Article))
    whole = "\n".join(islice(found, MOST))
    return [whole[at : at + LENGTH] for at in range(0, max(len(whole) - LENGTH, 1), LENGTH)]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file, gzipped or not, with every field that its collection has."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def milliseconds(work: Callable[[], object], rounds: int = 20) -> float:
    """The median of many rounds; the pieces that are kept for all rounds are not searched for garbage in each."""
    gc.collect()
    gc.freeze()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
