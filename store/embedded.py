"""The store as one SQLite file that is itself a GeoPackage: GDAL and QGIS open it while it is written."""

import os
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

import orjson
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    create_engine,
    event,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import QueuePool
from typing_extensions import override

from store.backend import Backend, Rows, Terms
from store.checkpoints import Checkpoints
from store.geometry import blob, relates

GEOPACKAGE: Final = 0x47504B47  # "GPKG", the application id of SQLite files that are GeoPackages
GEOPACKAGE_VERSION: Final = 10300
_PATIENCE_S: Final = 60  # how long a writer waits for another one
_STEPS: Final = 10_000  # of SQLite's machine, between two looks at the clock: well under a millisecond
_CACHE: Final = -64_000  # KB, as SQLite wants it said
# A large write changes the same pages again and again, for ids are random; those that do not fit go to the disk then.
_WRITERS_CACHE: Final = -400_000
# Events whose terms come into the index of words before its pieces are made one: half as many as are there, but no
# fewer. A word is looked for in every piece.
_SETTLED: Final = 100_000
_TABLES: Final = Path(__file__).parent / "geopackage.sql"
_TOLD: Final = Table("words_content", MetaData(), Column("id", Integer), Column("c0", Text))  # of FTS5
# What SQLite's faults mean for whoever called, by the last part of their names; all of them leave whole batches only.
_MEANING: Final = {
    "BUSY": f"another program has been writing it for {_PATIENCE_S} s: run again when that has ended",
    "LOCKED": "another program holds it: run again when that has ended",
    "FULL": "make room, and run again: it goes on where it was",
    "READONLY": "it may be read but not written: give leave to write the file and its folder, or name another --store",
    "CANTOPEN": "see that its folder may be read and written, and holds its -wal and -shm files where it had any",
    "IOERR": "the disk did not take or give what was asked: see to its room and health, and run again",
}


class _Compiler(SQLiteCompiler):
    """Which index a query names (``INDEXED BY``): SQLAlchemy knows hints, and leaves SQLite's out."""

    @override
    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


class Embedded(Backend):
    """A SQLite file; any thread may use it, several processes may read and write it at once."""

    words: ClassVar[Table] = Table(
        "words",
        MetaData(),
        Column("rowid", Integer, key="event"),
        Column("words", Text),
        Column("told", Text, key="terms"),
    )
    writing: ClassVar[Mapping[str, Any]] = {"writing": True}
    # Asked for rows from the last on, FTS5 passes over some that have both of two terms, where their lists are long and
    # keys need more than 55 bits (SQLite 3.40; its index of long lists steps too far back).
    reads_back: ClassVar[bool] = False
    in_order: ClassVar[bool] = True
    listing_ms: ClassVar[float] = 0.00017
    stretch: ClassVar[int] = 1 << 17

    def __init__(self, path: Path) -> None:
        self.path = path
        self.named = str(path)
        self.engine = create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=64,  # one a thread that reads
            query_cache_size=2_000,
            enable_from_linting=False,  # it does not see through that plus sign
        )
        self.engine.dialect.statement_compiler = _Compiler
        event.listen(self.engine, "begin", _begin)
        self._checkpoints = Checkpoints(path, self._connect)
        self._watch: sqlite3.Connection | None = None  # sees whether others have written
        self._watching = threading.Lock()
        self._loose = 0  # events whose terms have come since the index of words was made one

    def _connect(self) -> sqlite3.Connection:
        sealed = self._is_sealed()
        address = f"{self.path.absolute().as_uri()}?immutable=1" if sealed else self.path
        connection = sqlite3.connect(
            address, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False, uri=sealed
        )
        # Of a new file: an account's row is some 3 KB, and half of them would spill over pages of 4 KB.
        connection.execute("PRAGMA page_size = 8192")
        # What others note of a batch must not outlive it in a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")  # a thread of its own does it (checkpoints.py)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = {_CACHE}")
        connection.execute("PRAGMA mmap_size = 4000000000")
        connection.create_function("relates", 3, relates, deterministic=True)
        return connection

    def _is_sealed(self) -> bool:
        """Does it lie where nobody may write, as an archive's copy does? It is then read without files of a lock."""
        effective = os.access in os.supports_effective_ids
        if not self.path.exists() or os.access(self.path.parent, os.W_OK, effective_ids=effective):
            return False
        return not any(self.path.with_name(f"{self.path.name}{tail}").exists() for tail in ("-wal", "-shm"))

    @override
    def exists(self) -> bool:
        return self.path.exists()

    @override
    @contextmanager
    def written(self, connection: Connection) -> Iterator[None]:
        self._checkpoints.before_write()
        raw = connection.connection
        raw.cursor().execute(f"PRAGMA cache_size = {_WRITERS_CACHE}")
        try:
            yield
        finally:
            raw.cursor().execute(f"PRAGMA cache_size = {_CACHE}")
        self._checkpoints.after_write()

    @override
    def state(self) -> object:
        with self._watching:
            try:
                self._watch = self._watch or self._connect()
                return self._watch.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.Error:  # whoever reads events next is told
                return object()

    @override
    def close(self) -> None:
        self._checkpoints.close()
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        super().close()

    @override
    def tables(self, connection: Connection) -> set[str]:
        return _named(connection, "table")

    @override
    def indexes(self, connection: Connection) -> set[str]:
        return _named(connection, "index")

    @override
    def prepare(self, connection: Connection) -> None:
        """Nothing to do: a file needs no leave."""

    @override
    def create(self, connection: Connection) -> None:
        statement = ""
        for line in _TABLES.read_text(encoding="utf-8").splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):  # executescript would end the transaction
                connection.exec_driver_sql(statement)
                statement = ""
        connection.exec_driver_sql(f"PRAGMA application_id = {GEOPACKAGE}")
        connection.exec_driver_sql(f"PRAGMA user_version = {GEOPACKAGE_VERSION}")

    def log_ahead(self) -> None:
        """Let readers and a writer work side by side, from now on.

        After the tables: GDAL reads the file's head itself and would not see one that waits in the log.
        """
        connection = self.engine.raw_connection()
        try:
            if connection.cursor().execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()

    @override
    def lock(self, connection: Connection) -> None:
        """Nothing to do: a writing transaction begins with the lock (``_begin``)."""

    @override
    def among(self, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
        listed = func.json_each(bindparam(None, orjson.dumps(list(values)).decode(), unique=True)).table_valued("value")
        return column.in_(select(listed.c.value))

    @override
    def matching(self, terms: Terms, without: Sequence[str]) -> ColumnElement[bool]:
        expression = " AND ".join(f"({' OR '.join(map(_quoted, either))})" for either in terms)
        expression = " NOT ".join([f"({expression})", *map(_quoted, without)])
        return self.words.c.words.op("MATCH", is_comparison=True)(bindparam(None, expression, unique=True))

    @override
    def holding(self, key: ColumnElement[int], terms: Terms) -> ColumnElement[bool]:
        # To ask the index of words for one event costs fifty times as much as to read what it keeps of it.
        told = literal(" ") + _TOLD.c.c0 + literal(" ")
        met = (or_(*(func.instr(told, f" {term} ") > 0 for term in either)) for either in terms)
        return select(literal(1)).where(_TOLD.c.id == key, *met).exists()

    @override
    def listing(self, connection: Connection, term: str, first: int, last: int) -> str | None:
        key = self.words.c.event
        query = select(func.group_concat(key)).where(self.matching([(term,)], ()), key.between(first, last))
        return connection.execute(query).scalar()

    @override
    def joined(self, query: Select[Any], events: Any, tests: Sequence[ColumnElement[bool]]) -> Select[Any]:
        # The plus sign keeps SQLite from going through the events and asking the index for each of them.
        return query.where(events.c.key == literal_column("+words.rowid"), *tests)

    @override
    def insert(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        if rows:
            connection.exec_driver_sql(_insertion(table, columns), list(rows))

    @override
    def replace(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        if rows:
            key, *others = columns
            renewed = ", ".join(f"{name} = excluded.{name}" for name in others)
            sql = f"{_insertion(table, columns)} ON CONFLICT ({key}) DO UPDATE SET {renewed}"
            connection.exec_driver_sql(sql, list(rows))

    @override
    def amend(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        if rows:
            values = ", ".join(f"{name} = ?" for name in columns)
            connection.exec_driver_sql(f"UPDATE {table.name} SET {values} WHERE key = ?", list(rows))

    @override
    def index(self, connection: Connection, rows: Sequence[tuple[int, bytes]]) -> None:
        if rows:  # in order: FTS5 writes its memory out whenever a key is below the last one
            connection.exec_driver_sql("INSERT INTO words (rowid, told) VALUES (?, CAST(? AS TEXT))", sorted(rows))
            self._loose += len(rows)

    @override
    def draw(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        drawn = [(blob(orjson.loads(geometry)), key) for key, geometry in rows]
        if drawn:
            connection.exec_driver_sql("UPDATE place SET geom = ? WHERE key = ?", drawn)

    @override
    @contextmanager
    def until(self, connection: Connection, ends: float | None) -> Iterator[None]:
        raw = connection.connection.dbapi_connection
        if ends is None or not isinstance(raw, sqlite3.Connection):
            yield
            return
        raw.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        try:
            yield
        finally:
            raw.set_progress_handler(None, 0)

    @override
    def was_interrupted(self, fault: Any) -> bool:
        return getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT

    @override
    def meaning(self, fault: Any) -> str | None:
        name = getattr(fault, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
        return _MEANING.get(name)

    @override
    def changed(self, connection: Connection) -> None:
        """Say to GIS programs that the contents have changed; make the index of words one piece after much has come."""
        connection.exec_driver_sql("UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')")
        if self._loose >= _SETTLED:
            [(there,)] = connection.exec_driver_sql("SELECT count(*) FROM event").all()
            if self._loose >= there / 2:
                connection.exec_driver_sql("INSERT INTO words (words) VALUES ('optimize')")
                self._loose = 0

    @override
    def damaged(self, said: str) -> str:
        return (
            f"{self.named} is not a readable store ({said}). It was left as it is. If it was one, keep a copy and save"
            f" what can be read: `sqlite3 {self.path.name} .recover | sqlite3 saved.gpkg`; or name another --store"
        )


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _named(connection: Connection, kind: str) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = ?", (kind,)).scalars())


def _insertion(table: Table, columns: Sequence[str]) -> str:
    """The statement for rows whose texts may come in UTF-8, which alone would be kept as something else than text."""
    values = ("CAST(? AS TEXT)" if isinstance(table.c[name].type, Text) else "?" for name in columns)
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join(values)})"


def _quoted(term: str) -> str:
    return f'"{term}"'
