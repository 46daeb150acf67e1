"""What the two databases do differently, behind one door: which one is meant, transactions, bulk writing, words."""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, literal, select
from sqlalchemy.exc import DBAPIError, OperationalError

from store.model import StoreError, TooSlow

Terms: TypeAlias = Sequence[Sequence[str]]  # each must hold; any term of one makes it hold
Rows: TypeAlias = Sequence[tuple[Any, ...]]


class Backend(ABC):
    """A database that holds a store; ``named`` is how messages call it."""

    engine: Engine
    named: str
    words: ClassVar[Table]  # the table of terms, by the event's key
    writing: ClassVar[Mapping[str, Any]]  # the execution options of a connection that writes

    @abstractmethod
    def exists(self) -> bool:
        """Is there anything yet?"""

    @abstractmethod
    def tables(self, connection: Connection) -> set[str]:
        """The names of the tables that are there."""

    @abstractmethod
    def indexes(self, connection: Connection) -> set[str]:
        """The names of the indexes that are there."""

    @abstractmethod
    def prepare(self, connection: Connection) -> None:
        """See to what the shared tables need; before them."""

    @abstractmethod
    def create(self, connection: Connection) -> None:
        """Make what the shared tables do not hold: words, geometry, views; after the shared tables."""

    @abstractmethod
    def lock(self, connection: Connection) -> None:
        """Wait until no other writer writes."""

    @abstractmethod
    def among(self, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
        """Is the column's value one of these, however many?"""

    @abstractmethod
    def matching(self, terms: Terms, without: Sequence[str]) -> ColumnElement[bool]:
        """Do the terms of a row of ``words`` meet all of these, and none of those?"""

    @abstractmethod
    def holding(self, key: ColumnElement[int], terms: Terms) -> ColumnElement[bool]:
        """Do the terms of one event meet all of these? For events that are found otherwise, one by one."""

    @abstractmethod
    def joined(self, query: Select[Any], events: Any, tests: Sequence[ColumnElement[bool]]) -> Select[Any]:
        """A query of ``words`` that also tests the event's row."""

    @abstractmethod
    def listing(self, connection: Connection, term: str, first: int, last: int) -> str | None:
        """The keys of a range that have a term, as one text with commas between them, in any order; null for none."""

    # What it costs to list an event of those that have a term, in ms, and of how many keys they are listed at once: a
    # database that cannot list a stretch of them for less than all, lists all.
    listing_ms: ClassVar[float]
    stretch: ClassVar[int]
    in_order: ClassVar[bool]  # does it go through the events that have some terms in the order of their keys?

    reads_back: ClassVar[bool] = True  # can it go through the events that have some terms from the last on?

    @contextmanager
    def written(self, connection: Connection) -> Iterator[None]:  # noqa: ARG002  what one database does
        """What is to be done before and after a transaction that writes."""
        yield

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @abstractmethod
    def insert(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        """Add many rows at once."""

    @abstractmethod
    def replace(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        """Add many rows, or put them in the place of those that have their key, the first column."""

    @abstractmethod
    def amend(self, connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
        """Set some columns of many rows; the key comes last in each."""

    @abstractmethod
    def index(self, connection: Connection, rows: Sequence[tuple[int, bytes]]) -> None:
        """Keep the terms of events, in UTF-8 with blanks between them, by key."""

    @abstractmethod
    def draw(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Keep the GeoJSON geometries of places, by key, as GIS programs read them."""

    @abstractmethod
    def state(self) -> object:
        """What equals itself, asked twice, only where nothing was written between."""

    @abstractmethod
    def until(self, connection: Connection, ends: float | None) -> AbstractContextManager[None]:
        """Let what is asked run no longer than to a moment of the monotonic clock; ``TooSlow`` then."""

    @abstractmethod
    def changed(self, connection: Connection) -> None:
        """Do what is to be done once at the end of a transaction that has changed events."""

    @contextmanager
    def naming_faults(self) -> Iterator[None]:
        """The database's errors as ``StoreError`` that names the store."""
        try:
            yield
        except OperationalError as fault:
            if self.was_interrupted(fault.orig):
                raise TooSlow("the query took longer than it may: narrow it") from fault
            meaning = self.meaning(fault.orig)
            raise StoreError(f"{self.named}: {_said(fault)}{f' ({meaning})' if meaning else ''}") from fault
        except DBAPIError as fault:
            raise StoreError(self.damaged(_said(fault))) from fault
        except (UnicodeDecodeError, json.JSONDecodeError) as fault:  # texts whose bytes somebody else has written
            raise StoreError(self.damaged(str(fault))) from fault

    @abstractmethod
    def was_interrupted(self, fault: Any) -> bool:
        """Did a query end because its time was up?"""

    @abstractmethod
    def meaning(self, fault: Any) -> str | None:
        """What an error means for whoever called, and the way on; null where nothing is to be added."""

    def damaged(self, said: str) -> str:
        """What to say of a store that cannot be read."""
        return f"{self.named} is not a readable store ({said})"


def is_empty(connection: Connection, table: Table) -> bool:
    """Has a table no row? A large write then need not ask it for each of its own."""
    return connection.execute(select(literal(1)).select_from(table).limit(1)).first() is None


def _said(fault: DBAPIError) -> str:
    return " ".join(str(fault.orig).split())
