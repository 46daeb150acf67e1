"""Corrections: what people decided about events, kept apart and listed with who and why, and undone if need be.

A correction belongs to an event's id, so it survives reruns: the event is composed anew each time and the corrections
are laid over it. The latest one of a field holds; earlier ones, and those undone, stay listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update

from store.database import Store
from store.decisions import STRUCTURAL
from store.heirs import heir
from store.model import Feature, StoreError
from store.patches import Patch
from store.rows import compose, faces
from store.schema import CORRECTION, EVENT, TOMBSTONE
from store.transaction import Transaction
from store.writing import recompose
from store.written import dump

_SPOILED = re.compile(r"\d[.,]?\d*[eE]\+\d+")  # 1.23E+15
_COLUMNS = ("key", "event", "field", "value", "was", "reviewer", "why", "made", "undone", "undone_by", "undone_why")


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one field of one event; ``standing`` is false while the store holds no such event.

    ``field`` is date_start, place_id, point, type, factuality, verdict, merge (``value`` is the event that it is one
    with) or split (``value`` is the article that tells of another happening).
    """

    event: str
    field: str
    value: str | None
    was: str | None
    reviewer: str
    why: str
    made: str
    standing: bool
    key: int = 0
    undone: str | None = None
    undone_by: str | None = None
    undone_why: str | None = None


def corrections(store: Store) -> Iterator[Correction]:
    """Every correction ever kept, oldest first."""
    joined = CORRECTION.outerjoin(EVENT, EVENT.c.id == CORRECTION.c.event).outerjoin(
        TOMBSTONE, TOMBSTONE.c.id == CORRECTION.c.event
    )
    standing = EVENT.c.id.isnot(None) | TOMBSTONE.c.successor.isnot(None)
    query = select(*(CORRECTION.c[name] for name in _COLUMNS), standing.label("standing")).select_from(joined)
    with store.reading() as connection:
        for row in connection.execute(query.order_by(CORRECTION.c.key)).mappings():
            yield Correction(**{**row, "standing": bool(row["standing"])})


def undo(store: Store, key: int, *, by: str, why: str) -> Correction:
    """Take a correction back; it stays listed, with who took it back and why. Raises ``StoreError``."""
    if not by or not why:
        raise StoreError("undoing a correction needs to say who does it and why")
    with store.transaction() as tx:
        row = tx.connection.execute(select(CORRECTION).where(CORRECTION.c.key == key)).mappings().first()
        if row is None:
            raise StoreError(f"there is no correction {key}: `waqai review list` shows them")
        if row["undone"] is not None:
            raise StoreError(f"correction {key} was undone already, by {row['undone_by']}: {row['undone_why']}")
        statement = update(CORRECTION).where(CORRECTION.c.key == key)
        tx.connection.execute(statement.values(undone=tx.now, undone_by=by, undone_why=why))
        recompose(tx, _concerned(tx, [row["event"], row["value"] or ""]))
        told = {name: row[name] for name in _COLUMNS} | {"undone": tx.now, "undone_by": by, "undone_why": why}
        return Correction(**told, standing=True)


def _concerned(tx: Transaction, events: list[str]) -> set[str]:
    """The events that decisions about some ids change: themselves, and what took them over."""
    rows = tx.rows(select(TOMBSTONE.c.successor), TOMBSTONE.c.id, events)
    return {*events, *(row.successor for row in rows if row.successor)}


def event_in(tx: Transaction, event_id: str) -> Feature:
    """An event as a transaction sees it. Raises ``StoreError`` where there is none."""
    row = tx.connection.execute(faces().where(EVENT.c.id == event_id)).first() if event_id else None
    if row is None:
        raise StoreError(f"the store holds no event {event_id!r}{_why_gone(tx, event_id)}")
    return compose(row)


def _why_gone(tx: Transaction, event_id: str) -> str:
    """What became of an event that was there, and of an id that a spreadsheet has spoiled."""
    if _SPOILED.fullmatch(event_id):
        return ": a spreadsheet has made a number of its id; export anew, or save that column as text"
    buried = select(TOMBSTONE.c.deleted, TOMBSTONE.c.reason).where(TOMBSTONE.c.id == event_id)
    gone = tx.connection.execute(buried).first()
    if successor := heir(tx.connection, event_id):
        return f" any more: {successor} has taken it over; decide about that one"
    return f" any more: {gone.reason} on {gone.deleted[:10]}, no article tells it" if gone else ""


def keep_corrections(tx: Transaction, decided: list[tuple[Correction, Patch]]) -> list[Correction]:
    """Keep decisions, but those that hold already, and compose the events that they are about."""
    kept = [_keep(tx, correction, patch) for correction, patch in decided if not holds(tx, correction, patch)]
    if kept:
        events = [each for one in kept for each in (one.event, one.value or "")]
        recompose(tx, _concerned(tx, events))
    return kept


def standing_of(tx: Transaction, correction: Correction) -> list[Correction]:
    """What another person has decided of the same field, and holds until this decision is kept."""
    if correction.field in STRUCTURAL:  # several hold beside one another
        return []
    asked = (CORRECTION.c.event == correction.event, CORRECTION.c.field == correction.field)
    query = select(*(CORRECTION.c[name] for name in _COLUMNS)).where(*asked, CORRECTION.c.undone.is_(None))
    row = tx.connection.execute(query.order_by(CORRECTION.c.key.desc())).mappings().first()
    if row is None or row["reviewer"] == correction.reviewer or row["value"] == correction.value:
        return []
    return [Correction(**row, standing=True)]


def holds(tx: Transaction, correction: Correction, patch: Patch) -> bool:
    """Does the same decision by the same person already hold?"""
    query = select(*(CORRECTION.c[name] for name in ("value", "reviewer", "why", "patch"))).where(
        CORRECTION.c.event == correction.event, CORRECTION.c.field == correction.field, CORRECTION.c.undone.is_(None)
    )
    rows = tx.connection.execute(query.order_by(CORRECTION.c.key.desc())).tuples().all()
    wanted = (correction.value, correction.reviewer, correction.why, dump(patch))
    several = correction.field in STRUCTURAL  # of the others, the latest alone holds
    return wanted in (rows if several else rows[:1])


def _keep(tx: Transaction, correction: Correction, patch: Patch) -> Correction:
    key = tx.new_key(CORRECTION)
    told: dict[str, Any] = {name: getattr(correction, name) for name in _COLUMNS[1:7]}
    tx.connection.execute(CORRECTION.insert().values(key=key, made=tx.now, patch=dump(patch), **told))
    return replace(correction, key=key, made=tx.now)
