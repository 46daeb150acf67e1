"""A second process beside a writer, which finds the words of events while the writer's own fills tables.

It is given the texts of events and answers with their words; it knows nothing of the store. What it has not answered
when it dies, or is too slow for, the writer finds itself, so that nothing depends on it. It is a fresh interpreter and
neither a fork, which would copy the locks of other threads, nor one of multiprocessing's, which would run the script
that began it once more where that has no ``if __name__ == "__main__"``.
"""

import gc
import json
import os
import struct
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, Final

from store.terms import said_in
from store.written import load

_PROGRAM: Final = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from store.coworker import answer; answer()"
_AT_ONCE: Final = 2  # lots under way: it never waits for the next
_LENGTH: Final = struct.Struct("<Q")  # of a message, which comes before it
_READY: Final = b"ready"

Lot = list[bytes]  # what some events say, in terms
_Work = tuple[list[bytes], "Future[Lot]"]


class Coworker:
    """The process, and a thread that talks to it. Raises ``OSError`` where none can begin."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  this interpreter, with a program of our own
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is for the writer: when that ends, this one does
        )
        self._handed: SimpleQueue[_Work | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._talk, name="waqai-coworker", daemon=True)
        self._thread.start()

    def hand(self, texts: list[bytes]) -> "Future[Lot]":
        """Let it find what events say, by their properties as JSON. It may be cancelled until that begins; so it is
        when the process has died.
        """
        future = Future[Lot]()
        self._handed.put((texts, future))
        return future

    def stop(self) -> None:
        """End it at once; what is under way comes to nothing."""
        self._process.kill()

    def end(self) -> None:
        """End it, and wait until it has ended."""
        self.stop()
        self._handed.put(None)
        self._thread.join()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written to it
                pipe and pipe.close()

    def _talk(self) -> None:
        under_way = deque[Future[Lot]]()
        try:
            with suppress(OSError, EOFError):
                self._converse(under_way)
        finally:
            for future in under_way:
                future.set_exception(EOFError("the second process has died"))
            while handed := self._handed.get():
                handed[1].cancel()

    def _converse(self, under_way: "deque[Future[Lot]]") -> None:
        """Hand on what comes, and take the answers, until it is to end."""
        to, out = self._process.stdin, self._process.stdout
        assert to is not None and out is not None  # noqa: S101  they are pipes
        _receive(out)  # that it is ready: until then nothing has begun
        while True:
            with suppress(Empty):
                while len(under_way) < _AT_ONCE:
                    handed = self._handed.get(block=not under_way)
                    if handed is None:
                        self._handed.put(None)
                        return
                    if handed[1].set_running_or_notify_cancel():
                        under_way.append(handed[1])
                        _send(to, b"\n".join(handed[0]))
            said = _receive(out).split(b"\n")
            under_way.popleft().set_result(said)


def answer() -> None:
    """What the second process does: it ends when its writer does."""
    gc.set_threshold(200_000, 20, 20)  # nothing that it makes lies in a cycle
    asked: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    with suppress(BrokenPipeError):
        _send(sys.stdout.buffer, _READY)
        while (lot := asked.get()) is not None:
            _send(sys.stdout.buffer, b"\n".join(said_in(load(text)) for text in lot.decode().split("\n")))
    os._exit(0)  # without a look at the pipes, of which nobody holds the other end


def _listen(asked: "SimpleQueue[bytes | None]") -> None:
    """Take in what is asked, at any time: whoever asks and is not heard could not hear the answer."""
    with suppress(EOFError):
        while True:
            asked.put(_receive(sys.stdin.buffer))
    asked.put(None)


def _send(to: IO[bytes], message: bytes) -> None:
    to.write(_LENGTH.pack(len(message)))
    to.write(message)
    to.flush()


def _receive(out: IO[bytes]) -> bytes:
    """The next message; ``EOFError`` where there is none, or half of one."""
    [length] = _LENGTH.unpack(_exactly(out, _LENGTH.size))
    return _exactly(out, length)


def _exactly(out: IO[bytes], length: int) -> bytes:
    read = out.read(length)
    if len(read) < length:
        raise EOFError
    return read
