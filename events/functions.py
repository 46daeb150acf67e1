"""Functions and offices by which people are quoted: which words are one, and of what kind is their word."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress, count
from typing import Any, Final

from arabic import Recent, fold
from events.lexicon import read

_ENDINGS: Final = ("ون", "ين", "ان", "ات", "ه", "و", "ي")


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One list of ``speakers.toml``, folded."""
    return frozenset(map(fold, read("speakers.toml")[table][name]))


@cache
def _functions() -> dict[str, tuple[str, str]]:
    tables = read("speakers.toml")
    return {
        fold(word): (table, kind) for table in ("public", "private") for kind, words in tables[table].items()
        for word in words
    }  # fmt: skip


def bare_of(form: str) -> str:
    """A form without its article."""
    return form.removeprefix("ال")


def _without_endings(form: str) -> Iterator[str]:
    """A form without «ال» and «و», and without one ending of number or gender."""
    for stem in (bare_of(form), bare_of(form.removeprefix("و"))):
        yield stem
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                yield stem.removesuffix(ending)


def _read(form: str) -> tuple[str, str] | None:
    functions = _functions()
    return next((functions[stem] for stem in _without_endings(form) if stem in functions), None)


_FUNCTION: Final = Recent(_read)


def function_of(form: str) -> tuple[str, str] | None:
    """In which table a word is a function («ناشط», «وزير»), and of what kind its word is."""
    return _FUNCTION[form]


def functions_among(forms: Sequence[str]) -> Iterator[int]:
    """Which of a text's words are functions, by their numbers."""
    return compress(count(), map(_FUNCTION.__getitem__, forms))


def adjective_of(form: str) -> str | None:
    """Of what kind an adjective says that somebody is («إعلامي»)."""
    tables: dict[str, Any] = read("speakers.toml")["adjective"]
    stems = set(_without_endings(form))
    return next((kind for kind in tables if not stems.isdisjoint(listed("adjective", kind))), None)
