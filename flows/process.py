"""Which process a run is, so that whoever looks later can tell a run that works from one that was killed."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_PROC: Final = Path("/proc")
_STATE, _BEGAN = 0, 19  # among the fields of /proc/N/stat after the program's name


def present() -> dict[str, Any]:
    """This process, as a store keeps it."""
    pid = os.getpid()
    return {"host": socket.gethostname(), "system": _system(), "pid": pid, "began": _stat(pid, _BEGAN)}


def works(process: Mapping[str, Any]) -> bool | None:
    """Does a process still work? Null where it is not for this machine to say, or not since its last start.

    Numbers of processes are given out again; a number with the moment at which it began is one process.
    """
    if process.get("system") is None or process["system"] != _system():
        return None
    try:
        os.kill(process["pid"], 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is there, as another user's
        if _stat(process["pid"], _BEGAN) is None:
            return None
    return _stat(process["pid"], _BEGAN) == process["began"] and _stat(process["pid"], _STATE) != "Z"


def _system() -> str | None:
    """What numbers processes here: one start of one machine's system, or of a container. Linux alone says."""
    try:
        boot = (_PROC / "sys" / "kernel" / "random" / "boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {(_PROC / 'self' / 'ns' / 'pid').readlink()}"
    except OSError:
        return None


def _stat(pid: int, field: int) -> str | None:
    try:
        return (
            (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[field]
        )
    except (OSError, IndexError):
        return None
