"""Ids that are no event's any more lead to the event that took them over, so that what points at one still points."""

from sqlalchemy import Connection, select

from store.grouping import key_hash
from store.schema import ACCOUNT, ACCOUNT_KEY, EVENT, TOMBSTONE


def heir(connection: Connection, event_id: str) -> str | None:
    """The event that an id leads to: by what merged events left, else by the account that has this id by itself.

    ``part_of`` names the id that an event has if nobody else tells of it; with a second source it may have another.
    """
    seen, wanted = set[str](), event_id
    while wanted not in seen:
        seen.add(wanted)
        buried = select(TOMBSTONE.c.successor).where(TOMBSTONE.c.id == wanted)
        successor = connection.execute(buried).scalar() or _of_account(connection, wanted)
        if successor is None or connection.execute(select(EVENT.c.key).where(EVENT.c.id == successor)).first():
            return successor
        wanted = successor
    return None


def _of_account(connection: Connection, alone: str) -> str | None:
    """The event that the account which alone would have this id stands with."""
    joined = ACCOUNT_KEY.join(ACCOUNT, ACCOUNT.c.key == ACCOUNT_KEY.c.account)
    joined = joined.join(EVENT, EVENT.c.key == ACCOUNT.c.event)
    query = select(EVENT.c.id).select_from(joined).order_by(ACCOUNT.c.id).limit(1)
    return connection.execute(
        query.where(ACCOUNT_KEY.c.hash == key_hash(f"={alone}"), ACCOUNT.c.alone == alone)
    ).scalar()
