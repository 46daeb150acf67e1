"""How a change of accounts is carried through: merged with what may be the same, events composed anew and written."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select, update

from store.composing import Composed, compose_group
from store.decisions import MERGE, Decision, standing
from store.drafting import Draft, drafted, event_rows, number
from store.grouping import Member, components, sharing, stored_members
from store.model import Written
from store.rows import EVENT_COLUMNS
from store.schema import ACCOUNT, ACCOUNT_KEY, EVENT, FACE, TOMBSTONE
from store.transaction import Transaction

ACCOUNT_COLUMNS: Final = tuple(column.name for column in ACCOUNT.c)
_FACE_COLUMNS: Final = tuple(column.name for column in FACE.c)


@dataclass(slots=True)
class Change:
    """What a write does to the accounts: those to be written, those that go, and the events that all this concerns."""

    fresh: list[Member] = field(default_factory=list)
    gone: dict[int, tuple[int, ...]] = field(default_factory=dict)  # key to index hashes; also of what is replaced
    events: set[int] = field(default_factory=set)  # that accounts which change or go stand with
    same: set[int] = field(default_factory=set)  # that accounts which stay as they were stand with


class _Old(NamedTuple):
    """An event's row as it stands."""

    key: int
    id: str
    updated: str
    content: int


def write_change(tx: Transaction, change: Change) -> Written:
    """Carry a change of accounts through to the events."""
    if not (change.fresh or change.gone or change.events):
        return Written(same=len(change.same))
    members, decisions = _concerned(tx, change)
    ties = [(decision.event, decision.value or "") for decision in decisions if decision.field == MERGE]
    composed = [event for group in components(members, ties) for event in compose_group(group, decisions)]
    olds = _olds(tx, change.events | {member.event for member in members if member.event is not None})
    outcomes = _keep(tx, change, composed, olds)
    outcomes["same"] += len(change.same - {old.key for old in olds.values()})
    if outcomes.total() > outcomes["same"]:
        tx.backend.touched(tx.connection)
    return Written(outcomes["new"], outcomes["changed"], outcomes["same"], outcomes["withdrawn"])


def recompose(tx: Transaction, event_ids: Collection[str]) -> Written:
    """Compose events anew, after a person's decision about them."""
    return write_change(tx, Change(events={row.key for row in tx.rows(select(EVENT.c.key), EVENT.c.id, event_ids)}))


def _concerned(tx: Transaction, change: Change) -> tuple[list[Member], list[Decision]]:
    """Every account of the groups that a change touches, and what people have decided of their events."""
    members, decisions = [*change.fresh], list[Decision]()
    seeds = chain(*(member.hashes for member in change.fresh), *change.gone.values())
    wanted = sharing(tx.connection, tx.backend, seeds)
    wanted |= {row.key for row in tx.rows(select(ACCOUNT.c.key), ACCOUNT.c.event, change.events)}
    known = set(change.gone)
    while True:
        found = stored_members(tx.connection, tx.backend, wanted - known)
        known |= {member.key for member in found}
        members += found
        wanted = sharing(tx.connection, tx.backend, chain(*(member.hashes for member in found)))
        decisions = standing(tx.connection, tx.backend, _ids(members), structural=True)
        wanted |= _standing_for(tx, decisions)
        if wanted <= known:
            return members, decisions


def _ids(members: Iterable[Member]) -> set[str]:
    told = {(member.given, member.event_id, member.account.event) for member in members}
    return {event_id for ids in told for event_id in ids if event_id is not None}


def _standing_for(tx: Transaction, decisions: Iterable[Decision]) -> set[int]:
    """The accounts of events that people have said to be one with those at hand."""
    ids = {each for decision in decisions if decision.field == MERGE for each in (decision.event, decision.value or "")}
    return {row.key for row in tx.rows(select(ACCOUNT.c.key), ACCOUNT.c.given, ids)}


def _olds(tx: Transaction, keys: Collection[int]) -> dict[str, _Old]:
    rows = tx.rows(select(EVENT.c.key, EVENT.c.id, EVENT.c.updated, EVENT.c.content), EVENT.c.key, keys)
    return {row.id: _Old(*row) for row in rows}


def _keep(tx: Transaction, change: Change, composed: Sequence[Composed], olds: Mapping[str, _Old]) -> Counter[str]:
    drafts = drafted(tx, composed, olds)
    outcomes, rewritten = _to_write(tx, drafts, olds)
    kept = {draft.event.id for draft in drafts}
    gone = [old for old in olds.values() if old.id not in kept]
    outcomes["withdrawn"] = len(gone)
    stale = [olds[draft.event.id].key for draft in rewritten if draft.event.id in olds]
    _clear(tx, change, [*stale, *(old.key for old in gone)])
    _write(tx, change, rewritten)
    _bury(tx, gone, drafts)
    return outcomes


def _to_write(tx: Transaction, drafts: Sequence[Draft], olds: Mapping[str, _Old]) -> tuple[Counter[str], list[Draft]]:
    """What becomes of each event, and those whose rows change: what it shows, or from which accounts."""
    before: dict[int, set[int]] = defaultdict(set)
    for row in tx.rows(select(ACCOUNT.c.key, ACCOUNT.c.event), ACCOUNT.c.event, [old.key for old in olds.values()]):
        before[row.event].add(row.key)
    outcomes, rewritten = Counter[str](), []
    for draft in drafts:
        old = olds.get(draft.event.id)
        outcome = "new" if old is None else "same" if old.content == draft.content else "changed"
        outcomes[outcome] += 1
        draft.updated = old.updated if old and outcome == "same" else tx.now
        members = draft.event.members
        stands = old is not None and before[old.key] == {member.key for member in members}
        if outcome != "same" or not stands or any(member.fresh for member in members):
            rewritten.append(draft)
    return outcomes, rewritten


def _clear(tx: Transaction, change: Change, events: Collection[int]) -> None:
    """Take away the rows that are written anew, and those that go."""
    tx.delete(tx.backend.words, "event", events)
    tx.delete(EVENT, "key", events)  # faces go with them
    tx.delete(ACCOUNT, "key", change.gone.keys())
    pairs = [(key, hashed) for key, hashes in change.gone.items() for hashed in hashes]
    if pairs:
        statement = ACCOUNT_KEY.delete().where(
            ACCOUNT_KEY.c.account == bindparam("of"), ACCOUNT_KEY.c.hash == bindparam("hashed")
        )
        tx.connection.execute(statement, [{"of": key, "hashed": hashed} for key, hashed in pairs])


def _write(tx: Transaction, change: Change, drafts: Sequence[Draft]) -> None:
    number(tx, drafts)
    events, words = event_rows(drafts)
    tx.insert(EVENT, EVENT_COLUMNS, sorted(events))
    for draft in drafts:
        for member in draft.event.members:
            member.event = draft.key
    tx.insert(ACCOUNT, ACCOUNT_COLUMNS, [_account_row(tx, member) for member in change.fresh])
    pairs = sorted((hashed, member.key) for member in change.fresh for hashed in member.hashes)
    tx.insert(ACCOUNT_KEY, ("hash", "account"), pairs)
    _stand(tx, [member for draft in drafts for member in draft.event.members if not member.fresh])
    tx.insert(FACE, _FACE_COLUMNS, sorted(draft.face_row() for draft in drafts))
    tx.backend.index(tx.connection, words)


def _account_row(tx: Transaction, member: Member) -> tuple[Any, ...]:
    row = member.row | {"key": member.key, "event": member.event, "given": member.given, "run": tx.run}
    return tuple(row[column] for column in ACCOUNT_COLUMNS)


def _stand(tx: Transaction, members: Sequence[Member]) -> None:
    """Stored accounts stand with the events that they now make."""
    if members:
        statement = update(ACCOUNT).where(ACCOUNT.c.key == bindparam("of"))
        statement = statement.values(event=bindparam("stands_with"), given=bindparam("gave"))
        rows = [{"of": member.key, "stands_with": member.event, "gave": member.given} for member in members]
        tx.connection.execute(statement, rows)


def _bury(tx: Transaction, gone: Sequence[_Old], drafts: Sequence[Draft]) -> None:
    """A tombstone for each event that is no more; none for one that is there (again)."""
    heirs = {former: draft.event.id for draft in drafts for former in draft.event.former}
    tx.delete(TOMBSTONE, "id", {*(old.id for old in gone), *(draft.event.id for draft in drafts)})
    rows = [(old.id, tx.now, "merged" if old.id in heirs else "withdrawn", heirs.get(old.id)) for old in gone]
    tx.insert(TOMBSTONE, ("id", "deleted", "reason", "successor"), rows)
