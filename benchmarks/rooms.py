"""What each room costs, article by article through all of them, in one process of its own.

    python -m benchmarks.rooms ARTICLES [--warm 2000] [--articles 300] [--rival 5] [--about syria]

ARTICLES is a JSONL file (gzipped or not), ``samples`` (the project's, repeated with a number in each) or ``varied``
(made up: ``benchmarks.varied``). Prints JSON: processor milliseconds for 4,000 characters of each room, the first
``--warm`` articles not counted; the most memory held, in MB; and the same for ``dateparser.search.search_dates`` (dates
alone) and ``timex`` from the bare text over the first ``--rival`` of the same articles.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Final, TypeVar

import geo
import store
import timex
from arabic import analyse
from articles import Article, read
from benchmarks.pieces import LENGTH, SAMPLES, rows
from benchmarks.varied import articles as made_up
from events import Annotation, accounts, extract
from flows.crew import collect_seldom
from gazetteer import Gazetteer, load

ROOMS: Final = ("concern", "arabic", "timex", "geo", "events", "store")
BATCH: Final = 100  # articles that are written at once
Done = TypeVar("Done")


@dataclass(slots=True)
class Clock:
    """Processor seconds by room."""

    running: bool = False
    spent: dict[str, float] = field(default_factory=dict)

    def time(self, room: str, work: Callable[[], Done]) -> Done:
        begun = time.process_time()
        done = work()
        if self.running:
            self.spent[room] = self.spent.get(room, 0.0) + time.process_time() - begun
        return done


def articles(source: str) -> Iterator[Article]:
    """The articles of a file, without end where they are our own."""
    if source == "samples":
        found = [item for item in read([str(SAMPLES)]) if isinstance(item, Article)]
        for number, one in enumerate(cycle(found)):
            yield Article(id=f"{number}-{one.id}", text=f"{one.text}\n{number}", published=one.published)
    elif source == "varied":
        for row in made_up(10_000_000):
            yield Article(id=row["id"], text=row["text"], published=row["published"], published_basis="given")
    else:
        for row in rows(Path(source)):
            yield Article(id=str(row["id"]), text=row["text"], title=row.get("title"), published=row.get("published"))


def told(article: Article, places: Gazetteer, clock: Clock, *, of_syria: bool) -> store.Report | None:
    """One article through all rooms; null for one that tells of other countries, where only ``of_syria`` are read."""
    concerned = clock.time("concern", lambda: geo.concern(article.text, places)) if of_syria else None
    if concerned is not None and concerned.none:
        return None
    text = clock.time("arabic", lambda: analyse(article.text))
    found, pointing = clock.time("geo", lambda: geo.read(text, places))
    if concerned is not None and not concerned.holds(found):
        return None
    day, dates = clock.time("timex", lambda: timex.read(text, stated=article.published))
    spots = [*found, *pointing]
    events = clock.time("events", lambda: extract(text, day, dates, spots, within=places.within, article=article.id))
    annotation = Annotation(article, day, tuple(dates), tuple(found), tuple(events))
    return clock.time("events", lambda: store.Report.of(annotation, accounts(annotation, places)))


def through(source: str, warm: int, many: int, *, of_syria: bool) -> dict[str, float]:
    """Milliseconds for 4,000 characters by room, and how many characters an article has."""
    places, clock, characters = load(), Clock(), 0
    with tempfile.TemporaryDirectory(prefix="waqai-rooms-") as folder, store.open(Path(folder, "waqai.gpkg")) as kept:
        reports = []
        for number, article in enumerate(islice(articles(source), warm + many)):
            clock.running = number >= warm
            characters += len(article.text) if clock.running else 0
            report = told(article, places, clock, of_syria=of_syria)
            if report is not None:
                reports.append(report)
            if len(reports) == BATCH or number == warm + many - 1:
                clock.time("store", lambda batch=tuple(reports): kept.keep(batch))  # type: ignore[misc]
                reports.clear()
    costs = {room: 1000 * clock.spent.get(room, 0.0) * LENGTH / characters for room in ROOMS}
    return costs | {"characters": characters / many}


def rival(source: str, many: int) -> dict[str, float]:
    """Milliseconds for 4,000 characters of timex and of dateparser's search, from the bare text."""
    from dateparser.search import search_dates  # noqa: PLC0415  its memory is not ours

    batch = list(islice(articles(source), many + 1))

    def search(article: Article) -> None:
        day = datetime.fromisoformat(article.published) if article.published else None
        search_dates(article.text, languages=["ar"], settings={"RELATIVE_BASE": day} if day else None)

    search(batch.pop(0))  # its languages load at the first call
    costs = {}
    for name, work in (("timex", lambda a: timex.read(a.text, stated=a.published)), ("dateparser", search)):
        begun = time.process_time()
        for article in batch:
            work(article)
        costs[f"rival {name}"] = (time.process_time() - begun) * 1000 * LENGTH / sum(len(a.text) for a in batch)
    return costs


def peak() -> float:
    """The most memory that this process held, in MB; ``ru_maxrss`` would count the parent's pages as well."""
    return int(Path("/proc/self/status").read_text(encoding="utf-8").split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source")
    parser.add_argument("--warm", type=int, default=2000)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rival", type=int, default=5)
    parser.add_argument("--about", choices=("syria", "all"), default="all")
    given = parser.parse_args()
    collect_seldom()
    measured = through(given.source, given.warm, given.articles, of_syria=given.about == "syria")
    measured["memory"] = peak()
    if given.rival:
        measured |= rival(given.source, given.rival)
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
