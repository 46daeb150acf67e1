"""What a write is given, as a change of accounts: what is new, what is the same, what an article no longer tells."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, TypeAlias

from sqlalchemy import Row, select

from events import Account
from store.continuity import Earlier, continued
from store.grouping import Change, Member, index_hashes, wording_of
from store.model import content_hash
from store.places import digest_of
from store.schema import ACCOUNT
from store.transaction import Transaction
from store.written import dumped, load

Cited: TypeAlias = tuple[str | None, str | None]  # an article's address and outlet
_NO_KEYS: Final = dumped(())
_NOTHING: Final = dumped({})
_SAID: Final = itemgetter("alone", "index_keys", "properties", "merging", "provenance")


def change_of(tx: Transaction, members: Iterable[Member], articles: Mapping[str, int], read: Collection[int]) -> Change:
    """The change that some accounts make; ``articles`` are the rows of theirs, ``read`` those that were read afresh."""
    given = {member.account.id: member for member in members}
    stored = _stored(tx, given.keys(), read)
    change, replaced = Change(), dict[str, Row[Any]]()
    for account_id, member in given.items():
        member.row["article"] = articles.get(member.account.article)
        old = stored.get(account_id)
        if old is not None and old.content == member.row["content"]:
            change.same |= {old.event} - {None}
            continue
        if old is not None:
            member.key, member.given = old.key, old.given
            replaced[account_id] = old
        else:
            member.key = tx.new_key(ACCOUNT)
        change.fresh.append(member)
    lost = [row for row in stored.values() if row.id not in given]
    for row in (*lost, *replaced.values()):
        change.gone[row.key] = index_hashes(load(row.index_keys), row.alone)
        change.events |= {row.event} - {None}
    change.shrunk = {row.event for row in lost}
    _continue(tx, lost, [member for member in change.fresh if member.account.id not in replaced])
    _place(tx, change.fresh)
    return change


def _stored(tx: Transaction, ids: Collection[str], read: Collection[int]) -> dict[str, Row[Any]]:
    """The stored accounts with these ids, and all those of the articles read."""
    query = select(
        *(ACCOUNT.c[name] for name in ("key", "id", "article", "event", "given", "alone", "content", "index_keys"))
    )
    rows = [*tx.rows(query, ACCOUNT.c.id, ids), *tx.rows(query, ACCOUNT.c.article, read)]
    return {row.id: row for row in rows}


def member_of(account: Account, cited: Cited | None = None) -> Member:
    """What is to be written of an account, but for its keys; ``cited`` is what the row of its article says of that.

    It asks nothing of the store, and everything of the account: whoever makes accounts one by one has it made at once.
    """
    told, geometry = account.feature["properties"], account.feature["geometry"]
    drawn = dumped(geometry) if geometry else None
    row: dict[str, Any] = {
        "id": account.id,
        "alone": account.event,
        "index_keys": dumped(account.keys) if account.keys else _NO_KEYS,
        "properties": dumped(told),
        "merging": dumped(account.merging),
        "provenance": dumped(account.provenance) if account.provenance else _NOTHING,
    }
    row["content"] = content_hash(*_SAID(row), drawn or b"")
    wording = wording_of(account) if cited is not None and _cites(account, cited) else None
    hashes, spot = index_hashes(account.keys, account.event), digest_of(told, drawn)
    return Member(0, account, hashes, wording=wording, fresh=True, row=row, spot=spot)


def _cites(account: Account, cited: Cited) -> bool:
    """Are all its sources the article itself? Only then can its copies' sources be told from their articles' rows."""
    told, own = account.feature["properties"]["sources"], (account.article, *cited)
    return all((each.get("article"), each.get("url"), each.get("source")) == own for each in told)


def _continue(tx: Transaction, lost: Sequence[Row[Any]], new: Sequence[Member]) -> None:
    """New accounts go on with the events of those that they replace, article by article."""
    by_article: dict[int, list[Earlier]] = defaultdict(list)
    concerned = {member.row["article"] for member in new}
    given = {row.key: row for row in lost if row.article in concerned and row.given is not None}
    query = select(ACCOUNT.c.key, ACCOUNT.c.properties, ACCOUNT.c.provenance)
    for row in tx.rows(query, ACCOUNT.c.key, given.keys()):
        old = given[row.key]
        by_article[old.article].append(Earlier(old.given, load(row.properties), load(row.provenance)))
    for article, earlier in by_article.items():
        members = {member.account.id: member for member in new if member.row["article"] == article}
        for account_id, event_id in continued(earlier, [member.account for member in members.values()]).items():
            members[account_id].given = event_id


def _place(tx: Transaction, members: Sequence[Member]) -> None:
    features = ((member.spot, member.account.feature) for member in members)
    kept = tx.places.keep({spot: (feature["properties"], feature["geometry"]) for spot, feature in features})
    for member in members:
        member.row["place"] = kept[member.spot].key
