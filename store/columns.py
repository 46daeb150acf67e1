"""The queryables as columns of the store's tables, over ``event e``."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, func, literal_column, select, text, true

from store.cql2 import Columns
from store.interval import UNDATED
from store.queryables import QUERYABLES, Queryable
from store.schema import ACCOUNT, CONFIDENCE, DEATHS, EVENT, FACE, PLACE, JsonText

E: Final = EVENT.alias("e")
_OF_PLACE: Final = {
    "place_id": "place_id",
    "place_name": "name",
    "place_name_en": "name_en",
    "pcode": "pcode",
    "geometry": "geometry",
}
_IN_FACE: Final = ("title", "reason")


def _of_place(column: str) -> ColumnElement[Any]:
    return select(PLACE.c[column]).where(PLACE.c.key == E.c.place).scalar_subquery()


def _in_face(name: str) -> ColumnElement[Any]:
    """A property of the face with what corrections have laid over it, null where they took it away."""
    own = func.coalesce(FACE.c.properties, ACCOUNT.c.properties)
    laid, told = (JsonText(document, literal_column(f"'{name}'")) for document in (FACE.c.overlay, own))
    covered = FACE.c.overlay.like(f'%"{name}":%')
    joined = FACE.outerjoin(ACCOUNT, ACCOUNT.c.key == FACE.c.account)
    query = select(case((covered, laid), else_=told)).select_from(joined)
    return query.where(FACE.c.event == E.c.key).scalar_subquery()


def _column(name: str) -> ColumnElement[Any]:
    if name in _OF_PLACE:
        return _of_place(_OF_PLACE[name])
    if name in _IN_FACE:
        return _in_face(name)
    if name in ("date_start", "date_end"):
        return func.substr(E.c[name], 1, 10)
    return E.c["ends" if name == "datetime" else name]


def _related(relation: str, wkt: str, holds: bool) -> ColumnElement[bool]:
    """The rows of ``place`` whose geometry does, or does not, stand in a relation to a shape.

    Most lie apart from it, which their boxes show: only the others' geometries are read.
    """
    asked: dict[str, Any] = {"relation": relation, "wkt": wkt, "holds": holds}
    relates = text("relates(:relation, geometry, :wkt) = :holds")
    relates = relates.bindparams(*(bindparam(name, value, unique=True) for name, value in asked.items()))
    west, south, east, north = _box(wkt)
    column = PLACE.c
    near = and_(column.west <= east, column.east >= west, column.south <= north, column.north >= south)
    if (relation == "disjoint") == holds:
        return and_(column.geometry.isnot(None), case((near, relates), else_=true()))
    return and_(column.geometry.isnot(None), near, relates)


def _box(wkt: str) -> tuple[float, ...]:
    import shapely  # noqa: PLC0415  0.2 s, for spatial filters only

    return tuple(float(side) for side in shapely.from_wkt(wkt).bounds)


def _events_related(relation: str, wkt: str, holds: bool) -> ColumnElement[bool]:
    return E.c.place.in_(select(PLACE.c.key).where(_related(relation, wkt, holds)))


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


COLUMNS: Final = Columns(
    properties={name: (_column(name), queryable.kind) for name, queryable in QUERYABLES.items()},
    starts=func.nullif(E.c.starts, UNDATED),
    ends=E.c.ends,
    related=_events_related,
    moment=_moment,
)
# The values by which events are ordered, as the indexes hold them: never null.
OF_RANK: Final = replace(
    COLUMNS,
    properties={
        "deaths_min": (DEATHS, "number"),
        "source_count": (E.c.source_count, "number"),
        "confidence": (CONFIDENCE, "number"),
        "updated": (E.c.updated, "timestamp"),
    },
)


def listed(queryables: Mapping[str, Queryable], columns: Mapping[str, ColumnElement[Any]]) -> Columns:
    """What can be asked of a list beside the events; a geometry in it is the place table's."""
    nothing: ColumnElement[int] = literal_column("NULL", Integer())
    properties = {name: (columns[name], queryable.kind) for name, queryable in queryables.items()}
    return Columns(properties, starts=nothing, ends=nothing, related=_related, moment=_moment)


# What can be asked of the place table alone.
OF_PLACE: Final = listed(
    {name: QUERYABLES[name] for name in _OF_PLACE}, {name: PLACE.c[column] for name, column in _OF_PLACE.items()}
)
