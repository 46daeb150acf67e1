"""The store: opened by its URL, read by filters, written in transactions."""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from store.backend import Backend
from store.counts import Counts
from store.embedded import Embedded
from store.filters import Filters
from store.finding import Finder
from store.glance import Glance
from store.heirs import heir
from store.intake import change_of, member_of
from store.memory import Memory
from store.model import Feature, Report, Written
from store.opening import backend_of, ready
from store.orders import Order
from store.pages import Page, Query
from store.readings import note, noted
from store.reports import keep_bare, keep_reports
from store.rows import compose, faces
from store.schema import ACCOUNT, ARTICLE, EVENT, PLACE
from store.selection import select_by
from store.spatial import Spots
from store.tellings import accounts_of
from store.transaction import UNCOLLECTED, Transaction, transaction
from store.writing import write_change

_EVERYTHING: Final = Filters()
_PAGE: Final = 100

Clock = Callable[[], datetime]


class PlaceRow(NamedTuple):
    """A place that events of the store carry."""

    place_id: str
    name: str | None
    name_en: str | None
    pcode: str | None


def open(  # noqa: A001
    url: str | Path = "waqai.gpkg",
    *,
    create: bool = True,
    clock: Clock | None = None,
    keep_text: bool = True,
    processes: int | None = None,
) -> "Store":
    """The store at a path (or ``sqlite:///path``) or in a database (``postgresql://user@host/database``).

    It is made where there is none, unless ``create`` is false, and brought up to date where an earlier Waqai wrote it.
    ``keep_text`` says whether articles are kept with their texts; quoted evidence always is. Writes of many
    thousand events are shared with a second process, unless ``processes`` is 1 (default: as many as there are
    processors). Raises ``StoreError`` for what is no store, is damaged, or was written by a newer Waqai.
    """
    backend = backend_of(str(url))
    try:
        ready(backend, create=create)
    except BaseException:
        backend.close()
        raise
    return Store(backend, clock or _now, keep_text=keep_text, processes=processes)


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Events in one database; any thread may use it, several processes may read and write it at once."""

    def __init__(self, backend: Backend, clock: Clock, *, keep_text: bool = True, processes: int | None = None) -> None:
        self.backend = backend
        self.clock = clock
        self.keep_text = keep_text
        self._finder = Finder(processes)
        self._spots = Spots()
        self._counts = Counts(backend)
        self._memory = Memory(backend, self.reading)
        self._own = threading.local()

    @property
    def named(self) -> str:
        """How messages call it: the path, or the URL without its password."""
        return self.backend.named

    @property
    def path(self) -> Path | None:
        """The file that it is; null for a database of a server."""
        return self.backend.path if isinstance(self.backend, Embedded) else None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Queries of this thread that take longer in all end with ``TooSlow``."""
        self._own.ends = time.monotonic() + seconds
        try:
            yield
        finally:
            del self._own.ends

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store, whatever is written meanwhile."""
        ends = getattr(self._own, "ends", None)
        backend = self.backend
        with (
            backend.naming_faults(),
            backend.engine.connect() as connection,
            connection.begin(),
            backend.until(connection, ends),
        ):
            yield connection

    @contextmanager
    def transaction(self, run: int | None = None) -> Iterator[Transaction]:
        """All or nothing: what is written inside is kept only if the block ends well."""
        with transaction(self.backend, self.clock, self._finder, keep_text=self.keep_text, run=run) as tx:
            yield tx

    def write(self, features: Iterable[Feature], *, read: Collection[str] = (), run: int | None = None) -> Written:
        """Add or update events by id, all or none; writing the same again changes nothing.

        ``read`` are the ids of articles that were read afresh: what the store had from them and ``features`` no longer
        tell is withdrawn. Raises ``StoreError`` naming a feature it cannot keep.
        """
        with ExitStack() as writing:
            writing.enter_context(UNCOLLECTED)
            # Without the lock: other writers need not wait for this.
            members = [member_of(account) for feature in features for account in accounts_of(feature)]
            self._finder.expect(len(members))
            tx = writing.enter_context(self.transaction(run))
            told = (member.account.feature["properties"] for member in members)
            articles = keep_bare(tx, (source for properties in told for source in properties["sources"]))
            afresh = {row.key for row in tx.rows(select(ARTICLE.c.key), ARTICLE.c.id, read)}
            return write_change(tx, change_of(tx, members, articles, afresh))

    def keep(self, reports: Sequence[Report], *, withdrawn: Collection[str] = (), run: int | None = None) -> Written:
        """Keep articles as they were read, all or none: what they tell replaces what they told before.

        ``withdrawn`` are the ids of articles to forget, with all that they alone told.
        Events are composed from all articles that tell of them, so the order in which articles come does not matter;
        an event keeps its id when a second source comes in or a better program reads its article again.
        """
        cited = {report.article: (report.url, report.source) for report in reports}
        accounts = (account for report in reports for account in report.accounts)
        with ExitStack() as writing:
            writing.enter_context(UNCOLLECTED)
            members = [member_of(account, cited.get(account.article)) for account in accounts]
            self._finder.expect(len(members))
            tx = writing.enter_context(self.transaction(run))
            articles = keep_reports(tx, reports)
            forgotten = {row.key for row in tx.rows(select(ARTICLE.c.key), ARTICLE.c.id, withdrawn)}
            written = write_change(tx, change_of(tx, members, articles, {*articles.values(), *forgotten}))
            tx.delete(ARTICLE, "key", forgotten - {*articles.values()})
            return written

    def note(self, program: str, notes: Mapping[str, str]) -> None:
        """Note that a program has read articles, by their ids, after they were kept; each note is its own."""
        with self.transaction() as tx:
            note(tx, program, notes)

    def noted(self, program: str, articles: Collection[str]) -> dict[str, str]:
        """What was noted of those of the articles that this program has read."""
        with self.reading() as connection:
            return noted(connection, self.backend, program, articles)

    def query(
        self,
        filters: Filters = _EVERYTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        sort: str = "date",
        cursor: str | None = None,
    ) -> Iterator[Feature]:
        """The features that meet the filters, in an order (``ORDERS``), undated ones last; all of one state."""
        order = Order(sort)
        after = order.read(cursor).at if cursor is not None else None
        with self.reading() as connection:
            yield from self._query(connection, filters, order).stream(limit, offset, after)

    def page(
        self, filters: Filters = _EVERYTHING, *, limit: int = _PAGE, sort: str = "date", cursor: str | None = None
    ) -> Page:
        """A page of events, and cursors of the next and the one before: they hold their place as events come and go."""
        order = Order(sort)
        start = order.read(cursor) if cursor is not None else None
        with self.reading() as connection:
            return self._query(connection, filters, order).page(limit, start)

    def count(self, filters: Filters = _EVERYTHING) -> int:
        """How many events meet the filters; counted once, until somebody writes."""
        return self._counts.of(filters, lambda: self._count(filters))

    def _count(self, filters: Filters) -> int:
        with self.reading() as connection:
            return self._query(connection, filters, Order("date")).count()

    def hold(self) -> None:
        """Read into memory what most filters ask about, for whoever is going to ask often; else that comes by itself.

        It takes 50 bytes an event, and is passed over for a store of few; after a write it is read again, as questions
        come. Raises ``StoreError``.
        """
        self._memory.read()

    def get(self, event_id: str) -> Feature | None:
        """One event by its id, also one that a reviewer rejected; by a former id the event that took it over."""
        with self.reading() as connection:
            row = connection.execute(faces().where(EVENT.c.id == event_id)).first()
            if row is None and (successor := heir(connection, event_id)):
                row = connection.execute(faces().where(EVENT.c.id == successor)).first()
            return None if row is None else compose(row)

    def _query(self, connection: Connection, filters: Filters, order: Order) -> Query:
        held = self._memory.seen(connection)
        selection = select_by(filters, connection, self.backend, self._spots, held=held is not None)
        glance = None if held is None else Glance(held, connection, self.backend)
        return Query(connection, self.backend, selection, order, glance)

    def places(self) -> Iterator[PlaceRow]:
        """The gazetteer places that events lie at, each once."""
        names = (func.min(PLACE.c[name]) for name in ("name", "name_en", "pcode"))
        query = select(PLACE.c.place_id, *names).where(PLACE.c.place_id.isnot(None))
        with self.reading() as connection:
            for row in connection.execute(query.group_by(PLACE.c.place_id).order_by(PLACE.c.place_id)):
                yield PlaceRow(*row)

    def extent(self) -> dict[str, Any]:
        """The box (west, south, east, north) and the days that the events fill, null where there are none."""
        box = (func.min(PLACE.c.west), func.min(PLACE.c.south), func.max(PLACE.c.east), func.max(PLACE.c.north))
        lying = select(EVENT.c.key).where(EVENT.c.place == PLACE.c.key).exists()
        days = (func.min(EVENT.c.date_start), func.max(EVENT.c.date_end))
        with self.reading() as connection:
            found = connection.execute(select(*box).where(lying)).one()
            first, last = connection.execute(select(*days)).one()
        bbox = None if found[0] is None else list(found)
        return {"bbox": bbox, "days": [first and first[:10], last and last[:10]]}

    def article_ids(self) -> list[str]:
        """The articles that tell the store's events."""
        telling = select(ACCOUNT.c.key).where(ACCOUNT.c.article == ARTICLE.c.key).exists()
        with self.reading() as connection:
            return list(connection.execute(select(ARTICLE.c.id).where(telling).order_by(ARTICLE.c.id)).scalars())

    def close(self) -> None:
        """Close every connection, and let a second process go."""
        self._finder.end()
        self._memory.close()
        self.backend.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
