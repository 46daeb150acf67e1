"""A database server that goes away and comes back, a Prefect server that cannot be reached: said, and gone on with."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

import store
from benchmarks.left import left_by
from flows.job import JobError
from flows.pipeline import run_direct
from store.transaction import Transaction
from tests.faults.conftest import job
from tests.store.postgis_server import Server, programs, started


@pytest.fixture
def server() -> Iterator[Server]:
    """A PostGIS server of the test's own, with an empty database ``waqai``."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL with PostGIS is not installed")
    with started(folder) as running:
        address = f"postgresql+psycopg{running.url.removeprefix('postgresql')}/postgres"
        engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("CREATE DATABASE waqai")
        yield running


def test_a_database_server_that_goes_in_mid_write_is_named_and_the_next_run_goes_on(
    articles: Path, undisturbed: Path, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, url, touched = tmp_path / "out", f"{server.url}/waqai", []
    insert = Transaction.insert

    def going(tx: Transaction, table: Any, *given: Any) -> None:
        touched.append(table.name)
        if touched.count("event") == 3 and table.name == "account":  # in the third batch, with its events written
            monkeypatch.setattr(Transaction, "insert", insert)
            server.stop()
        insert(tx, table, *given)

    monkeypatch.setattr(Transaction, "insert", going)
    with pytest.raises(JobError, match=r"postgresql://.*/waqai: .* run again when it is up"):
        run_direct(job(articles, out, url))
    assert "account" in touched
    with pytest.raises(JobError, match="run again when it is up"):  # also before it begins
        run_direct(job(articles, out, url))
    server.start()
    again = run_direct(job(articles, out, url))
    assert again.tally.known == 80, "two batches were kept before"
    assert left_by(out)["events.geojson"] == left_by(undisturbed)["events.geojson"]


def test_a_flow_s_batch_waits_for_a_database_server_that_comes_back(server: Server, tmp_path: Path) -> None:
    """What the flow's retries rest on: the same connections serve a server that was down in between."""
    with store.open(f"{server.url}/waqai") as opened:
        assert opened.count() == 0
        server.stop()
        with pytest.raises(store.StoreError, match="run again when it is up"):
            opened.count()
        server.start()
        assert opened.count() == 0


# ``waqai``, whose temporary server is killed as soon as the first batch is in the store.
_SERVER_DIES: Final = """
import os, signal
from flows import ephemeral, pipeline
begun, start, write = [], ephemeral.TemporaryServer.start, pipeline.write

def starting(self):
    begun.append(self)
    start(self)

def writing(*given, **named):
    done = write(*given, **named)
    os.kill(begun[0].pid, signal.SIGKILL)
    begun[0]._process.wait()
    return done

ephemeral.LOCAL_SERVER = "http://127.0.0.1:9/api"  # never the developer's own
ephemeral.TemporaryServer.start, pipeline.write = starting, writing
import waqai
waqai.main()
"""


@pytest.mark.slow
def test_a_prefect_server_that_goes_away_ends_the_run_and_says_how_to_go_on(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "home"), "PREFECT_CLIENT_MAX_RETRIES": "0"}
    environment |= {"PREFECT_SERVER_EVENTS_CLIENT_MAX_RETRIES": "0"}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-c", _SERVER_DIES, "run", articles, "--out", out, "--processes", "1"]
    done = subprocess.run(
        [str(part) for part in command], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 2, done.stderr[-2000:]
    (said,) = [line for line in done.stderr.splitlines() if "waqai: " in line]  # Prefect's own log goes on after it
    assert "the Prefect server no longer answers" in said
    assert "what was stored is kept; run again" in said
    again = run_direct(job(articles, out))
    assert (again.tally.known, again.tally.new) == (159, 0)
