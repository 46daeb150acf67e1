"""Several processes at once: one writes while eight read; nobody fails and nobody sees half a write."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from typing import Any

import store
from store import Filters
from tests.store.features import feature

BATCH, WRITES, READERS, OVER_HTTP = 20, 6, 8, 2


def batch(number: int) -> list[dict[str, object]]:
    """Events of a write, all with the words of that write: a torn one would show two."""
    return [feature(f"e{n}", title=f"كتابة {number}", subtype=f"write{number}") for n in range(BATCH)]


def by_the_store(opened: store.Store) -> Callable[[], list[dict[str, Any]]]:
    return lambda: list(opened.query())


def by_http(opened: store.Store) -> Callable[[], list[dict[str, Any]]]:
    from starlette.testclient import TestClient

    from serve import create_app

    client = TestClient(create_app(opened), base_url="http://127.0.0.1")

    def read() -> list[dict[str, Any]]:
        answer = client.get(f"/collections/events/items?limit={2 * BATCH}")
        assert (answer.status_code, answer.json()["numberMatched"]) == (200, BATCH), answer.text
        return list(answer.json()["features"])

    return read


def read_on(url: str, over_http: bool, ready: Event, done: Event, found: "Queue[str]") -> None:
    try:
        with store.open(url) as opened:
            read = by_http(opened) if over_http else by_the_store(opened)
            read()
            ready.set()
            while True:
                last = done.is_set() or not _owned()  # a test run that is killed leaves nobody reading for ever
                events = read()
                told = {event["properties"][name] for event in events for name in ("subtype", "title")}
                if len(events) != BATCH or len(told) != 2 or opened.count(Filters(bbox=(36, 36, 38, 37))) != BATCH:
                    found.put(f"torn: {len(events)} {sorted(told)}")
                if last:
                    found.put("done")
                    return
    except Exception as fault:  # noqa: BLE001  # whatever it is, the test tells it
        found.put(f"{type(fault).__name__}: {fault}")


def _owned() -> bool:
    owner = multiprocessing.parent_process()
    return owner is not None and owner.is_alive()


def test_one_writes_while_eight_read_with_no_error_and_no_torn_result(store_url: str) -> None:
    with store.open(store_url) as opened:
        opened.write(batch(0))
    processes = multiprocessing.get_context("spawn")
    found: Queue[str] = processes.Queue()
    done = processes.Event()
    readies = [processes.Event() for _ in range(READERS)]
    readers = [
        processes.Process(target=read_on, args=(store_url, number < OVER_HTTP, ready, done, found))
        for number, ready in enumerate(readies)
    ]
    for reader in readers:
        reader.start()
    for ready in readies:
        assert ready.wait(600)
    with store.open(store_url) as opened:
        for number in range(1, WRITES):
            opened.write(batch(number))
    done.set()
    said = [found.get(timeout=600) for _ in readers]
    for reader in readers:
        reader.join(60)
    assert said == ["done"] * READERS
