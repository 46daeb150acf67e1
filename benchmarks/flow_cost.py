"""What Prefect costs a run: the same articles directly and as a flow, on one processor, one run after the other.

    .venv/bin/python -m benchmarks.flow_cost [--many 10000] [--rounds 1] [SOURCE...]

Each line is one process from its start to its end, imports and all: wall time, and processor time of it and of the
Prefect server that it used, which other work on the machine disturbs less. Runs over five articles tell what is
fixed; what a run over many costs beyond that grows with its batches. Without SOURCE the articles are made up, each of
other days, places and counts (``benchmarks.varied``); with it, they are its first, repeated with a number where it
has too few.
"""

import os
import statistics
import subprocess
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from articles import Article, read
from benchmarks import varied
from benchmarks.run_speed import WAQAI, write_many
from flows.job import BATCH
from flows.temporary_server import STARTUP_S, TemporaryServer, answers

FEW = 5
DIRECT, OWN, UP = "directly", "flow, a server of its own", "flow, a server that is up"
Cost = tuple[float, float]  # wall and processor seconds


@dataclass(frozen=True)
class Bench:
    """A folder with an archive of few articles and one of many."""

    folder: Path
    many: int

    def cost(self, how: str, many: int, environment: Mapping[str, str]) -> Cost:
        """One run over so many articles into a folder of its own."""
        out = Path(tempfile.mkdtemp(dir=self.folder))
        source = self.folder / f"{many}.jsonl"
        direct = ["--direct"] if how == DIRECT else []
        command = [str(WAQAI), "run", str(source), "--processes", "1", "--out", str(out), *direct]
        begun = time.monotonic()
        silent = subprocess.DEVNULL
        process = subprocess.Popen(command, env=os.environ | environment, stderr=silent, stdout=silent)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{' '.join(command)} failed")
        return time.monotonic() - begun, usage.ru_utime + usage.ru_stime

    def round(self) -> Iterator[tuple[str, int, Cost]]:
        """Each way once over few articles and over many."""
        for many in (FEW, self.many):
            yield DIRECT, many, self.cost(DIRECT, many, {})
            yield OWN, many, self.cost(OWN, many, {})
        with _server() as (url, used):
            for many in (FEW, self.many):
                before = used()
                wall, cpu = self.cost(UP, many, {"PREFECT_API_URL": url})
                yield UP, many, (wall, cpu + used() - before)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="waqai-flow-cost-") as name:
        bench = Bench(Path(name), chosen.many)
        os.environ["PREFECT_HOME"] = str(bench.folder / "home")
        write(bench.folder / f"{chosen.many}.jsonl", chosen.sources, chosen.many)
        write(bench.folder / f"{FEW}.jsonl", chosen.sources, FEW)
        bench.cost(OWN, FEW, {})  # what is made at a first start is made
        measured: dict[tuple[str, int], list[Cost]] = {}
        for _ in range(chosen.rounds):
            for how, many, cost in bench.round():
                measured.setdefault((how, many), []).append(cost)
                print(f"{how:26} {many:6} articles {cost[0]:7.1f} s  {cost[1]:7.1f} s of the processor", flush=True)
    report(measured, chosen.many)


def write(path: Path, sources: list[str], many: int) -> None:
    """So many articles: made up, or the first of the sources."""
    if not sources:
        varied.write_rows(path, varied.articles(many))
        return
    found = islice((item for item in read(sources) if isinstance(item, Article)), many)
    write_many(path, [*found], many)


def report(measured: Mapping[tuple[str, int], list[Cost]], many: int) -> None:
    """What is fixed, what grows, and how much both are of a run."""
    batches = -(-many // BATCH)
    for how in (OWN, UP):
        fixed = _median(_beyond(measured, how, FEW))
        whole = _median(_beyond(measured, how, many))
        share = whole / _median([cost[1] for cost in measured[DIRECT, many]])
        print(
            f"{how:26} fixed {fixed:.2f} s, {1000 * (whole - fixed) / batches:.0f} ms a batch of {BATCH}: "
            f"{whole:.2f} s of the processor in all, {share:.1%} of the run"
        )


def _beyond(measured: Mapping[tuple[str, int], list[Cost]], how: str, many: int) -> list[float]:
    """Processor seconds beyond the direct run of the same round."""
    return [flow[1] - direct[1] for flow, direct in zip(measured[how, many], measured[DIRECT, many], strict=True)]


def _median(values: list[float]) -> float:
    return statistics.median(values)


@contextmanager
def _server() -> Iterator[tuple[str, "Clock"]]:
    """A Prefect server that stays up, and what it has used of the processor, in seconds."""
    server = TemporaryServer(scheduling=True)
    server.start()
    deadline = time.monotonic() + STARTUP_S
    while not answers(server.url) and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(5)  # its services have begun
    try:
        yield server.url, Clock(server.pid)
    finally:
        server.stop()


class Clock:
    """Processor seconds that a process has used."""

    def __init__(self, pid: int | None) -> None:
        self._stat = Path(f"/proc/{pid}/stat")

    def __call__(self) -> float:
        fields = self._stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
