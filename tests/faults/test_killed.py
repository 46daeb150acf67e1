"""A run that is killed at any moment, and run again, leaves what an unbroken run leaves; nothing of it lives on."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.faults import Kill, Plan, killed, reports
from benchmarks.left import left_by, store_faults
from tests.faults.conftest import job


@pytest.mark.slow
def test_five_kills_at_moments_of_their_own_lose_and_double_nothing(tmp_path: Path) -> None:
    """The other 45, of a larger run, are ``python -m benchmarks.faults``."""
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in reports(520)), encoding="utf-8")
    done = [*killed(Plan(source, batch=250, orphans_s=120), tmp_path, 5, seed=4, each=5)]
    assert [str(kill) for kill in done if kill.wrong] == []
    assert {kill.victim for kill in done} == {"all", "run", "reader"}
    assert len({kill.step for kill in done}) >= 3, done


LOSSES: dict[str, Callable[[Path], None]] = {
    "an article": lambda out: _execute(out, "DELETE FROM mention WHERE article = (SELECT min(article) FROM mention)"),
    "a number": lambda out: _execute(
        out, "UPDATE event SET confidence = 0.123 WHERE key IN (SELECT max(key) FROM event)"
    ),
    "a note": lambda out: _execute(out, "DELETE FROM reading WHERE article IN (SELECT max(article) FROM reading)"),
    "a draft": lambda out: (out / ".events.geojson.4711-x").mkdir(),
    "the map": lambda out: (out / "map.html").unlink(),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_the_comparison_sees_a_loss(undisturbed: Path, tmp_path: Path, loss: str) -> None:
    out = _copied(undisturbed, tmp_path)
    assert left_by(out) == left_by(undisturbed)
    LOSSES[loss](out)
    assert left_by(out) != left_by(undisturbed)


def test_the_check_of_a_store_sees_a_word_index_that_lost_an_event(undisturbed: Path, tmp_path: Path) -> None:
    out = _copied(undisturbed, tmp_path)
    assert store_faults(out) == []
    _execute(out, "DELETE FROM words_content WHERE id IN (SELECT max(id) FROM words_content)")
    assert store_faults(out) != []


def test_drafts_that_a_killed_run_left_go_with_the_next_and_a_living_one_s_stay(
    articles: Path, undisturbed: Path, tmp_path: Path
) -> None:
    from flows.pipeline import run_direct

    out = _copied(undisturbed, tmp_path)
    dead, alive = 2**22 + 1, 1  # no process has the first number, every machine has the second
    for process in (dead, alive):
        (out / f".events.geojson.{process}-x").mkdir()
        (out / f"map.html.{process}.part").write_text("half", encoding="utf-8")
    (out / f".other.geojson.{dead}-x").mkdir()
    run_direct(job(articles, out))
    left = {path.name for path in out.iterdir()} - {path.name for path in undisturbed.iterdir()}
    assert left == {".events.geojson.1-x", "map.html.1.part", f".other.geojson.{dead}-x"}


def test_a_kill_that_went_wrong_says_what() -> None:
    assert str(Kill("all", "commit", ["map.html differs"])).endswith("commit           map.html differs")


def _copied(out: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "out"
    copy.mkdir()
    for path in out.iterdir():
        if path.name != "waqai.gpkg":
            (copy / path.name).write_bytes(path.read_bytes())
    with closing(sqlite3.connect(out / "waqai.gpkg")) as database:
        database.execute("VACUUM INTO ?", (str(copy / "waqai.gpkg"),))
    with closing(sqlite3.connect(copy / "waqai.gpkg")) as database:
        database.execute("PRAGMA journal_mode = WAL")
    for tail in ("-wal", "-shm"):
        (copy / f"waqai.gpkg{tail}").unlink(missing_ok=True)
    return copy


def _execute(out: Path, statement: str) -> None:
    with closing(sqlite3.connect(out / "waqai.gpkg")) as database:
        assert database.execute(statement).rowcount == 1 or "mention" in statement
        database.commit()
