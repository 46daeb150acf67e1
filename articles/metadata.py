"""What a web page states about itself: title, date, outlet, address. Nothing is guessed from its layout."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from articles.byline import byline_date
from articles.dates import UnknownDateError, of_address, stated
from articles.origin import web_address

_META_DATES: Final = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "publish-date",
    "publish_date",
    "published_time",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "date",
)
_META_KEYS: Final = ("property", "name", "itemprop")
_MARKED_TIMES: Final = ("datepublished", "published", "entry-date", "post-date", "pubdate")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page's markup states; null where it does not."""

    title: str | None
    published: str | None
    published_basis: str | None
    url: str | None
    source: str | None


def page_facts(page: HtmlElement, url: str | None) -> PageFacts:
    """Title, date, address and outlet; the date from meta, JSON-LD, ``<time>``, the address, the byline."""
    metas = _metas(page)
    described = list(_json_ld(page))
    address = url or web_address(metas.get("og:url")) or _canonical(page)
    published, basis = _published(page, metas, described, address)
    title = metas.get("og:title") or _headline(described) or _heading(page)
    return PageFacts(title, published, basis, address, metas.get("og:site_name") or _publisher(described))


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


def _published(
    page: HtmlElement, metas: dict[str, str], described: list[dict[str, Any]], url: str | None
) -> tuple[str | None, str | None]:
    stated_dates = [metas.get(key) for key in _META_DATES]
    stated_dates += _described_dates(page, metas, described)
    stated_dates += _times(page)
    for value in stated_dates:
        try:
            if isinstance(value, str):
                return stated(value), "metadata"
        except UnknownDateError:  # the next layer may be well-formed
            continue
    day = of_address(url) if url else None
    if day:
        return day, "url"
    shown = byline_date(page)
    return shown, "metadata" if shown else None


def _described_dates(page: HtmlElement, metas: dict[str, str], described: list[dict[str, Any]]) -> list[Any]:
    """``datePublished`` of the page's own object; where related stories have theirs, the headline tells."""
    dated = [value for value in described if isinstance(value.get("datePublished"), str)]
    if len({value["datePublished"][:10] for value in dated}) > 1:
        titles = {metas.get("og:title"), _heading(page)} - {None}
        dated = [value for value in dated if value.get("headline") in titles]
    return [value["datePublished"] for value in dated][:1]


def _times(page: HtmlElement) -> list[str]:
    """``<time datetime>`` marked as the date of publication; unmarked ones only if the page has just one.

    A page about something else has many: of related stories, comments and sidebars.
    """
    times = [time for time in page.iter("time") if time.get("datetime")]
    marked = [
        time.get("datetime")
        for time in times
        if any(mark in f"{time.get('itemprop')} {time.get('class')}".lower() for mark in _MARKED_TIMES)
    ]
    values = marked or [time.get("datetime") for time in times]
    return values[:1] if len({value[:10] for value in values}) == 1 else []


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
