"""Index terms: words under which an event is found, and its facts as words of their own kind.

Every reading of a printed word is indexed («وبالباب»: وبالباب, بالباب, الباب, باب), and a searched word is looked up in
the one form that all of these share, so that a search never has to guess. Facts (type, place, outlet, actors ...) are
terms too, marked by a letter that no text holds: one index then answers any combination, in the order of time.
"""

import hashlib
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from arabic import Kind, Word, analyse, fold

_ARTICLE: Final = "ال"
_SHORTEST: Final = 2  # letters that must stay when the article goes
_SOUGHT: Final = (Kind.WORD, Kind.LATIN, Kind.NUMBER)
_INDEXED: Final = re.compile(r"[^\W_]+")  # FTS5 breaks words at all else («a÷b»), and would want a phrase then
_MARK: Final = "\ue000"  # private use: FTS5 takes it for a letter, and no word of a text has it
_SPACED_OUT: Final = "ـ ـ"  # letters spaced out are one word: the only one with a blank in it
_LONG: Final = 40  # letters: what is longer between two blanks is not met again
# Clitics that stand before a noun with its article; the future marker does not.
_BEFORE_ARTICLE: Final = frozenset(first + second for first in ("", "و", "ف") for second in ("", "ب", "ك", "ل")) - {""}
# Words that begin so by themselves, where the rest would be another word: parents are no religion.
_WHOLE: Final = frozenset(map(fold, ("والدان", "والدين", "والديه", "والدية", "والدينا")))
_CELLS: Final = (4.0, 1.0, 0.25, 0.0625)  # degrees
SINGLE: Final = {"type": "t", "subtype": "u", "factuality": "f", "span": "s"}  # a column, and its terms' letter
PRECISIONS: Final = {"time_precision": "h", "geo_precision": "g"}
COARSEST: Final = 3  # of precisions, which has no term: every event has it
STEPS: Final[Mapping[str, Sequence[float]]] = {
    "deaths_min": (1, 2, 5, 10, 20, 50, 100),
    "source_count": (2, 3, 5, 10, 20),
    "confidence": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
}
_FACTS: Final = (*SINGLE, *PRECISIONS, "verdict")
_PLAIN: Final = itemgetter(*_FACTS)
_LETTERS: Final = {"deaths_min": "d", "source_count": "n", "confidence": "k"}

Box = tuple[float, float, float, float]


@lru_cache(maxsize=50_000)
def fact(kind: str, value: Hashable) -> str:
    """The term of a fact: one token, whatever its value holds."""
    written = str(value)
    if not (written.isascii() and written.isalnum() and written.islower()) and not written.isdecimal():
        written = hashlib.blake2b(written.encode(errors="replace"), digest_size=6).hexdigest()
    return f"{_MARK}{kind}{written}"


REJECTED: Final = f"{_MARK}v"  # a reviewer's verdict: left out unless it is asked for


CELL_LEVELS: Final = range(len(_CELLS))


def cell_term(level: int, row: int, column: int) -> str:
    """The term of one square of a level; rows count from the south pole, columns from the antimeridian."""
    return fact("c", f"{level}x{row}x{column}")


def cells_of(boxes: Any) -> Any:
    """The squares that hold the middles of boxes (n, 4), for every level: (n, levels, 2); 0 for a box that is NaN."""
    import numpy as np  # noqa: PLC0415  0.1 s, needed where somebody asks about places

    middle = np.stack([(boxes[:, 1] + boxes[:, 3]) / 2 + 90, (boxes[:, 0] + boxes[:, 2]) / 2 + 180], axis=1)
    return np.nan_to_num(middle[:, None, :] // np.array(_CELLS)[None, :, None]).astype(np.int64)


def sought_words(text: str) -> list[tuple[str, ...]]:
    """The terms that a search for some words wants, one of each."""
    words = (token.word for token in analyse(text).tokens if token.kind in _SOUGHT)
    return list(dict.fromkeys(readings for word in words for readings in _sought(word)))


def _sought(word: Word) -> Iterator[tuple[str, ...]]:
    """The words that a search for one means, each by the readings of which a text must have one.

    A clitic before the article is sure to be one («بالسوق» is «السوق»), but for words that only look like it; before
    other letters it is not: whoever looks for «سكان» does not want every «كان».
    """
    forms = _within_clitics(word)
    if not forms:
        yield from ((part,) for part in _INDEXED.findall(_bare(word.form)))
    elif parts := tuple(dict.fromkeys(_bare(form) for form in forms)):
        yield parts


def _within_clitics(word: Word) -> list[str]:
    """What a word that begins with clitics and the article is without them; nothing for any other."""
    if word.form in _WHOLE:
        return []
    found = [stem for stem in word.stems if stem.clitics in _BEFORE_ARTICLE and _bare(stem.form) != stem.form]
    # «للجنة» is ل with الجنة, or with اللجنة, of which it writes one letter less.
    return [*(stem.form for stem in found), *(stem.form[1:] for stem in found if stem.clitics.endswith("ل"))]


def actor_terms(name: str) -> list[tuple[str, ...]]:
    """The terms that a search for an actor wants, one of each: every word of the name, in any spelling."""
    return [tuple(f"{_MARK}w{word}" for word in readings) for readings in sought_words(name)]


def outlet_term(outlet: str) -> str:
    """The term of an outlet's name as its articles give it."""
    return fact("o", outlet.strip())


def said_in(shown: Mapping[str, Any]) -> bytes:
    """The terms of what an event's properties say in words, and of who says it, in UTF-8."""
    return " ".join([*_words_of(_told(shown)), *_who(shown)]).encode()


def fact_terms(row: Mapping[str, Any], box: Box | None) -> bytes:
    """The other terms of an event, in UTF-8: of its narrow row, and of the box of its place."""
    steps = [_steps(name, value) for name in STEPS if (value := row[name])]
    return " ".join([_facts(*_PLAIN(row)), *steps, _where(row["place"], box)]).encode()


def terms_in(written: bytes | str | Iterable[str]) -> frozenset[str]:
    """The terms that are kept of an event, however a database writes them."""
    if isinstance(written, bytes):
        written = written.decode()
    return frozenset(written.split() if isinstance(written, str) else written)


@lru_cache(maxsize=50_000)
def _facts(*values: Any) -> str:
    """The terms of the columns ``_FACTS``; many events have the same."""
    return " ".join(_fact_terms(dict(zip(_FACTS, values, strict=True))))


@lru_cache(maxsize=10_000)
def _steps(name: str, value: float) -> str:
    """The terms of the steps of a scale that a number reaches."""
    return " ".join(step_term(name, step) for step in STEPS[name] if value >= step)


def _fact_terms(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (fact(letter, row[name]) for name, letter in SINGLE.items() if row[name] is not None)
    for name, letter in PRECISIONS.items():
        yield from (fact(letter, coarsest) for coarsest in range(row[name] or COARSEST, COARSEST))
    if row["verdict"] == "rejected":
        yield REJECTED


def step_term(name: str, step: float) -> str:
    """The term of a step of a scale, which an event has whose number reaches it."""
    return fact(_LETTERS[name], round(step * 10))


@lru_cache(maxsize=20_000)
def _where(place: int, box: Box | None) -> str:
    return "" if box is None else " ".join([fact("p", place), *place_cells(box)])


def place_cells(box: Box) -> tuple[str, ...]:
    """The squares, the widest first, in which a place's middle lies."""
    west, south, east, north = box
    row, column = (south + north) / 2 + 90, (west + east) / 2 + 180
    return tuple(cell_term(level, int(row // _CELLS[level]), int(column // _CELLS[level])) for level in CELL_LEVELS)


def _who(shown: Mapping[str, Any]) -> Iterator[str]:
    outlets = {source.get("source") for source in shown.get("sources") or ()}
    yield from (outlet_term(outlet) for outlet in outlets if isinstance(outlet, str) and outlet.strip())
    names = {str(actor.get(name) or "") for actor in shown.get("actors") or () for name in ("name", "name_en")}
    yield from set[str]().union(*map(_called, names))


@lru_cache(maxsize=10_000)
def _called(name: str) -> tuple[str, ...]:
    return tuple(f"{_MARK}w{word}" for word in _words_of([name]))


def _words_of(told: Iterable[str]) -> set[str]:
    """Every reading of every word. Words with a blank between them are read apart, and most have been met before."""
    said = list(told)
    if any(_SPACED_OUT in each for each in said):
        return set[str]().union(*map(_read, said))
    pieces = set(" ".join(said).split(" "))
    return set[str]().union(*(map(_met if max(map(len, pieces)) <= _LONG else _read, pieces)))


@lru_cache(maxsize=150_000)
def _met(piece: str) -> tuple[str, ...]:
    return _read(piece)


def _read(said: str) -> tuple[str, ...]:
    words = {token.word.surface for token in analyse(said).tokens if token.word.kind in _SOUGHT}
    return tuple(set[str]().union(*map(_readings, words)))


def _told(shown: Mapping[str, Any]) -> Iterable[str]:
    for name in ("title", "subtype", "place_name", "place_name_en", "attribution"):
        if said := shown.get(name):
            yield str(said)
    for actor in shown.get("actors") or ():
        yield str(actor.get("name") or "")
        yield str(actor.get("name_en") or "")
    yield from dict.fromkeys(str(source.get("evidence") or "") for source in shown.get("sources") or ())


@lru_cache(maxsize=60_000)
def _readings(surface: str) -> tuple[str, ...]:
    forms = [form for token in analyse(surface).tokens for stem in token.word.stems for form in _both(stem.form)]
    return tuple(dict.fromkeys(part for form in forms for part in _INDEXED.findall(form)))


def _both(form: str) -> tuple[str, str]:
    return form, _bare(form)


def _bare(form: str) -> str:
    """A form without the article, where enough of it stays."""
    if form.startswith(_ARTICLE) and len(form) - len(_ARTICLE) >= _SHORTEST:
        return form[len(_ARTICLE) :]
    return form
