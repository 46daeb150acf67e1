"""Does a run that is killed with SIGKILL, and run again, leave what an unbroken run leaves?

    .venv/bin/python -m benchmarks.faults [--kills 50] [--each 5] [--articles 2000] [--batch 250] [--flow] [--helper]
        [--seed 10] [SOURCE]

First one run is left alone. Then runs are killed, each folder's EACH times in a row, at moments drawn by the seed: the
steps of a run in turn, one of the times that it is at that step, a part of how long that took; there the run stops
itself, and is killed. After each kill its orphans are given ten seconds to end, and the store is opened and checked;
after a folder's last, the run is repeated to its end and what it leaves is compared. Of five kills three end every
process of the run, one the run's own process alone, one a reading process alone, after which the same run must go on by
itself, to be killed later. Articles are reports of our own, a fifth of them retelling another, or those of SOURCE.
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.archive import made_up
from benchmarks.killed import STEPS, Where
from benchmarks.left import left_by, store_faults

CHECKOUT: Final = Path(__file__).parents[1]
VICTIMS: Final = ("all", "run", "all", "reader", "all")
_CHILDREN: Final = {"reader": "multiprocessing.spawn", "helper": "store.coworker"}  # what their command lines tell
_STEPS_OF: Final = {"reader": "extracting", "helper": "store write"}  # where they are at work
PATIENCE_S: Final = 600.0
_LOOK_S: Final = 0.001
_FIRST: Final = 2  # times at a step that are killed in: a run that goes on has fewer left
_OWNED: Final = "WAQAI_KILLED"  # in the environment of a run and of all that it starts


class Moment(NamedTuple):
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

    def __str__(self) -> str:
        return f"{self.victim:7} {self.step:16} {'; '.join(self.wrong) or 'as unbroken'}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: which articles, in batches of how many, directly or as a flow."""

    source: Path
    batch: int
    flow: bool = False
    helped: bool = False  # every batch has a second process beside the store's writer, and that is killed too
    orphans_s: float = 10.0  # that what a killed run leaves has to end

    def start(self, out: Path, mark: str) -> "subprocess.Popen[bytes]":
        """A run in a session of its own; what it says goes beside its folder."""
        how = ["--flow"] * self.flow + ["--helped"] * self.helped
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
    parser.add_argument("--each", type=int, default=len(VICTIMS))
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--flow", action="store_true", help="as a Prefect flow, with a server of its own")
    parser.add_argument("--helper", action="store_true", help="small writes have the second process of large ones too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="waqai-faults-") as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        if chosen.source is None:
            rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in reports(chosen.articles)]
        else:
            with chosen.source.open(encoding="utf-8") as lines:
                rows = [*islice(lines, chosen.articles)]
        source.write_text("".join(rows), encoding="utf-8")
        plan, done = Plan(source, chosen.batch, chosen.flow, chosen.helper), []
        for kill in killed(plan, folder, chosen.kills, chosen.seed, each=chosen.each):
            done.append(kill)
            print(f"{len(done):3} {kill}", flush=True)
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


def killed(plan: Plan, folder: Path, many: int, seed: int, *, each: int = 1) -> Iterator[Kill]:
    """Kills, ``each`` of them in a row into one folder, before the run is repeated to its end and compared."""
    clean = folder / "unbroken"
    status = plan.run(clean)
    expected, marks = left_by(clean), [*Where(Path(f"{clean}.where")).marks()]
    chance = random.Random(seed)  # noqa: S311  moments, not secrets
    steps, victims = cycle(chance.sample(STEPS, len(STEPS))), cycle((*VICTIMS, *["helper"] * plan.helped))
    for first in range(0, many, each):
        out = folder / f"killed-{first}"
        drawn = [
            (victim, _moment(marks, _STEPS_OF.get(victim) or next(steps), chance))
            for victim in islice(victims, min(each, many - first))
        ]
        drawn.sort(key=lambda one: STEPS.index(one[1].step))
        kills = [*_kills(plan, out, drawn)]
        kills[-1].wrong += _compared(out, plan.run(out), status, expected)
        yield from kills


def _compared(out: Path, again: int, status: int, expected: Mapping[str, str]) -> Iterator[str]:
    if again != status:
        said = Path(f"{out}.log").read_text(encoding="utf-8")[-300:]
        yield f"status {again} instead of {status}: {said}"
    found = left_by(out)
    for name in sorted({*found, *expected}):
        if found.get(name) != expected.get(name):
            yield f"{name} differs"


def _moment(marks: Sequence[tuple[str, float]], step: str, chance: random.Random) -> Moment:
    """A moment at a step, within as long as that step took when nobody killed it."""
    lengths = [after - when for (name, when), (_, after) in pairwise(marks) if name == step]
    lengths = lengths[:_FIRST] or [0.05]  # the last step: the end of the process ends it
    nth = chance.randrange(len(lengths))
    return Moment(step, nth + 1, chance.uniform(0, lengths[nth]))


def _kills(plan: Plan, out: Path, drawn: Sequence[tuple[str, Moment]]) -> Iterator[Kill]:
    """Kill runs into one folder, and see each time that what is left is sound."""
    run: subprocess.Popen[bytes] | None = None
    where, mark = Where(Path(f"{out}.where")), uuid.uuid4().hex
    for victim, moment in drawn:
        if run is None:
            where.clear()
            where.stop_at(*moment)
            run = plan.start(out, mark)
        elif (come := where.now()[1][moment.step]) < moment.nth or victim == "helper":
            where.stop_at(moment.step, max(moment.nth, come + 1), moment.after_s)
            run.send_signal(signal.SIGCONT)  # else it has stopped where it is to be killed
        _await_stop(run)
        if victim in _CHILDREN:
            yield _child_killed(victim, run, mark, where)
            continue
        kill = Kill(victim, where.now()[0] if run.poll() is None else "ended")
        if victim == "run" or run.poll() is not None:
            run.kill()
        else:
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        kill.wrong += _orphans(mark, plan.orphans_s)
        kill.wrong += store_faults(out)
        yield kill
        run = None
    if run is not None:
        run.send_signal(signal.SIGCONT)
        if run.wait(PATIENCE_S) not in (0, 1):
            yield Kill(drawn[-1][0], "ended", ["the run did not survive what was killed of it"])


def _child_killed(victim: str, run: "subprocess.Popen[bytes]", mark: str, where: Where) -> Kill:
    """One of a run's processes that read, or help it to write, killed; the run goes on until it has one."""
    while run.poll() is None:
        child = next(_children(victim, run, mark), None)
        if child is not None:
            kill = Kill(victim, where.now()[0])
            os.kill(child, signal.SIGKILL)
            return kill
        run.send_signal(signal.SIGCONT)
        time.sleep(_LOOK_S)
        run.send_signal(signal.SIGSTOP)
    return Kill(victim, "ended")


def _await_stop(run: "subprocess.Popen[bytes]") -> None:
    """Until the run has stopped itself, or has ended."""
    while run.poll() is None:
        if Path(f"/proc/{run.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(_LOOK_S)


def _orphans(mark: str, patience_s: float) -> list[str]:
    """What of a killed run still runs when it should have ended; it is ended then."""
    deadline = time.monotonic() + patience_s
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


def _children(victim: str, run: "subprocess.Popen[bytes]", mark: str) -> Iterator[int]:
    """The processes of a run that read articles, or the one that finds words for its store."""
    for pid in _belonging(mark):
        try:
            told = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if pid != run.pid and _CHILDREN[victim].encode() in told and b"resource_tracker" not in told:
            yield pid


def table(done: Sequence[Kill]) -> str:
    """Kills by step and victim, and how many of them went well."""
    rows = Counter((kill.step, kill.victim) for kill in done)
    victims = [*dict.fromkeys((*VICTIMS, *(kill.victim for kill in done)))]
    lines = [f"{'killed while':18}" + "".join(f"{victim:>8}" for victim in victims) + "   as unbroken afterwards"]
    for step in (*STEPS, "ended"):
        here = [kill for kill in done if kill.step == step]
        if here:
            counts = "".join(f"{rows[step, victim]:8}" for victim in victims)
            lines.append(f"{step:18}{counts}   {sum(not kill.wrong for kill in here)} of {len(here)}")
    return "\n".join([*lines, f"{len(done)} kills, {sum(not kill.wrong for kill in done)} as unbroken afterwards"])


if __name__ == "__main__":
    main()
