"""Where a run's processor time goes, an article: extraction, and what flows, store and map add to it.

    .venv/bin/python -m benchmarks.run_parts [--many 2000] [SOURCE...]

One process reads all, so that every part is counted. Without SOURCE the articles are made up (``benchmarks.varied``).
"""

import tempfile
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import articles
import maps
from benchmarks.flow_cost import write
from flows import extraction, pipeline
from flows.job import Job
from flows.ledger import Ledger
from flows.summary import Summary
from gazetteer import load

spent: dict[str, float] = defaultdict(float)  # processor seconds


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--many", type=int, default=2_000)
    chosen = parser.parse_args()
    load()
    maps.page([])
    for holder, name, part in (
        (extraction, "analyse", "extraction"),
        (extraction, "annotate", "extraction"),
        (extraction, "accounts", "extraction"),
        (extraction, "reading", "flows: counting what an article gave"),
        (Ledger, "known", "flows: asking what is known"),
        (Ledger, "keep", "flows: noting what was read"),
        (pipeline, "write", "store: writing"),
        (pipeline, "publish", "store and map: publishing"),
        (Summary, "record", "flows: run.json"),
    ):
        setattr(holder, name, _timed(getattr(holder, name), part))
    pipeline.read = _timed_items(articles.read, "articles: reading the archive")  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory(prefix="waqai-run-parts-") as folder:
        source = Path(folder, "many.jsonl")
        write(source, chosen.sources, chosen.many)
        begun = time.process_time()
        summary = pipeline.run_direct(Job((str(source),), Path(folder, "out"), processes=1))
        whole = time.process_time() - begun
    spent["the rest"] = whole - sum(spent.values())
    for part, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"{1000 * seconds / summary.tally.new:8.3f} ms an article  {seconds / whole:6.1%}  {part}")
    print(f"{1000 * whole / summary.tally.new:8.3f} ms an article in all, of {summary.tally.new}")


def _timed(work: Callable[..., Any], part: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return work(*given, **named)
        finally:
            spent[part] += time.process_time() - begun

    return timed


def _timed_items(work: Callable[..., Any], part: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Iterator[Any]:
        items = iter(work(*given, **named))
        step = _timed(lambda: next(items, None), part)
        while (item := step()) is not None:
            yield item

    return timed


if __name__ == "__main__":
    main()
