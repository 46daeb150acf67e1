"""An RSS or Atom feed into articles; entries that only tease are fetched when the feed came by the web."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from articles.dates import UnknownDateError, of_address, stated
from articles.decoding import check
from articles.encoding import utf8_document
from articles.model import Article, Refusal
from articles.origin import RECORD_BYTES, Origin, UnreadableError, read_whole, refuse_markup, web_address
from articles.page import with_title

_WHOLE: Final = 700  # characters: teasers are shorter, articles longer
_CUT: Final = re.compile(r"(?:…|\.\.\.|\[?&hellip;\]?|اقرأ المزيد|إقرأ المزيد|Read more)[\s\])».]*$")


def read_feed(stream: BinaryIO, origin: Origin) -> Iterator[Article | Refusal]:
    """The entries of a feed, in its order."""
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415  # 110 ms: only feeds need it

    # Bytes, never the address: feedparser would fetch it, without a limit.
    feed = feedparser.parse(refuse_markup(utf8_document(read_whole(stream, RECORD_BYTES), origin.charset)))
    if not feed.entries:
        problem = feed.get("bozo_exception")
        raise UnreadableError(f"no feed that can be read: {problem}" if problem else "a feed without entries")
    outlet = feed.feed.get("title") or None
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _article(entry, outlet, origin)
        except UnreadableError as problem:
            yield Refusal(origin.where, f"{entry.get('link') or entry.get('title') or 'an entry'}: {problem}", number)


def _article(entry: Any, outlet: str | None, origin: Origin) -> Article:
    url = web_address(entry.get("link"))
    name = entry.get("id") or url
    if not name:
        raise UnreadableError("neither an id nor a link: it could not be told from others")
    published, basis = _published(entry, url)
    body = entry_body(entry)
    if not is_whole(body) and url and origin.follow:
        fetched = _fetched(url, origin)
        if fetched:
            published, basis = (published, basis) if published else (fetched.published, fetched.published_basis)
            return Article(name, fetched.text, fetched.title, published, basis, url, outlet)
    title = entry_title(entry)
    text = with_title(body, title)
    check(text)
    return Article(name, text, title, published, basis, url, outlet)


def _fetched(url: str, origin: Origin) -> Article | None:
    """The page that an entry links to; null if it cannot be had, for the entry itself says something too."""
    from articles.web import linked_article  # noqa: PLC0415  # a feed in a file needs no network

    try:
        return linked_article(url, origin)
    except UnreadableError:
        return None


def is_whole(body: str) -> bool:
    """Is what an entry gives an article, and not the beginning of one?"""
    return len(body) >= _WHOLE and not _CUT.search(body)


def entry_title(entry: Any) -> str | None:
    """An entry's title without markup, in one line."""
    return " ".join(_letters(entry.get("title") or "").split()) or None


def entry_body(entry: Any) -> str:
    """The longest of what an entry gives as its content, one paragraph a line."""
    values = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
    return max(map(_letters, values), key=len)


def _letters(markup: str) -> str:
    """Text without markup, one paragraph a line."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
        for block in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "blockquote"):
            block.tail = "\n" + (block.tail or "")
    except (ValueError, html.etree.ParserError):  # controls that no markup may hold
        return ""
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(filter(None, lines))


def _published(entry: Any, url: str | None) -> tuple[str | None, str | None]:
    for field in ("published", "date", "created"):
        try:
            if entry.get(field):
                return stated(entry[field]), "metadata"
        except UnknownDateError:  # feeds of others: the date stays open
            continue
    day = of_address(url) if url else None
    return day, "url" if day else None
