"""A web page into an article: its main text, without menus and sidebars."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from articles.decoding import check, decode
from articles.model import Article
from articles.origin import RECORD_BYTES, Origin, UnreadableError, read_whole

_DECLARED: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I
)
_BODY_WITHOUT_MARKUP: Final = 30  # characters: a page whose "main text" is shorter holds no article


def read_page(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of one HTML page."""
    yield page_article(read_whole(stream, RECORD_BYTES), origin)


def page_article(data: bytes, origin: Origin) -> Article:
    """The article of a page's bytes: title, then main text, one paragraph a line."""
    import trafilatura  # noqa: PLC0415  # 350 ms: only pages need it

    from articles.metadata import page_facts  # noqa: PLC0415  # lxml with it

    page = trafilatura.load_html(page_text(data, origin.charset))
    if page is None:
        raise UnreadableError("no HTML page")
    facts = page_facts(page, origin.url)
    body = trafilatura.extract(page, include_comments=False, include_tables=True, favor_precision=False, fast=False)
    if not body or len(body) < _BODY_WITHOUT_MARKUP:
        raise UnreadableError("no article text found in the page")
    text = with_title(body, facts.title)
    check(text)
    return Article(origin.id, text, facts.title, facts.published, facts.published_basis, facts.url, facts.source)


def page_text(data: bytes, charset: str | None = None) -> str:
    """A page's characters by what it declares: HTTP header, byte-order mark, ``<meta charset>``, else UTF-8."""
    declared = _DECLARED.search(data[:4096])
    for name in (charset, declared and declared[1].decode("ascii")):
        if name and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            try:
                return data.decode(name)
            except (LookupError, UnicodeError):  # pages that declare what they are not are common
                continue
    return decode(data)


def with_title(body: str, title: str | None) -> str:
    """The text that offsets count in: a title leads unless the body begins with it."""
    if not title or body.lstrip().startswith(title):
        return body
    return f"{title}\n\n{body}"
