"""How fast timex reads, beside dateparser's search on the same articles in the same run.

    python benchmarks/timex_speed.py ARTICLES.jsonl[.gz] [--articles 300] [--rival 20]

Each line of the file is an article with ``text`` and perhaps ``published`` or ``crawled``. Prints articles of
4,000 characters per second on one core (the analysis of the letters aside, as it is shared by all rooms), the
memory beside the interpreter's own, the time of the import, and the ratio to dateparser, which reads the first
``--rival`` of the same articles.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from dateparser.search import search_dates

import timex
from arabic import analyse
from benchmarks.pieces import LENGTH, rows


def articles(path: Path) -> Iterator[tuple[str, str | None]]:
    for article in rows(path):
        if len(article["text"]) > LENGTH // 2:
            yield article["text"][:LENGTH], article.get("published") or article.get("crawled")


def rate(read: Callable[[str, str | None], object], batch: Sequence[tuple[str, str | None]]) -> float:
    """Articles of 4,000 characters a CPU second."""
    start = time.process_time()
    for text, published in batch:
        read(text, published)
    return sum(len(text) for text, _ in batch) / LENGTH / (time.process_time() - start)


def fresh(code: str, *arguments: str) -> float:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)  # noqa: S603
    return float(done.stdout)


def import_seconds() -> float:
    """The import of timex, without the interpreter's own start."""
    return min(
        fresh("import time; t = time.perf_counter(); import timex; print(time.perf_counter() - t)") for _ in range(3)
    )


GROWTH = """
import gzip, json, sys
from pathlib import Path
def peak():  # ru_maxrss would count the parent's pages as well
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
before, (path, count) = peak(), sys.argv[1:]
import timex
with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as lines:
    for _, line in zip(range(int(count)), lines):
        timex.tag(json.loads(line)["text"], "2016-12-08")
print(peak() - before)
"""


def rival(text: str, published: str | None) -> object:
    settings = {"RELATIVE_BASE": datetime.fromisoformat(published)} if published else None
    return search_dates(text, languages=["ar"], settings=settings)


def alone(batch: Iterator[tuple[str, str | None]]) -> float:
    """Articles of 4,000 characters a CPU second for timex, their letters analysed before the clock runs."""
    seconds, characters = 0.0, 0
    for text, published in batch:
        analysed = analyse(text)
        start = time.process_time()
        timex.tag(analysed, published)
        seconds += time.process_time() - start
        characters += len(text)
    return characters / LENGTH / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rival", type=int, default=20)
    args = parser.parse_args()

    ours = alone(islice(articles(args.path), args.articles))
    grown = fresh(GROWTH, str(args.path), str(args.articles))
    batch = list(islice(articles(args.path), args.rival))
    rival(*batch[0])  # its languages load at the first call
    same, theirs = rate(timex.tag, batch), rate(rival, batch)
    print(f"timex alone: {ours:.0f} articles of {LENGTH:,} characters a second on one core (target 300)")
    print(f"on the same {len(batch)} articles, from the bare text: timex {same:.0f} a second, dateparser {theirs:.1f},")
    print(f"ratio {same / theirs:.0f}; memory beside the interpreter {grown:.0f} MB (target 50);")
    print(f"import {import_seconds():.3f} s (target 0.2)")


if __name__ == "__main__":
    main()
