"""How well articles are dated from their text alone.

    python -m benchmarks.publication ARTICLES.jsonl[.gz] [--limit N] [--seed S] [--late DAYS] [--show]

Each line holds ``text`` and ``published`` (or ``crawled``, the day of the crawl, up to ``--late`` days after it).
The date is taken away, worked out from the text, and compared: right where the interval holds the true day, open
where one of its ends is not known, wrong where it excludes the day, none where nothing is said.
"""

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import timex
from arabic import analyse
from benchmarks.pieces import rows


def articles(path: Path) -> Iterator[dict[str, Any]]:
    yield from (article for article in rows(path) if article.get("published") or article.get("crawled"))


def verdict(found: timex.Published, true: date, late: int) -> str:
    if found.date_start is None and found.date_end is None:
        return "none"
    first, last = found.date_start or "0000", found.date_end or "9999"
    if not any(first <= (true - timedelta(days)).isoformat() <= last for days in range(late + 1)):
        return "wrong"
    return "right" if found.date_start and found.date_end else "open"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--late", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print every wrong one with its reasons")
    chosen = parser.parse_args()
    sample = list(articles(chosen.articles))
    random.Random(chosen.seed).shuffle(sample)  # noqa: S311  a sample, no secret
    verdicts: Counter[str] = Counter()
    widths, seconds = [], 0.0
    for article in sample[: chosen.limit]:
        text = analyse(article["text"])
        expressions = timex.find(text)
        started = time.process_time()
        found = timex.publication(text, expressions)
        seconds += time.process_time() - started
        true = date.fromisoformat((article["published"] or article["crawled"])[:10])
        said = verdict(found, true, chosen.late if not article["published"] else 0)
        verdicts[said] += 1
        if said == "right":
            first, last = (date.fromisoformat(str(bound)) for bound in (found.date_start, found.date_end))
            widths.append((last - first).days + 1)
        if said == "wrong" and chosen.show:
            print(article["id"], true, found.date_start, found.date_end, found.basis, found.reason)
    read = sum(verdicts[said] for said in ("right", "open", "wrong", "none"))
    answered = read - verdicts["none"]
    print(f"{read} articles, {answered} dated: {verdicts['right']} right, {verdicts['open']} right with an open end,")
    share = verdicts["wrong"] / max(answered, 1)
    print(f"{verdicts['wrong']} wrong ({share:.2%} of those dated), {verdicts['none']} not dated")
    if widths:
        within = {days: sum(width <= days for width in widths) for days in (1, 14, 120, 366)}
        print(
            f"days of an interval: median {statistics.median(widths):.0f}; "
            + ", ".join(f"{n} within {d}" for d, n in within.items())
        )
    print(f"{seconds / max(read, 1) * 1000:.2f} ms an article beside finding its mentions")


if __name__ == "__main__":
    main()
