"""How many requests the server answers. Repeat with: python -m benchmarks.serve_speed --events 1000000.

The server is a process of its own; eight connections ask it at once. ``--store`` names a store that is there already.
"""

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import store
from benchmarks.synthetic import CENTRES, events

BATCH = 10_000
ITEMS = "/collections/events/items"
Headers = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=800)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--store")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or _made(Path(folder) / "waqai.gpkg", given.events)
        with _serving(str(path)) as port:
            for name, (make, headers) in ASKED.items():
                _ask(name, make, headers, port, given.requests, given.connections)


def _made(path: Path, count: int) -> Path:
    with store.open(path) as opened:
        made = events(count)
        while batch := list(islice(made, BATCH)):
            opened.write(batch)
    return path


@contextmanager
def _serving(path: str) -> Iterator[int]:
    """A server on a free port, and the port."""
    program = (
        "import sys, serve, store\n"
        "opened = store.open(sys.argv[1], create=False)\n"
        "serve.run(serve.create_app(opened), port=0, log_level='error', listening=lambda at: print(at, flush=True))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  our own
        assert server.stdout is not None  # noqa: S101  for the type checker
        try:
            yield int(re.findall(r":(\d+)/", server.stdout.readline())[0])
        finally:
            server.terminate()


def _near(chance: random.Random) -> str:
    _, _, lat, lon, _ = chance.choice(CENTRES)
    return f"bbox={lon - 0.25:.2f},{lat - 0.25:.2f},{lon + 0.25:.2f},{lat + 0.25:.2f}"


def _month(chance: random.Random) -> str:
    return f"datetime={chance.randint(2012, 2020)}-{chance.randint(1, 12):02d}"


JSON: Headers = {"Accept": "application/geo+json"}
PACKED: Headers = JSON | {"Accept-Encoding": "gzip"}
ASKED: dict[str, tuple[Callable[[random.Random], str], Headers]] = {
    "100 by box and month": (lambda c: f"{ITEMS}?{_near(c)}&{_month(c)}", JSON),
    "the same, packed": (lambda c: f"{ITEMS}?{_near(c)}&{_month(c)}", PACKED),
    "100 by month": (lambda c: f"{ITEMS}?{_month(c)}", JSON),
    "100 by words": (lambda c: f"{ITEMS}?text={quote(c.choice(['ناشطون', 'مشاف', 'السوق']))}&{_month(c)}", JSON),
    "100 by CQL2": (lambda c: f"{ITEMS}?filter={quote('deaths_min > 20')}&{_month(c)}", JSON),
    "100 as a page to read": (lambda c: f"{ITEMS}?{_near(c)}&{_month(c)}", {"Accept": "text/html"}),
    "50 by deaths": (lambda c: f"{ITEMS}?sortby=-deaths&limit=50&{_month(c)}", JSON),
    "the landing page": (lambda _: "/", JSON),
}


def _ask(  # noqa: PLR0917  a row of the table, and what every row shares
    name: str, make: Callable[[random.Random], str], headers: Headers, port: int, requests: int, connections: int
) -> None:
    taken: list[float] = []
    statuses: set[int] = set()

    def client(number: int) -> None:
        chance = random.Random(number)  # noqa: S311  made-up questions, not secrets
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(requests // connections):
            began = time.perf_counter()
            connection.request("GET", make(chance), headers=headers)
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - began)
            statuses.add(answer.status)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    cuts = statistics.quantiles(taken, n=100)
    p50, p99 = cuts[49] * 1e3, cuts[98] * 1e3
    print(
        f"{name:24s} {len(taken) / spent:6.0f} requests/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   {sorted(statuses)}"
    )


if __name__ == "__main__":
    main()
