"""Is memory flat, and how many articles a second go through, on archives of made-up articles?

    .venv/bin/python -m benchmarks.archive [--many 100000] [--news] [--shuffled] [--processes 2] [--repeat SOURCE]
    .venv/bin/python -m benchmarks.archive --speed 4000 [--repeat SOURCE]

The first reads short reports, each of another day and place (``--news``: articles of the length of news), in the order
of their days as archives are kept (``--shuffled``: in any, so that the longer it goes on the more the store already has
of each day, kind and district, all of which is merged anew with what comes); and prints as it goes: seconds, memory of
the run's own process and of each that reads for it (MB, without files that are mapped), articles done, and what each of
those since the last line took of the processor. The second reads so many articles of the length of news
(``benchmarks.varied``) by one process and by two, and prints how fast. With SOURCE its articles are repeated instead,
with a number in each.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from articles import Article, read
from benchmarks import varied
from benchmarks.varied import MONTHS

PLACES = 400  # so that, as in a real archive, few of 100,000 reports tell of the same place, day and kind of event
TOLD = (
    "قصفت طائرات حربية {place} يوم {day}، ما أدى إلى مقتل {dead} مدنيين وإصابة {hurt} آخرين بجروح.",
    "اندلعت اشتباكات عنيفة على أطراف {place} يوم {day} أسفرت عن مقتل {dead} مقاتلين من الطرفين.",
    "خرجت مظاهرة في {place} يوم {day} شارك فيها المئات، وطالبوا بالإفراج عن {hurt} معتقلا.",
)

_WAQAI = str(Path(sys.executable).with_name("waqai"))


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--news", action="store_true", help="articles of the length of news")
    parser.add_argument("--shuffled", action="store_true", help="articles of all days in any order")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--speed", type=int, metavar="MANY")
    parser.add_argument("--repeat", metavar="SOURCE")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="waqai-archive-") as name:
        source, out = Path(name, "archive.jsonl"), Path(name, "out")
        many = chosen.speed or chosen.many
        if chosen.repeat:
            varied.write_rows(source, repeated(chosen.repeat, many))
        else:
            rows = varied.articles(many) if chosen.news or chosen.speed else made_up(many)
            varied.write_rows(source, rows if chosen.shuffled else sorted(rows, key=itemgetter("published")))
        if chosen.speed:
            speed(source, Path(name), many)
            return
        watch(["run", "--direct", str(source), "--out", str(out), "--processes", str(chosen.processes)])
        print(f"the store has {(out / 'waqai.gpkg').stat().st_size / 1e6:.0f} MB")


def speed(source: Path, folder: Path, many: int) -> None:
    """Print how fast one process reads, and two; the whole run, from the start of the program to the map."""
    letters = sum(len(json.loads(line)["text"]) for line in source.open(encoding="utf-8")) / many
    rates: list[float] = []
    for processes in (1, 2):
        out = str(folder / f"out-{processes}")
        command = [_WAQAI, "run", "--direct", str(source), "--out", out, "--processes", str(processes)]
        begun, used = time.monotonic(), os.times()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own command
        wall, now = time.monotonic() - begun, os.times()
        cpu = now.children_user + now.children_system - used.children_user - used.children_system
        rates.append(many / wall)
        print(
            f"--processes {processes}: {many / wall:6.1f} articles/s of {letters:.0f} letters, {wall:.1f} s;"
            f" {1000 * cpu / many:.2f} ms of the processor an article",
            flush=True,
        )
    print(f"two processes are {rates[1] / rates[0]:.2f} times as fast as one")


def made_up(many: int) -> Iterator[dict[str, str]]:
    chance = random.Random(7)  # noqa: S311  made-up data, not secrets
    places = [f"{kind} {name}" for kind, name in varied.settled()[:PLACES]]
    for number in range(many):
        day = date(2012, 1, 1) + timedelta(days=chance.randrange(4_000))
        told = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        text = chance.choice(TOLD).format(
            place=chance.choice(places), day=told, dead=chance.randint(3, 40), hurt=chance.randint(3, 90)
        )
        yield {"id": str(number), "text": f"{text} {number}", "published": str(day + timedelta(days=1))}


def repeated(source: str, many: int) -> Iterator[dict[str, str | None]]:
    found = [item for item in read([source]) if isinstance(item, Article)]
    for number, article in enumerate(islice(cycle(found), many)):
        yield {"id": str(number), "text": f"{article.text}\n{number}", "published": article.published}


def watch(arguments: list[str]) -> None:
    """Run the command, and print how much memory it holds, and what an article costs, at each tenth batch."""
    command = [_WAQAI, *arguments]
    begun, most, before, at = time.monotonic(), [0.0], (0.0, 0), 0
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as run:  # noqa: S603
        assert run.stderr is not None  # noqa: S101  # a pipe was asked for
        for line in run.stderr:
            held = [process.megabytes for process in family(run.pid)]
            most = [max(pair) for pair in zip_longest(most, held, fillvalue=0.0)]
            batch = re.match(r"batch (\d+):", line)
            if batch and int(batch[1]) % 10 == 1:
                done = line.rsplit("; ", 1)[-1].strip()
                seconds, at = sum(process.seconds for process in family(run.pid)), int(done.split()[0])
                each = 1000 * (seconds - before[0]) / max(1, at - before[1])
                before = seconds, at
                sizes = " ".join(f"{size:6.0f}" for size in held)
                print(f"{time.monotonic() - begun:7.1f} s {sizes} MB {each:6.2f} ms  {done}", flush=True)
            elif not batch:
                print(line.strip(), flush=True)
    sizes = ", ".join(f"{size:.0f}" for size in most)
    print(f"the run's processes, its own first, held {sizes} MB at most at the end of a batch", flush=True)


class Process(NamedTuple):
    """A process: its number and its parent's, resident memory of its own, processor time."""

    pid: int
    parent: int
    megabytes: float
    seconds: float


def family(owner: int) -> list[Process]:
    """A process and its children, in the order of their numbers.

    The store's file is mapped into memory as it is read; the system takes that back when it needs to, so it is not
    counted.
    """
    return sorted(process for process in _processes() if owner in (process.pid, process.parent))


def _processes() -> Iterator[Process]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = dict(line.split(":", 1) for line in (folder / "status").read_text(encoding="utf-8").splitlines())
            times = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
        except OSError:  # it has ended
            continue
        megabytes = int(told.get("RssAnon", "0 kB").split()[0]) / 1024
        yield Process(int(told["Pid"]), int(told["PPid"]), megabytes, sum(map(int, times)) / os.sysconf("SC_CLK_TCK"))


if __name__ == "__main__":
    main()
