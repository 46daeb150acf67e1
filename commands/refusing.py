"""How a command says that a call is wrong, and how it ends."""

import sys
from typing import Final

DONE: Final = 0
SOME_UNREAD: Final = 1
WRONG_CALL: Final = 2
# How rooms say that what they were asked cannot be done: each message is for the person who called.
_REFUSALS: Final = {
    "flows.job": ("JobError",),
    "gazetteer": ("TableError",),
    "maps": ("MapError",),
    "serve": ("SettingsError",),
    "store": ("FilterError", "StoreError"),
}


class WrongCall(Exception):  # noqa: N818  not a fault of the program
    """The call is wrong: the message says what to write instead; exit status 2."""


def say(message: str) -> None:
    """To the person, on stderr: stdout is for results."""
    print(message, file=sys.stderr)


def what_to_mend(fault: Exception) -> str | None:
    """What to tell the person whose call brought a fault about; null where the fault is the program's own."""
    if isinstance(fault, OSError) and fault.strerror:  # a disk that is full, a folder that may not be written
        return ": ".join(str(part) for part in (fault.filename, fault.strerror) if part)
    known = [WrongCall]
    for module, names in _REFUSALS.items():  # a room that was not imported has refused nothing
        known += [getattr(sys.modules[module], name) for name in names if module in sys.modules]
    return str(fault) if isinstance(fault, tuple(known)) else None
