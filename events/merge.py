"""Accounts of one happening become one event, whatever the order in which they come.

In two steps, so that the result depends on the set of accounts alone. First accounts of one place and one day that
agree and share more than that (figures, actors) or say nothing more are joined, the best agreement first, and only
where nearly all fit each other. Then what is vaguer in place or time, or tells less, joins the one group that it fits;
where it fits several, nobody knows which it tells of, and it stays alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from events.account import Account
from events.facts import Facts, facts_of
from events.identity import digest
from events.likeness import Likeness, likeness
from events.union import union

_NEARLY_ALL: Final = 2 / 3  # of two groups' pairs: two accounts must fit, of three neither may miss both others
_NOTHING_GIVEN_OUT: Final[Mapping[str, str]] = {}
Group: TypeAlias = list[str]  # ids of accounts
Pairs: TypeAlias = dict[str, dict[str, Likeness]]


@dataclass(frozen=True, slots=True)
class Merged:
    """One event: its id, the accounts that tell it, the ids that it had before, and its feature."""

    id: str
    members: tuple[str, ...]
    former: tuple[str, ...]
    feature: dict[str, Any]


def merge(accounts: Iterable[Account], known: Mapping[str, str] = _NOTHING_GIVEN_OUT) -> list[Merged]:
    """The events of a set of accounts, sorted by id.

    ``known`` gives the event id that an account's event already has: an event keeps the id of its earliest member
    that has one, and takes over those of the others.
    """
    by_id = {account.id: account for account in accounts}
    groups = _grouped([facts_of(account) for account in by_id.values() if account.keys])
    groups += [[account.id] for account in by_id.values() if not account.keys]
    ordered = sorted(
        (sorted((by_id[each] for each in group), key=_first_published) for group in groups), key=_seniority
    )
    taken = _ids(ordered, known)
    ids = set(taken)
    merged = [_event(event_id, group, known, ids) for event_id, group in zip(taken, ordered, strict=True)]
    return sorted(merged, key=lambda event: event.id)


def _first_published(account: Account) -> tuple[str, str]:
    return account.merging["published"] or "9", account.id


def _seniority(group: Sequence[Account]) -> tuple[str, str]:
    return _first_published(group[0])


def _grouped(told: Sequence[Facts]) -> list[Group]:
    pairs = _pairs(told)
    group_of = {facts.id: [facts.id] for facts in told}
    _join_sharp({facts.id: facts for facts in told}, group_of, pairs)
    _join_vaguer(group_of, pairs)
    return _distinct(group_of)


def _distinct(group_of: Mapping[str, Group]) -> list[Group]:
    return sorted({id(group): sorted(group) for group in group_of.values()}.values())


def _join(here: Group, there: Group, group_of: dict[str, Group]) -> None:
    here += there
    group_of |= dict.fromkeys(there, here)


def _pairs(told: Sequence[Facts]) -> Pairs:
    """For every account the others that can tell of the same happening."""
    by_key: dict[str, list[Facts]] = defaultdict(list)
    pairs: Pairs = {facts.id: {} for facts in told}
    for facts in told:
        for other in {other.id: other for key in facts.keys for other in by_key[key]}.values():
            if (alike := likeness(facts, other)) is not None:
                pairs[facts.id][other.id] = pairs[other.id][facts.id] = alike
        for key in facts.keys:
            by_key[key].append(facts)
    return pairs


def _join_sharp(told: Mapping[str, Facts], group_of: dict[str, Group], pairs: Pairs) -> None:
    """Groups in which every two agree in place and day, the best agreement joined first."""
    sharp = [
        (-alike.evidence, one, other)
        for one, others in pairs.items()
        for other, alike in others.items()
        if alike.sharp and one < other
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
    fitting = sum(other in pairs[one] for one in here for other in there)
    return fitting >= _NEARLY_ALL * len(here) * len(there)


def _join_vaguer(group_of: dict[str, Group], pairs: Pairs) -> None:
    """Each group that fits one other, or one better than those it contradicts, joins it; the smallest first."""
    groups = _distinct(group_of)
    fits = [_fits(group, group_of, pairs) for group in groups]
    for group, others in sorted(zip(groups, fits, strict=True), key=lambda pair: (len(pair[0]), pair[0])):
        only = _only(others, group_of, pairs)
        if only is None:
            continue
        here, there = group_of[group[0]], group_of[only]
        if here is not there and _fit(here, there, pairs):
            _join(there, here, group_of)


def _fits(group: Group, group_of: Mapping[str, Group], pairs: Pairs) -> dict[str, int]:
    """The other groups, each by its first account, that a group fits, and how much speaks for each."""
    others = {min(group_of[other]): group_of[other] for each in group for other in pairs[each]}
    return {
        first: max(pairs[one][other].evidence for one in group for other in there if other in pairs[one])
        for first, there in others.items()
        if there is not group_of[group[0]] and _fit(group, there, pairs)
    }


def _only(fits: Mapping[str, int], group_of: Mapping[str, Group], pairs: Pairs) -> str | None:
    """The one that it fits best; nobody knows which where others that fit as well cannot be the same as that one."""
    ranked = sorted(fits, key=lambda first: (-fits[first], first))
    if not ranked:
        return None
    best, rivals = ranked[0], [first for first in ranked[1:] if fits[first] == fits[ranked[0]]]
    return best if all(_fit(group_of[best], group_of[rival], pairs) for rival in rivals) else None


def _ids(groups: Sequence[Sequence[Account]], known: Mapping[str, str]) -> list[str]:
    """An id for each group, no two the same: one already given out, else its first account's own."""
    taken: dict[int, str] = {}
    used: set[str] = set()
    for wanted in (_given_out, _own):
        for number, group in enumerate(groups):
            if number in taken:
                continue
            free = next((each for each in wanted(group, known) if each not in used), None)
            if free is not None:
                taken[number] = free
                used.add(free)
    return [taken[number] for number in range(len(groups))]


def _given_out(group: Sequence[Account], known: Mapping[str, str]) -> list[str]:
    return [known[account.id] for account in group if account.id in known]


def _own(group: Sequence[Account], known: Mapping[str, str]) -> list[str]:
    """The first account's event id; where another event has it, one of the account itself."""
    given = set(known.values())
    fresh = [account.event for account in group if account.event not in given]
    return [*fresh[:1], digest(group[0].event, group[0].id)]


def _event(event_id: str, group: Sequence[Account], known: Mapping[str, str], ids: set[str]) -> Merged:
    former = sorted({*_given_out(group, known)} - ids)
    feature = union([account.feature for account in group], event_id, [account.merging["dated"] for account in group])
    return Merged(event_id, tuple(account.id for account in group), tuple(former), feature)
