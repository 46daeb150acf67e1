"""One table of what Waqai costs: every room, the whole, memory, start-up, and how the cost grows with the archive.

    python -m benchmarks.whole [--quick] [--growth 1000 10000] [ARTICLES...]        (make bench)

Each kind of article is read by a process of its own (``benchmarks.rooms``): the samples, which repeat themselves and so
are read from what was just read; made-up articles of many places and days; and ``../shared/corpus/bulk.jsonl.gz`` where
that is there, or the ARTICLES named. Times are the processor's, on one core, for 4,000 characters. ``--growth`` runs
``waqai run --direct`` over so many made-up articles: what an article costs must not depend on how many there are;
``--growth 1000 10000 100000`` takes an hour.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import varied

CHECKOUT: Final = Path(__file__).parents[1]
CORPUS: Final = CHECKOUT.parent / "shared" / "corpus" / "bulk.jsonl.gz"
WAQAI: Final = Path(sys.executable).with_name("waqai")
EXTRACTING: Final = ("concern", "arabic", "timex", "geo", "events")
STORING: Final = (*EXTRACTING, "store")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*")
    parser.add_argument("--quick", action="store_true", help="a few articles of each, to see that it runs")
    parser.add_argument("--growth", type=int, nargs="*", default=[1_000, 10_000])
    given = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}")
    for source in ["samples", "varied", *(given.articles or [str(CORPUS)] * CORPUS.exists())]:
        rooms(source, ["--warm", "3", "--articles", "5", "--rival", "1"] if given.quick else [])
    for source in given.articles or [str(CORPUS)] * CORPUS.exists():
        few = ["--warm", "3", "--articles", "20"] if given.quick else ["--warm", "8000", "--articles", "3000"]
        rooms(source, ["--about", "syria", "--rival", "0", *few])
    start_up(1 if given.quick else 5)
    growth([20] if given.quick else given.growth)


def rooms(source: str, options: Sequence[str]) -> None:
    """The rows of one kind of article."""
    command = [sys.executable, "-m", "benchmarks.rooms", source, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT)  # noqa: S603
    measured: Mapping[str, float] = json.loads(done.stdout)
    only = ", only what tells of Syria read" if "syria" in options else ""
    print(f"\n{Path(source).name}, articles of {measured['characters']:,.0f} characters{only}")
    print(f"{'':32}{'ms':>8}{'a second':>10}")
    for room in STORING:
        if measured[room]:
            _row(room, measured[room])
    _row("extract", sum(measured[room] for room in EXTRACTING))
    _row("extract, merge and store", sum(measured[room] for room in STORING))
    print(f"{'memory, MB':32}{measured['memory']:8.0f}")
    if "rival dateparser" in measured:
        ours, theirs = measured["rival timex"], measured["rival dateparser"]
        told = f"timex {ours:.1f} ms, dateparser {theirs:.0f} ms, ratio {theirs / ours:.0f}"
        print(f"dates alone from the bare text: {told}")


def _row(name: str, milliseconds: float) -> None:
    print(f"{name:32}{milliseconds:8.2f}{1000 / milliseconds:10.0f}", flush=True)


def start_up(rounds: int) -> None:
    """The quickest of some rounds: what other work on the machine adds is not ours."""
    print(f"\n{'from the start of the process':32}{'s':>8}{'of CPU':>10}")
    with tempfile.TemporaryDirectory(prefix="waqai-start-") as folder:
        one = Path(folder, "one.txt")
        one.write_text("قصفت طائرات حربية بلدة سراقب يوم الجمعة، ما أدى إلى مقتل ثلاثة مدنيين.\n", encoding="utf-8")
        for name, arguments in (("waqai --help", ["--help"]), ("waqai annotate, one article", ["annotate", str(one)])):
            wall, cpu = min(_run(arguments) for _ in range(rounds))
            print(f"{name:32}{wall:8.2f}{cpu:10.2f}", flush=True)


def growth(counts: Sequence[int]) -> None:
    """What an article costs in archives of several sizes, reading, merging, storing and the map included."""
    if counts:
        print(f"\n{'a run over made-up articles':32}{'ms each':>8}{'s of CPU':>10}")
    for many in counts:
        with tempfile.TemporaryDirectory(prefix="waqai-growth-") as folder:
            source = Path(folder, "many.jsonl")
            varied.write_rows(source, varied.articles(many))
            _, cpu = _run(["run", "--direct", str(source), "--out", str(Path(folder, "out"))])
        print(f"{f'{many:,} articles':32}{1000 * cpu / many:8.2f}{cpu:10.1f}", flush=True)


def _run(arguments: Sequence[str]) -> tuple[float, float]:
    """Wall and processor seconds of a command from its start to its end, its children's included."""
    begun, before = time.monotonic(), os.times()
    done = subprocess.run([WAQAI, *arguments], capture_output=True, text=True, check=False)  # noqa: S603  our own command
    if done.returncode:
        raise SystemExit(f"waqai {' '.join(arguments)}\n{done.stderr}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - begun, cpu


if __name__ == "__main__":
    main()
