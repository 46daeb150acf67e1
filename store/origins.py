"""Where an event comes from: its articles, the characters that say so, the rules and the gazetteer's row."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Subquery, literal, null, or_, select, union_all

from store.database import Store
from store.decisions import standing
from store.filters import since
from store.model import Tombstone
from store.schema import ACCOUNT, ARTICLE, EVENT, MENTION, RUN, TOMBSTONE
from store.written import load

_ARTICLE = ("id", "url", "source", "title", "published", "published_basis", "published_reason", "hash", "language")
_MENTION = ("kind", "first", "last", "words", "rule", "value", "place_id", "role", "reason")


def provenance(store: Store, event_id: str) -> dict[str, Any] | None:
    """How an event came to be; null where there is none.

    One entry an account: ``article`` (with its text where that is kept), ``quote``, ``offsets`` (half-open, into the
    text: trigger, evidence, date, place), ``mentions`` of dates and places within the evidence, each with its rule and
    gazetteer row, and the ``run`` that read it; then the corrections that hold.
    """
    with store.reading() as connection:
        row = connection.execute(select(EVENT.c.key, EVENT.c.updated).where(EVENT.c.id == event_id)).first()
        if row is None:
            return None
        decided = [
            standing(connection, store.backend, [event_id], structural=structural) for structural in (False, True)
        ]
        return {
            "event": event_id,
            "updated": row.updated,
            "accounts": list(_accounts(connection, row.key)),
            "corrections": [
                {"field": one.field, "value": one.value, "by": one.reviewer, "why": one.why, "made": one.made}
                for each in decided
                for one in each
            ],
        }


def _accounts(connection: Connection, event: int) -> Iterator[dict[str, Any]]:
    joined = ACCOUNT.outerjoin(ARTICLE, ARTICLE.c.key == ACCOUNT.c.article).outerjoin(RUN, RUN.c.key == ACCOUNT.c.run)
    query = (
        select(
            ACCOUNT.c.id.label("account"),
            ACCOUNT.c.article.label("article_key"),
            ACCOUNT.c.properties,
            ACCOUNT.c.provenance,
            *(ARTICLE.c[name] for name in (*_ARTICLE, "text")),
            RUN.c.key.label("run"),
            RUN.c.program,
            RUN.c.data,
        )
        .select_from(joined)
        .where(ACCOUNT.c.event == event)
        .order_by(ACCOUNT.c.key)
    )
    for row in connection.execute(query).mappings().all():
        told, offsets = load(row["properties"]), load(row["provenance"])
        yield {
            "account": row["account"],
            "article": {name: row[name] for name in (*_ARTICLE, "text")},
            "quote": next((source["evidence"] for source in told["sources"] if source.get("evidence")), None),
            "offsets": {name: offsets.get(name) for name in ("trigger", "evidence", "date", "place")},
            "place_id": offsets.get("place_id", told.get("place_id")),
            "reasons": {name: told.get(name) for name in ("reason", "date_reason", "place_reason") if told.get(name)},
            "mentions": _mentions(connection, row["article_key"], offsets),
            "run": {name: row[name] for name in ("run", "program", "data")} if row["run"] is not None else None,
        }


def _mentions(connection: Connection, article: int | None, offsets: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The mentions in the evidence, and those that the date and the place were read from."""
    spans = [span for name in ("evidence", "date", "place") if (span := offsets.get(name))]
    if article is None or not spans:
        return []
    within = or_(*((MENTION.c.first < last) & (MENTION.c.last > first) for first, last in spans))
    query = select(*(MENTION.c[name] for name in _MENTION)).where(MENTION.c.article == article, within)
    return [dict(row) for row in connection.execute(query.order_by(MENTION.c.number)).mappings()]


def gone() -> Subquery:
    """The events that are no more as rows: id, deleted, reason, successor. What a person has rejected is among them."""
    buried = select(*(TOMBSTONE.c[name] for name in ("id", "deleted", "reason", "successor")))
    rejected = select(EVENT.c.id, EVENT.c.updated, literal("rejected"), null()).where(EVENT.c.verdict == "rejected")
    return union_all(buried, rejected).subquery("gone")


def tombstones(store: Store, after: str | None = None) -> Iterator[Tombstone]:
    """Events that are no more, since a time (that moment included), oldest first; rejected ones among them.

    Who follows a store asks for what was ``updated`` since the latest time that it has seen, and for these.
    """
    moment = since(after) if after is not None else ""
    rows = gone()
    with store.reading() as connection:
        found = [Tombstone(*row) for row in connection.execute(select(rows).where(rows.c.deleted >= moment))]
    yield from sorted(found, key=lambda one: (one.deleted, one.id))
