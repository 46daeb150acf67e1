"""A server is used where one answers; a temporary one leaves out what a run does not need."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from pathlib import Path

import pytest

from flows.job import Job, JobError
from flows.launch import lasting, run, schedule
from flows.temporary_server import TemporaryServer, answers, write_stamp


class _Health(BaseHTTPRequestHandler):
    """Answers as Prefect does under /api, as another program does elsewhere."""

    def do_GET(self) -> None:
        status, body = {"/api/health": (200, b"true"), "/locked/health": (401, b"")}.get(self.path, (200, b"<html>"))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), _Health) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_only_a_prefect_server_answers(port: int) -> None:
    assert answers(f"http://127.0.0.1:{port}/api")
    assert answers(f"http://127.0.0.1:{port}/locked")
    assert not answers(f"http://127.0.0.1:{port}/other")
    assert not answers("http://127.0.0.1:9/api")
    assert not answers("ftp://127.0.0.1/api")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    return tmp_path


def _database(home: Path, revision: str) -> None:
    with sqlite3.connect(home / "prefect.db") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)")
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))


def _migrates() -> bool:
    return "PREFECT_API_DATABASE_MIGRATE_ON_START" not in TemporaryServer().environment()


def test_migrations_run_when_they_are_due(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _migrates(), "a new home has no tables"
    _database(home, "abc")
    assert _migrates(), "nobody knows that this database is up to date"
    write_stamp(home)
    assert not _migrates()
    _database(home, "older")
    assert _migrates(), "another database took its place"
    (home / "waqai-schema.json").write_text(json.dumps({"prefect": "3.0", "revision": "older"}), encoding="utf-8")
    assert _migrates(), "Prefect is newer than the stamp"
    stamp = {"prefect": version("prefect"), "revision": "older"}
    (home / "waqai-schema.json").write_text(json.dumps(stamp), encoding="utf-8")
    assert not _migrates()
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "postgresql+asyncpg://db/prefect")
    assert _migrates(), "a database of the user's own is left to Prefect"


def test_a_damaged_stamp_or_database_means_migrations(home: Path) -> None:
    (home / "prefect.db").write_bytes(b"")
    (home / "waqai-schema.json").write_text("{", encoding="utf-8")
    assert _migrates()


def test_one_run_does_without_schedules_and_telemetry_a_schedule_keeps_its_scheduler(home: Path) -> None:
    name = "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED"
    one_run, scheduling = TemporaryServer().environment(), TemporaryServer(scheduling=True).environment()
    assert one_run[name] == "false"
    assert name not in scheduling
    assert one_run["PREFECT_SERVER_ANALYTICS_ENABLED"] == scheduling["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_what_the_user_has_set_goes_before(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_SERVER_UI_ENABLED", "true")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    environment = TemporaryServer().environment()
    assert environment["PREFECT_SERVER_UI_ENABLED"] == "true"
    assert "PREFECT_API_URL" not in environment


def test_a_schedule_needs_sources_that_last_and_a_time_zone_that_is_one(tmp_path: Path) -> None:
    assert lasting("https://example.org/feed") == "https://example.org/feed"
    assert lasting("news/*.txt") == str(Path("news/*.txt").absolute())
    with pytest.raises(JobError, match="standard input"):
        lasting("-")
    with pytest.raises(JobError, match="no time zone"):
        schedule(Job(("news",), tmp_path), "0 * * * *", print, timezone="Syria/Nowhere")


def test_a_call_that_is_wrong_is_refused_before_a_server_is_started(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(JobError, match="is a file"):
        run(Job(("news",), tmp_path / "file"), print)
    with pytest.raises(JobError, match="no date"):
        run(Job(("news",), tmp_path, published="soon"), print)


def test_a_home_that_cannot_be_written_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PREFECT_HOME", str(home / "file"))
    with pytest.raises(JobError, match="cannot be written"):
        TemporaryServer().start()


_ASK = """
from flows import ephemeral
ephemeral.LOCAL_SERVER = {usual!r}
with ephemeral.api(print):
    from prefect.settings import PREFECT_API_URL
    print(PREFECT_API_URL.value())
"""


def _used(home: Path, usual: str, **settings: str) -> list[str]:
    """What a run says and which server it uses, in a process of its own: Prefect reads its settings once."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": str(home), **settings}
    code, root = _ASK.format(usual=usual), Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_a_server_that_is_up_is_used_the_user_s_own_first(home: Path, port: int) -> None:
    here, nowhere = f"http://127.0.0.1:{port}/api", "http://127.0.0.1:9/api"
    assert _used(home, nowhere, PREFECT_API_URL=here) == [f"Using the Prefect server at {here}", here]
    said = _used(home, here, PREFECT_API_URL=nowhere)
    assert said[0].endswith(f"{nowhere}, does not answer")
    assert said[-1] == here


def test_a_profile_s_server_goes_before_the_usual_one(home: Path, port: int) -> None:
    locked = f"http://127.0.0.1:{port}/locked"
    profiles = f'active = "desk"\n[profiles.desk]\nPREFECT_API_URL = "{locked}"\n'
    (home / "profiles.toml").write_text(profiles, encoding="utf-8")
    assert _used(home, f"http://127.0.0.1:{port}/api")[-1] == locked


_RUN = """
from pathlib import Path
from flows import ephemeral
from flows.job import Job
from flows.launch import run
ephemeral.LOCAL_SERVER = "http://127.0.0.1:9/api"
run(Job(("samples/homs-waer.txt",), Path({out!r}), batch=1, processes=1), print)
"""


def test_a_run_s_own_server_has_written_down_everything_when_it_ends(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment["PREFECT_HOME"] = str(tmp_path / "home")
    code, root = _RUN.format(out=str(tmp_path / "out")), Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, check=True)
    with closing(sqlite3.connect(tmp_path / "home" / "prefect.db")) as database:
        tasks = database.execute("SELECT name, state_type, end_time IS NOT NULL FROM task_run").fetchall()
        assert [state for (state,) in database.execute("SELECT state_type FROM flow_run")] == ["COMPLETED"]
    assert sorted(name.partition("-")[0] for name, *_ in tasks) == ["extract", "publish", "store"]
    assert {(state, ended) for _, state, ended in tasks} == {("COMPLETED", 1)}


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks processes up in /proc")
def test_a_server_ends_when_its_run_was_killed(tmp_path: Path) -> None:
    code = """
import os
from flows.temporary_server import TemporaryServer
server = TemporaryServer()
server.start()
os.kill(os.getpid(), 9)
"""
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=Path(__file__).parents[2], check=False)
    deadline = time.monotonic() + 300  # it looks once a second, but the machine may be busy
    while _serving(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert _serving(tmp_path) == []


def _serving(home: Path) -> list[str]:
    """Processes that serve over this home."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"PREFECT_HOME={home}".encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:  # it has ended, or is another user's
            continue
    return found
