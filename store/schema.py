"""The tables, one definition for both backends; what only one of them has stands in its own module.

An event's key is its place in time: minutes of Damascus civil time from its beginning, then thirty bits of its id. So
rows lie, and are found by words, in the order in which they are shown, and a page ends where it is full.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

VERSION: Final = 3
METADATA: Final = MetaData()

_KEY: Final = BigInteger().with_variant(Integer(), "sqlite")  # the only type that SQLite takes for a row's own number


def _key(**given: Any) -> Column[Any]:
    return Column("key", _KEY, primary_key=True, autoincrement=False, **given)


META: Final = Table(
    "waqai_meta", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False)
)

RUN: Final = Table(
    "run",
    METADATA,
    _key(),
    Column("begun", Text, nullable=False),
    Column("finished", Text),
    Column("status", Text, nullable=False),  # running, done, failed
    Column("program", Text),
    Column("data", Text),
    Column("settings", Text),  # JSON
    Column("inputs", Text),  # JSON: source to hash
    Column("counts", Text),  # JSON
)

# One row per distinct location: a place as the text names it, with the geometry it was given; one for nowhere.
PLACE: Final = Table(
    "place",
    METADATA,
    _key(),
    Column("digest", Text, nullable=False, unique=True),
    *(Column(name, Text) for name in ("place_id", "name", "name_en", "folded", "pcode")),
    *(Column(name, Double) for name in ("west", "south", "east", "north")),
    Column("geometry", Text),  # GeoJSON
    Index("place_by_id", "place_id"),
    Index("place_by_box", "north", "south", "east", "west"),
)

ARTICLE: Final = Table(
    "article",
    METADATA,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("hash", Text),  # SHA-256 of the text as read
    *(Column(name, Text) for name in ("title", "url", "source", "language")),
    Column("published", Text),
    Column("published_basis", Text),
    Column("published_reason", Text),
    Column("content", _KEY),  # a hash of the reading, to see whether it has changed
    Column("text", Text),  # where the setting keeps it
    Column("run", ForeignKey("run.key")),
    Column("updated", Text, nullable=False),
)

# Articles that flows have read, by which program; the note is theirs: the content as it stood, and counts.
READING: Final = Table(
    "reading",
    METADATA,
    Column("article", Text, primary_key=True),
    Column("program", Text, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_with_rowid=False,
)

MENTION: Final = Table(
    "mention",
    METADATA,
    Column("article", ForeignKey("article.key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # date, place
    Column("first", Integer, nullable=False),  # half-open offsets into the text as read
    Column("last", Integer, nullable=False),
    *(Column(name, Text) for name in ("words", "rule", "value", "place_id", "role", "reason")),
    sqlite_with_rowid=False,
)

# The event as queries and GIS see it, in few bytes; its words are in ``face``.
EVENT: Final = Table(
    "event",
    METADATA,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("place", ForeignKey("place.key"), nullable=False),
    Column("starts", _KEY, nullable=False),  # inclusive minutes of Damascus civil time (interval.py)
    Column("ends", _KEY),
    Column("span", SmallInteger, nullable=False),  # how long, in classes (moments.py)
    Column("type", Text, nullable=False),
    Column("subtype", Text),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("factuality", Text, nullable=False),
    Column("verdict", Text),
    Column("time_precision", SmallInteger),
    Column("geo_precision", SmallInteger),
    Column("confidence", Double),
    Column("deaths_min", Integer),
    Column("deaths_max", Integer),
    Column("source_count", Integer, nullable=False),
    Column("updated", Text, nullable=False),
    Column("content", _KEY, nullable=False),  # a hash of all that it shows
)
DEATHS: Final[ColumnElement[int]] = literal_column("coalesce(deaths_min, -1)")
CONFIDENCE: Final[ColumnElement[float]] = literal_column("coalesce(confidence, -1.0)")
Index("event_by_span", EVENT.c.span, EVENT.c.key, EVENT.c.ends)
# What events are looked for by, beside their keys. Each of these indexes holds all that most filters ask of an event:
# whoever goes through it looks up no row in vain, and that is worth their width.
_ASKED: Final = (
    *("key", "span", "ends", "place", "type", "factuality", "verdict"),
    *("deaths_min", "confidence", "source_count", "time_precision", "geo_precision"),
)


def _ordered(name: str, value: ColumnElement[Any], *further: ColumnElement[Any]) -> Index:
    asked = (EVENT.c[each] for each in _ASKED if EVENT.c[each] is not value)
    return Index(f"ordered_by_{name}", value, *asked, *further)


RANKS: Final = (
    _ordered("updated", EVENT.c.updated),
    _ordered("deaths", DEATHS),
    _ordered("confidence", CONFIDENCE),
    _ordered("sources", EVENT.c.source_count),
    _ordered("place", EVENT.c.place, EVENT.c.updated),
)
TOLD: Final = {str(index.name): frozenset(index.columns.keys()) for index in RANKS}
FORMER_RANKS: Final = (  # narrower
    *("event_by_update", "event_by_deaths", "event_by_confidence", "event_by_sources", "event_by_place"),
    *("ranked_by_updated", "ranked_by_deaths", "ranked_by_confidence", "ranked_by_sources"),
)

# What one article tells of one event at one place: the sources of events, and what they are composed from.
ACCOUNT: Final = Table(
    "account",
    METADATA,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("article", ForeignKey("article.key"), nullable=False),
    Column("event", ForeignKey("event.key", ondelete="SET NULL")),
    Column("given", Text),  # the event id that merging gave it, before any person's decision
    Column("alone", Text, nullable=False),  # the event id that it has by itself
    Column("place", ForeignKey("place.key"), nullable=False),
    Column("content", _KEY, nullable=False),
    Column("index_keys", Text, nullable=False),  # JSON
    Column("properties", Text, nullable=False),  # JSON, as are the next two
    Column("merging", Text, nullable=False),
    Column("provenance", Text, nullable=False),
    Column("run", ForeignKey("run.key")),
    Index("account_by_article", "article"),
    Index("account_by_event", "event"),
)
# Whoever looks for accounts that merging gave an event's id finds most by the key of the id that they have alone.
GIVEN_ANOTHER: Final = ACCOUNT.c.given != ACCOUNT.c.alone
Index("account_by_given", ACCOUNT.c.given, sqlite_where=GIVEN_ANOTHER, postgresql_where=GIVEN_ANOTHER)

# Which accounts may tell of one happening. An index of hashes, kept by the writer alone: no foreign key, no cascade.
ACCOUNT_KEY: Final = Table(
    "account_key",
    METADATA,
    Column("hash", _KEY, primary_key=True, autoincrement=False),
    Column("account", _KEY, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Which accounts say the same word for word, so that of many copies one is read for all; ``content`` is the account's as
# it was then: a row that no longer has it says nothing.
WORDING: Final = Table(
    "wording",
    METADATA,
    Column("account", _KEY, primary_key=True, autoincrement=False),
    Column("content", _KEY, nullable=False),
    Column("hash", _KEY, nullable=False),
    sqlite_with_rowid=False,
)

FACE: Final = Table(
    "face",
    METADATA,
    Column("event", ForeignKey("event.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("account", ForeignKey("account.key")),  # whose words it shows, where it has none of its own
    Column("properties", Text),  # JSON
    Column("overlay", Text),  # JSON: what reviewers changed
    Index("face_by_account", "account"),
)

# What reviewers decided; it stays when a run is repeated, even while its event is not told, and when it is undone.
CORRECTION: Final = Table(
    "correction",
    METADATA,
    _key(),
    Column("event", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text),
    Column("was", Text),
    Column("reviewer", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("patch", Text, nullable=False),  # JSON: the properties that it lays over the event's
    Column("undone", Text),
    Column("undone_by", Text),
    Column("undone_why", Text),
    Index("correction_by_event", "event"),
    Index("correction_by_value", "field", "value"),
)

# Events that are no more, so that a copy elsewhere can drop them; ``successor`` is the event that took one over.
TOMBSTONE: Final = Table(
    "tombstone",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("deleted", Text, nullable=False),
    Column("reason", Text, nullable=False),  # withdrawn, merged
    Column("successor", Text),
    Index("tombstone_by_time", "deleted"),
    Index("tombstone_by_successor", "successor"),
)


class JsonText(FunctionElement[str]):
    """One member of a JSON text, as text: ``JsonText(column, literal_column("'title'"))``."""

    type = Text()
    inherit_cache = True


@compiles(JsonText, "sqlite")
def _sqlite_json(element: JsonText, compiler: Any, **given: Any) -> str:
    document, name = element.clauses
    return f"json_extract({compiler.process(document, **given)}, '$.' || {compiler.process(name, **given)})"


@compiles(JsonText, "postgresql")
def _postgresql_json(element: JsonText, compiler: Any, **given: Any) -> str:
    document, name = element.clauses
    return f"(({compiler.process(document, **given)})::json ->> {compiler.process(name, **given)})"
