"""Two runs at once, a folder that may not be written, a disk that is full: a clear message, and nothing damaged."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from benchmarks.archive import made_up
from flows.job import Job, JobError
from flows.pipeline import run_direct
from tests.flows.test_pipeline import told

CHECKOUT: Final = Path(__file__).parents[2]
NOBODY: Final = 65534


def command(*arguments: object) -> list[str]:
    """``waqai run`` in a process of its own."""
    return [sys.executable, "-m", "waqai", "run", "--direct", *map(str, arguments)]


ENVIRONMENT: Final = os.environ | {"PYTHONPATH": str(CHECKOUT)}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in made_up(700)), encoding="utf-8")
    return path


def test_two_runs_into_one_folder_at_once_lose_and_double_nothing(archive: Path, tmp_path: Path) -> None:
    rows = archive.read_text(encoding="utf-8").splitlines()
    halves = [tmp_path / "first.jsonl", tmp_path / "second.jsonl"]
    halves[0].write_text("\n".join(rows[:400]), encoding="utf-8")
    halves[1].write_text("\n".join(rows[300:]), encoding="utf-8")  # a hundred articles are in both
    out = tmp_path / "out"
    running = [
        subprocess.Popen(command(half, "--out", out), env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
        for half in halves
    ]
    said = [run.communicate(timeout=300)[1] for run in running]
    assert [run.returncode for run in running] == [0, 0], said
    run_direct(Job((str(archive),), tmp_path / "clean"))
    assert _without_ids(out) == _without_ids(tmp_path / "clean")
    again = run_direct(Job((str(archive),), out))
    assert again.tally.new == 0


def _without_ids(out: Path) -> list[str]:
    """The events apart from their ids: whichever run came first gave an event that both tell its id."""
    features = [json.loads(feature) for feature in told(out)]
    for feature in features:
        del feature["id"], feature["properties"]["id"]
    return sorted(json.dumps(feature, sort_keys=True) for feature in features)


@pytest.mark.parametrize("kilobytes", [60, 400, 1_500])
def test_a_disk_that_is_full_is_said_and_the_next_run_completes(archive: Path, tmp_path: Path, kilobytes: int) -> None:
    out = tmp_path / "out"

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    done = subprocess.run(
        command(archive, "--out", out, "--processes", 1),
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        preexec_fn=small_disk,  # this process has no thread that forks badly
        timeout=300,
        check=False,
    )
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("waqai: "), done.stderr
    assert any(cause in last for cause in ("disk is full", "disk I/O error", "File too large")), last
    assert not [*out.glob("*.part")]
    run_direct(Job((str(archive),), out))
    run_direct(Job((str(archive),), tmp_path / "clean"))
    assert told(out) == told(tmp_path / "clean")


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that may not be written, also not by this process while the test lasts."""
    root = os.geteuid() == 0  # whom permissions do not hold
    with tempfile.TemporaryDirectory(prefix="waqai-closed-") as name:
        folder = Path(name)
        folder.chmod(0o555)
        if root:
            os.seteuid(NOBODY)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_named(closed: Path) -> None:
    with pytest.raises(JobError, match=rf"--out {closed}: nothing can be written there \(Permission denied\)"):
        run_direct(Job(("news",), closed))
