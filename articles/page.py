"""A web page into an article: its main text, without menus, sidebars and what stands between its paragraphs."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from articles.decoding import check
from articles.encoding import page_text
from articles.model import Article
from articles.origin import RECORD_BYTES, Origin, UnreadableError, read_whole, refuse_markup

_BODY_WITHOUT_MARKUP: Final = 30  # characters: a page whose "main text" is shorter holds no article
_TAG: Final = re.compile(rb"<[a-zA-Z!/]")


def read_page(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The article of one HTML page."""
    yield page_article(read_whole(stream, RECORD_BYTES), origin)


def page_article(data: bytes, origin: Origin) -> Article:
    """The article of a page's bytes: title, then main text, one paragraph a line.

    ``url`` is the canonical address that it names, where that can be believed, else where it was fetched. Raises
    ``UnreadableError`` for a page without an article, ``stubs.MovedError`` for one that only leads to another.
    """
    import trafilatura  # noqa: PLC0415  # 350 ms: only pages need it

    from articles.address import own_address  # noqa: PLC0415
    from articles.furniture import prune, without_furniture  # noqa: PLC0415  # lxml with it
    from articles.language import refuse_foreign  # noqa: PLC0415
    from articles.metadata import page_facts  # noqa: PLC0415
    from articles.publication import LAYERS  # noqa: PLC0415
    from articles.stubs import refuse_redirect, refuse_stub  # noqa: PLC0415

    if not _TAG.search(data.replace(b"\0", b"")):
        raise UnreadableError("no HTML page: it holds no markup")
    letters = page_text(data, origin.charset)
    refuse_markup(letters.encode("utf-8", "replace"))
    page = trafilatura.load_html(letters)
    if page is None:
        raise UnreadableError("no HTML page")
    refuse_redirect(page, origin.url)
    facts = page_facts(page, origin.url, origin.reading.layers or LAYERS, origin.reading.listed)
    prune(page)
    body = trafilatura.extract(page, include_comments=False, include_tables=True, favor_precision=False, fast=False)
    body = without_furniture(body or "")
    refuse_stub(facts.title, body, facts.described)
    if len(body) < _BODY_WITHOUT_MARKUP:
        raise UnreadableError("no article text found in the page")
    text = with_title(body, facts.title)
    check(text)
    if origin.reading.arabic:
        refuse_foreign(text)
    day, basis, by = (facts.date.value, facts.date.basis, facts.date.by) if facts.date else (None, None, None)
    url = own_address(origin.url, facts.canonical) if origin.url else facts.url
    return Article(origin.id, text, facts.title, day, basis, url, facts.source, published_by=by)


def with_title(body: str, title: str | None) -> str:
    """The text that offsets count in: a title leads unless the body begins with it."""
    if not title or body.lstrip().startswith(title):
        return body
    return f"{title}\n\n{body}"
