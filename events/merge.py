"""Accounts of one happening become one event, whatever the order in which they come.

In two steps, so that the result depends on the set of accounts alone. First accounts of one place and one day that
agree and share more than that (figures, actors) or say nothing more are joined, the best agreement first, and only
where nearly all fit each other. Then what is vaguer in place or time, or tells less, joins the one group that it fits;
where it fits several, nobody knows which it tells of, and it stays alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

from events.account import Account, Copy
from events.chorus import Chorus, Fit, Voice, choruses, fit
from events.facts import Facts, facts_of
from events.identity import digest
from events.union import union

_NEARLY_ALL: Final = 2 / 3  # of two groups' pairs: two accounts must fit, of three neither may miss both others
_NOTHING_GIVEN_OUT: Final[Mapping[str, str]] = {}
_NO_COPIES: Final[Mapping[str, Sequence[Copy]]] = {}
Group: TypeAlias = list[Chorus]
Groups: TypeAlias = dict[str, Group]  # by the ids of their choruses
Pairs: TypeAlias = dict[str, dict[str, Fit]]


@dataclass(frozen=True, slots=True)
class Merged:
    """One event: its id, the accounts that tell it, the ids that it had before, and its feature."""

    id: str
    members: tuple[str, ...]
    former: tuple[str, ...]
    feature: dict[str, Any]


class _Teller(NamedTuple):
    """Who tells, in the order in which they are heard; ``account`` holds the words, a copy's too."""

    published: str
    id: str
    account: Account
    sources: list[dict[str, Any]]


def merge(
    accounts: Iterable[Account],
    known: Mapping[str, str] = _NOTHING_GIVEN_OUT,
    copies: Mapping[str, Sequence[Copy]] = _NO_COPIES,
) -> list[Merged]:
    """The events of a set of accounts, sorted by id.

    ``known`` gives the event id that an account's event already has: an event keeps the id of its earliest member
    that has one, and takes over those of the others. ``copies`` are further accounts of the set, by the id of that
    one whose words they repeat.
    """
    by_id = {account.id: account for account in accounts}
    tellers = {one.id: one for account in by_id.values() for one in _tellers(account, copies.get(account.id, ()))}
    told = [account for account in by_id.values() if account.keys]
    groups = _grouped([(facts_of(account), _voices(account, copies.get(account.id, ()))) for account in told])
    groups += [[account.id] for account in by_id.values() if not account.keys]
    ordered = sorted(sorted(tellers[each] for each in group) for group in groups)
    taken = _ids(ordered, known)
    ids = set(taken)
    merged = [_event(event_id, group, known, ids) for event_id, group in zip(taken, ordered, strict=True)]
    return sorted(merged, key=lambda event: event.id)


def _tellers(account: Account, copies: Iterable[Copy]) -> list[_Teller]:
    published = account.merging["published"] or "9"
    own = _Teller(published, account.id, account, account.feature["properties"]["sources"])
    return [own, *(_Teller(published, copy.id, account, copy.sources) for copy in copies)]


def _voices(account: Account, copies: Iterable[Copy]) -> list[Voice]:
    return [Voice(account.id, account.article), *(Voice(copy.id, copy.article) for copy in copies)]


def _grouped(told: Iterable[tuple[Facts, Sequence[Voice]]]) -> list[list[str]]:
    found = choruses(told)
    pairs = _pairs(found)
    group_of = {chorus.id: [chorus] for chorus in found}
    _join_sharp({chorus.id: chorus.facts for chorus in found}, group_of, pairs)
    _join_vaguer(group_of, pairs)
    return [[account for chorus in group for account in chorus.accounts] for group in _distinct(group_of)]


def _distinct(group_of: Groups) -> list[Group]:
    groups = {id(group): sorted(group, key=_first) for group in group_of.values()}
    return sorted(groups.values(), key=lambda group: group[0].id)


def _first(chorus: Chorus) -> str:
    return chorus.id


def _size(group: Group) -> int:
    """How many accounts it has."""
    return sum(len(chorus.accounts) for chorus in group)


def _join(here: Group, there: Group, group_of: Groups) -> None:
    here += there
    group_of |= dict.fromkeys((chorus.id for chorus in there), here)


def _pairs(told: Sequence[Chorus]) -> Pairs:
    """For every chorus the others that can tell of the same happening."""
    by_key: dict[str, list[Chorus]] = defaultdict(list)
    pairs: Pairs = {chorus.id: {} for chorus in told}
    for chorus in told:
        for other in {other.id: other for key in chorus.facts.keys for other in by_key[key]}.values():
            if (found := fit(chorus, other)) is not None:
                pairs[chorus.id][other.id] = pairs[other.id][chorus.id] = found
        for key in chorus.facts.keys:
            by_key[key].append(chorus)
    return pairs


def _join_sharp(told: Mapping[str, Facts], group_of: Groups, pairs: Pairs) -> None:
    """Groups in which every two agree in place and day, the best agreement joined first."""
    sharp = [
        (-found.likeness.evidence, one, other)
        for one, others in pairs.items()
        for other, found in others.items()
        if found.likeness.sharp and one < other
    ]
    for evidence, one, other in sorted(sharp):
        here, there = group_of[one], group_of[other]
        alone = evidence == 0 and (_telling(told[one]) or _telling(told[other]))
        if here is not there and not alone and _fit(here, there, pairs):
            _join(here, there, group_of)


def _telling(facts: Facts) -> bool:
    """Does it say more than that something was done there that day?"""
    return bool(facts.counts or facts.doers or facts.targets)


def _fit(here: Group, there: Group, pairs: Pairs) -> bool:
    """Do nearly all of one group fit those of the other? Of many accounts one may be misread, or far too early."""
    found = (pairs[one.id].get(other.id) for one in here for other in there)
    return sum(each.pairs for each in found if each is not None) >= _NEARLY_ALL * _size(here) * _size(there)


def _join_vaguer(group_of: Groups, pairs: Pairs) -> None:
    """Each group that fits one other, or one better than those it contradicts, joins it; the smallest first."""
    groups = _distinct(group_of)
    fits = [_fits(group, group_of, pairs) for group in groups]
    for group, others in sorted(zip(groups, fits, strict=True), key=lambda pair: (_size(pair[0]), pair[0][0].id)):
        only = _only(others, group_of, pairs)
        if only is None:
            continue
        here, there = group_of[group[0].id], group_of[only]
        if here is not there and _fit(here, there, pairs):
            _join(there, here, group_of)


def _fits(group: Group, group_of: Groups, pairs: Pairs) -> dict[str, int]:
    """The other groups, each by its first chorus, that a group fits, and how much speaks for each."""
    others = {min(map(_first, there)): there for one in group for there in map(group_of.__getitem__, pairs[one.id])}
    return {
        first: max(_evidence(group, there, pairs))
        for first, there in others.items()
        if there is not group_of[group[0].id] and _fit(group, there, pairs)
    }


def _evidence(here: Group, there: Group, pairs: Pairs) -> Iterable[int]:
    found = (pairs[one.id].get(other.id) for one in here for other in there)
    return (each.likeness.evidence for each in found if each is not None)


def _only(fits: Mapping[str, int], group_of: Groups, pairs: Pairs) -> str | None:
    """The one that it fits best; nobody knows which where others that fit as well cannot be the same as that one."""
    ranked = sorted(fits, key=lambda first: (-fits[first], first))
    if not ranked:
        return None
    best, rivals = ranked[0], [first for first in ranked[1:] if fits[first] == fits[ranked[0]]]
    return best if all(_fit(group_of[best], group_of[rival], pairs) for rival in rivals) else None


def _ids(groups: Sequence[Sequence[_Teller]], known: Mapping[str, str]) -> list[str]:
    """An id for each group, no two the same: one already given out, else its first account's own."""
    taken: dict[int, str] = {}
    used: set[str] = set()
    given = set(known.values())
    for wanted in ([_given_out(group, known) for group in groups], [_own(group, given) for group in groups]):
        for number, choice in enumerate(wanted):
            if number in taken:
                continue
            free = next((each for each in choice if each not in used), None)
            if free is not None:
                taken[number] = free
                used.add(free)
    return [taken[number] for number in range(len(groups))]


def _given_out(group: Sequence[_Teller], known: Mapping[str, str]) -> list[str]:
    return [known[each.id] for each in group if each.id in known]


def _own(group: Sequence[_Teller], given: Set[str]) -> list[str]:
    """The first account's event id; where another event has it, one of the account itself."""
    first = next((each.account.event for each in group if each.account.event not in given), None)
    return [*([] if first is None else [first]), digest(group[0].account.event, group[0].id)]


def _event(event_id: str, group: Sequence[_Teller], known: Mapping[str, str], ids: set[str]) -> Merged:
    former = sorted({*_given_out(group, known)} - ids)
    words = {each.account.id: each.account for each in group}.values()  # each in the place of its first teller
    feature = union(
        [account.feature for account in words],
        event_id,
        [account.merging["dated"] for account in words],
        [each.sources for each in group],
    )
    return Merged(event_id, tuple(each.id for each in group), tuple(former), feature)
