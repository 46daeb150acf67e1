"""A Prefect server of a run's own: a process that is ready in seconds, does what one run needs, and ends with it.

Prefect itself would start its temporary server after its own import and that of the server, one after the other;
this one starts at once as its own process, so that the two imports overlap. What one run does not need is off:
schedules, automations, event history, the web pages, telemetry, and migrations that are not due.
"""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Final

from flows.job import JobError

USUAL_PORT: Final = 4200  # where `prefect server start` listens
LOCAL_SERVER: Final = f"http://127.0.0.1:{USUAL_PORT}/api"
STARTUP_S: Final = 300  # a fresh home on a busy machine takes 25; one that fails ends, and is not waited for
_POLL_S: Final = 0.05
_ANSWER_S: Final = 10.0  # a server of a busy machine; where there is none the connection is refused at once
_END_S: Final = 30  # seconds that a server has to end before it is killed
_STAMP: Final = "waqai-schema.json"

# The server's settings as environment variables; what the user has set in the environment goes before these.
NO_TELEMETRY: Final = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
# Written down one by one, the states of a task run cost the server 18 ms of the processor, many at a time 4 ms.
_AT_A_TIME: Final = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}
_ONE_RUN: Final = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_LOGGER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "false",
    # How Prefect tells its own temporary server apart; the task run recorder stays on, it writes the runs down.
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


class TemporaryServer:
    """A Prefect server of this process's own, on a port of this machine alone.

    For a schedule it has Prefect's scheduler and pages, and Prefect's usual port, where other runs find it.
    """

    def __init__(self, *, scheduling: bool = False) -> None:
        self.scheduling = scheduling
        self.home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect").expanduser()
        self._log = Path(os.devnull)
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        """Begin to start; ``wait`` returns when it answers."""
        self._log = self.home / "waqai-server.log"
        with self._opened_log() as log, _bound(USUAL_PORT if self.scheduling else 0) as listener:
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and arguments
                _command(listener.fileno()),
                env=self.environment(),
                pass_fds=[listener.fileno()],  # a port that is free now may be taken by when the server has loaded
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the run, which ends its server when it has reported
            )

    def _opened_log(self) -> BinaryIO:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            return self._log.open("wb")
        except OSError as fault:
            raise JobError(f"PREFECT_HOME, {self.home}, cannot be written ({fault.strerror})") from fault

    def wait(self) -> None:
        """Until the server answers. Raises ``JobError`` with its last words when it does not."""
        deadline = time.monotonic() + STARTUP_S
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            if answers(self.url):
                write_stamp(self.home)
                return
            time.sleep(_POLL_S)
        last = self._log.read_text(encoding="utf-8", errors="replace")[-800:] if self._log.is_file() else ""
        self.stop()
        raise JobError(f"Prefect's temporary server did not come up (`run --direct` needs none): {last.strip()}")

    @property
    def pid(self) -> int | None:
        """The process, once it has begun to start."""
        return self._process.pid if self._process is not None else None

    def stop(self) -> None:
        """End the process; harmless when it runs no more."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=_END_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None

    def environment(self) -> dict[str, str]:
        """The server's environment: what is not needed off, the user's own settings before ours."""
        needless = {} if self.scheduling else _ONE_RUN
        environment = NO_TELEMETRY | _AT_A_TIME | needless | _migrations(self.home) | dict(os.environ)
        environment.pop("PREFECT_API_URL", None)  # else the server would take itself for a client of another
        return environment


def answers(url: str) -> bool:
    """Does a Prefect API answer there?"""
    if not url.startswith(("http://", "https://")):
        return False
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=_ANSWER_S) as answer:  # noqa: S310
            return bool(answer.status == 200 and json.load(answer) is True)
    except urllib.error.HTTPError as refusal:
        return refusal.code in (401, 403)  # a server with a password, whose client will have it
    except (urllib.error.URLError, OSError, ValueError):
        return False


# Garbage collection while the server's thousand modules load costs a tenth of the start. A run that is killed cannot
# end its server: the server looks whether it still has its owner.
_SERVE: Final = """
import gc, os, signal, socket, threading, time
gc.disable()

def follow_owner():
    while os.getppid() == OWNER:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=follow_owner, daemon=True).start()
import uvicorn
from prefect.server.api.server import create_app
app = create_app()
gc.freeze()
gc.enable()
uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on")).run([socket.socket(fileno=LISTENER)])
"""


def _command(listener: int) -> list[str]:
    return [sys.executable, "-c", f"LISTENER, OWNER = {listener}, {os.getpid()}\n{_SERVE}"]


def _bound(wanted: int) -> socket.socket:
    """A socket of the port wanted if it is free, else of any; nobody is answered there yet."""
    listener = socket.socket()
    try:
        listener.bind(("127.0.0.1", wanted))
    except OSError:  # something other than Prefect listens there
        listener.bind(("127.0.0.1", 0))
    return listener


def _migrations(home: Path) -> dict[str, str]:
    """Off when this Prefect has migrated this database before; a database of the user's own is left to Prefect."""
    revision = _revision(home)
    try:
        known = json.loads((home / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    due = revision is None or known != {"prefect": version("prefect"), "revision": revision}
    return {} if due else {"PREFECT_API_DATABASE_MIGRATE_ON_START": "false"}


def write_stamp(home: Path) -> None:
    """Remember that this Prefect has migrated this database."""
    revision = _revision(home)
    if revision is not None:
        stamp = json.dumps({"prefect": version("prefect"), "revision": revision})
        (home / _STAMP).write_text(stamp, encoding="utf-8")


def _revision(home: Path) -> str | None:
    """The schema revision of the home's own database; null where there is none or another is in use."""
    database = home / "prefect.db"
    set_otherwise = ("PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL")
    if any(name in os.environ for name in set_otherwise) or not database.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:  # an empty or foreign file: Prefect will say what it thinks of it
        return None
    return str(row[0]) if row else None
