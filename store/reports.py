"""The article table: what was read, and the dates and places that it mentions."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from store.model import Report, content_hash
from store.schema import ARTICLE, MENTION
from store.transaction import Transaction
from store.written import dump, utf8

_COLUMNS: Final = tuple(column.name for column in ARTICLE.c)
_MENTION_COLUMNS: Final = tuple(column.name for column in MENTION.c)
_MENTIONED: Final = ("rule", "value", "place_id", "role", "reason")


def keep_reports(tx: Transaction, reports: Sequence[Report]) -> dict[str, int]:
    """Keep articles with their mentions; the key of each. One that is as it was is not touched."""
    rows = {report.article: _row(tx, report) for report in reports}
    stored = {
        row.id: row for row in tx.rows(select(ARTICLE.c.id, ARTICLE.c.key, ARTICLE.c.content), ARTICLE.c.id, rows)
    }
    for article_id, row in rows.items():
        row["key"] = stored[article_id].key if article_id in stored else tx.new_key(ARTICLE)
    new = [row for row in rows.values() if row["id"] not in stored]
    changed = [row for row in rows.values() if row["id"] in stored and stored[row["id"]].content != row["content"]]
    tx.insert(ARTICLE, _COLUMNS, [tuple(row[column] for column in _COLUMNS) for row in new])
    if changed:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _COLUMNS if name != "key"}
        statement = update(ARTICLE).where(ARTICLE.c.key == bindparam("new_key")).values(**values)
        tx.connection.execute(statement, [{f"new_{name}": row[name] for name in _COLUMNS} for row in changed])
    tx.delete(MENTION, "article", [row["key"] for row in changed])
    written = {row["id"]: row["key"] for row in (*new, *changed)}
    mentions = [
        mention
        for report in {report.article: report for report in reports}.values()
        if report.article in written
        for mention in _mention_rows(written[report.article], report.mentions)
    ]
    tx.insert(MENTION, _MENTION_COLUMNS, mentions)
    return {article_id: row["key"] for article_id, row in rows.items()}


def _row(tx: Transaction, report: Report) -> dict[str, Any]:
    text = None if report.text is None else utf8(report.text)
    row: dict[str, Any] = {
        "id": report.article,
        "hash": hashlib.sha256(text.encode()).hexdigest() if text is not None else None,
        "title": None if report.title is None else utf8(report.title),
        "url": report.url,
        "source": report.source,
        "language": report.language,
        "published": report.published,
        "published_basis": report.published_basis,
        "published_reason": report.published_reason,
        "text": text if tx.keep_text else None,
    }
    row["content"] = content_hash(dump([*row.values(), report.mentions]))
    return row | {"run": tx.run, "updated": tx.now}


def _mention_rows(article: int, mentions: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
    for number, mention in enumerate(mentions):
        head = (article, number, mention["kind"], mention["start"], mention["end"], utf8(mention["text"]))
        yield *head, *(mention.get(name) for name in _MENTIONED)


def keep_bare(tx: Transaction, sources: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Rows for articles known only as the sources of features; the key of each. What is known better stays."""
    named = {str(source["article"]): source for source in sources if source.get("article")}
    stored = {row.id: row.key for row in tx.rows(select(ARTICLE.c.id, ARTICLE.c.key), ARTICLE.c.id, named)}
    rows = []
    for article_id, source in named.items():
        if article_id not in stored:
            stored[article_id] = key = tx.new_key(ARTICLE)
            url, outlet, published = (
                _text(source.get("url")),
                _text(source.get("source")),
                _text(source.get("published")),
            )
            rows.append((key, article_id, url, outlet, published, tx.run, tx.now))
    tx.insert(ARTICLE, ("key", "id", "url", "source", "published", "run", "updated"), rows)
    return stored


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else dump(value)
