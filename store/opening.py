"""Opening a store: which database a URL means, its tables made or brought up to date, and what is none refused."""

import logging
from pathlib import Path

from sqlalchemy import Connection, insert, select

from store.backend import Backend
from store.embedded import Embedded
from store.model import StoreError
from store.postgis import Postgis
from store.schema import FORMER_RANKS, META, METADATA, RANKS, READING, VERSION, WORDING

_log = logging.getLogger("waqai")
_SERVERS = ("postgresql", "postgres", "postgis")
_FILES = ("sqlite", "gpkg")
_RANKED = {str(index.name) for index in RANKS}
_LATER = {table.name: table for table in (READING, WORDING)}  # a store of this schema may lack them


def backend_of(url: str) -> Backend:
    """The database that a path or URL names; ``StoreError`` for what names none."""
    scheme, colon, rest = url.partition("://")
    if scheme in _SERVERS and colon:
        return Postgis(url)
    if scheme in _FILES and rest.startswith("/"):
        return Embedded(_file(rest[1:]))
    if colon:
        raise StoreError(
            f"{url}: a store is a file, such as waqai.gpkg or sqlite:///waqai.gpkg, or a PostGIS database,"
            " such as postgresql://user@host/database"
        )
    return Embedded(_file(url))


def _file(written: str) -> Path:
    path = Path(written)
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name the store's file in it, such as {path / 'waqai.gpkg'}")
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} is a pipe or a device, and no file: name another --store")
    return path


def ready(backend: Backend, *, create: bool) -> None:
    """See that the store is there and up to date. Raises ``StoreError`` for what is no store, or a newer one."""
    if isinstance(backend, Embedded):
        if not create and not backend.exists():
            raise StoreError(f"there is no store at {backend.path}: `waqai run` makes one, --store names another")
        if not backend.path.parent.is_dir():
            raise StoreError(f"the folder of the store, {backend.path.parent}, does not exist")
    with backend.naming_faults():
        with backend.engine.connect() as connection:
            version = _version(connection, backend)
        if version is None and not create:
            raise StoreError(f"there is no store at {backend.named} yet: `waqai run` makes one")
        if version != VERSION:
            _bring_up_to_date(backend, version)
        _complete(backend)
        if isinstance(backend, Embedded):
            backend.log_ahead()


def _complete(backend: Backend) -> None:
    """Make the tables and the indexes that have come into the present schema since a store was made."""
    with backend.engine.connect() as connection:
        if set(_LATER) <= backend.tables(connection) and backend.indexes(connection) >= _RANKED:
            return
    with backend.engine.connect() as connection:
        writing = connection.execution_options(**backend.writing)
        with writing.begin():
            backend.lock(writing)
            METADATA.create_all(writing, tables=[*_LATER.values()], checkfirst=True)
            for name in FORMER_RANKS:
                writing.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
            there = backend.indexes(writing)
            for index in RANKS:
                if index.name not in there:
                    index.create(writing)


def _version(connection: Connection, backend: Backend) -> int | None:
    """The schema's version; null where there is no table at all. Refuses what is no store, or a newer one."""
    tables = backend.tables(connection)
    if not tables:
        return None
    if META.name not in tables:
        raise StoreError(
            f"{backend.named} is a database, but not a Waqai store: it was left as it is; name another with --store"
        )
    written = connection.execute(select(META.c.value).where(META.c.name == "schema")).scalar()
    version = int(written) if written and written.isdigit() else 0
    if version > VERSION:
        raise StoreError(
            f"{backend.named} was written by a newer Waqai (schema {version}; this one knows {VERSION}): it was left as"
            " it is; update Waqai, or name another store with --store"
        )
    return version


def _bring_up_to_date(backend: Backend, version: int | None) -> None:
    from store.migrations import FIRST, migrate  # noqa: PLC0415  needed once in a store's life

    if version is not None and version < FIRST:
        raise StoreError(
            f"{backend.named} was written by an older Waqai (schema {version}), before stores were kept: it was left as"
            " it is; run into a new store"
        )
    if version is not None:
        _log.warning("%s is of schema %s: it is brought to schema %s", backend.named, version, VERSION)
    if version is None or not isinstance(backend, Embedded):
        _make(backend)
    else:
        migrate(backend, version)


def _make(backend: Backend) -> None:
    with backend.engine.connect() as connection:
        writing = connection.execution_options(**backend.writing)
        with writing.begin():
            backend.lock(writing)
            if _version(writing, backend) is None:  # asked again under the lock: another process may have made it
                make_tables(writing, backend)


def make_tables(connection: Connection, backend: Backend) -> None:
    """All tables of the present schema, empty."""
    backend.prepare(connection)
    METADATA.create_all(connection, checkfirst=False)
    backend.create(connection)
    connection.execute(insert(META).values(name="schema", value=str(VERSION)))
