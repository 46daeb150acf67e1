"""What a web page states about itself: title, date, outlet, address. Nothing is guessed from its layout."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from articles.origin import web_address
from articles.publication import LAYERS, Page, PageDate, page_date

_META_KEYS: Final = ("property", "name", "itemprop")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page's markup states; null where it does not."""

    title: str | None
    date: PageDate | None
    url: str | None  # where it was fetched, else what it names as its own address
    canonical: str | None  # what it names as its own address
    source: str | None
    described: Sequence[dict[str, Any]]  # its JSON-LD


def page_facts(
    tree: HtmlElement, url: str | None, layers: Sequence[str] = LAYERS, listed: str | None = None
) -> PageFacts:
    """Title, date, address and outlet; the date from the layers in their order, ``listed`` being the listing's."""
    metas = _metas(tree)
    described = list(_json_ld(tree))
    canonical = _canonical(tree) or web_address(metas.get("og:url"))
    address = url or web_address(metas.get("og:url")) or canonical
    heading = _heading(tree)
    page = Page(tree, metas, described, metas.get("og:title"), heading, address, listed)
    title = metas.get("og:title") or _headline(described) or heading
    outlet = metas.get("og:site_name") or _publisher(described)
    return PageFacts(title, page_date(page, layers), address, canonical, outlet, described)


def _metas(page: HtmlElement) -> dict[str, str]:
    """``<meta>`` values by lower-case key; the first of each key counts."""
    found: dict[str, str] = {}
    for meta in page.iter("meta"):
        value = " ".join((meta.get("content") or "").split())
        for key in _META_KEYS:
            if value and meta.get(key):
                found.setdefault(meta.get(key).strip().lower(), value)
    return found


def _json_ld(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, those inside ``@graph`` and lists too."""
    for script in page.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):  # other people's broken JSON-LD: the page is readable without it
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                waiting.append(value.get("@graph"))
                yield value


def _headline(described: list[dict[str, Any]]) -> str | None:
    return next((v["headline"].strip() for v in described if isinstance(v.get("headline"), str)), None) or None


def _publisher(described: list[dict[str, Any]]) -> str | None:
    for value in described:
        publisher = value.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return publisher["name"].strip() or None
    return None


def _heading(page: HtmlElement) -> str | None:
    """The only ``<h1>``, else ``<title>``."""
    headings = [" ".join(h1.text_content().split()) for h1 in page.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    titles = [" ".join(title.text_content().split()) for title in page.iter("title")]
    return next(filter(None, titles), None)


def _canonical(page: HtmlElement) -> str | None:
    links = (link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next(filter(None, map(web_address, links)), None)
