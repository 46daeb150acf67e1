"""What work takes: calls where a clock would tell of the machine, else the time of the one thread that does it."""

import gc
import sys
import time
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """How many Python functions are called."""
    called = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal called
        called += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return called


def seconds(work: Callable[[], object], tries: int = 1) -> float:
    """The least processor time of so many tries, in seconds.

    Python's garbage is collected before and not meanwhile: its rounds come by the number of objects, whoever made
    them, and go through all that earlier tests left.
    """
    return min(_seconds(work) for _ in range(tries))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        begun = time.thread_time()
        work()
        return time.thread_time() - begun
    finally:
        gc.enable()
