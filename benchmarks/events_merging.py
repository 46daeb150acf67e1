"""How many accounts of a collection are one event, how long it takes, and what to read with one's own eyes.

    python -m benchmarks.events_merging SOURCE [SOURCE ...] [--show merged|counts|actors] [--number 50] [--seed 1]

Prints accounts, events, events with several sources and the seconds for accounts and merging; then, drawn at
random, merged events with all their evidence, or accounts with their counts or actors, to be judged one by one;
last, of the phrases that begin as a force's name does («قوات ...»), the share that the table of actors knows.
"""

import argparse
import random
import time
from collections.abc import Iterable, Sequence

import gazetteer
from arabic import analyse, fold
from articles import Article, read
from events import Account, Merged, accounts, annotate, merge
from events.lexicon import book

COUNTS = ("deaths", "injured", "detained", "missing", "displaced")
HEADS = (
    "حركة جيش لواء كتيبة كتائب فرقة فيلق جبهة ميليشيا مليشيا ميليشيات تنظيم ألوية فوج سرايا الحشد وحدات قوات القوات "
    "الجيش الفرقة الحرس"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--show", choices=("merged", "counts", "actors"))
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    found = [item for item in read(args.sources) if isinstance(item, Article)]
    places = gazetteer.load()
    annotations = [annotate(article, places) for article in found]
    start = time.perf_counter()
    told = [account for annotation in annotations for account in accounts(annotation, places)]
    middle = time.perf_counter()
    events = merge(told)
    end = time.perf_counter()
    several = [event for event in events if len(event.members) > 1]
    print(f"{len(found)} articles, {len(told)} accounts, {len(events)} events, {len(several)} of several accounts")
    print(f"accounts {middle - start:.2f} s, merging {end - middle:.2f} s")
    show(args.show, told, several, args.number, args.seed)
    print(f"known of phrases that begin as names of forces do: {coverage(found):.0%}")


def show(what: str | None, told: Sequence[Account], several: Sequence[Merged], number: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # a sample to read
    if what == "merged":
        for event in chance.sample(several, min(number, len(several))):
            print(f"# {event.feature['properties']['title']}")
            _quotes(event.feature)
    elif what is not None:
        names = COUNTS if what == "counts" else ("actors",)
        pool = [account.feature for account in told if any(account.feature["properties"][name] for name in names)]
        for feature in chance.sample(pool, min(number, len(pool))):
            print({name: feature["properties"][name] for name in names if feature["properties"][name]})
            _quotes(feature)


def _quotes(feature: dict[str, object]) -> None:
    properties = feature["properties"]
    assert isinstance(properties, dict)  # noqa: S101
    for source in properties["sources"]:
        print(f"   {source['published']} {source['deaths'] or ''} «{source['evidence']}»")


def coverage(found: Iterable[Article]) -> float:
    """The share of phrases opened by a word that opens names of forces which an actor's name covers."""
    heads = {fold(head) for head in HEADS.split()}
    known = seen = 0
    for article in found:
        text = analyse(article.text)
        named = {
            token
            for match in book().find(text, "actor")
            if match.entry.table == "actor"
            for token in range(match.first, match.last + 1)
        }
        for at, form in enumerate(text.forms):
            if form in heads or form[1:] in heads:
                seen += 1
                known += at in named
    return known / seen if seen else 0.0


if __name__ == "__main__":
    main()
