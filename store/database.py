"""The store's file: opened or refused, read by filters, written in transactions."""

import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from store.filters import Filters, selection
from store.geometry import relates
from store.model import Feature, StoreError, TooSlow, Written
from store.writing import FACES, compose, write_features

SCHEMA: Final = 2
GEOPACKAGE: Final = 0x47504B47  # "GPKG", the application id of SQLite files that are GeoPackages
GEOPACKAGE_VERSION: Final = 10300
_EVERYTHING: Final = Filters()
_STEPS: Final = 10_000  # of SQLite's machine, between two looks at the clock: well under a millisecond
_PATIENCE_S: Final = 60  # how long a writer waits for another one

Clock = Callable[[], datetime]


class PlaceRow(NamedTuple):
    """A place that events of the store carry."""

    place_id: str
    name: str | None
    name_en: str | None
    pcode: str | None


def open(url: str | Path = "waqai.gpkg", *, create: bool = True, clock: Clock | None = None) -> "Store":  # noqa: A001
    """The store at a path (or ``sqlite:///path``), made where there is none unless ``create`` is false.

    Raises ``StoreError`` for a file that is no store, is damaged, or was written by a newer Waqai.
    """
    path = _path(str(url))
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name the store's file in it, such as {path / 'waqai.gpkg'}")
    if not path.exists() and not create:
        raise StoreError(f"there is no store at {path}: `waqai run` makes one, --store names another")
    if not path.parent.is_dir():
        raise StoreError(f"the folder of the store, {path.parent}, does not exist")
    store = Store(path, clock or _now)
    with store.naming_faults():
        _ready(store.connection, path)
        # After the tables: GDAL reads the file's head itself and would not see one that waits in the log.
        if store.connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            store.connection.execute("PRAGMA journal_mode = WAL")
    return store


def _now() -> datetime:
    return datetime.now(UTC)


def _path(url: str) -> Path:
    scheme, colon, rest = url.partition(":///")
    if colon and scheme in ("sqlite", "gpkg"):
        return Path(rest)
    if "://" in url:
        raise StoreError(f"{url}: a store is a file, such as waqai.gpkg or sqlite:///waqai.gpkg")
    return Path(url)


def _ready(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file; refuse a file that is not ours, or newer than we are."""
    connection.execute("BEGIN IMMEDIATE" if _is_empty(connection) else "BEGIN")
    try:
        if _is_empty(connection):  # asked again under the lock: another process may have made it meanwhile
            _make(connection)
        _check(connection, path)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _make(connection: sqlite3.Connection) -> None:
    statement = ""
    for line in (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):  # executescript would end the transaction
            connection.execute(statement)
            statement = ""
    connection.execute("INSERT INTO waqai_meta VALUES ('schema', ?)", (str(SCHEMA),))
    connection.execute(f"PRAGMA application_id = {GEOPACKAGE}")
    connection.execute(f"PRAGMA user_version = {GEOPACKAGE_VERSION}")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'waqai_meta'").fetchone():
        raise StoreError(f"{path} is a database, but not a Waqai store: it was left as it is")
    row = connection.execute("SELECT value FROM waqai_meta WHERE name = 'schema'").fetchone()
    version = int(row[0]) if row else 0
    if version > SCHEMA:
        raise StoreError(f"{path} was written by a newer Waqai (schema {version}; this one knows {SCHEMA})")
    if version < SCHEMA:
        raise StoreError(f"{path} was written by an older Waqai (schema {version}, not {SCHEMA}): run into a new store")


class Store:
    """Events in one file; any thread may use it, several processes may read and write it at once."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if not hasattr(self._own, "connection"):
            connection = sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
            self._opened.append(connection)
            with self.naming_faults():
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA temp_store = MEMORY")
            connection.create_function("relates", 3, relates, deterministic=True)
            self._own.connection = connection
        return self._own.connection  # type: ignore[no-any-return]

    @contextmanager
    def naming_faults(self) -> Iterator[None]:
        """SQLite's errors as ``StoreError`` that names the file."""
        try:
            yield
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise TooSlow("the query took longer than it may: narrow it") from fault
            raise StoreError(f"{self.path}: {fault}") from fault
        except sqlite3.DatabaseError as fault:
            raise StoreError(f"{self.path} is not a readable store ({fault})") from fault

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Queries of this thread that take longer in all end with ``TooSlow``."""
        ends = time.monotonic() + seconds
        connection = self.connection
        connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        try:
            yield
        finally:
            connection.set_progress_handler(None, 0)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: what is written inside is kept only if the block ends well."""
        with self.naming_faults():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def write(self, features: Iterable[Feature], *, read: Collection[str] = ()) -> Written:
        """Add or update events by id, all or none; writing the same again changes nothing.

        ``read`` are the ids of articles that were read afresh: what the store had from them alone and
        ``features`` no longer tell is withdrawn. Raises ``StoreError`` naming a feature it cannot keep.
        """
        with self.transaction() as connection:
            return write_features(connection, features, read, self.clock().isoformat(timespec="seconds"))

    def query(self, filters: Filters = _EVERYTHING, *, limit: int | None = None, offset: int = 0) -> Iterator[Feature]:
        """The features that meet the filters, by date and id, undated ones last."""
        chosen, values = selection(filters)
        with self.naming_faults():
            page = [-1 if limit is None else limit, offset]
            rows = self.connection.execute(FACES.format(chosen), [*values, *page])
            for row in rows:
                yield compose(row)

    def count(self, filters: Filters = _EVERYTHING) -> int:
        """How many events meet the filters."""
        chosen, values = selection(filters)
        with self.naming_faults():
            row = self.connection.execute(f"SELECT count(*) FROM {chosen}", values).fetchone()
        return int(row[0])

    def get(self, event_id: str) -> Feature | None:
        """One event by its id."""
        return next(self.query(Filters(ids=(event_id,), rejected=True), limit=1), None)

    def places(self) -> Iterator[PlaceRow]:
        """The gazetteer places that events lie at, each once."""
        with self.naming_faults():
            rows = self.connection.execute(
                "SELECT place_id, min(name), min(name_en), min(pcode) FROM place WHERE place_id IS NOT NULL"
                " GROUP BY place_id ORDER BY place_id"
            )
            yield from map(PlaceRow._make, rows)

    def extent(self) -> dict[str, Any]:
        """The box (west, south, east, north) and the days that the events fill, null where there are none."""
        with self.naming_faults():
            box = self.connection.execute(
                "SELECT min(west), min(south), max(east), max(north) FROM place"
                " WHERE EXISTS (SELECT 1 FROM event WHERE event.place = place.key)"
            ).fetchone()
            days = self.connection.execute(
                "SELECT substr(min(date_start), 1, 10), substr(max(date_end), 1, 10) FROM event"
            ).fetchone()
        return {"bbox": None if box[0] is None else list(box), "days": list(days)}

    def article_ids(self) -> list[str]:
        """The articles that tell the store's events."""
        with self.naming_faults():
            rows = self.connection.execute("SELECT DISTINCT article FROM source WHERE article IS NOT NULL ORDER BY 1")
            return [row[0] for row in rows]

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._own = threading.local()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
