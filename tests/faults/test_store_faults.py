"""A store that another holds, that is damaged, or whose clock went back: said by name, and never made worse."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

import store
from benchmarks.left import left_by
from flows.job import JobError
from flows.pipeline import run_direct
from store import Filters, Store, StoreError, embedded
from tests.faults.conftest import job
from tests.store.features import feature

_FLIPS: Final = 45


def test_a_store_that_another_holds_for_too_long_is_named_and_the_next_run_completes(
    articles: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_PATIENCE_S", 0.2)
    out = tmp_path / "out"
    out.mkdir()
    with store.open(out / "waqai.gpkg"):
        pass
    with closing(sqlite3.connect(out / "waqai.gpkg", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(
            JobError, match=r"waqai\.gpkg: database is locked \(another program .*: run again when that"
        ):
            run_direct(job(articles, out))
    run_direct(job(articles, out))
    assert left_by(out) == left_by(undisturbed)


def test_two_runs_into_one_store_from_two_folders_lose_and_double_nothing(
    articles: Path, undisturbed: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "waqai.gpkg"
    with store.open(kept):
        pass
    command = [sys.executable, "-m", "waqai", "run", "--direct", articles, "--store", kept, "--out"]
    running = [
        subprocess.Popen([str(part) for part in (*command, tmp_path / name)], stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    said = [run.communicate(timeout=300)[1] for run in running]
    assert [run.returncode for run in running] == [1, 1], said  # one article has no text
    with store.open(kept) as both, store.open(undisturbed / "waqai.gpkg") as alone:
        assert [*both.query()] == [*alone.query()]


def _flipped(chance: random.Random, data: bytearray, many: int) -> bytes:
    for _ in range(many):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _overwritten(chance: random.Random, data: bytearray) -> bytes:
    at = chance.randrange(len(data) // 4096) * 4096
    data[at : at + 4096] = chance.randbytes(4096)
    return bytes(data)


SPOILING: Final[dict[str, Callable[[random.Random, bytearray], bytes]]] = {
    "bytes": lambda chance, data: _flipped(chance, data, chance.choice((1, 20, 300))),
    "a page": _overwritten,
    "the end": lambda chance, data: bytes(data[: chance.randrange(1, len(data))]),
}


def _ask(opened: Store) -> None:
    for event in opened.query(limit=200):
        opened.get(event["id"])
    opened.page(Filters(text="قصف"))
    store.articles(opened).page(100)
    opened.count()


def _write(opened: Store) -> None:
    opened.write([{**event, "id": f"new-{event['id']}"} for event in opened.query(limit=20)])


@pytest.mark.parametrize("spoiling", SPOILING)
def test_a_damaged_store_is_read_or_refused_by_name_and_nothing_else(
    undisturbed: Path, tmp_path: Path, spoiling: str
) -> None:
    sound = tmp_path / "sound.gpkg"
    with closing(sqlite3.connect(undisturbed / "waqai.gpkg")) as database:
        database.execute("VACUUM INTO ?", (str(sound),))
    path, refused = tmp_path / "waqai.gpkg", []
    for seed in range(_FLIPS // len(SPOILING)):
        for act in (_ask, _write):
            chance = random.Random(seed)  # noqa: S311  # damage, not secrets
            path.write_bytes(SPOILING[spoiling](chance, bytearray(sound.read_bytes())))
            try:
                with store.open(path, create=False) as opened:
                    act(opened)
            except StoreError as fault:
                refused.append(str(fault))
            for tail in ("-wal", "-shm"):
                path.with_name(f"{path.name}{tail}").unlink(missing_ok=True)
    named = (str(path), "event new-")  # the store, or what was read of it where that can be no event
    assert [said for said in refused if not any(name in said for name in named)] == []
    assert [said for said in refused if ".recover" in said], "how to save what can be read"


def test_a_log_that_was_cut_short_costs_the_last_writing_only(tmp_path: Path) -> None:
    """As after a power cut: what the log holds whole is there, the rest was never written."""
    live, cut = tmp_path / "live.gpkg", tmp_path / "cut.gpkg"
    with store.open(live) as opened:
        opened.write([feature("first")])
        opened.write([feature("second", type="protest")])
        shutil.copy(live, cut)
        log = live.with_name("live.gpkg-wal").read_bytes()
    for part in (0.999, 0.7, 0.3, 0.0):
        copy = tmp_path / f"cut-{part}.gpkg"
        shutil.copy(cut, copy)
        copy.with_name(f"{copy.name}-wal").write_bytes(log[: int(len(log) * part)])
        try:
            with store.open(copy, create=False) as opened:
                kept = {event["id"] for event in opened.query()}
                opened.write([feature("third", type="siege")])
                assert {event["id"] for event in opened.query()} == kept | {"third"}
        except StoreError as refused:
            assert str(copy) in str(refused)  # before the tables were written: no store yet
            assert part < 0.5, refused
        else:
            assert kept in ({"first"}, set()), part


def test_times_go_on_when_the_clock_goes_back(tmp_path: Path) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with store.open(tmp_path / "waqai.gpkg", clock=lambda: now) as opened:
        opened.write([feature("first"), feature("beside", type="siege")])
        seen = max(event["properties"]["updated"] for event in opened.query())
        page = opened.page(limit=1, sort="updated")
        now -= timedelta(days=400)
        opened.write([feature("second", type="protest")])
        assert [event["id"] for event in opened.query(Filters(updated=seen), sort="updated")][-1] == "second"
        assert opened.count(Filters(updated=seen)) == 3, "whoever asks what is new since the last time is told"
        rest = opened.page(limit=5, sort="updated", cursor=page.cursor).features
        assert len(rest) == 2
        assert rest[-1]["id"] == "second"
