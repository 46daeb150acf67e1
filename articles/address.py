"""One spelling of a web address, and whether what a page names as its own address can be believed."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit

_SUFFIX: Final = re.compile(r"\.(?:html?|php|aspx?|jsp|amp)$")
_AMP: Final = ("amp", "index", "default", "")


def normal(url: str) -> str:
    """The address without fragment and tracking parameters, percent-encoded, host in lower case.

    >>> normal("https://News.example/a?utm_source=x&id=3#top")
    'https://news.example/a?id=3'
    """
    from courlan import normalize_url  # noqa: PLC0415  # few readers need it

    plain = url.partition("#")[0].strip()
    try:
        return str(normalize_url(plain))
    except ValueError:  # brackets of an IPv6 address that is none: whoever asks for it will be told
        return plain


def own_address(url: str, canonical: str | None) -> str:
    """The address of a page: the canonical one that it names, where that is plausible, else where it was found.

    Whole sites name their front page, or one script without its parameters, on every page: believing them would
    make one article of all.

    >>> own_address("https://m.news.example/a/b/amp", "https://news.example/a/b")
    'https://news.example/a/b'
    >>> own_address("https://news.example/story.php?id=3", "https://news.example/story.php")
    'https://news.example/story.php?id=3'
    """
    own = normal(url)
    if not canonical:
        return own
    named = normal(canonical)
    try:
        here, there = urlsplit(own), urlsplit(named)
    except ValueError:  # brackets of an IPv6 address that is none
        return own
    if _site(here.hostname) != _site(there.hostname) or not there.path.strip("/"):
        return own
    if here.query and not there.query:
        # `/?p=12` may well be short for `/2016/12/07/story`; `/story.php?id=3` is not `/story.php`.
        return named if _leaf(here.path) == "" and _leaf(there.path) != "" else own
    kept = set(parse_qsl(there.query))
    numbered = {pair for pair in parse_qsl(here.query) if any(letter.isdigit() for letter in pair[1])}
    return named if _leaf(here.path) == _leaf(there.path) and numbered <= kept else own


def _site(host: str | None) -> str:
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", (host or "").lower())


def _leaf(path: str) -> str:
    """The last telling part of a path: not `amp`, not `index.html`."""
    parts = [_SUFFIX.sub("", part) for part in path.lower().split("/")]
    return next((part for part in reversed(parts) if part not in _AMP), "")
