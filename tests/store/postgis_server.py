"""A PostgreSQL server of the tests' own: in a temporary folder, on loopback, gone when they end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")
_USER = "postgres"  # the server refuses to run as root


def programs() -> Path | None:
    """The folder of the newest server that has PostGIS; null where there is none."""
    for folder in sorted(PROGRAMS.glob("*/bin"), reverse=True):
        control = Path("/usr/share/postgresql", folder.parent.name, "extension", "postgis.control")
        if (folder / "initdb").exists() and control.exists():
            return folder
    return None


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The URL of a server that runs meanwhile, without a database of its own; its data are not kept safe."""
    data = Path(tempfile.mkdtemp(prefix="waqai-postgis-"))
    if os.geteuid() == 0:
        os.chown(data, pwd.getpwnam(_USER).pw_uid, -1)
    port = _free_port()
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c fsync=off"
    try:
        _as_server(folder / "initdb", "-D", data / "cluster", "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        _as_server(folder / "pg_ctl", "-D", data / "cluster", "-w", "-l", data / "log", "-o", settings, "start")
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}"
        finally:
            _as_server(folder / "pg_ctl", "-D", data / "cluster", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _as_server(*command: str | Path) -> None:
    who = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run([*who, *map(str, command)], capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
