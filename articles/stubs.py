"""Pages that hold no article although the server says all is well: soft 404s, robot checks, paywalls, redirects."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

from arabic import fold
from articles.origin import UnreadableError, web_address

_TABLE: Final = Path(__file__).with_suffix(".toml")
_REFRESH: Final = re.compile(r"^\s*(\d+)\s*[;,]\s*url\s*=\s*[\"']?([^\"'>]+)", re.I)
_SCRIPT: Final = re.compile(
    r"(?:window|document|top|self)?\.?location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']"
    r"|location\.(?:replace|assign)\(\s*[\"']([^\"']+)[\"']\s*\)"
)
_WAIT_S: Final = 10  # a page that refreshes itself later is a live page, not a redirect
_REDIRECT_TEXT: Final = 300  # letters: a page that sends its reader on says no more
_PAYWALLED: Final = 1500  # letters: a page marked as not free whose text is longer is given whole


class MovedError(UnreadableError):
    """A page whose markup sends its reader to another address."""

    def __init__(self, target: str) -> None:
        super().__init__(f"only sends its reader on, to {target[:200]}")
        self.target = target


@dataclass(frozen=True, slots=True)
class Stub:
    """One kind of page without an article, and the words that give it away."""

    reason: str
    where: str  # title or text
    longest: int
    words: re.Pattern[str]
    takes: tuple[str, ...]
    leaves: tuple[str, ...]

    def takes_words(self, words: str) -> bool:
        """Do the words give such a page away?"""
        return self.words.search(_folded(words)) is not None


@cache
def stubs() -> tuple[Stub, ...]:
    """The rows of stubs.toml."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["stub"]
    return tuple(
        Stub(row["reason"], row["where"], row["longest"], _any_of(row["words"]), (*row["takes"],), (*row["leaves"],))
        for row in rows
    )


def refuse_stub(title: str | None, body: str, described: Iterable[dict[str, Any]] = ()) -> None:
    """Raise ``UnreadableError`` for a page whose title, text or JSON-LD says that it holds no whole article."""
    for stub in stubs():
        words = title if stub.where == "title" else body
        if words and len(body) <= stub.longest and stub.takes_words(words):
            raise UnreadableError(stub.reason)
    if len(body) <= _PAYWALLED and any(_is_paywalled(value) for value in described):
        raise UnreadableError("the beginning of an article that only subscribers can read, as its markup says")


def refuse_redirect(page: Any, url: str | None) -> None:
    """Raise ``MovedError`` for a page that only sends its reader on."""
    for meta in page.iter("meta"):
        refresh = _REFRESH.match(meta.get("content") or "")
        if (meta.get("http-equiv") or "").lower() == "refresh" and refresh and int(refresh[1]) <= _WAIT_S:
            _move(refresh[2], url)
    shown = "".join(text for element in page.iter("body") for text in element.xpath(".//text()[not(parent::script)]"))
    if len(" ".join(shown.split())) <= _REDIRECT_TEXT:
        for script in page.iter("script"):
            found = _SCRIPT.search(script.text or "")
            if found:
                _move(found[1] or found[2], url)


def _move(target: str, url: str | None) -> None:
    address = web_address(urljoin(url or "", target.strip()))
    if address and address.partition("#")[0] != (url or "").partition("#")[0]:
        raise MovedError(address)


def _is_paywalled(value: dict[str, Any]) -> bool:
    return str(value.get("isAccessibleForFree", "")).lower().rpartition("/")[2] == "false"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(_folded(word)) for word in words) + r")(?!\w)")


def _folded(words: str) -> str:
    return " ".join(fold(words).lower().replace("،", "").split())
