"""What of an account decides whether another account tells of the same happening."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from events.account import Account
from events.actors import known
from events.repetition import days_between

_STANDING: Final = {"occurred": "told", "claimed": "told", "denied": "not", "planned": "coming", "proposed": "wanted"}

Bounds: TypeAlias = tuple[int | None, int | None]  # at least, at most


@dataclass(frozen=True, slots=True)
class Facts:
    """One account's facts in the form in which two accounts are compared."""

    id: str
    article: str
    keys: frozenset[str]
    type: str
    subtype: str
    family: str
    standing: str  # told (or denied by somebody), not, coming, wanted: never one another
    denied: bool
    days: tuple[str, str]  # inclusive, ISO days, or months and years where the text says no more
    dated: bool  # by the text itself
    place: str
    holders: frozenset[str]
    parts: frozenset[str]
    point: tuple[float, float]
    size_km: float
    counts: dict[str, Bounds]
    doers: frozenset[str]  # lines of the table of actors: one group under all its names
    sides: frozenset[str]  # of those who did it, empty where one of them may be of any
    targets: frozenset[str]
    attribution: str | None
    published: str

    @property
    def day(self) -> bool:
        """Is it told of one day?"""
        return self.days[0] == self.days[1]


def facts_of(account: Account) -> Facts:
    """An account's facts; for accounts with keys, which have a place and days."""
    told, place = account.feature["properties"], account.merging["place"]
    return Facts(
        id=account.id,
        article=account.article,
        keys=frozenset(account.keys),
        type=told["type"],
        subtype=told["subtype"],
        family=account.merging["family"],
        standing="told" if account.merging["denial"] else _STANDING[told["factuality"]],
        denied=told["factuality"] == "denied",
        days=(told["date_start"][:10], told["date_end"][:10]),
        dated=account.merging["dated"],
        place=place["key"],
        holders=frozenset(place["holders"]),
        parts=frozenset(place["parts"]),
        point=(told["lat"], told["lon"]),
        size_km=told["uncertainty_km"] or 0.0,
        counts={name: (told[name]["min"], told[name]["max"]) for name in ("deaths", "injured") if told[name]},
        doers=_lines(told, ("doer", "party")),
        sides=_sides(told),
        targets=_lines(told, ("target",)),
        attribution=told["attribution"],
        published=account.merging["published"] or "",
    )


def _lines(told: dict[str, Any], roles: tuple[str, ...]) -> frozenset[str]:
    named = (known().get(actor["name"]) for actor in told["actors"] if actor["role"] in roles)
    return frozenset(row.line for row in named if row is not None and row.kind != "civilians")


def _sides(told: dict[str, Any]) -> frozenset[str]:
    doers = [known().get(actor["name"]) for actor in told["actors"] if actor["role"] == "doer"]
    sides = {row.side if row is not None else "" for row in doers}
    return frozenset() if "" in sides else frozenset(sides)


def days_apart(one: Facts, other: Facts) -> int | None:
    """Days between two ranges, 0 where they share a day; null where one names no day at all."""
    first, last = sorted((one, other), key=lambda facts: facts.days[1])
    if last.days[0] <= first.days[1]:
        return 0
    return days_between(first.days[1], last.days[0])
