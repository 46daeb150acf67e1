"""Six runs over a world that changes and fails, killed at random moments, leave what one clean run over its end gives.

WAQAI_SOAK makes it larger: 10 is ten times the articles.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import store
from flows.watching import LEDGER_NAME
from tests.articles.site import Site, serving
from tests.flows.soak import World

_CHECKOUT = Path(__file__).parents[2]
_AT_ONCE = 8
_ROUNDS = 20


def _started(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "waqai", "watch", "waqai.toml", "--direct"]
    environment = {**os.environ, "PYTHONPATH": str(_CHECKOUT), "SOURCE_DATE_EPOCH": "1600000000"}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)


def _run(folder: Path) -> int:
    status = _started(folder).wait(timeout=1200)
    assert status in (0, 1), (folder / "log").read_text(encoding="utf-8")[-3000:]
    return status


def _run_to_the_end(folder: Path) -> None:
    """Rounds until nothing failed: what did is asked for again, and on a busy machine a server may seem silent."""
    for _ in range(_ROUNDS):
        _run(folder)
        rows = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))["collected"]
        if not any(row["failed"] or row["waiting"] or row["errors"] for row in rows):
            return
    raise AssertionError([row for row in rows if row["failed"] or row["waiting"] or row["errors"]])


def _killed(folder: Path, after_s: float) -> None:
    process = _started(folder)
    time.sleep(after_s)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _told(folder: Path) -> list[str]:
    """The store's events by content and members, ids apart."""
    with store.open(folder / "out" / "waqai.gpkg") as opened:
        return sorted(_content(feature) for feature in opened.query())


def _articles(folder: Path) -> dict[str, bytes]:
    """The articles that the ledger says are stored, with digests of their content."""
    with closing(sqlite3.connect(folder / "out" / LEDGER_NAME)) as ledger:
        return dict(ledger.execute("SELECT id, digest FROM article WHERE instead IS NULL AND stored"))


def _content(feature: dict[str, Any]) -> str:
    told = {name: value for name, value in feature["properties"].items() if name not in ("updated", "former", "id")}
    told["sources"] = sorted(json.dumps(source, ensure_ascii=False, sort_keys=True) for source in told["sources"])
    return json.dumps([feature["geometry"], told], ensure_ascii=False, sort_keys=True)


def _folder(parent: Path, name: str, world: World, site: Site) -> Path:
    folder = parent / name
    folder.mkdir()
    (folder / "waqai.toml").write_text(world.settings(site.base), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_six_runs_of_which_many_are_killed_leave_what_one_clean_run_leaves(tmp_path: Path) -> None:
    scale = float(os.environ.get("WAQAI_SOAK", "1"))
    world = World(articles=round(3000 * scale))
    chance, kills = random.Random(world.seed), 0  # noqa: S311
    with serving() as site:
        watched = _folder(tmp_path, "watched", world, site)
        for now in range(1, world.rounds + 1):
            world.publish(site, now)
            for _ in range(chance.randrange(0, 3)):
                _killed(watched, chance.uniform(1.0, 8.0))
                kills += 1
            _run(watched)
        _run_to_the_end(watched)
        twice = Counter({key: count - 1 for key, count in site.served.items() if count > 1 and key[0].startswith("/o")})
        clean = _folder(tmp_path, "clean", world, site)
        _run_to_the_end(clean)
    unheard = (watched / "log").read_text(encoding="utf-8").count("timed out")  # answered, but too late to be heard
    assert sum(twice.values()) <= kills * _AT_ONCE + unheard, twice.most_common(10)
    assert _articles(watched) == _articles(clean)
    ours, theirs = _told(watched), _told(clean)
    assert len(ours) > len(world.stories) // 3
    assert Counter(ours) - Counter(theirs) == Counter()
    assert Counter(theirs) - Counter(ours) == Counter()
    shown = json.loads((watched / "out" / "events.geojson").read_text(encoding="utf-8"))["features"]
    assert len(shown) == len(ours), "the published file shows what the store holds"
