"""A real server on loopback over a small store."""

import gzip
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn

import serve
import store
from tests.store.features import HOMS, feature, square

DATES = ("date_start", "date_end")


class Reply(NamedTuple):
    """What a server answered."""

    status: int
    headers: Any
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Site:
    """A running server's address, and a client for it."""

    def __init__(self, base: str) -> None:
        self.base = base

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        address = path if path.startswith("http") else self.base + path
        request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310  loopback
        try:
            with urllib.request.urlopen(request, timeout=300) as reply:  # noqa: S310
                body = reply.read()
                packed = reply.headers.get("content-encoding") == "gzip"
                return Reply(reply.status, reply.headers, (gzip.decompress(body) if packed else body).decode())
        except urllib.error.HTTPError as fault:
            return Reply(fault.code, fault.headers, fault.read().decode())


def inside(name: str) -> tuple[str, ...]:
    """What a gazetteer would know of two made-up places."""
    return {"سوريا": ("shaar", "old-homs", "ghouta")}.get(name, ())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    opened = store.open(tmp_path_factory.mktemp("store") / Path("waqai.gpkg"))
    opened.write(
        [
            feature("shelling"),
            feature(
                "battle", at=HOMS, type="battle", place_id="old-homs", date_start="2018-05-02", date_end="2018-05-02"
            ),
            feature("siege", type="siege", geometry=square(36.3, 33.4, 0.3), place_id="ghouta", articles="AB"),
            feature("undated", type="protest", date_start=None, date_end=None),
            feature("un/placed é", at=None, type="aid", title="<b>{{ 7*7 }}</b>"),
        ]
    )
    app = serve.create_app(opened, expand_place=inside)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(timeout=10)
    opened.close()
