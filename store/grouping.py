"""Which accounts may tell of one happening: found by their keys, so that no write looks at all pairs."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, select

from events import Account
from store.backend import Backend
from store.schema import ACCOUNT, ACCOUNT_KEY, ARTICLE, EVENT, PLACE
from store.written import load


@dataclass(slots=True)
class Member:
    """An account with what the store knows of it."""

    key: int
    account: Account
    hashes: tuple[int, ...]
    given: str | None = None  # the event id that merging gave it
    event: int | None = None  # the row of the event that it now stands with
    event_id: str | None = None
    fresh: bool = False  # to be written
    row: dict[str, Any] = field(default_factory=dict)  # what is to be written of it


@lru_cache(maxsize=200_000)
def key_hash(key: str) -> int:
    """63 bits of an index key."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1


def hashes_of(account: Account) -> tuple[int, ...]:
    """What an account is indexed by: its keys, and the id of the event that it tells by itself."""
    return tuple({key_hash(key): None for key in (*account.keys, f"={account.event}")})


def sharing(connection: Connection, backend: Backend, hashes: Iterable[int]) -> set[int]:
    """The stored accounts that may tell of the same happenings, directly or through one another."""
    seen_hashes, seen = set[int](), set[int]()
    frontier = set(hashes)
    while frontier:
        seen_hashes |= frontier
        found = connection.execute(
            select(ACCOUNT_KEY.c.account).distinct().where(backend.among(ACCOUNT_KEY.c.hash, frontier))
        ).scalars()
        new = set(found) - seen
        seen |= new
        frontier = _hashes_of_stored(connection, backend, new) - seen_hashes
    return seen


def _hashes_of_stored(connection: Connection, backend: Backend, keys: Collection[int]) -> set[int]:
    if not keys:
        return set()
    rows = connection.execute(select(ACCOUNT.c.index_keys, ACCOUNT.c.alone).where(backend.among(ACCOUNT.c.key, keys)))
    return {key_hash(key) for written, alone in rows for key in (*load(written), f"={alone}")}


def stored_members(connection: Connection, backend: Backend, keys: Collection[int]) -> list[Member]:
    """Accounts as the store holds them, without their provenance, which merging does not ask for."""
    if not keys:
        return []
    joined = (
        ACCOUNT.join(PLACE, PLACE.c.key == ACCOUNT.c.place)
        .outerjoin(ARTICLE, ARTICLE.c.key == ACCOUNT.c.article)
        .outerjoin(EVENT, EVENT.c.key == ACCOUNT.c.event)
    )
    rows = connection.execute(
        select(
            *(
                ACCOUNT.c[name]
                for name in ("key", "id", "alone", "index_keys", "properties", "merging", "given", "event")
            ),
            PLACE.c.geometry,
            ARTICLE.c.id.label("article_id"),
            EVENT.c.id.label("event_id"),
        )
        .select_from(joined)
        .where(backend.among(ACCOUNT.c.key, keys))
    )
    return [_member(row) for row in rows]


def _member(row: Row[Any]) -> Member:
    geometry = load(row.geometry) if row.geometry else None
    feature = {"type": "Feature", "id": row.alone, "geometry": geometry, "properties": load(row.properties)}
    keys = tuple(load(row.index_keys))
    merging = load(row.merging)
    account = Account(row.id, row.article_id or "", row.alone, keys, feature, merging, {})
    return Member(row.key, account, hashes_of(account), row.given, row.event, row.event_id)


def components(members: Sequence[Member], ties: Iterable[Sequence[str]]) -> list[list[Member]]:
    """Members in groups that share index keys; ``ties`` are event ids that people have said to be one."""
    parent = list(range(len(members)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[int | str, int] = {}
    by_id: dict[str, list[int]] = defaultdict(list)
    for number, member in enumerate(members):
        for key in member.hashes:
            parent[root(number)] = root(first.setdefault(key, number))
        for event_id in {member.given, member.event_id, member.account.event} - {None}:
            by_id[event_id].append(number)  # type: ignore[index]
    for tie in ties:
        tied = [number for event_id in tie for number in by_id.get(event_id, ())]
        for number in tied:
            parent[root(number)] = root(tied[0])
    groups: dict[int, list[Member]] = defaultdict(list)
    for number, member in enumerate(members):
        groups[root(number)].append(member)
    return list(groups.values())
