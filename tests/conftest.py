"""Settings that all tests share, and a PostGIS server for those that want a store on one."""

import os
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import settings
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

import store
from tests.store.postgis_server import programs, running

# A busy machine is no failure, and a run that fails can be run again as it was.
settings.register_profile("waqai", deadline=None, derandomize=True)
settings.load_profile("waqai")


@pytest.fixture(scope="session")
def postgis() -> Iterator[str]:
    """A server of this session's own; skipped where there is none, and failed where continuous integration lacks it."""
    folder = programs()
    if folder is None:
        said = "PostgreSQL with PostGIS is not installed (bin/postgis brings it on Debian, as root)"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    with running(folder) as url:
        engine = create_engine(f"postgresql+psycopg{url.removeprefix('postgresql')}/postgres", poolclass=NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("CREATE DATABASE template_waqai")
        with store.open(f"{url}/template_waqai"):
            pass
        yield url


@pytest.fixture
def postgis_store(postgis: str) -> Iterator[str]:
    """The URL of an empty store of the test's own on that server; dropped at once, before its pages reach the disk."""
    name = f"waqai_{uuid.uuid4().hex}"
    engine = create_engine(f"postgresql+psycopg{postgis.removeprefix('postgresql')}/postgres", poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template_waqai")
        yield f"{postgis}/{name}"
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
