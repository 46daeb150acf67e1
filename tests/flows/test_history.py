"""The store knows which run wrote what: by which program, over which inputs, and whether it came to its end."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import store
from flows import pipeline
from flows.job import Job
from flows.picture import Picture
from flows.pipeline import run_direct
from flows.process import _BEGAN, _stat, present, works
from flows.program import program
from store import Run
from tests.flows.test_pipeline import HOMS
from tests.flows.test_watch import _status

CHECKOUT = Path(__file__).parents[2]


def _runs(out: Path) -> list[Run]:
    with store.open(out / "waqai.gpkg", create=False) as opened:
        return [*store.runs(opened)]


def _written_by(out: Path) -> dict[str, Any]:
    """For each article of the store, the run that an event of it names."""
    found: dict[str, Any] = {}
    with store.open(out / "waqai.gpkg", create=False) as opened:
        for event in opened.query():
            provenance = store.provenance(opened, event["id"])
            assert provenance is not None
            found |= {told["article"]["id"]: told["run"] for told in provenance["accounts"]}
    return found


def test_a_run_says_by_which_program_over_what_and_what_came_of_it(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_direct(Job((str(news),), out, processes=1))
    (first,) = _runs(out)
    assert (first.status, first.settings["sources"]) == ("done", [str(news)])
    assert (first.program, first.data) == (f"{program().version}+{program().code}", program().data)
    assert first.counts["articles"] == {"new": 1, "known": 0, "elsewhere": 0, "refused": 0}
    assert first.counts["stored"]["new"] > 0
    assert first.finished is not None

    (news / "homs.txt").write_text(HOMS, encoding="utf-8")
    summary = run_direct(Job((str(news),), out, processes=1))
    second = _runs(out)[1]
    assert second.key == summary.run
    assert second.inputs[str(news)] != first.inputs[str(news)], "an article has come"
    named = {article: run["run"] for article, run in _written_by(out).items()}
    assert named == {"aleppo": first.key, "homs": second.key}, "an event leads to the run that wrote it"
    assert all(run["program"] == first.program for run in _written_by(out).values())


def test_the_same_inputs_have_the_same_digest(news: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run_direct(Job((str(news),), tmp_path / name, processes=1))
    assert _runs(tmp_path / "a")[0].inputs == _runs(tmp_path / "b")[0].inputs


def test_a_run_that_fails_says_why(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Job) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, "publish", full)
    with pytest.raises(OSError, match="No space"):
        run_direct(Job((str(news),), tmp_path / "out", processes=1))
    (failed,) = _runs(tmp_path / "out")
    assert (failed.status, failed.counts["articles"]["new"]) == ("failed", 1)
    assert "No space left on device" in failed.counts["error"]


def test_a_run_that_is_killed_stays_unfinished_and_the_list_says_so(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    killed = (
        "import os\nfrom pathlib import Path\nfrom flows import pipeline\nfrom flows.job import Job\n"
        "pipeline.publish = lambda _: os.kill(os.getpid(), 9)\n"
        f"pipeline.run_direct(Job(({str(news)!r},), Path({str(out)!r}), processes=1))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", killed], env=os.environ | {"PYTHONPATH": str(CHECKOUT)}, capture_output=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    run_direct(Job((str(news),), out, processes=1))
    dead, after = _runs(out)
    assert (dead.status, dead.finished, after.status) == ("running", None, "done")
    assert {run["run"] for run in _written_by(out).values()} == {dead.key}, "what it wrote before it died is its own"
    assert _status("runs", "--store", str(out / "waqai.gpkg")) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert re.search(
        r"killed \(process \d+ of .+\): run it again, it goes on where it was  1 articles read  events \d", first
    )
    assert "done  0 articles read, 1 known  events as they were" in second
    assert _status("runs", "--store", str(out / "waqai.gpkg"), "--last", "1", "--details") == 0
    assert f'"sources": ["{news}"]' in capsys.readouterr().out


def test_a_run_that_works_is_told_from_one_that_was_killed(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, told = tmp_path / "out", []

    def asked(job: Job) -> Picture:
        _status("runs", "--store", str(out / "waqai.gpkg"))
        told.append(capsys.readouterr().out)
        return publish(job)

    publish = pipeline.publish
    monkeypatch.setattr(pipeline, "publish", asked)
    run_direct(Job((str(news),), out, processes=1))
    assert f"works still (process {os.getpid()} of " in told[0]
    assert "1 articles read  events" in told[0], "how far it is"


def test_only_the_machine_of_a_run_says_whether_it_works() -> None:
    mine = present()
    assert works(mine) is True
    assert works(mine | {"began": "1"}) is False, "another process has its number now"
    assert works(mine | {"pid": 2**22 + 1}) is False  # no process has this number
    assert works(mine | {"system": "another pid:[1]"}) is None, "another machine, or this one before it was restarted"
    assert works(mine | {"system": None}) is None
    assert works({}) is None, "a run of an earlier Waqai"


def test_a_dead_process_that_nobody_has_buried_does_not_work() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert works(present() | {"pid": child.pid, "began": _stat(child.pid, _BEGAN)}) is False
    child.wait()


def test_a_record_names_no_password() -> None:
    assert Job((), Path("out"), store_url="postgresql://desk:secret@db/news").named_store == "postgresql://desk@db/news"
    assert Job((), Path("out"), store_url="postgresql://desk@db/news").named_store == "postgresql://desk@db/news"
    assert Job((), Path("a@b:c")).named_store == "a@b:c/waqai.gpkg"
