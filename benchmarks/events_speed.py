"""How long events takes for one article of 4,000 characters, apart from reading its tokens, times and places.

    python -m benchmarks.events_speed [SOURCE ...]

Without sources it measures on text of the project's samples. Prints milliseconds per 4,000 characters (median of many
rounds, one core) for ``arabic.analyse`` and for ``events.extract``, and the loading time of the tables.
"""

import sys
import time
from itertools import chain

import gazetteer
import geo
import timex
from arabic import analyse
from benchmarks.pieces import LENGTH, milliseconds, pieces
from events import extract
from events.lexicon import book
from timex import Published

DAY = Published("2016-12-07", "2016-12-07", "given", "for the benchmark")


def main() -> None:
    articles = pieces(sys.argv[1:])
    start = time.perf_counter()
    book()
    print(f"events tables   {(time.perf_counter() - start) * 1000:7.1f} ms")
    places = gazetteer.load()
    read = [(text, timex.tag(text, DAY), [*chain(*geo.read(text, places))]) for text in map(analyse, articles)]

    def work() -> int:
        return sum(len(extract(text, DAY, times, spots, within=places.within)) for text, times, spots in read)

    per_article = LENGTH / sum(map(len, articles))
    analysing = milliseconds(lambda: [analyse(text) for text in articles])
    print(f"arabic.analyse  {analysing * per_article:7.2f} ms an article")
    print(f"events.extract  {milliseconds(work) * per_article:7.2f} ms an article")
    print(f"{sum(map(len, articles))} characters read; {work() * per_article:.1f} events in {LENGTH} characters")


if __name__ == "__main__":
    main()
