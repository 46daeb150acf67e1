"""How long events takes for one article of 4,000 characters, apart from reading its tokens, times and places.

    python -m benchmarks.events_speed [FILE ...]

Without files it measures on text of the project's samples. Prints milliseconds per 4,000 characters (median of many
rounds, one core) for ``arabic.analyse`` and for ``events.extract``, and the loading time of the tables.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import gazetteer
import geo
import timex
from arabic import analyse
from events import extract
from events.lexicon import book
from timex import Published

SAMPLES = Path(__file__).parent.parent / "samples"
LENGTH = 4_000
ROUNDS = 20
DAY = Published("2016-12-07", "2016-12-07", "given", "for the benchmark")


def texts(paths: list[Path]) -> list[str]:
    whole = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return [whole[at : at + LENGTH] for at in range(0, max(len(whole) - LENGTH, 1), LENGTH)]


def milliseconds(work: Callable[[], object]) -> float:
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        rounds.append((time.perf_counter() - start) * 1000)
    return statistics.median(rounds)


def main() -> None:
    paths = [Path(argument) for argument in sys.argv[1:]] or sorted(SAMPLES.glob("**/*.txt"))
    articles = texts(paths)
    start = time.perf_counter()
    book()
    print(f"events tables   {(time.perf_counter() - start) * 1000:7.1f} ms")
    places = gazetteer.load()
    read = [
        (text, timex.tag(text, DAY), [*geo.locate(text, places), *geo.references(text, places)])
        for text in map(analyse, articles)
    ]

    def work() -> int:
        return sum(len(extract(text, DAY, times, spots, within=places.within)) for text, times, spots in read)

    per_article = LENGTH / sum(map(len, articles))
    analysing = milliseconds(lambda: [analyse(text) for text in articles])
    print(f"arabic.analyse  {analysing * per_article:7.2f} ms an article")
    print(f"events.extract  {milliseconds(work) * per_article:7.2f} ms an article")
    print(f"{sum(map(len, articles))} characters read; {work() * per_article:.1f} events in {LENGTH} characters")


if __name__ == "__main__":
    main()
