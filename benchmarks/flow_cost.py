"""What Prefect costs a run: the same articles directly and as a flow, on one processor, one run after the other.

    .venv/bin/python -m benchmarks.flow_cost [--many 10000] [--rounds 1] [SOURCE...]

Each line is one process from its start to its end, imports and all: wall time, and processor time of it and of the
Prefect server that it used, which other work on the machine disturbs less. The last lines are ratios to ``direct``.
Without SOURCE the articles are the samples; many are made by repetition, each with its own number in its text.
"""

import os
import statistics
import subprocess
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from articles import Article, read
from benchmarks.run_speed import CHECKOUT, WAQAI, write_many
from flows.ephemeral import STARTUP_S, TemporaryServer, answers

Cost = tuple[float, float]  # wall and processor seconds


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", default=[str(CHECKOUT / "samples")])
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=1)
    chosen = parser.parse_args()
    articles = [item for item in read(chosen.sources) if isinstance(item, Article)]
    with tempfile.TemporaryDirectory(prefix="waqai-flow-cost-") as name:
        folder = Path(name)
        write_many(folder / "many.jsonl", articles, chosen.many)
        os.environ["PREFECT_HOME"] = str(folder / "home")
        write_many(folder / "few.jsonl", articles, 5)
        _run(folder, 0, [], {})  # what is made at a first start is made
        costs: dict[str, list[Cost]] = {"direct": [], "flow, a server of its own": [], "flow, a server that is up": []}
        for number in range(1, chosen.rounds + 1):
            costs["direct"].append(_run(folder, number, ["--direct"], {}))
            costs["flow, a server of its own"].append(_run(folder, number, [], {}))
            with _server() as (url, used):
                before = used()
                wall, cpu = _run(folder, number, [], {"PREFECT_API_URL": url})
                costs["flow, a server that is up"].append((wall, cpu + used() - before))
    for label, measured in costs.items():
        ratios = [
            statistics.median(one[n] / two[n] for one, two in zip(measured, costs["direct"], strict=True))
            for n in (0, 1)
        ]
        print(f"{label:28} {ratios[0]:.3f} of the wall time, {ratios[1]:.3f} of the processor time")


def _run(folder: Path, number: int, how: list[str], environment: Mapping[str, str]) -> Cost:
    """One run into a folder of its own."""
    source = folder / ("many.jsonl" if number else "few.jsonl")
    out = folder / f"{number}-{'-'.join(how)}-{len(environment)}"
    command = [str(WAQAI), "run", str(source), "--processes", "1", "--out", str(out), *how]
    begun = time.monotonic()
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=os.environ | environment, stderr=silent, stdout=silent)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    wall, cpu = time.monotonic() - begun, usage.ru_utime + usage.ru_stime
    if number:
        print(f"{' '.join(how) or 'flow':10} {wall:7.1f} s  {cpu:7.1f} s of the processor", flush=True)
    return wall, cpu


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
