"""How a change of accounts is carried through: merged with what may be the same, events composed anew and written."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import bindparam, select

from store.backend import is_empty
from store.composing import Composed, compose_group
from store.concerned import concerned
from store.decisions import MERGE
from store.drafting import Draft, Old, drafted, number
from store.finding import Shown
from store.grouping import Change, Member, components
from store.model import Written
from store.rows import EVENT_COLUMNS
from store.schema import ACCOUNT, ACCOUNT_KEY, EVENT, FACE, TOMBSTONE, WORDING
from store.terms import terms_in
from store.transaction import Transaction

ACCOUNT_COLUMNS: Final = tuple(column.name for column in ACCOUNT.c)
_IN_ORDER: Final[Callable[[dict[str, Any]], tuple[Any, ...]]] = itemgetter(*ACCOUNT_COLUMNS)
FACE_COLUMNS: Final = tuple(column.name for column in FACE.c)
WORDING_COLUMNS: Final = tuple(column.name for column in WORDING.c)


def write_change(tx: Transaction, change: Change) -> Written:
    """Carry a change of accounts through to the events."""
    if not (change.fresh or change.gone or change.events):
        return Written(same=len(change.same))
    members, decisions = concerned(tx, change)
    ties = [(decision.event, decision.value or "") for decision in decisions if decision.field == MERGE]
    composed = [event for group in components(members, ties) for event in compose_group(group, decisions)]
    olds = _olds(tx, change.events | {each.event for member in members for each in member.all()})
    outcomes = _keep(tx, change, composed, olds)
    outcomes["same"] += len(change.same - {old.key for old in olds.values()})
    tx.changed |= outcomes.total() > outcomes["same"]
    return Written(outcomes["new"], outcomes["changed"], outcomes["same"], outcomes["withdrawn"])


def recompose(tx: Transaction, event_ids: Collection[str]) -> Written:
    """Compose events anew, after a person's decision about them."""
    return write_change(tx, Change(events={row.key for row in tx.rows(select(EVENT.c.key), EVENT.c.id, event_ids)}))


def _olds(tx: Transaction, keys: Collection[int | None]) -> dict[str, Old]:
    query = select(EVENT.c.key, EVENT.c.id, EVENT.c.updated, EVENT.c.content)
    rows = tx.rows(query, EVENT.c.key, [key for key in keys if key is not None])
    return {row.id: Old(*row) for row in rows}


def _keep(tx: Transaction, change: Change, composed: Sequence[Composed], olds: Mapping[str, Old]) -> Counter[str]:
    drafts = drafted(tx, composed, olds)
    outcomes, rewritten = _to_write(tx, change, drafts, olds)
    outcomes["withdrawn"] = len(olds.keys() - {draft.event.id for draft in drafts})
    with tx.finder.begun([Shown(draft.written, draft.shown) for draft in rewritten]) as finding:
        number(tx, rewritten, olds)
        before = _rewrite(tx, change, drafts, rewritten, olds)
        _index(tx, rewritten, finding.words(), before)
    return outcomes


def _rewrite(
    tx: Transaction, change: Change, drafts: Sequence[Draft], rewritten: Sequence[Draft], olds: Mapping[str, Old]
) -> set[int]:
    """Write events with their accounts, and take away those that go; the keys of events that change in their place."""
    kept = {draft.event.id for draft in drafts}
    gone = [old for old in olds.values() if old.id not in kept]
    moved = [old.key for draft in rewritten if (old := olds.get(draft.event.id)) and old.key != draft.key]
    _clear(tx, [*moved, *(old.key for old in gone)])
    before = {old.key for old in olds.values()}.difference(moved)
    _bury(tx, gone, drafts)
    _write(tx, change, rewritten, before)
    _forget(tx, change)
    return before


def _to_write(
    tx: Transaction, change: Change, drafts: Sequence[Draft], olds: Mapping[str, Old]
) -> tuple[Counter[str], list[Draft]]:
    """What becomes of each event, and those whose rows change: what it shows, or from which accounts."""
    before = Counter(member.event for draft in drafts for member in draft.event.members)
    outcomes, rewritten = Counter[str](), []
    for draft in drafts:
        old, members = olds.get(draft.event.id), draft.event.members
        outcome = "new" if old is None else "same" if old.content == draft.content else "changed"
        outcomes[outcome] += 1
        draft.updated = old.updated if old and outcome == "same" else tx.now
        stands = old is not None and old.key not in change.shrunk and before[old.key] == len(members)
        stood = {each.event for each in members if not each.fresh}
        if outcome != "same" or not stands or stood != {old and old.key} or any(each.fresh for each in members):
            rewritten.append(draft)
    return outcomes, rewritten


def _clear(tx: Transaction, events: Collection[int]) -> None:
    """Take away the rows of events that go, or come to lie at another time."""
    tx.delete(tx.backend.words, "event", events)
    tx.delete(EVENT, "key", events)  # faces go with them


def _write(tx: Transaction, change: Change, drafts: Sequence[Draft], before: Collection[int]) -> None:
    """``before`` are the keys of events whose rows are there, and change in their place."""
    tx.put(EVENT, EVENT_COLUMNS, [draft.event_row() for draft in drafts], before)
    for draft in drafts:
        for member in draft.event.members:
            member.event = draft.key
    tx.put(ACCOUNT, ACCOUNT_COLUMNS, [_account_row(tx, member) for member in change.fresh], change.gone)
    wordings = [(each.key, each.row["content"], each.wording) for each in change.fresh if each.wording is not None]
    tx.put(WORDING, WORDING_COLUMNS, wordings, change.gone)
    members = [member for draft in drafts for member in draft.event.members if not member.fresh]
    moved = [(each.event, each.given, each.key) for each in members if each.stood != (each.event, each.given)]
    tx.backend.amend(tx.connection, ACCOUNT, ("event", "given"), moved)
    tx.put(FACE, FACE_COLUMNS, [draft.face_row() for draft in drafts], before)


def _index(tx: Transaction, drafts: Sequence[Draft], said: Sequence[bytes], before: Collection[int]) -> None:
    """Keep the terms of events; those of one that has the same as before are not touched."""
    table = tx.backend.words
    words = [(draft.key, draft.terms(each)) for draft, each in zip(drafts, said, strict=True)]
    stored = tx.rows(select(table.c.event, table.c.terms), table.c.event, [key for key, _ in words if key in before])
    had = {row.event: terms_in(row.terms) for row in stored}
    new = [(key, terms) for key, terms in words if key not in had or had[key] != terms_in(terms)]
    tx.delete(table, "event", [key for key, _ in new if key in had])
    tx.backend.index(tx.connection, new)


def _forget(tx: Transaction, change: Change) -> None:
    """Take away the accounts that go, and keep the index of those that stay or come."""
    tx.delete(ACCOUNT, "key", change.gone.keys() - {member.key for member in change.fresh})
    tx.delete(WORDING, "account", change.gone.keys() - {each.key for each in change.fresh if each.wording is not None})
    indexed = {(hashed, key) for key, hashes in change.gone.items() for hashed in hashes}
    wanted = {(hashed, member.key) for member in change.fresh for hashed in member.hashes}
    if stale := indexed - wanted:
        statement = ACCOUNT_KEY.delete().where(
            ACCOUNT_KEY.c.hash == bindparam("hashed"), ACCOUNT_KEY.c.account == bindparam("of")
        )
        tx.connection.execute(statement, [{"hashed": hashed, "of": key} for hashed, key in sorted(stale)])
    tx.insert(ACCOUNT_KEY, ("hash", "account"), sorted(wanted - indexed))


def _account_row(tx: Transaction, member: Member) -> tuple[Any, ...]:
    row = member.row  # which is the member's own
    row["key"], row["event"], row["given"], row["run"] = member.key, member.event, member.given, tx.run
    return _IN_ORDER(row)


def _bury(tx: Transaction, gone: Sequence[Old], drafts: Sequence[Draft]) -> None:
    """A tombstone for each event that is no more; none for one that is there (again)."""
    heirs = {former: draft.event.id for draft in drafts for former in draft.event.former}
    if not is_empty(tx.connection, TOMBSTONE):
        tx.delete(TOMBSTONE, "id", {*(old.id for old in gone), *(draft.event.id for draft in drafts)})
    rows = [(old.id, tx.now, "merged" if old.id in heirs else "withdrawn", heirs.get(old.id)) for old in gone]
    tx.insert(TOMBSTONE, ("id", "deleted", "reason", "successor"), rows)
