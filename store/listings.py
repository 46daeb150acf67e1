"""What lies beside the events: articles, places and what is gone, as features, page by page."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, and_, case, func, or_, select

from store.columns import listed
from store.cql2 import CqlError, Node, condition
from store.database import Store
from store.filters import FilterError, plane_box, since
from store.interval import Stretch
from store.model import Feature
from store.origins import gone
from store.pages import Page
from store.queryables import OF_ARTICLES, OF_PLACES, OF_REMOVED, Queryable
from store.schema import ACCOUNT, ARTICLE, EVENT, PLACE

Condition = ColumnElement[bool]
_DAY: Final = 1440
_OPEN: Final = ".."
_AFTER, _BEFORE = ">", "<"  # what a cursor begins with
_TOLD: Final = (
    *("title", "source", "url", "published", "published_basis", "published_reason", "language", "hash", "updated"),
)
_LYING: Final = select(EVENT.c.key).where(EVENT.c.place == PLACE.c.key)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one table as features, in the order of their ids."""

    store: Store
    id: ColumnElement[str]
    columns: Mapping[str, ColumnElement[Any]]
    asked: Sequence[Condition]
    geometry: ColumnElement[Any] | None = None

    def page(self, limit: int, cursor: str | None = None) -> Page:
        """So many after, or before, the cursor's place; ``FilterError`` for a cursor that no page has given."""
        at, back = _read(cursor) if cursor is not None else (None, False)
        asked = [] if at is None else [self.id < at if back else self.id > at]
        found = self._features([*self.asked, *asked], limit + 1, falling=back)
        more = len(found) > limit
        found = found[:limit][::-1] if back else found[:limit]
        following = _cursor(found[-1]["id"]) if found and (more or back) else None
        previous = _cursor(found[0]["id"], back=True) if found and (more if back else at is not None) else None
        return Page(found, following, previous)

    def count(self) -> int:
        """How many there are."""
        with self.store.reading() as connection:
            return connection.execute(select(func.count()).select_from(self.id.table).where(*self.asked)).scalar_one()

    def get(self, feature_id: str) -> Feature | None:
        """One by its id."""
        return next(iter(self._features([*self.asked, self.id == feature_id], 1)), None)

    def _features(self, asked: Sequence[Condition], limit: int, *, falling: bool = False) -> list[Feature]:
        shown = [column.label(name) for name, column in self.columns.items()]
        drawn = [] if self.geometry is None else [self.geometry.label("geometry")]
        query = select(self.id.label("id"), *shown, *drawn).where(*asked)
        query = query.order_by(self.id.desc() if falling else self.id).limit(limit)
        with self.store.reading() as connection:
            return [self._feature(dict(row)) for row in connection.execute(query).mappings()]

    def _feature(self, row: dict[str, Any]) -> Feature:
        geometry = row.pop("geometry", None)
        return {
            "type": "Feature",
            "id": row["id"],
            "geometry": orjson.loads(geometry) if geometry else None,
            "properties": row,
        }


def published_days(store: Store) -> tuple[str | None, str | None]:
    """The first and the last day on which articles were published; null where there are none, or a side is open."""
    first, last = _published_ends()
    unbounded = [func.count(case((side == _OPEN, 1))) for side in (first, last)]
    with store.reading() as connection:
        row = connection.execute(select(func.min(first), func.max(last), *unbounded)).tuples().one()
    return None if row[2] else row[0], None if row[3] else row[1]


def _published_ends() -> tuple[ColumnElement[str], ColumnElement[str]]:
    """The first and the last day on which an article may have been published; ``..``, before all days, where open."""
    told = ARTICLE.c.published
    begins = case((told.like("../%"), _OPEN), else_=func.substr(told, 1, 10))
    ends = func.substr(told, func.length(told) - len("2016-12-31") + 1)
    return begins, case((told.like("%/.."), _OPEN), (told.like("%/%"), ends), else_=begins)


def articles(
    store: Store, *, window: Stretch | None = None, source: str | None = None, cql: Node | None = None
) -> Listing:
    """Articles, without their texts, each with the number of events that it tells.

    ``window`` is a stretch of minutes (``interval``) that the day of publication, or its bounds, must touch; ``cql``
    a filter of ``OF_ARTICLES``. Raises ``FilterError``.
    """
    told = select(func.count(ACCOUNT.c.event.distinct())).where(ACCOUNT.c.article == ARTICLE.c.key).scalar_subquery()
    columns = {name: ARTICLE.c[name] for name in _TOLD} | {"events": told}
    asked = _filtered(cql, OF_ARTICLES, columns | {"id": ARTICLE.c.id})
    if source is not None:
        asked.append(ARTICLE.c.source == source)
    if window is not None:
        asked.append(_published_within(window))
    return Listing(store, ARTICLE.c.id, columns, asked)


def places(store: Store, *, bbox: tuple[float, ...] | None = None, cql: Node | None = None) -> Listing:
    """The places at which events lie, each with their number; ``bbox`` as in ``Filters``, ``cql`` of ``OF_PLACES``."""
    lying = select(func.count()).select_from(EVENT).where(EVENT.c.place == PLACE.c.key).scalar_subquery()
    columns = {name: PLACE.c[name] for name in ("name", "name_en", "place_id", "pcode")} | {"events": lying}
    asked = _filtered(cql, OF_PLACES, columns | {"id": PLACE.c.digest, "geometry": PLACE.c.geometry})
    asked += [_LYING.exists(), or_(PLACE.c.geometry.isnot(None), PLACE.c.name.isnot(None))]
    if bbox is not None:
        asked.append(_touches(bbox))
    return Listing(store, PLACE.c.digest, columns, asked, PLACE.c.geometry)


def removed(store: Store, *, updated: str | None = None, cql: Node | None = None) -> Listing:
    """The events that are no more, with why and what took them over; ``updated``: since when.

    What a person has rejected is among them: whoever follows the store has to drop it too.
    """
    rows = gone()
    columns = {name: rows.c[name] for name in ("deleted", "reason", "successor")}
    asked = _filtered(cql, OF_REMOVED, columns | {"id": rows.c.id})
    if updated is not None:
        asked.append(rows.c.deleted >= _since(updated))
    return Listing(store, rows.c.id, columns, asked)


def _filtered(
    filter_: Node | None, queryables: Mapping[str, Queryable], columns: Mapping[str, ColumnElement[Any]]
) -> list[Condition]:
    if filter_ is None:
        return []
    try:
        return [condition(filter_, listed(queryables, columns))]
    except CqlError as wrong:
        raise FilterError(str(wrong)) from None


def _since(updated: str) -> str:
    try:
        return since(updated)
    except ValueError:
        raise FilterError(f"updated={updated!r} is no time such as 2026-01-31 or 2026-01-31T12:00:00Z") from None


def _published_within(window: Stretch) -> Condition:
    """``published`` is a day, a time, or the bounds of one, ``first/last`` with ``..`` for what is not known."""
    first, last = (date.fromordinal(max(1, minute // _DAY)).isoformat() for minute in window)
    begins, ends = _published_ends()
    return and_(or_(begins == _OPEN, begins <= last), or_(ends == _OPEN, ends >= first))


def _touches(bbox: tuple[float, ...]) -> Condition:
    west, south, east, north = plane_box(bbox)
    sides = (PLACE.c.east >= west, PLACE.c.west <= east)
    across = and_(*sides) if west <= east else or_(*sides)
    return and_(PLACE.c.north >= south, PLACE.c.south <= north, across)


def _cursor(feature_id: str, *, back: bool = False) -> str:
    told = f"{_BEFORE if back else _AFTER}{feature_id}"
    return base64.urlsafe_b64encode(told.encode(errors="surrogatepass")).decode().rstrip("=")


def _read(cursor: str) -> tuple[str, bool]:
    """The id after which, or before which, a page lies, and whether it is the latter."""
    try:
        told = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error):
        told = ""
    if not told.startswith((_AFTER, _BEFORE)):
        raise FilterError(f"cursor={cursor[:60]!r} is none that a page has given")
    return told[1:], told.startswith(_BEFORE)
