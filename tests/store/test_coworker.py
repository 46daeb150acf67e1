"""A second process shares large writes: what is written does not depend on it, nor on whether it lives."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from select import select
from typing import Any

import pytest
import sqlalchemy

import store
from benchmarks.synthetic import events
from store import finding
from store.coworker import Coworker
from store.finding import Finder, Shown
from store.schema import METADATA
from store.terms import said_in, terms_in
from store.written import dumped
from tests.store.conftest import Clock

PATIENT_S = 120  # a test waits for a process, not for a clock


@pytest.fixture
def coworker() -> Iterator[Coworker]:
    begun = Coworker()
    yield begun
    begun.end()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes of some hundred events are large."""
    monkeypatch.setattr(finding, "_WORTH_BEGINNING", 200)
    monkeypatch.setattr(finding, "_WORTH_SHARING", 100)
    monkeypatch.setattr(finding, "_LOT", 20)


def _made(count: int = 400) -> list[dict[str, Any]]:
    made = list(events(count, places=60))
    made[3]["properties"]["title"] = "نصف حرف \ud83d في العنوان"
    made[4]["properties"] |= {"title": None, "actors": []}
    return made


def _shown() -> list[Shown]:
    return [Shown(dumped(event["properties"]), event["properties"]) for event in _made()]


def test_it_finds_the_words_that_the_writer_would(coworker: Coworker) -> None:
    shown = _shown()
    future = coworker.hand([each.written for each in shown])
    there = [terms_in(said) for said in future.result(PATIENT_S)]
    assert there == [terms_in(said_in(each.properties)) for each in shown]


def test_answers_come_to_whoever_asked(coworker: Coworker) -> None:
    lots = [[each.written] for each in _shown()]
    futures = [coworker.hand(lot) for lot in lots]
    cancelled = [future.cancel() for future in futures[::3]]
    found = [None if future.cancelled() else future.result(PATIENT_S) for future in futures]
    wrong = [
        number
        for number, (lot, said) in enumerate(zip(_shown(), found, strict=True))
        if said is not None and terms_in(said[0]) != terms_in(said_in(lot.properties))
    ]
    assert wrong == []
    assert any(cancelled)


def test_one_that_is_killed_answers_nothing_more(coworker: Coworker) -> None:
    futures = [coworker.hand([each.written for each in _shown()]) for _ in range(20)]
    coworker.stop()
    ends = {type(_end(future)) for future in (*futures, coworker.hand([b"{}"]))}
    assert ends <= {list, EOFError, CancelledError}
    assert CancelledError in ends


def _end(future: Any) -> object:
    try:
        return future.result(PATIENT_S)
    except (EOFError, CancelledError) as fault:
        return fault


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("fate", ["lives", "is killed", "cannot begin"])
def test_the_words_are_found_whatever_becomes_of_it(fate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if fate == "cannot begin":
        monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    shown, finder = _shown(), Finder(2)
    finder.expect(len(shown))
    with finder.begun(shown) as under_way:
        if fate == "is killed" and finder._coworker:
            finder._coworker.stop()
        found = [terms_in(said) for said in under_way.words()]
    finder.end()
    assert found == [terms_in(said_in(each.properties)) for each in shown]


@pytest.mark.usefixtures("small")
def test_one_that_is_stopped_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_PATIENCE_S", 0.2)
    shown, finder = _shown(), Finder(2)
    finder.expect(len(shown))
    begun = finder._coworker
    assert begun is not None
    begun.hand([b"{}"]).result(PATIENT_S)  # it is ready
    os.kill(begun._process.pid, signal.SIGSTOP)
    with finder.begun(shown) as under_way:
        found = [terms_in(said) for said in under_way.words()]
    finder.end()
    assert found == [terms_in(said_in(each.properties)) for each in shown]


@pytest.mark.usefixtures("small")
def test_the_store_is_the_same_with_and_without_it(tmp_path: Path, clock: Clock) -> None:
    written = []
    for processes in (1, 2):
        with store.open(tmp_path / f"{processes}.gpkg", clock=clock, processes=processes) as opened:
            made = _made()
            opened.write(made)
            for event in made[::2]:
                event["properties"]["title"] = "قصف على قرية أخرى"
            opened.write(made)
            written.append(_rows(opened))
    alone, shared = written
    assert [name for name in alone if alone[name] != shared[name]] == []
    assert len(alone["event"]) == 400


def _rows(opened: store.Store) -> dict[str, list[Any]]:
    """All that a store holds, but for the order of an event's terms, which are a set."""
    words = opened.backend.words
    with opened.reading() as connection:
        rows = {
            table.name: [
                tuple(row) for row in connection.execute(sqlalchemy.select(table).order_by(*table.primary_key))
            ]
            for table in METADATA.sorted_tables
        }
        rows["words"] = [
            (event, sorted(terms_in(terms)))
            for event, terms in connection.execute(
                sqlalchemy.select(words.c.event, words.c.terms).order_by(words.c.event)
            )
        ]
    return rows


@pytest.mark.usefixtures("small")
def test_small_writes_and_single_processors_begin_none() -> None:
    for finder, events_ in ((Finder(2), 199), (Finder(1), 10_000)):
        finder.expect(events_)
        assert finder._coworker is None


def test_a_script_that_guards_nothing_runs_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "import store\n"
        "from store import finding\n"
        "from benchmarks.synthetic import events\n"
        "finding._WORTH_BEGINNING = finding._WORTH_SHARING = 10\n"
        "print('begun')\n"
        "with store.open('waqai.gpkg', processes=2) as opened:\n"
        "    print(opened.write(events(50)))\n"
    )
    ran = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == "begun\n50 new, 0 changed, 0 unchanged, 0 withdrawn\n"
    assert ran.stderr == ""


def test_it_ends_when_its_writer_is_killed(tmp_path: Path) -> None:
    program = (
        "from store.coworker import Coworker\n"
        "begun = Coworker()\n"
        "begun.hand([b'{}']).result()\n"
        "print(begun._process.pid, flush=True)\n"
        "import time; time.sleep(600)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        pid = int(writer.stdout.readline())
        begun = os.pidfd_open(pid)
        writer.kill()
    ended, _, _ = select([begun], [], [], PATIENT_S)
    assert ended, "it is still there"
    os.close(begun)
