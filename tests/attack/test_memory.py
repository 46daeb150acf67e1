"""A long run gives back what it no longer uses, and a map takes less than the events that it shows."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows import pipeline
from flows.extractor import Extractor
from flows.job import Job
from flows.memory import give_back
from flows.picture import Picture
from tests.attack.seeds import rows

_PER_EVENT_KB = 6  # features as dictionaries alone take 5

# What is freed lies between what is still used, as results of other processes do.
_FREED = """
from pathlib import Path
from flows.memory import give_back

def held():
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["RssAnon"].split()[0]) // 1024

pieces = [bytes([number % 256]) * 3_000 for number in range(50_000)]
kept = pieces[::50]
pieces.clear()
before = held()
give_back()
print(before - held())
"""

_DRAWN = """
import resource, sys
from pathlib import Path
import maps
from benchmarks.synthetic import events

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

maps.draw(events(2_000), Path(sys.argv[1]))
before = most()
maps.draw(events(14_000), Path(sys.argv[1]))
print((most() - before) / 12_000)
"""


def _measured(script: str, *given: str) -> float:
    call = [sys.executable, "-c", script, *given]
    done = subprocess.run(call, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries give back by themselves, or not at all")
def test_what_was_freed_between_what_is_used_goes_back_to_the_system() -> None:
    assert _measured(_FREED) > 50  # megabytes, of 150


def test_every_batch_gives_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def giving() -> None:
        calls.append(1)
        give_back()

    monkeypatch.setattr(pipeline, "give_back", giving)
    source = tmp_path / "two.jsonl"
    source.write_bytes(rows())
    pipeline.run_direct(Job((str(source),), tmp_path / "out", batch=1, processes=1))
    assert len(calls) == 2


def test_a_map_of_many_events_holds_them_a_part_at_a_time(tmp_path: Path) -> None:
    assert _measured(_DRAWN, str(tmp_path / "map.html")) < _PER_EVENT_KB


def test_the_processes_that_read_are_gone_when_the_map_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []
    publish, begun = pipeline.publish, Extractor.__exit__

    def ending(self: Extractor, *fault: object) -> None:
        begun(self, *fault)
        ended.append(True)

    def publishing(job: Job) -> Picture:
        assert ended, "they still hold what they know of words"
        return publish(job)

    monkeypatch.setattr(Extractor, "__exit__", ending)
    monkeypatch.setattr(pipeline, "publish", publishing)
    source = tmp_path / "two.jsonl"
    source.write_bytes(rows())
    pipeline.run_direct(Job((str(source),), tmp_path / "out", processes=1))
    assert ended == [True]
