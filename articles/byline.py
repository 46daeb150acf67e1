"""The date that a page shows beside its headline, where the markup states none."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from articles.dates import UnknownDateError, stated

_LEVELS: Final = 3  # how far above the headline its byline may hang: <header>, <div class="meta">, <article>
_LONGEST: Final = 90  # characters: a byline is short, a paragraph with a date is news
_ELEMENTS: Final = ("span", "div", "p", "li", "small", "time", "a", "b", "strong", "em", "td", "dd")
_LABELS: Final = ("نشر", "تاريخ", "أضيف", "اضيف", "publish", "posted", "date")
_OTHER_WORDS: Final = 2  # beside the date: a weekday, an outlet; a sentence has more, or a label says what it is
_CHANGED: Final = ("تحديث", "تعديل", "updated", "modified")  # not the day of publication
_DATE: Final = re.compile(
    r"(?<!\d)\d{4}[-/]\d{1,2}[-/]\d{1,2}(?!\d)"  # 2016-12-07
    r"|(?<!\d)\d{1,2}[-/. ]{1,3}[^\W\d_]{2,}(?: (?:الأول|الثاني))?(?: ?[/(] ?[^\W\d_]+\)?)?[-/., ]{1,3}\d{4}(?!\d)"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)"  # 25/12/2016; 07/12/2016 has two readings and is none
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}(?!\d)"
)


def byline_date(page: HtmlElement) -> str | None:
    """The one day that short lines close to the only ``<h1>`` name; null where there is none, or two."""
    headings = [*page.iter("h1")]
    if len(headings) != 1:
        return None
    for holder in list(headings[0].iterancestors())[:_LEVELS]:
        if holder.tag in ("body", "html"):
            return None
        days = {day for line in _lines(holder) for day in _days(line)}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _lines(holder: HtmlElement) -> Iterator[str]:
    """Short texts above the first paragraph that look like a byline; asides and menus left out."""
    for element in holder.iter(*_ELEMENTS):
        text = " ".join("".join(element.itertext()).split())
        if element.tag == "p" and len(text) > _LONGEST:
            return
        aside = any(above.tag in ("aside", "nav", "footer") for above in element.iterancestors())
        if text and len(text) <= _LONGEST and not aside and _is_byline(text.lower()):
            yield text


def _is_byline(text: str) -> bool:
    if any(word in text for word in _CHANGED):
        return False
    others = re.findall(r"[^\W\d_]{2,}", _DATE.sub(" ", text))
    return len(others) <= _OTHER_WORDS or any(label in text for label in _LABELS)


def _days(line: str) -> Iterator[str]:
    for found in _DATE.findall(line):
        try:
            yield stated(found)[:10]
        except UnknownDateError:  # has the shape of a date and is none, or two
            continue
