"""From the accounts of a group to its events: what merging gives, then what people have decided."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from events import Account, Copy, merge, span
from store.decisions import MERGE, SPLIT, Decision
from store.grouping import Member
from store.model import Feature
from store.tellings import is_told, together

_COUNTS: Final = ("deaths", "injured", "detained", "missing", "displaced")


@dataclass(frozen=True, slots=True)
class Composed:
    """One event: its accounts, the feature that they make, and the ids that it had before or took over."""

    id: str
    members: tuple[Member, ...]
    feature: Feature
    former: frozenset[str] = frozenset()


def compose_group(members: Sequence[Member], decisions: Iterable[Decision]) -> list[Composed]:
    """The events of a group of accounts; what each member's event was before any decision is set on it."""
    events = {event.id: event for event in _merged(members)}
    for event in events.values():
        for member in event.members:
            member.given = event.id
    for decision in decisions:
        if decision.field == SPLIT:
            _split(events, decision)
        elif decision.field == MERGE:
            _unite(events, decision)
    return list(events.values())


def _merged(members: Sequence[Member]) -> list[Composed]:
    if len(members) == 1 and is_told(members[0].account):  # as most are
        account = members[0].account
        return [Composed(account.event, (members[0],), account.feature)]
    told = [member for member in members if is_told(member.account)]
    read = [member for member in members if not is_told(member.account)]
    events = {event.id: event for event in _read_events(read)}
    by_event: dict[str, list[Member]] = defaultdict(list)
    for member in told:
        by_event[member.account.event].append(member)
    for event_id, alike in by_event.items():
        features = [member.account.feature for member in sorted(alike, key=_number)]
        if event_id in events:
            features.append(events[event_id].feature)
            alike.extend(events[event_id].members)
        feature = together(features)
        events[event_id] = Composed(event_id, tuple(alike), feature)
    return list(events.values())


def _number(member: Member) -> tuple[int, str]:
    return member.account.merging["number"], member.account.id


def _read_events(members: Sequence[Member]) -> list[Composed]:
    by_id = {each.account.id: each for member in members for each in member.all()}
    if not by_id:
        return []
    if len(by_id) == 1:  # most are
        return [_alone(members[0], members[0].given or members[0].account.event)]
    known = {each: member.given for each, member in by_id.items() if member.given is not None}
    firsts, copies = _copies(by_id.values())
    return [
        _alone(by_id[event.members[0]], event.id, frozenset(event.former))
        if len(event.members) == 1
        else Composed(event.id, tuple(by_id[each] for each in event.members), event.feature, frozenset(event.former))
        for event in merge(firsts, known, copies)
    ]


def _alone(member: Member, event_id: str, former: frozenset[str] = frozenset()) -> Composed:
    """What one account alone tells shows what that says, by whatever way it was found to be alone."""
    feature = member.account.feature
    if event_id != member.account.event:
        feature = {**feature, "id": event_id, "properties": feature["properties"] | {"id": event_id}}
    return Composed(event_id, (member,), feature, former)


def _copies(members: Iterable[Member]) -> tuple[list[Account], dict[str, list[Copy]]]:
    """Accounts that say something first, and those that say it again word for word, by the id of the first."""
    firsts: dict[int | str, Account] = {}
    copies: dict[str, list[Copy]] = defaultdict(list)
    for member in members:
        told = member.account
        first = firsts.setdefault(told.id if member.wording is None else member.wording, told)
        if first is not told:
            copies[first.id].append(Copy(told.id, told.article, told.feature["properties"]["sources"]))
    return list(firsts.values()), copies


def _split(events: dict[str, Composed], decision: Decision) -> None:
    """What one article says of an event is an event of its own."""
    event = events.get(decision.event)
    if event is None:
        return
    apart = [member for member in event.members if member.account.article == decision.value]
    rest = [member for member in event.members if member.account.article != decision.value]
    if apart and rest:
        events[event.id] = _joined(_merged_apart(rest), event.id, event.former)
        own = split_id(event.id, decision.value or "")
        events[own] = _joined(_merged_apart(apart), own)


def split_id(event_id: str, article: str) -> str:
    """The id of what was split from an event."""
    return hashlib.blake2b(f"{event_id}|split|{article}".encode(), digest_size=8).hexdigest()


def _merged_apart(members: Sequence[Member]) -> list[Composed]:
    """The events of some members that lay in one: their ids are not looked at."""
    own = {member.key: member for member in members}
    events = _merged([replace(member, given=None, copies=[]) for member in members])
    return [replace(event, members=tuple(own[member.key] for member in event.members)) for event in events]


def _unite(events: dict[str, Composed], decision: Decision) -> None:
    """One event is the same happening as another, which stays."""
    one, other = events.get(decision.event), events.get(decision.value or "")
    if one is None or other is None or one is other:
        return
    del events[one.id]
    events[other.id] = _joined([other, one], other.id, other.former | one.former | {one.id})


def _joined(events: Sequence[Composed], event_id: str, former: frozenset[str] = frozenset()) -> Composed:
    """Several as one: the first one's words, every source, figures side by side."""
    first = events[0].feature
    properties: dict[str, Any] = {**first["properties"], "id": event_id}
    if len(events) > 1:
        told = [event.feature["properties"] for event in events]
        properties["sources"] = [source for each in told for source in each["sources"]]
        properties |= {name: span([each.get(name) for each in told]) for name in _COUNTS if name in properties}
    members = tuple(member for event in events for member in event.members)
    return Composed(event_id, members, {**first, "id": event_id, "properties": properties}, former)
