"""The store in PostgreSQL with PostGIS: the same tables, for a team and its GIS programs."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    create_engine,
    event,
    func,
    inspect,
    literal,
    not_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import ArgumentError, OperationalError
from typing_extensions import override

from store.backend import Backend, Rows, Terms
from store.model import StoreError

_TABLES: Final = Path(__file__).parent / "postgis.sql"
_PENDING: Final = "64MB"  # terms in one write: taken into the index together, ten times faster than one by one
_TAKE_IN: Final = """
  SELECT gin_clean_pending_list(oid) FROM pg_class
  WHERE oid = 'words_by_term'::regclass AND pg_has_role(relowner, 'USAGE')
"""  # who does not own the index leaves it to the server
_COMPRESSION: Final = """
  SELECT set_config(name, 'lz4', false) FROM pg_settings
  WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
"""  # it costs less than the server's own, where that was built with it
# Keys lie anywhere in their indexes: a write changes many pages by little, and each goes into the log as a whole the
# first time after a checkpoint. Only a superuser may choose to have that compressed.
_LOG: Final = """
  SELECT set_config(name, 'lz4', false) FROM pg_settings
  WHERE name = 'wal_compression' AND setting = 'off' AND 'lz4' = ANY (enumvals)
    AND current_setting('is_superuser')::boolean
"""
_ROOM: Final = """
  SELECT set_config(name, '32MB', false) FROM pg_settings WHERE name = 'work_mem' AND setting::int < 32768
"""  # with less, of many rows that a word leads to only their pages are remembered, and each row there is read
_CANCELLED: Final = "57014"
# What faults of the server mean for whoever called, by the beginning of their SQLSTATE.
_AGAIN: Final = "run again when it is up, what was kept before is there"
_MEANING: Final = {
    "08": f"the connection broke off: {_AGAIN}",
    "57P": f"the server was shut down: {_AGAIN}",
    "53": "the server lacks room: see to its disk and memory, and run again",
}
_WRITERS: Final = 0x57415141  # the advisory lock that writers of a database share: "WAQA"


class Postgis(Backend):
    """A database of a PostgreSQL server; it must allow the extension ``postgis``, or have it."""

    words: ClassVar[Table] = Table(
        "words", MetaData(), Column("event", BigInteger, primary_key=True), Column("terms", ARRAY(Text))
    )
    # The index of terms knows rows by where they lie, and not by their keys: all that have a term are fetched.
    in_order: ClassVar[bool] = False
    listing_ms: ClassVar[float] = 0.0017
    stretch: ClassVar[int] = 1 << 40
    # A writer waits for the one before it, and must then see what that one wrote.
    writing: ClassVar[Mapping[str, Any]] = {"isolation_level": "READ COMMITTED"}

    def __init__(self, url: str) -> None:
        try:
            self.engine = create_engine(
                "postgresql+psycopg://" + url.partition("://")[2],
                isolation_level="REPEATABLE READ",  # what one query shows is one state of the store
                pool_pre_ping=True,
                max_overflow=64,
                query_cache_size=2_000,
            )
        except ArgumentError as wrong:
            raise StoreError(f"{url.partition('@')[2] or url}: {wrong}") from wrong
        self.named = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=True)
        event.listen(self.engine, "connect", _settle)

    @override
    def exists(self) -> bool:
        with self.naming_faults(), self.engine.connect() as connection:
            return bool(self.tables(connection))

    @override
    def tables(self, connection: Connection) -> set[str]:
        return set(inspect(connection).get_table_names()) - {"spatial_ref_sys"}

    @override
    def indexes(self, connection: Connection) -> set[str]:
        listed = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
        return set(connection.exec_driver_sql(listed).scalars())

    @override
    def create(self, connection: Connection) -> None:
        for statement in _statements(_TABLES.read_text(encoding="utf-8")):
            connection.exec_driver_sql(statement)

    @override
    def prepare(self, connection: Connection) -> None:
        """See to it that the database knows geometries."""
        try:
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
        except OperationalError:
            raise
        except Exception as fault:
            raise StoreError(
                f"{self.named} lacks PostGIS and it cannot be added ({fault.__cause__ or fault}): install it on the"
                " server (Debian: postgresql-15-postgis-3) and run CREATE EXTENSION postgis as its owner"
            ) from fault

    @override
    def lock(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    @override
    def among(self, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
        kind = Text() if isinstance(column.type, Text) else BigInteger()
        listed = bindparam(None, list(values), type_=ARRAY(kind), unique=True)
        return column == func.any(listed)

    @override
    def matching(self, terms: Terms, without: Sequence[str]) -> ColumnElement[bool]:
        column = self.words.c.terms
        needed = [either[0] for either in terms if len(either) == 1]
        conditions = [column.contains(_listed(needed))] if needed else []
        conditions += [column.overlap(_listed(either)) for either in terms if len(either) > 1]
        conditions += [not_(column.contains(_listed([term]))) for term in without]
        return and_(*conditions)

    @override
    def holding(self, key: ColumnElement[int], terms: Terms) -> ColumnElement[bool]:
        return select(literal(1)).where(self.words.c.event == key, self.matching(terms, ())).exists()

    @override
    def listing(self, connection: Connection, term: str, first: int, last: int) -> str | None:
        key = self.words.c.event
        query = select(func.string_agg(cast(key, Text), ","))
        return connection.execute(query.where(self.matching([(term,)], ()), key.between(first, last))).scalar()

    @override
    def joined(self, query: Select[Any], events: Any, tests: Sequence[ColumnElement[bool]]) -> Select[Any]:
        return query.where(events.c.key == self.words.c.event, *tests)

    @override
    def insert(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        self._copy(connection, table.name, columns, rows)

    @override
    def replace(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        if not rows:
            return
        with self._incoming(connection, table, columns, rows) as incoming:
            key, *others = columns
            connection.exec_driver_sql(
                f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT * FROM {incoming} ON CONFLICT ({key})"
                f" DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in others)}"
            )

    @override
    def amend(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        if not rows:
            return
        with self._incoming(connection, table, (*columns, "key"), rows) as incoming:
            values = ", ".join(f"{name} = new.{name}" for name in columns)
            connection.exec_driver_sql(
                f"UPDATE {table.name} old SET {values} FROM {incoming} new WHERE old.key = new.key"
            )

    @override
    def index(self, connection: Connection, rows: Sequence[tuple[int, bytes]]) -> None:
        if rows:
            connection.exec_driver_sql(f"SET LOCAL gin_pending_list_limit = '{_PENDING}'")
            self._copy(connection, "words", ("event", "terms"), [(key, _array(terms)) for key, terms in rows])

    @override
    def draw(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Nothing to do: the server derives its geometries from the GeoJSON."""

    @override
    def state(self) -> object:
        with self.naming_faults(), self.engine.connect() as connection:
            return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()

    @override
    @contextmanager
    def until(self, connection: Connection, ends: float | None) -> Iterator[None]:
        if ends is not None:
            left = max(1, int((ends - time.monotonic()) * 1000))
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {left}")
        yield

    @override
    def was_interrupted(self, fault: Any) -> bool:
        return getattr(fault, "sqlstate", None) == _CANCELLED

    @override
    def meaning(self, fault: Any) -> str | None:
        state = getattr(fault, "sqlstate", None)
        if state is None:
            return f"the server does not answer, or broke off: {_AGAIN}"
        return next((said for begins, said in _MEANING.items() if state.startswith(begins)), None)

    @override
    def changed(self, connection: Connection) -> None:
        """Take the terms that wait into their index."""
        connection.exec_driver_sql(_TAKE_IN)

    @contextmanager
    def _incoming(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> Iterator[str]:
        """A table with some rows for one statement."""
        listed = ", ".join(columns)
        connection.exec_driver_sql(f"CREATE TEMP TABLE incoming AS SELECT {listed} FROM {table.name} WITH NO DATA")
        self._copy(connection, "incoming", columns, rows)
        yield "incoming"
        connection.exec_driver_sql("DROP TABLE incoming")

    def _copy(self, connection: Connection, table: str, columns: Sequence[str], rows: Rows) -> None:
        if not rows:
            return
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _array(terms: bytes) -> bytes:
    """Terms as the server reads an array: none holds a quote, and psycopg would look at each for one."""
    return b'{"%b"}' % b'","'.join(terms.split())


def _listed(terms: Sequence[str]) -> Any:
    return bindparam(None, list(terms), type_=ARRAY(Text), unique=True)


def _settle(connection: Any, _record: Any) -> None:
    from store.utf8 import Utf8  # noqa: PLC0415  whoever has a file needs no psycopg

    connection.adapters.register_dumper(bytes, Utf8)
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")  # pages are short: compiling them takes longer than running them
        cursor.execute(_ROOM)
        cursor.execute(_LOG)
        cursor.execute(_COMPRESSION)
    connection.commit()


def _statements(script: str) -> list[str]:
    """The statements of a script; those within ``$$`` are one."""
    statements, current, quoted = [], "", False
    for line in script.splitlines(keepends=True):
        if line.startswith("--"):
            continue
        current += line
        quoted ^= line.count("$$") % 2 == 1
        if not quoted and line.rstrip().endswith(";"):
            statements.append(current)
            current = ""
    return statements
