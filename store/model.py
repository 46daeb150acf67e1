"""What the store is given, answers with, and how it refuses."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

from events import Account, Annotation, EventType, to_json

TYPES: Final = frozenset(EventType)
FACTUALITIES: Final = frozenset({"occurred", "claimed", "planned", "proposed", "denied"})

Feature: TypeAlias = dict[str, Any]  # one feature of the GeoJSON contract


class StoreError(Exception):
    """The store cannot be used, or refuses what it was given; the message says which and why."""


class TooSlow(StoreError):  # noqa: N818  what happened, as the caller names it
    """A query took longer than its caller allowed."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one write did, or several, in events."""

    new: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.withdrawn + other.withdrawn,
        )

    def __str__(self) -> str:
        return f"{self.new} new, {self.changed} changed, {self.same} unchanged, {self.withdrawn} withdrawn"


@dataclass(frozen=True, slots=True)
class Report:
    """One article as it was read: what it is, which dates and places it mentions, and what it tells.

    ``mentions`` are the contract's date and place objects, each with its ``kind``; offsets are into ``text``.
    """

    article: str
    accounts: tuple[Account, ...]
    text: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published: str | None = None  # a day, a time, or bounds as an ISO 8601 interval
    published_basis: str | None = None
    published_reason: str | None = None
    mentions: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, annotation: Annotation, accounts: Iterable[Account]) -> "Report":
        """What the store keeps of an annotated article."""
        told, article = to_json(annotation), annotation.article
        published = told["published"]
        first, last = published["date_start"], published["date_end"]
        mentions = [mention | {"kind": "date"} for mention in told["dates"]]
        mentions += [mention | {"kind": "place"} for mention in told["places"]]
        return cls(
            article.id,
            tuple(accounts),
            article.text,
            article.title,
            article.url,
            article.source,
            "ar",
            first if first == last else f"{first or '..'}/{last or '..'}",
            published["basis"],
            published["reason"],
            tuple(mentions),
        )

    def to_row(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return asdict(self) | {"accounts": [account.to_row() for account in self.accounts]}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Report":
        """The report of a row that ``to_row`` gave."""
        accounts = tuple(Account.from_row(account) for account in row["accounts"])
        return cls(**{**row, "accounts": accounts, "mentions": tuple(row["mentions"])})


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An event that is no more: withdrawn (no article tells it now), merged, or rejected by a reviewer."""

    id: str
    deleted: str
    reason: str
    successor: str | None = None  # the event that took it over


@dataclass(frozen=True, slots=True)
class Run:
    """One run that wrote into the store; ``inputs`` maps what was read to its hash."""

    key: int
    begun: str
    finished: str | None
    status: str  # running, done, failed
    program: str | None
    data: str | None
    settings: dict[str, Any]
    inputs: dict[str, str]
    counts: dict[str, Any]


def content_hash(*parts: str | bytes) -> int:
    """63 bits of what something says, to see whether it has changed."""
    told = b"\0".join([*[part if isinstance(part, bytes) else part.encode() for part in parts], b""])
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest()) >> 1
