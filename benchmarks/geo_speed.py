"""How long geo takes for one article of 4,000 characters, apart from reading its tokens.

    python -m benchmarks.geo_speed [SOURCE ...]

Without sources it measures on text of the project's samples. Prints milliseconds per article (median of many
rounds, one core) for ``arabic.analyse`` and for ``geo.locate``, and the gazetteer's loading time.
"""

import sys
import time

import gazetteer
from arabic import analyse
from benchmarks.pieces import LENGTH, milliseconds, pieces
from geo import locate


def main() -> None:
    articles = pieces(sys.argv[1:])
    start = time.perf_counter()
    places = gazetteer.load()
    print(f"gazetteer.load  {(time.perf_counter() - start) * 1000:7.1f} ms")
    analysed = [analyse(text) for text in articles]
    reading = milliseconds(lambda: [analyse(text) for text in articles]) / len(articles)
    locating = milliseconds(lambda: [locate(text, places) for text in analysed]) / len(articles)
    print(f"arabic.analyse  {reading:7.2f} ms an article")
    print(f"geo.locate      {locating:7.2f} ms an article")
    mentions = sum(len(locate(t, places)) for t in analysed)
    print(f"{len(articles)} articles of {LENGTH} characters, {mentions / len(articles):.1f} mentions each")


if __name__ == "__main__":
    main()
