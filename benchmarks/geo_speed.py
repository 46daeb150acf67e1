"""How long geo takes for one article of 4,000 characters, apart from reading its tokens.

    python benchmarks/geo_speed.py [FILE ...]

Without files it measures on text of the project's samples. Prints milliseconds per article (median of many
rounds, one core) for ``arabic.analyse`` and for ``geo.locate``, and the gazetteer's loading time.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import gazetteer
from arabic import analyse
from geo import locate

SAMPLES = Path(__file__).parent.parent / "samples"
LENGTH = 4_000
ROUNDS = 30


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
