"""Prefect's API for one run: a server that is up, else a temporary one that is ready in seconds."""

import atexit
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.temporary_server import LOCAL_SERVER, NO_TELEMETRY, TemporaryServer, answers

Say = Callable[[str], None]


@contextmanager
def api(say: Say, *, meanwhile: Callable[[], object] = lambda: None, scheduling: bool = False) -> Iterator[None]:
    """Within the block Prefect's client talks to a server that answers: the user's own or a temporary one.

    A temporary one ends with the process; ``meanwhile`` runs while it starts. Raises ``JobError`` when it
    does not come up.
    """
    server = TemporaryServer(scheduling=scheduling)
    usual = LOCAL_SERVER if answers(LOCAL_SERVER) else None
    _set_client(scheduling)
    # Before Prefect is imported, so that it runs after Prefect's own exit handlers have sent what they hold.
    atexit.register(server.stop)
    if not usual and not answers(os.environ.get("PREFECT_API_URL", "")):
        hint = "" if scheduling else ", a few seconds (`run --direct` does without)"
        say(f"Starting Prefect's temporary server{hint} ...")
        server.start()
    with _loading():
        from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415  # a second

        meanwhile()
    # The environment, a profile or a prefect.toml may name a server; only Prefect knows all the places.
    named = PREFECT_API_URL.value()
    if named and not answers(named):
        say(f"The Prefect server that PREFECT_API_URL names, {named}, does not answer")
        named = None
    url = named or usual
    if url:
        server.stop()
        say(f"Using the Prefect server at {url}")
    else:
        server.wait()
    with temporary_settings({PREFECT_API_URL: url or server.url}):
        yield


@contextmanager
def _loading() -> Iterator[None]:
    """Modules loaded without looking for garbage, of which they make none, and never looked through again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _set_client(scheduling: bool) -> None:
    """This process's settings, where the user has set none: no telemetry, and one run reports by its own bar."""
    quiet = {} if scheduling else {"PREFECT_LOGGING_LEVEL": "WARNING"}
    for name, value in (NO_TELEMETRY | quiet).items():
        os.environ.setdefault(name, value)
