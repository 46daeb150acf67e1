"""Does a run that is killed with SIGKILL, and run again, leave what an unbroken run leaves?

    .venv/bin/python -m benchmarks.faults [--kills 50] [--articles 2000] [--batch 250] [--seed 10] [--flow] [SOURCE]

First one run is left alone; then each of the others is killed at a moment of its own (drawn by the seed: the steps of a
run in turn, one of the times it is at that step, and a part of how long that took), its orphans are given ten seconds
to end, the store is opened and checked, and the run is repeated to its end. Of five kills three end every process of
the run, one the run's own process alone, one a reading process alone, after which the run must go on by itself.
Articles are reports of our own, a fifth of them retelling another, or those of SOURCE.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Final

from benchmarks.archive import made_up
from benchmarks.killed import STEPS, Where
from benchmarks.left import left_by, store_faults

CHECKOUT: Final = Path(__file__).parents[1]
VICTIMS: Final = ("all", "all", "all", "run", "reader")
PATIENCE_S: Final = 600.0
ORPHANS_S: Final = 10.0
_LOOK_S: Final = 0.0003
_OWNED: Final = "WAQAI_KILLED"  # in the environment of a run and of all that it starts


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: so many seconds after a run has come to a step for the nth time."""

    step: str
    nth: int
    after_s: float


@dataclass(slots=True)
class Kill:
    """One kill: of whom, at which step the run stood then, and what was wrong afterwards."""

    victim: str
    step: str
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: which articles, in batches of how many, directly or as a flow."""

    source: Path
    batch: int
    flow: bool = False

    def start(self, out: Path, mark: str) -> "subprocess.Popen[bytes]":
        """A run in a session of its own; what it says goes beside its folder."""
        how = ["--flow"] if self.flow else []
        command = [sys.executable, "-m", "benchmarks.killed", f"{out}.where", *how, self.source, out, self.batch]
        environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "SOURCE_DATE_EPOCH": "1600000000", _OWNED: mark}
        environment |= {"PREFECT_HOME": str(out.parent / "prefect")}
        with Path(f"{out}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603  our own command
                [str(part) for part in command], env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def run(self, out: Path) -> int:
        """A run to its end; its exit status."""
        return self.start(out, "unbroken").wait(PATIENCE_S)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--flow", action="store_true", help="as a Prefect flow, with a server of its own")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="waqai-faults-") as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        if chosen.source is None:
            rows = (json.dumps(row, ensure_ascii=False) + "\n" for row in reports(chosen.articles))
        else:
            with chosen.source.open(encoding="utf-8") as lines:
                rows = iter([*islice(lines, chosen.articles)])
        source.write_text("".join(rows), encoding="utf-8")
        done = []
        for kill in killed(Plan(source, chosen.batch, chosen.flow), folder, chosen.kills, chosen.seed):
            done.append(kill)
            print(f"{len(done):3} {kill.victim:7} {kill.step:16} {'; '.join(kill.wrong) or 'as unbroken'}", flush=True)
    print(table(done))
    sys.exit(any(kill.wrong for kill in done))


def reports(many: int) -> Iterator[dict[str, str]]:
    """Articles of our own: each fifth retells an earlier one for another outlet, each ninetieth has no text."""
    told: list[dict[str, str]] = []
    for number, row in enumerate(made_up(many)):
        report = row | {"source": f"صحيفة {number % 7}"}
        if number % 5 == 4:
            earlier = told[(number * 13) % len(told)]
            report["text"] = f"{earlier['text']} نقلا عن مراسلين في المنطقة."
            report["published"] = earlier["published"]
        if number % 90 == 89:
            report["text"] = ""
        told.append(report)
        yield report


def killed(plan: Plan, folder: Path, many: int, seed: int) -> Iterator[Kill]:
    """Kills one after another, each in a run of its own, each followed by a run to the end and compared."""
    clean = folder / "unbroken"
    status = plan.run(clean)
    expected, marks = left_by(clean), [*Where(Path(f"{clean}.where")).marks()]
    chance = random.Random(seed)  # noqa: S311  moments, not secrets
    steps = cycle(chance.sample(STEPS, len(STEPS)))
    for number, victim in enumerate(islice(cycle(VICTIMS), many)):
        out = folder / f"killed-{number}"
        step = "extracting" if victim == "reader" else next(steps)
        kill, again = _kill(plan, out, victim, _moment(marks, step, chance))
        if again is None:
            again = plan.run(out)
        if again != status:
            said = Path(f"{out}.log").read_text(encoding="utf-8")[-300:]
            kill.wrong.append(f"status {again} instead of {status}: {said}")
        found = left_by(out)
        kill.wrong += [
            f"{name} differs" for name in sorted({*found, *expected}) if found.get(name) != expected.get(name)
        ]
        yield kill


def _moment(marks: Sequence[tuple[str, float]], step: str, chance: random.Random) -> Moment:
    """A moment at a step, as long as that step took when nobody killed it."""
    lengths = [after - when for (name, when), (_, after) in pairwise(marks) if name == step]
    lengths = lengths or [0.05]  # the last step: the end of the process ends it
    nth = chance.randrange(len(lengths))
    return Moment(step, nth + 1, chance.uniform(0, lengths[nth]))


def _kill(plan: Plan, out: Path, victim: str, moment: Moment) -> tuple[Kill, int | None]:
    """Kill a run, and see that what it leaves is sound; its status where it went on to its end."""
    mark = uuid.uuid4().hex
    where = Where(Path(f"{out}.where"))
    run = plan.start(out, mark)
    _await(run, where, moment)
    if victim == "reader":
        reader = next(iter(_readers(run, mark)), None)
        if reader is not None:
            os.kill(reader, signal.SIGKILL)
        kill = Kill(victim, where.now()[0] if reader is not None else "ended")
        status = run.wait(PATIENCE_S)
        return kill, status
    ended = run.poll() is not None
    if victim == "run" or ended:
        run.kill()
    else:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    kill = Kill(victim, "ended" if ended else where.now()[0])
    kill.wrong += _orphans(mark)
    kill.wrong += store_faults(out)
    return kill, None


def _await(run: "subprocess.Popen[bytes]", where: Where, moment: Moment) -> None:
    """Until the moment, or the run's end."""
    while run.poll() is None:
        if where.now()[1][moment.step] >= moment.nth:
            time.sleep(moment.after_s)
            return
        time.sleep(_LOOK_S)


def _orphans(mark: str) -> list[str]:
    """What of a killed run still runs when it should have ended; it is ended then."""
    deadline = time.monotonic() + ORPHANS_S
    while (left := [*_belonging(mark)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return [f"{len(left)} orphans"] if left else []


def _belonging(mark: str) -> Iterator[int]:
    """The processes of a run."""
    wanted = f"{_OWNED}={mark}".encode()
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in environment.read_bytes().split(b"\0"):
                yield int(environment.parent.name)
        except OSError:  # it has ended, or is somebody else's
            continue


def _readers(run: "subprocess.Popen[bytes]", mark: str) -> Iterator[int]:
    """The processes of a run that read articles."""
    for pid in _belonging(mark):
        try:
            told = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if pid != run.pid and b"multiprocessing.spawn" in told and b"resource_tracker" not in told:
            yield pid


def table(done: Sequence[Kill]) -> str:
    """Kills by step and victim, and how many of them went well."""
    rows = Counter((kill.step, kill.victim) for kill in done)
    victims = [*dict.fromkeys(VICTIMS)]
    lines = [f"{'killed while':18}" + "".join(f"{victim:>8}" for victim in victims) + "   as unbroken afterwards"]
    for step in (*STEPS, "ended"):
        here = [kill for kill in done if kill.step == step]
        if here:
            counts = "".join(f"{rows[step, victim]:8}" for victim in victims)
            lines.append(f"{step:18}{counts}   {sum(not kill.wrong for kill in here)} of {len(here)}")
    return "\n".join([*lines, f"{len(done)} kills, {sum(not kill.wrong for kill in done)} as unbroken afterwards"])


if __name__ == "__main__":
    main()
