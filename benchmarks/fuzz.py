"""Fuzz every reader of untrusted bytes, for hours if wanted, and say how many inputs it met and what it found.

``python -m benchmarks.fuzz --seconds 60``: each target of tests/attack/targets.py in a process of its own, with atheris
(libFuzzer, coverage guided; ``pip install atheris``) where it is installed, else with mutations of our own. What it
learns of coverage, and what breaks a target, is kept in ``--into``; the inputs kept there are tried first next time.
"""

import argparse
import hashlib
import importlib
import importlib.util
import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOMS: Final = ("arabic", "timex", "gazetteer", "geo", "events", "articles", "store", "serve", "maps")
READERS: Final = ("plain", "page", "json", "csv", "parquet", "archive", "feed", "packed", "listing", "robots", "dates")
_LONGEST: Final = 20_000  # bytes of one input
_HANG_S: Final = 60  # on a busy machine
_MEMORY_MB: Final = 3_000
_DONE: Final = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="all, where none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target, or each round over it")
    parser.add_argument("--rounds", type=int, default=1, help="over all targets")
    parser.add_argument("--into", type=Path, default=Path("out/fuzz"), help="corpus, findings, and totals.json")
    parser.add_argument("--only", help=argparse.SUPPRESS)  # the one target of a child process
    asked = parser.parse_args()
    if asked.only:
        fuzz(asked.only, asked.seconds, asked.into)
        return
    for _ in range(asked.rounds):
        for name in asked.targets or names():
            report(name, asked.seconds, asked.into)


def names() -> Sequence[str]:
    from tests.attack.targets import TARGETS  # noqa: PLC0415  # the rooms load slowly

    return tuple(TARGETS)


def report(name: str, seconds: int, into: Path) -> None:
    """One target for so long; a line of what came of it, and the totals of all rounds."""
    (into / name / "corpus").mkdir(parents=True, exist_ok=True)
    (into / name / "findings").mkdir(exist_ok=True)
    began = time.monotonic()
    call = [sys.executable, "-m", "benchmarks.fuzz", "--only", name, "--seconds", str(seconds), "--into", str(into)]
    child = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603  # ourselves
    spent = time.monotonic() - began
    said = child.stderr + child.stdout
    (into / name / "log.txt").write_text(said[-100_000:], encoding="utf-8")
    done = sum(map(int, _DONE.findall(said)))
    totals = _added(into / "totals.json", name, done, spent)
    found = len([*(into / name / "findings").iterdir()])
    print(
        f"{name}: {done} inputs in {spent:.0f} s; in all {totals['inputs']} in {totals['seconds'] / 3600:.2f} h,"
        f" {found} findings kept",
        flush=True,
    )


def _added(path: Path, name: str, done: int, spent: float) -> dict[str, float]:
    totals: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    before = totals.get(name, {"inputs": 0, "seconds": 0.0})
    totals[name] = {"inputs": before["inputs"] + done, "seconds": before["seconds"] + spent}
    path.write_text(json.dumps(totals, indent=1), encoding="utf-8")
    return totals[name]


# --- In the process of one target ---


def fuzz(name: str, seconds: int, into: Path) -> None:
    """Try inputs for so long; a finding is kept and the next is looked for."""
    corpus, findings = into / name / "corpus", into / name / "findings"
    if importlib.util.find_spec("atheris"):
        _guided(name, seconds, corpus, findings)
    else:
        _unguided(name, seconds, findings)


def _kept(data: bytes, fault: BaseException, findings: Path) -> None:
    """The input, and why, once for each place in the code where one breaks."""
    from traceback import extract_tb, format_exception  # noqa: PLC0415

    last = extract_tb(fault.__traceback__)[-1]
    place = (
        f"{type(fault).__name__} {last.filename}:{last.lineno} {fault}"
        if "Finding" in type(fault).__name__
        else (f"{type(fault).__name__} {last.filename}:{last.lineno}")
    )
    stem = hashlib.blake2b(place.encode("utf-8", "replace"), digest_size=6).hexdigest()
    if not (findings / stem).exists():
        (findings / stem).write_bytes(data)
        (findings / f"{stem}.why").write_text("".join(format_exception(fault)), encoding="utf-8", errors="replace")


def _guided(name: str, seconds: int, corpus: Path, findings: Path) -> None:
    atheris = importlib.import_module("atheris")
    rooms = ["articles", "arabic"] if name.removesuffix(" made") in READERS else [*ROOMS]  # what is followed costs time
    with atheris.instrument_imports(include=rooms):
        from tests.attack.seeds import seeds  # noqa: PLC0415
        from tests.attack.targets import TARGETS  # noqa: PLC0415
    target = TARGETS[name]
    target(seeds()[name][0])  # loads the tables, which is no hang
    for number, seed in enumerate(seeds()[name]):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            target(data)
        except Exception as fault:  # noqa: BLE001  # whatever it is, it is what we look for
            _kept(data, fault, findings)

    flags = [f"-max_total_time={seconds}", f"-timeout={_HANG_S}", f"-rss_limit_mb={_MEMORY_MB}", "-print_final_stats=1"]
    flags += [f"-max_len={_LONGEST}", f"-artifact_prefix={findings}/", str(corpus)]
    atheris.Setup([sys.argv[0], *flags], one)
    atheris.Fuzz()


def _unguided(name: str, seconds: int, findings: Path) -> None:
    from tests.attack.mutations import mutated  # noqa: PLC0415
    from tests.attack.seeds import seeds  # noqa: PLC0415
    from tests.attack.targets import TARGETS  # noqa: PLC0415

    until, done = time.monotonic() + seconds, 0
    for data in mutated(seeds()[name], sys.maxsize, number=time.time_ns()):
        if time.monotonic() > until:
            break
        done += 1
        try:
            TARGETS[name](data)
        except Exception as fault:  # noqa: BLE001
            _kept(data, fault, findings)
    print(f"stat::number_of_executed_units: {done}")


if __name__ == "__main__":
    main()
