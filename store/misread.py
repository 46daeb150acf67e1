"""What reviewers' corrections say about names: which words of an article had been read as another place, or as none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from store.corrections import Correction, corrections
from store.database import Store
from store.heirs import heir
from store.schema import ACCOUNT, EVENT, MENTION
from store.written import load


@dataclass(frozen=True, slots=True)
class Misread:
    """Words that stood for the place that ``correction`` names, and were read as ``read_as`` (null: as no known place).

    ``unknown`` says that no known place is so called, as the reading saw it; ``evidence`` is the sentence.
    """

    words: str
    read_as: str | None
    unknown: bool
    evidence: str
    article: str | None
    correction: Correction


def misread(store: Store) -> Iterator[Misread]:
    """Every name that a correction of a place, the one that holds now, puts elsewhere than its reading did."""
    holding = {one.event: one for one in corrections(store) if one.field == "place_id" and one.undone is None}
    moved = [one for one in holding.values() if one.value is not None]
    with store.reading() as connection:
        for correction in moved:
            for account in _accounts(connection, correction.event):
                yield from _misread(connection, account, correction)


def _accounts(connection: Connection, event: str) -> Sequence[Row[Any]]:
    """What tells of an event, under its id or, where that is no event's any more, under that of its heir."""
    query = (
        select(ACCOUNT.c.article, ACCOUNT.c.properties, ACCOUNT.c.provenance)
        .join(EVENT, EVENT.c.key == ACCOUNT.c.event)
        .order_by(ACCOUNT.c.key)
    )
    told = connection.execute(query.where(EVENT.c.id == event)).all()
    return told or connection.execute(query.where(EVENT.c.id == heir(connection, event))).all()


def _misread(connection: Connection, account: Row[Any], correction: Correction) -> Iterator[Misread]:
    reading = load(account.provenance)
    span, read_as = reading.get("place"), reading.get("place_id")
    if not span or read_as == correction.value:  # a place that no words name, or that other words named rightly
        return
    query = select(MENTION.c.words).where(
        MENTION.c.article == account.article,
        MENTION.c.kind == "place",
        MENTION.c.first == span[0],
        MENTION.c.last == span[1],
    )
    words = connection.execute(query).scalars().first()
    if words:
        [source] = load(account.properties)["sources"]
        unknown = read_as is None and not reading.get("candidates")
        evidence = source.get("evidence") or ""
        yield Misread(words, read_as, unknown, evidence, source.get("article"), correction)
