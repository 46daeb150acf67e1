"""A PostgreSQL server of the tests' own: in a temporary folder, on loopback, gone when they end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

PROGRAMS = Path("/usr/lib/postgresql")
_USER = "postgres"  # the server refuses to run as root


def programs() -> Path | None:
    """The folder of the newest server that has PostGIS; null where there is none."""
    for folder in sorted(PROGRAMS.glob("*/bin"), reverse=True):
        control = Path("/usr/share/postgresql", folder.parent.name, "extension", "postgis.control")
        if (folder / "initdb").exists() and control.exists():
            return folder
    return None


class Server:
    """A server in a folder of its own, without a database; its data are not kept safe from a power cut."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder, self._data, self._port = folder, data, free_port()
        self.url = f"postgresql://{_USER}@127.0.0.1:{self._port}"
        _as_server(folder / "initdb", "-D", data / "cluster", "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        """Until it answers."""
        settings = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._data} -c fsync=off"
        command = (self._folder / "pg_ctl", "-D", self._data / "cluster", "-w", "-l", self._data / "log")
        _as_server(*command, "-o", settings, "start")

    def stop(self) -> None:
        """At once, as when it is killed."""
        _as_server(self._folder / "pg_ctl", "-D", self._data / "cluster", "-m", "immediate", "stop")


@contextmanager
def started(folder: Path) -> Iterator[Server]:
    """A server that runs meanwhile."""
    data = Path(tempfile.mkdtemp(prefix="waqai-postgis-"))
    if os.geteuid() == 0:
        os.chown(data, pwd.getpwnam(_USER).pw_uid, -1)
    try:
        server = Server(folder, data)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(data, ignore_errors=True)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The URL of a server that runs meanwhile."""
    with started(folder) as server:
        yield server.url


def _as_server(*command: str | Path) -> None:
    who = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run([*who, *map(str, command)], capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
