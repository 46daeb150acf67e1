"""What was fetched into articles: by the source's settings, with an id of its own."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from articles.collection.entry import Entry, digest
from articles.collection.records import Kept, Spooled
from articles.collection.settings import Source
from articles.dates import of_address
from articles.decoding import check
from articles.furniture import without_furniture
from articles.language import refuse_foreign
from articles.model import Article
from articles.origin import Origin, Reading, UnreadableError
from articles.page import page_article, with_title
from articles.stubs import MovedError

_log: Final = logging.getLogger("waqai")


def read_spooled(spooled: Spooled, source: Source, name: str) -> Article:
    """The article of a fetched page, or of a feed's entry that is one. Raises ``UnreadableError``, ``MovedError``."""
    if not spooled.data:
        return finished(_of_entry(spooled.entry, source), source, name)
    reading = Reading(tuple(source.date), spooled.entry.published, source.language == "ar")
    origin = Origin(spooled.address, spooled.address, spooled.url, spooled.charset, reading=reading)
    try:
        article = page_article(spooled.data, origin)
    except (MovedError, UnreadableError):
        raise
    except Exception as fault:  # the rim of other people's parsers, which fail on broken pages in any way
        _log.debug("%s", spooled.address, exc_info=True)
        raise UnreadableError(f"its page reader failed: {type(fault).__name__}: {fault}") from fault
    article = replace(article, id=article.url or spooled.address, source=article.source or spooled.entry.outlet)
    return finished(article, source, name)


def _of_entry(entry: Entry, source: Source) -> Article:
    text = with_title(without_furniture(entry.body or ""), entry.title)
    check(text)
    if source.language == "ar":
        refuse_foreign(text)
    published, basis, by = None, None, None
    for layer in source.date:  # an entry has no markup: of the layers these two are left
        if layer == "listing" and entry.published:
            published, basis, by = entry.published, "metadata", "the feed"
        elif layer == "address" and (day := of_address(entry.address)):
            published, basis, by = day, "url", "the address"
        if published:
            break
    address = entry.address
    return Article(address, text, entry.title, published, basis, address, entry.outlet, published_by=by)


def finished(article: Article, source: Source, name: str) -> Article:
    """The article as the source's settings want it: outlet, and a time without an offset in the source's zone."""
    outlet = source.outlet or article.source or name
    return replace(article, source=outlet, published=_zoned(article.published, source.timezone), where=article.id)


def _zoned(published: str | None, zone: str) -> str | None:
    if not published or "T" not in published:
        return published
    moment = datetime.fromisoformat(published)
    return published if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)).isoformat()


def kept_as(article: Article, source: str, address: str, site: str | None = None) -> Kept:
    """What the ledger keeps of an article: digests that tell a change, and the same text twice on one site."""
    whole = "\0".join(
        str(part or "")
        for part in (article.title, article.text, article.published, article.published_basis, article.source)
    )
    where = site or _site(article.url or address)
    return Kept(article.id, source, address, digest(whole), digest(f"{where}\0{article.text}"))


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.") + f":{urlsplit(url).port or ''}"
