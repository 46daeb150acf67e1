"""Which accounts may tell of one happening: found by their keys, so that no write looks at all pairs."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, select

from events import Account, Facts
from store.backend import Backend
from store.model import content_hash
from store.schema import ACCOUNT, ACCOUNT_KEY, ARTICLE, EVENT, PLACE, WORDING
from store.written import dumped, load

_NOBODY: Final[Mapping[str, None]] = {"article": None, "url": None, "source": None}


@dataclass(slots=True)
class Member:
    """An account with what the store knows of it; ``copies`` are accounts that say the same word for word."""

    key: int
    account: Account
    hashes: tuple[int, ...]
    given: str | None = None  # the event id that merging gave it
    event: int | None = None  # the row of the event that it now stands with
    event_id: str | None = None
    stood: tuple[int | None, str | None] = (None, None)  # the ``event`` and ``given`` that are stored
    wording: int | None = None  # what copies have in common; nothing where it is merged by its event's id alone
    copies: list["Member"] = field(default_factory=list)
    fresh: bool = False  # to be written
    row: dict[str, Any] = field(default_factory=dict)  # what is to be written of it
    spot: str = ""  # where that lies: the digest of its place
    facts: Facts | None = None  # once it has been compared with another

    def all(self) -> Iterator["Member"]:
        """The account itself, and its copies."""
        yield self
        yield from self.copies


@dataclass(slots=True)
class Change:
    """What a write does to the accounts: those to be written, those that go, and the events that all this concerns."""

    fresh: list[Member] = field(default_factory=list)
    gone: dict[int, tuple[int, ...]] = field(default_factory=dict)  # key to index hashes; also of what is replaced
    shrunk: set[int] = field(default_factory=set)  # events that accounts which go stand with
    events: set[int] = field(default_factory=set)  # that accounts which change or go stand with
    same: set[int] = field(default_factory=set)  # that accounts which stay as they were stand with


@lru_cache(maxsize=200_000)
def key_hash(key: str) -> int:
    """63 bits of an index key, which other accounts may share."""
    return _hashed(key)


def alone_hash(event_id: str) -> int:
    """What the accounts are indexed by that tell this event by themselves."""
    return _hashed(f"={event_id}")  # met once: it would only drive others out of the cache


def _hashed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1


def index_hashes(keys: Iterable[str], alone: str) -> tuple[int, ...]:
    """What an account is indexed by: its keys, and the id of the event that it tells by itself."""
    own = alone_hash(alone)
    return tuple(dict.fromkeys([*map(key_hash, keys), own])) if keys else (own,)


def wording_of(account: Account) -> int | None:
    """A hash of all that an account says but for whose words they are; none for what is merged with nothing by keys."""
    if not account.keys:
        return None
    told = account.feature["properties"]
    said = told | {"sources": [source | _NOBODY for source in told["sources"]]}
    return content_hash(dumped([account.event, account.keys, account.merging, said, account.feature["geometry"]]))


def sharing(connection: Connection, backend: Backend, hashes: Collection[int]) -> set[int]:
    """The stored accounts that have one of some hashes."""
    if not hashes:
        return set()
    return set(
        connection.execute(select(ACCOUNT_KEY.c.account).where(backend.among(ACCOUNT_KEY.c.hash, hashes))).scalars()
    )


def stored_members(connection: Connection, backend: Backend, keys: Collection[int]) -> list[Member]:
    """Accounts as the store holds them, without their provenance, which merging does not ask for.

    Of those that say the same word for word one is read, and stands for the others.
    """
    if not keys:
        return []
    wordings = _wordings(connection, backend, keys)
    firsts: dict[int, int] = {}
    for key, wording in wordings.items():
        firsts.setdefault(wording, key)
    copies = {key: firsts[wording] for key, wording in wordings.items() if firsts[wording] != key}
    members = {member.key: member for member in _read(connection, backend, set(keys) - copies.keys())}
    for key, wording in wordings.items():
        if key in members:
            members[key].wording = wording
    for row in _read_copies(connection, backend, copies):
        first = members[copies[row.key]]
        first.copies.append(_copy(row, first))
    return list(members.values())


def _wordings(connection: Connection, backend: Backend, keys: Collection[int]) -> dict[int, int]:
    """The wordings of accounts, in the order of their keys."""
    query = select(WORDING.c.account, WORDING.c.hash).join(
        ACCOUNT, and_(ACCOUNT.c.key == WORDING.c.account, ACCOUNT.c.content == WORDING.c.content)
    )
    rows = connection.execute(query.where(backend.among(WORDING.c.account, keys)))
    return dict(sorted((account, wording) for account, wording in rows))


def _read(connection: Connection, backend: Backend, keys: Collection[int]) -> Iterator[Member]:
    joined = (
        ACCOUNT.join(PLACE, PLACE.c.key == ACCOUNT.c.place)
        .outerjoin(ARTICLE, ARTICLE.c.key == ACCOUNT.c.article)
        .outerjoin(EVENT, EVENT.c.key == ACCOUNT.c.event)
    )
    query = select(
        *(ACCOUNT.c[name] for name in ("key", "id", "alone", "index_keys", "properties", "merging", "given", "event")),
        PLACE.c.geometry,
        ARTICLE.c.id.label("article_id"),
        EVENT.c.id.label("event_id"),
    )
    yield from map(_member, connection.execute(query.select_from(joined).where(backend.among(ACCOUNT.c.key, keys))))


def _read_copies(connection: Connection, backend: Backend, keys: Collection[int]) -> Iterable[Row[Any]]:
    if not keys:
        return ()
    joined = ACCOUNT.join(ARTICLE, ARTICLE.c.key == ACCOUNT.c.article).outerjoin(EVENT, EVENT.c.key == ACCOUNT.c.event)
    query = select(
        *(ACCOUNT.c[name] for name in ("key", "id", "given", "event")),
        *(ARTICLE.c[name].label(f"article_{name}") for name in ("id", "url", "source")),
        EVENT.c.id.label("event_id"),
    )
    return connection.execute(query.select_from(joined).where(backend.among(ACCOUNT.c.key, keys)))


def _copy(row: Row[Any], first: Member) -> Member:
    """A copy's account: the first one's words with its own article as their source."""
    said = first.account
    cited = {"article": row.article_id, "url": row.article_url, "source": row.article_source}
    properties = said.feature["properties"]
    sources = [source | cited for source in properties["sources"]]
    feature = {**said.feature, "properties": {**properties, "sources": sources}}
    account = Account(row.id, row.article_id, said.event, said.keys, feature, said.merging, {})
    stood = row.event, row.given
    return Member(row.key, account, first.hashes, row.given, row.event, row.event_id, stood, first.wording)


def _member(row: Row[Any]) -> Member:
    geometry = load(row.geometry) if row.geometry else None
    feature = {"type": "Feature", "id": row.alone, "geometry": geometry, "properties": load(row.properties)}
    keys = tuple(load(row.index_keys))
    merging = load(row.merging)
    account = Account(row.id, row.article_id or "", row.alone, keys, feature, merging, {})
    return Member(
        row.key,
        account,
        index_hashes(account.keys, account.event),
        row.given,
        row.event,
        row.event_id,
        (row.event, row.given),
    )


def ids_of(members: Iterable[Member]) -> set[str]:
    """The ids of the events that some accounts and their copies have told."""
    told = {
        event_id
        for member in members
        for each in member.all()
        for event_id in (each.given, each.event_id, each.account.event)
    }
    return {event_id for event_id in told if event_id is not None}


def components(members: Sequence[Member], ties: Iterable[Sequence[str]]) -> list[list[Member]]:
    """Members in groups that share index keys, or claim one event's id; ``ties`` are ids that people have made one."""
    parent = list(range(len(members)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[int | str, int] = {}
    by_id: dict[str, list[int]] = defaultdict(list)
    for number, member in enumerate(members):
        given = {alone_hash(each.given) for each in member.all() if each.given is not None}
        for key in given.union(member.hashes):
            parent[root(number)] = root(first.setdefault(key, number))
        for event_id in ids_of([member]):
            by_id[event_id].append(number)
    for tie in ties:
        tied = [number for event_id in tie for number in by_id.get(event_id, ())]
        for number in tied:
            parent[root(number)] = root(tied[0])
    groups: dict[int, list[Member]] = defaultdict(list)
    for number, member in enumerate(members):
        groups[root(number)].append(member)
    return list(groups.values())
