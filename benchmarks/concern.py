"""Which articles a run passes over as not about Syria, and what would have been found in them. Repeat with:

    python -m benchmarks.concern ARTICLES [--articles 1500] [--bare]

A sample of ARTICLES (JSONL, gzipped or not) is read both ways. ``--bare`` first takes away every word that calls
something Syrian, as local news may have none: what is left must then be known by its places.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

import geo
from arabic import analyse
from articles import Article
from benchmarks.pieces import LENGTH, rows
from events import annotate
from flows.crew import collect_seldom
from gazetteer import load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bare", action="store_true")
    given = parser.parse_args()
    collect_seldom()
    gazetteer, counts, spent, letters = load(), Counter[str](), 0.0, 0
    found = list(rows(given.source))
    for row in random.Random(given.seed).sample(found, min(given.articles, len(found))):  # noqa: S311  no secret
        text = re.sub(r"\S*سوري\S*", "", row["text"]) if given.bare else row["text"]
        begun = time.process_time()
        said = geo.concern(text, gazetteer)
        spent += time.process_time() - begun
        letters += len(text)
        counts["out by their words"] += said.none
        counts["call something Syrian"] += said.sure
        if said.sure:
            continue
        analysed = analyse(text)
        places = geo.read(analysed, gazetteer)
        if not said.none and said.holds(places[0]):
            counts["held by their places, or for want of any"] += 1
            continue
        counts["out by their places"] += not said.none
        article = Article(str(row["id"]), text, published=row.get("published"))
        events = annotate(article, gazetteer, text=analysed, places=places).events
        ours = [place for place in places[0] if place.country == "SY"]
        counts["places in Syria named in what is out"] += len(ours)
        counts["events told in what is out"] += len(events)
        pinned = [event for event in events if (event.place_id or "").startswith("SY")]
        counts["events in Syria in what is out"] += len(pinned)
        for event in pinned:
            print(f"{row['id']}: {event.reason}", file=sys.stderr)
        for place in ours:
            print(f"{row['id']}: «{place.text}» taken for {place.name_en}", file=sys.stderr)
    for name, count in counts.items():
        print(f"{count:7,} {name}")
    print(
        f"{spent * 1e3 * LENGTH / letters:7.2f} ms to tell it from the words of {LENGTH:,} letters, new words included"
    )


if __name__ == "__main__":
    main()
