"""Feeds, sitemaps and lists of addresses into entries; what a listing lacks or gets wrong costs an entry, no more."""

import gzip
import io
import re
import zlib
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from articles.collection.entry import Entry, read_date
from articles.encoding import page_text, utf8_document
from articles.feed import entry_body, entry_title, is_whole
from articles.origin import UnreadableError, refuse_markup, web_address

_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)\b", re.I)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html)\b", re.I)
_HEAD: Final = 4096
_MOST: Final = 1_000_000  # entries of one sitemap; the format allows 50,000
# Where an entry's day of publication stands, by whether the feed is Atom: there `updated` is when it was changed last;
# in RSS 1.0 it is where feedparser puts dc:date.
_DATES: Final = (("published", "updated", "created"), ("published", "created"))


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing names: pages, further listings of the same kind, and the page of older entries."""

    entries: list[Entry] = field(default_factory=list)
    listings: list[Entry] = field(default_factory=list)
    older: str | None = None
    faults: list[str] = field(default_factory=list)  # entries that could not be used, and why


def read_feed(data: bytes, url: str, charset: str | None, *, text: str = "auto") -> Listing:
    """RSS or Atom; ``text`` says whether an article is the entry's own text, its page, or as its length tells.

    Raises ``UnreadableError`` for what is no feed: most often the site's page for a feed that is gone.
    """
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415  # 110 ms: only feeds need it

    document = utf8_document(data, charset)
    head = document[:_HEAD]
    if _HTML.search(head) and not _FEED.search(head):
        raise UnreadableError("an HTML page, no feed")
    feed = feedparser.parse(refuse_markup(document))
    if not feed.entries and not feed.get("version"):
        problem = feed.get("bozo_exception")
        raise UnreadableError(f"no feed that can be read: {problem or 'neither RSS nor Atom'}")
    found = Listing(older=_older(feed, url))
    dates = _DATES[(feed.get("version") or "").startswith("atom")]
    outlet = " ".join((feed.feed.get("title") or "").split()) or None
    for number, entry in enumerate(feed.entries, 1):
        address = _link(entry, url)
        if address is None:
            found.faults.append(f"entry {number}, «{entry_title(entry) or 'without a title'}», has no link")
            continue
        found.entries.append(_entry(entry, address, outlet, text, dates))
    return found


def _entry(entry: Any, address: str, outlet: str | None, text: str, dates: tuple[str, ...]) -> Entry:
    body = entry_body(entry)
    published = next(filter(None, (read_date(dict.get(entry, name)) for name in dates)), None)
    whole = text == "entry" or (text == "auto" and is_whole(body))
    return Entry(address, published, dict.get(entry, "updated"), entry_title(entry), body or None, outlet, whole)


def _link(entry: Any, url: str) -> str | None:
    """The entry's page; some outlets put it only into the id."""
    for value in (entry.get("link"), entry.get("id")):
        address = joined(url, value) if value and not re.match(r"\s*(?:urn|tag):", value) else None
        if address and (value == entry.get("link") or web_address(value)):
            return address
    return None


def _older(feed: Any, url: str) -> str | None:
    links = [link for link in feed.feed.get("links", []) if link.get("rel") in ("next", "prev-archive")]
    return joined(url, links[0].get("href", "")) if links else None


def joined(url: str, link: str) -> str | None:
    """A link as an address of its own; null where it is none."""
    try:
        return web_address(urljoin(url, link.strip()))
    except ValueError:  # brackets of an IPv6 address that is none
        return None


def read_sitemap(data: bytes, url: str, *, limit: int) -> Listing:
    """A sitemap, an index of sitemaps, packed or not, or a plain text one; ``limit`` is of unpacked bytes."""
    data = unpacked(data, limit)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_addresses(data)
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    if _HTML.search(data[:_HEAD]):
        raise UnreadableError("an HTML page, no sitemap")
    found = Listing()
    last = ""
    rows = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        for _, element in rows:
            last = name = _local(element)
            if name in ("url", "sitemap"):
                _take(element, url, found.entries if name == "url" else found.listings, found.faults)
                element.clear()
                if len(found.entries) + len(found.listings) + len(found.faults) > _MOST:
                    raise UnreadableError(f"a sitemap of more than {_MOST:,} addresses")
            _let_go(element)
    except etree.XMLSyntaxError as problem:
        found.faults.append(f"breaks off: {problem}")
    if not found.entries and not found.listings and last not in ("urlset", "sitemapindex"):
        raise UnreadableError(f"no sitemap: {last or 'nothing that can be read'}")
    return found


def _let_go(element: Any) -> None:
    """Drop what stands before an element beneath the root: a listing of empty tags would fill the memory."""
    parent = element.getparent()
    if parent is not None and parent.getparent() is None:
        while element.getprevious() is not None:
            del parent[0]


def _take(element: Any, url: str, into: list[Entry], faults: list[str]) -> None:
    told = {_local(child): " ".join((child.text or "").split()) for child in element.iter()}
    address = web_address(told.get("loc")) or (joined(url, told["loc"]) if told.get("loc") else None)
    if address is None:
        faults.append(f"an entry without an address: {told.get('loc', '')[:100]!r}")
        return
    into.append(Entry(address, read_date(told.get("publication_date")), told.get("lastmod"), told.get("title")))


def _local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def read_addresses(data: bytes) -> Listing:
    """One address a line; blank lines and those that begin with # are let be."""
    found = Listing()
    for number, line in enumerate(page_text(data).lstrip("\ufeff").splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        address = web_address(words.split()[0])
        if address:
            found.entries.append(Entry(address))
        else:
            found.faults.append(f"line {number} is no web address: {words[:100]!r}")
    if not found.entries and found.faults:
        raise UnreadableError(f"no list of addresses: {found.faults[0]}")
    return found


def unpacked(data: bytes, limit: int) -> bytes:
    """Gzip data unpacked, as far as the limit goes; other data as they are."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            text = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise UnreadableError(f"broken gzip data: {problem}") from problem
    if len(text) > limit:
        raise UnreadableError(f"larger than {limit / 1_000_000:g} MB when unpacked")
    return text
