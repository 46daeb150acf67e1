"""Words under which an event is found: folded, and also without their clitics and article.

Every reading of a printed word is indexed («وبالباب»: وبالباب, بالباب, الباب, باب), and a searched word
is looked up in the one form that all of these share, so that a search never has to guess.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from arabic import Kind, Word, analyse
from store.model import Feature

_ARTICLE: Final = "ال"
_SHORTEST: Final = 2  # letters that must stay when the article goes
_INDEXED: Final = re.compile(r"[^\W_]+")  # FTS5 breaks words at all else («a÷b»), and would want a phrase then
_SOUGHT: Final = (Kind.WORD, Kind.LATIN, Kind.NUMBER)


def index_words(feature: Feature) -> str:
    """All words of an event that a person may search by, in their indexed readings."""
    told = analyse("\n".join(_told(feature)))
    words = {token.word.surface: token.word for token in told.tokens if token.word.kind in _SOUGHT}
    return " ".join({reading: None for word in words.values() for reading in _readings(word)})


def match_expression(sought: str) -> str:
    """An FTS5 expression that wants every word of ``sought``; empty where it holds no word."""
    tokens = [_bare(token.form) for token in analyse(sought).tokens if token.kind in _SOUGHT]
    words = [word for token in tokens for word in _INDEXED.findall(token)]
    return " AND ".join(f'"{word}"' for word in dict.fromkeys(words))


def _told(feature: Feature) -> Iterable[str]:
    properties = feature["properties"]
    for name in ("title", "subtype", "place_name", "place_name_en", "attribution"):
        if said := properties.get(name):
            yield str(said)
    for actor in properties.get("actors") or ():
        yield str(actor.get("name") or "")
    for source in properties.get("sources") or ():
        yield str(source.get("evidence") or "")


def _readings(word: Word) -> Iterator[str]:
    for stem in word.stems:
        yield stem.form
        if stem.form.startswith(_ARTICLE):
            yield _bare(stem.form)


def _bare(form: str) -> str:
    """A form without the article, where enough of it stays."""
    if form.startswith(_ARTICLE) and len(form) - len(_ARTICLE) >= _SHORTEST:
        return form[len(_ARTICLE) :]
    return form
