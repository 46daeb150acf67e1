"""Which stored accounts a change concerns: those that may tell one happening with what comes or goes, and their like.

Keys alone would join a city's whole month. But merging joins accounts only along pairs that are alike, and whoever is
like none of a set has no say in it: so what shares a key is read and compared, and only what is like goes on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import select

from events import facts_of, likeness
from store.decisions import MERGE, Decision, standing
from store.grouping import Change, Member, alone_hash, ids_of, sharing, stored_members
from store.schema import ACCOUNT, GIVEN_ANOTHER
from store.transaction import Transaction

_KEY_AND_GIVEN: Final = select(ACCOUNT.c.key, ACCOUNT.c.given)


def concerned(tx: Transaction, change: Change) -> tuple[list[Member], list[Decision]]:
    """The accounts that are composed anew for a change, and what people have decided of their events."""
    circle = _Circle(tx, change)
    while True:
        circle.close()
        decisions = standing(tx.connection, tx.backend, ids_of(circle.members), structural=True)
        if not circle.bring(_standing_for(tx, decisions)):
            return circle.members, decisions


def _standing_for(tx: Transaction, decisions: Iterable[Decision]) -> set[int]:
    """The accounts of events that people have said to be one with those at hand."""
    ids = {each for decision in decisions if decision.field == MERGE for each in (decision.event, decision.value or "")}
    alone = sharing(tx.connection, tx.backend, {alone_hash(each) for each in ids})
    rows = [*tx.rows(_KEY_AND_GIVEN, ACCOUNT.c.key, alone), *_given(tx, ids)]
    return {row.key for row in rows if row.given in ids}


def _given(tx: Transaction, ids: Collection[str]) -> Iterable[Any]:
    """The accounts to which merging gave one of some ids, and not the one that they have alone."""
    return tx.rows(_KEY_AND_GIVEN.where(GIVEN_ANOTHER), ACCOUNT.c.given, ids)


class _Circle:
    """The accounts that a change concerns, as they become known; ``members`` are those that will be there after it."""

    def __init__(self, tx: Transaction, change: Change) -> None:
        self._tx = tx
        self._gone = change.gone.keys()
        self._known: dict[int, Member] = {}  # read, by key; a copy's is that of the first of its wording
        self._aside: dict[int, dict[int, Member]] = defaultdict(dict)  # read and like none so far: by hash, and key
        self._within = set[int]()
        self._asked, self._ids, self._compared = set[int](), set[str](), set[int]()
        self.members = [*change.fresh]
        # What goes is compared too: those whom it kept apart, or held together, are composed anew.
        self._new = [*change.fresh, *stored_members(tx.connection, tx.backend, self._gone)]
        self.bring(self._of_events(change.events))

    def bring(self, keys: Collection[int]) -> bool:
        """Take in stored accounts, whomever they are like; were there any that it had not?"""
        self._read(keys)
        new = [self._known[key] for key in keys if key not in self._gone]
        for member in new:
            self._enter(member)
        return bool(self._new)

    def close(self) -> None:
        """Take in all that belong to those that it has."""
        while self._new:
            new, self._new = self._new, []
            hashes = {hashed for member in new for hashed in member.hashes} - self._asked
            self._asked |= hashes
            self._read(sharing(self._tx.connection, self._tx.backend, hashes))
            self.bring(self._bound(new))
            for member in new:
                self._enter_like(member)

    def _bound(self, members: Collection[Member]) -> set[int]:
        """The accounts of the same events, and those that have or had the same ids."""
        ids = ids_of(members) - self._ids
        self._ids |= ids
        alone = sharing(self._tx.connection, self._tx.backend, {alone_hash(each) for each in ids})
        given = {row.key for row in _given(self._tx, ids)}
        return alone | given | self._of_events({each.event for member in members for each in member.all()})

    def _of_events(self, events: Collection[int | None]) -> set[int]:
        known = [event for event in events if event is not None]
        return {row.key for row in self._tx.rows(select(ACCOUNT.c.key), ACCOUNT.c.event, known)}

    def _read(self, keys: Collection[int]) -> None:
        unread = {key for key in keys if key not in self._known and key not in self._gone}
        for member in stored_members(self._tx.connection, self._tx.backend, unread):
            self._known |= {each.key: member for each in member.all()}
            for hashed in member.hashes:
                self._aside[hashed][member.key] = member

    def _enter(self, member: Member) -> None:
        if member.key in self._within:
            return
        self._within.add(member.key)
        self.members.append(member)
        self._new.append(member)
        for hashed in member.hashes:
            del self._aside[hashed][member.key]

    def _enter_like(self, member: Member) -> None:
        """Take in those that may tell of the same; what repeats another's words is like whom that is like."""
        if not member.account.keys or member.wording in self._compared:
            return
        if member.wording is not None:
            self._compared.add(member.wording)
        near = {key: other for hashed in member.hashes for key, other in self._aside[hashed].items()}
        for other in near.values():
            if _alike(member, other):
                self._enter(other)


def _alike(one: Member, other: Member) -> bool:
    if not other.account.keys:
        return False
    for each in (one, other):
        if each.facts is None:
            each.facts = facts_of(each.account)
    assert one.facts is not None and other.facts is not None  # noqa: S101  they have just been made
    return likeness(one.facts, other.facts) is not None
