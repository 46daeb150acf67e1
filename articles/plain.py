"""Plain text into an article, letter by letter as decoded: offsets count in it."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from articles.decoding import decode
from articles.model import Article
from articles.origin import ARTICLE_BYTES, Origin, read_whole

_TITLE: Final = 160  # characters: headlines of eight outlets have 25 to 120
_TITLE_WORDS: Final = 4  # fewer is an outlet's name or a dateline: «دمشق - سانا»
_DATELINE_WORDS: Final = 6
_LINES_ABOVE: Final = 2  # an outlet's name, a remain of the page
_WORD: Final = re.compile(r"[\u0621-\u064a]{2,}")
_SENTENCE_ENDS: Final = (".", "،", "؛", ":", "…")
_DATELINE: Final = re.compile(r"\s[-–—]\s|[(]خاص[)]|/ *خاص")


def read_plain(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The one article of a text file."""
    text = decode(read_whole(stream, ARTICLE_BYTES))
    yield Article(origin.id, text, title=first_line_title(text), url=origin.url)


def first_line_title(text: str) -> str | None:
    """The first of the top lines that looks like a headline: short, no full stop, more text below it."""
    lines = [*filter(None, (line.strip("\ufeff \t\u00a0") for line in text.splitlines()))]
    for line in lines[:-1][: _LINES_ABOVE + 1]:
        if line.endswith(_SENTENCE_ENDS) or len(line) > _TITLE:
            return None
        words = len(_WORD.findall(line))
        if words >= (_DATELINE_WORDS if _DATELINE.search(line) else _TITLE_WORDS):
            return line
    return None
