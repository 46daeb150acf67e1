"""Which account of a better reading is which of the one before, so that its event keeps its id."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from events import Account


class Earlier(NamedTuple):
    """What an article's earlier reading told, and the id that its event was given."""

    given: str
    properties: Mapping[str, Any]
    provenance: Mapping[str, Any]


def continued(earlier: Sequence[Earlier], accounts: Iterable[Account]) -> dict[str, str]:
    """Account ids with the event ids that they go on with: the most alike first, each once.

    Two readings are of one happening where the same words announce it, or the same sentences tell of the same kind of
    event or the same place.
    """
    pairs = sorted(
        (
            (-score, number, account.id)
            for account in accounts
            for number, old in enumerate(earlier)
            if (score := _likeness(old, account)) > 1
        )
    )
    taken, found = set[int](), dict[str, str]()
    for _, number, account_id in pairs:
        if number not in taken and account_id not in found:
            taken.add(number)
            found[account_id] = earlier[number].given
    return found


def _likeness(old: Earlier, account: Account) -> int:
    """0 for nothing in common; what they share of words, type and place, the announcing words counting most."""
    new = account.feature["properties"]
    trigger = old.provenance.get("trigger")
    same_trigger = trigger is not None and trigger == account.provenance.get("trigger")
    if not same_trigger and not _quotes(old.properties) & _quotes(new):
        return 0
    shared: list[bool] = [
        bool(old.properties.get(name) == new.get(name)) for name in ("type", "place_id", "date_start")
    ]
    return 1 + 3 * same_trigger + sum(shared[:2]) + (shared[2] and any(shared[:2]))


def _quotes(properties: Mapping[str, Any]) -> set[str]:
    return {source["evidence"] for source in properties.get("sources") or () if source.get("evidence")}
