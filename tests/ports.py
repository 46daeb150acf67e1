"""Ports for servers that a test starts as programs of their own."""

import random
import socket
from typing import Final

# Below those that the system gives to whoever asks for any: what is free now is not handed out to another test before
# the server has it, nor while it is restarted.
_FIRST, _LAST = 15_000, 30_000
_CHANCE: Final = random.SystemRandom()  # other tests choose too, in processes of their own


def free_port() -> int:
    """A port of this machine where nobody listens."""
    while True:
        port = _CHANCE.randrange(_FIRST, _LAST)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:  # taken
                continue
        return port
