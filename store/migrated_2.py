"""From schema 2, which kept tellings of several articles, to schema 3, which keeps what each article tells."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection

from store.embedded import Embedded
from store.finding import Finder
from store.intake import change_of, member_of
from store.model import Feature
from store.opening import make_tables
from store.places import Places
from store.reports import keep_bare
from store.tellings import accounts_of
from store.transaction import Transaction
from store.writing import write_change
from store.written import load

_BATCH: Final = 5_000  # tellings
_KEPT: Final = ("place", "event", "telling", "correction")
_DROPPED: Final = (
    *("VIEW events", "TABLE words", "TABLE source"),
    *("INDEX place_by_id", "INDEX place_by_box", "INDEX correction_by_event"),
    *("TABLE gpkg_geometry_columns", "TABLE gpkg_contents", "TABLE gpkg_spatial_ref_sys", "TABLE waqai_meta"),
)
_CORRECTION: Final = "key, event, field, value, was, reviewer, why, made, patch"


def from_2(connection: Connection, backend: Embedded) -> None:
    """Bring tellings, corrections and times over; the tables of schema 2 go when all is in those of schema 3."""
    for dropped in _DROPPED:
        connection.exec_driver_sql(f"DROP {dropped}")
    for kept in _KEPT:
        connection.exec_driver_sql(f"ALTER TABLE {kept} RENAME TO old_{kept}")
    make_tables(connection, backend)
    connection.exec_driver_sql(
        f"INSERT INTO correction ({_CORRECTION}) SELECT {_CORRECTION} FROM old_correction ORDER BY key"
    )
    _bring_tellings(connection, backend)
    connection.exec_driver_sql(
        "UPDATE event SET updated = old.updated FROM old_event old WHERE old.id = event.id"  # it has not changed today
    )
    for kept in reversed(_KEPT):  # what refers to a place before the places
        connection.exec_driver_sql(f"DROP TABLE old_{kept}")


def _bring_tellings(connection: Connection, backend: Embedded) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    features = _features(connection)
    while batch := list(islice(features, _BATCH)):
        tx = Transaction(connection, backend, now, Places(connection, backend), Finder(processes=1))
        members = [member_of(account) for feature in batch for account in accounts_of(feature)]
        articles = keep_bare(tx, [source for feature in batch for source in feature["properties"]["sources"]])
        write_change(tx, change_of(tx, members, articles, ()))


def _features(connection: Connection) -> Iterator[Feature]:
    """Each telling as a feature, the surest of an event last, so that it says what an article told twice said best."""
    rows = connection.exec_driver_sql(
        "SELECT t.event, p.geometry, t.properties FROM old_telling t JOIN old_place p ON p.key = t.place"
        " ORDER BY t.event, length(t.articles), json_extract(t.properties, '$.confidence'), t.key"
    )
    for event_id, geometry, properties in rows:
        told: dict[str, Any] = load(properties)
        drawn = load(geometry) if geometry else None
        yield {"type": "Feature", "id": event_id, "geometry": drawn, "properties": told}
