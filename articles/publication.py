"""The day a page says it was published, looked for in layers; each answer names the place it was read in."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from articles.byline import byline_date
from articles.dates import UnknownDateError, of_address, stated

# What a source's setting ``date`` may name, in the order in which they are asked unless it says otherwise.
# The guess is asked only where a source names it: on pages without a stated date it takes those of sidebars.
LAYERS: Final = ("meta", "json-ld", "listing", "time", "address", "byline")
GUESS: Final = "guess"
ALL_LAYERS: Final = (*LAYERS, GUESS)

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
_MARKED_TIMES: Final = ("datepublished", "published", "entry-date", "post-date", "pubdate")
_CHANGED: Final = ("modified", "updated")  # «entry-date updated» is when it was changed


@dataclass(frozen=True, slots=True)
class Page:
    """What the layers look at."""

    tree: HtmlElement
    metas: dict[str, str]
    described: Sequence[dict[str, Any]]
    title: str | None
    heading: str | None
    url: str | None
    listed: str | None = None  # what a feed or sitemap says of the page


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date (ISO), the contract's basis for it, and the exact place it was read in."""

    value: str
    basis: str
    by: str


def page_date(page: Page, layers: Sequence[str] = LAYERS) -> PageDate | None:
    """The first layer's date that can be read in one way; null where no layer has one."""
    for layer in layers:
        for value, by in _ASKED[layer](page):
            try:
                return PageDate(stated(value), _BASES.get(layer, "metadata"), by)
            except UnknownDateError:  # the next may be well-formed
                continue
    return None


def _listing(page: Page) -> Iterator[tuple[str, str]]:
    if page.listed:
        yield page.listed, "the listing that named the page"


def _meta(page: Page) -> Iterator[tuple[str, str]]:
    return ((page.metas[key], f"meta {key}") for key in _META_DATES if key in page.metas)


def _json_ld(page: Page) -> Iterator[tuple[str, str]]:
    """``datePublished`` of the page's own object; where related stories have theirs, the headline tells."""
    dated = [value for value in page.described if isinstance(value.get("datePublished"), str)]
    if len({value["datePublished"][:10] for value in dated}) > 1:
        titles = {page.title, page.heading} - {None}
        dated = [value for value in dated if value.get("headline") in titles]
    return ((value["datePublished"], "JSON-LD datePublished") for value in dated[:1])


def _time(page: Page) -> Iterable[tuple[str, str]]:
    """``<time datetime>`` marked as the date of publication; unmarked ones only if the page has just one.

    A page about something else has many: of related stories, comments and sidebars.
    """
    times = [time for time in page.tree.iter("time") if time.get("datetime")]
    times = [time for time in times if not any(mark in _marks(time) for mark in _CHANGED)]
    marked = [time.get("datetime") for time in times if any(mark in _marks(time) for mark in _MARKED_TIMES)]
    values = marked or [time.get("datetime") for time in times]
    return [(values[0], "the time element")] if len({value[:10] for value in values}) == 1 else []


def _marks(time: HtmlElement) -> str:
    return f"{time.get('itemprop')} {time.get('class')}".lower()


def _address(page: Page) -> Iterator[tuple[str, str]]:
    day = of_address(page.url) if page.url else None
    if day:
        yield day, "the address"


def _byline(page: Page) -> Iterator[tuple[str, str]]:
    day = byline_date(page.tree)
    if day:
        yield day, "the line beside the headline"


def _guess(page: Page) -> Iterator[tuple[str, str]]:
    from htmldate import find_date  # noqa: PLC0415  # few sources ask for it

    day = find_date(page.tree, original_date=True, url=page.url)
    if day and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        yield day, "htmldate's guess"


_ASKED: Final[dict[str, Callable[[Page], Iterable[tuple[str, str]]]]] = {
    "listing": _listing,
    "meta": _meta,
    "json-ld": _json_ld,
    "time": _time,
    "address": _address,
    "byline": _byline,
    GUESS: _guess,
}
_BASES: Final = {"address": "url", GUESS: GUESS}
