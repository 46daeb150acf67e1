"""The queryables as columns of the store's tables, over ``event e``."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, literal_column, text

from store.cql2 import Columns
from store.interval import UNDATED
from store.queryables import QUERYABLES

_OF_PLACE: Final = {"place_id": "place_id", "place_name": "name", "place_name_en": "name_en", "pcode": "pcode"}
_PLACE: Final = "(SELECT {} FROM place WHERE key = e.place)"
_WRITTEN: Final = (
    {name: _PLACE.format(column) for name, column in _OF_PLACE.items()}
    | {name: f"substr(e.{name}, 1, 10)" for name in ("date_start", "date_end")}
    | {"datetime": "e.ends", "geometry": _PLACE.format("geometry")}
)


def _related(relation: str, wkt: str, holds: bool) -> ColumnElement[bool]:
    """The events at places whose geometry does, or does not, stand in a relation to a shape."""
    keys = text("SELECT key FROM place WHERE geometry IS NOT NULL AND relates(:relation, geometry, :wkt) = :holds")
    asked: dict[str, Any] = {"relation": relation, "wkt": wkt, "holds": holds}
    keys = keys.bindparams(*(bindparam(name, value, unique=True) for name, value in asked.items()))
    at: ColumnElement[Any] = literal_column("e.place")
    return at.in_(keys)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


COLUMNS: Final = Columns(
    properties={
        name: (literal_column(_WRITTEN.get(name, f"e.{name}")), queryable.kind)
        for name, queryable in QUERYABLES.items()
    },
    starts=literal_column(f"nullif(e.starts, {UNDATED})"),
    ends=literal_column("e.ends"),
    related=_related,
    moment=_moment,
)
