"""Drafts: events as they are about to be written, each with its row, its place and its key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from store.composing import Composed, split_id
from store.decisions import Decision, overlay_of, overlays
from store.model import content_hash
from store.moments import minute, moment
from store.places import digest_of
from store.rows import EVENT_COLUMNS, narrow
from store.schema import EVENT
from store.terms import fact_terms
from store.transaction import Transaction
from store.written import dumped

_IN_ORDER: Final[Callable[[dict[str, Any]], tuple[Any, ...]]] = itemgetter(*EVENT_COLUMNS)


class Old(NamedTuple):
    """An event's row as it stands."""

    key: int
    id: str
    updated: str
    content: int


@dataclass(slots=True)
class Draft:
    """An event to be written; ``shown`` are its properties with corrections laid over them."""

    event: Composed
    shown: dict[str, Any]
    geometry: dict[str, Any] | None
    overlay: dict[str, Any] | None
    spot: str  # where it lies: the digest of its place
    written: bytes  # what it shows, as JSON
    row: dict[str, Any] = field(default_factory=dict)  # but for what follows
    facts: bytes = b""  # the terms of its row and place
    content: int = 0
    key: int = 0
    updated: str = ""

    def event_row(self) -> tuple[Any, ...]:
        """The event's row."""
        row = self.row
        row["id"], row["key"], row["updated"], row["content"] = self.event.id, self.key, self.updated, self.content
        return _IN_ORDER(row)

    def terms(self, said: bytes) -> bytes:
        """The terms under which it is found; ``said`` are those of what it says."""
        return b"%b %b" % (said, self.facts)

    def face_row(self) -> tuple[Any, ...]:
        """Its face: the account whose words it shows as they are, or its own; and the overlay."""
        first = self.event.members[0]
        alone = first.account.feature is self.event.feature
        overlay = dumped(self.overlay) if self.overlay else None
        if alone:
            return self.key, first.key, None, overlay
        properties = self.written if self.overlay is None else dumped(self.event.feature["properties"])
        return self.key, None, properties, overlay


def drafted(tx: Transaction, composed: Sequence[Composed], olds: Mapping[str, Old]) -> list[Draft]:
    """The drafts of some events; ``olds`` are the ids that the same accounts' events have now."""
    events = _with_free_ids(tx, composed, olds)
    laid = overlays(tx.connection, tx.backend, [event.id for event in events])
    drafts = [_draft(event, laid.get(event.id)) for event in events]
    places = tx.places.keep({draft.spot: (draft.shown, draft.geometry) for draft in drafts})
    for draft in drafts:
        place = places[draft.spot]
        draft.row = narrow(draft.shown, place.key)
        draft.facts = fact_terms(draft.row, place.box)
        draft.content = content_hash(draft.written, b"%d" % place.key)
    return drafts


def _draft(event: Composed, decisions: list[Decision] | None) -> Draft:
    properties, geometry = event.feature["properties"], event.feature["geometry"]
    first = event.members[0]
    if not decisions:
        if first.fresh and first.account.feature is event.feature:  # it shows what is being written of its one account
            return Draft(event, properties, geometry, None, first.spot, first.row["properties"])
        return _drawn(event, properties, geometry, None)
    overlay = overlay_of(decisions, properties)
    if "geometry" in overlay:
        geometry = overlay.pop("geometry")
    return _drawn(event, properties | overlay, geometry, overlay)


def _drawn(
    event: Composed, shown: dict[str, Any], geometry: dict[str, Any] | None, overlay: dict[str, Any] | None
) -> Draft:
    spot = digest_of(shown, dumped(geometry) if geometry else None)
    return Draft(event, shown, geometry, overlay, spot, dumped(shown))


def _with_free_ids(tx: Transaction, composed: Sequence[Composed], olds: Mapping[str, Old]) -> list[Composed]:
    """No event takes the id of another that it has nothing to do with."""
    new = [event.id for event in composed if event.id not in olds]
    taken = {row.id for row in tx.rows(select(EVENT.c.id), EVENT.c.id, new)} - olds.keys()
    seen = set[str]()
    free = []
    for event in composed:
        if event.id in taken or event.id in seen:
            event = replace(event, id=split_id(event.id, event.members[0].account.id))  # noqa: PLW2901
            for member in event.members:
                member.given = event.id
        seen.add(event.id)
        free.append(event)
    return free


def number(tx: Transaction, drafts: Sequence[Draft], olds: Mapping[str, Old]) -> None:
    """Give every draft the key of its time, or the next one that is free; one that lies where it did keeps its own."""
    pending = []
    for draft in drafts:
        old, starts = olds.get(draft.event.id), draft.row["starts"]
        if old is not None and minute(old.key) == starts:
            draft.key = old.key
        else:
            draft.key = moment(starts, draft.event.id)
            pending.append(draft)
    used = set[int]()
    while pending:
        occupied = {row.key for row in tx.rows(select(EVENT.c.key), EVENT.c.key, [draft.key for draft in pending])}
        again = []
        for draft in pending:
            if draft.key in occupied or draft.key in used:
                draft.key += 1
                again.append(draft)
            else:
                used.add(draft.key)
        pending = again
