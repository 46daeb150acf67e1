"""How OCHA's spellings become those of newspapers: one official string, the names it holds."""

import re
from dataclasses import dataclass
from typing import Final

from arabic import fold

# «ميسلون / شير القاق», «الأيوبية_كاروز», «درعا - المحطة»: several names of one place.
_BETWEEN_NAMES: Final = re.compile(r"\s*(?:_+|/|\\|(?<=[\u0621-\u064a])-(?=[\u0621-\u064a])|\s-\s|\s–\s)\s*")
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)\s*")
# «مركز الحسكة» and «مركزالحفة» are offices: the sub-district is named after its seat.
_CENTRE: Final = re.compile(r"^مركز\s*(?=\S)")
_GLUED: Final = re.compile(r"(?<=[^\sالوبف])(?=إ)")  # «أكرادإبراهيم»: hamza below alef begins a word
_WORDS: Final = (
    (re.compile(r"\bام\b"), "أم"),
    (re.compile(r"\bابو\b"), "أبو"),
    (re.compile(r"\bابي\b"), "أبي"),
    (re.compile(r"\bال\s+(?=\S)"), "ال"),
)
_FEMININE_LATIN: Final = ("a", "eh", "ah", "e", "et")


@dataclass(frozen=True, slots=True)
class CleanName:
    """The preferred spelling, the further names in the same string, and the official string where it differs."""

    preferred: str
    others: tuple[str, ...]
    official: str | None


def clean(official: str, name_en: str, *, area: bool = False) -> CleanName:
    """The names that one official Arabic string holds; of areas the office word «مركز» is left out.

    >>> clean("الأيوبية_كاروز", "Ayoubiyeh - Karoz").others
    ('كاروز',)
    """
    whole = " ".join(official.split())
    parts = [part for part in _BETWEEN_NAMES.split(_BRACKETS.sub(" ", whole).strip()) if len(part) > 1]
    latin = [part for part in _BETWEEN_NAMES.split(_BRACKETS.sub(" ", name_en).strip()) if part]
    names = [_spelling(part, latin[i] if i < len(latin) else "") for i, part in enumerate(parts)]
    if area:
        names = [_CENTRE.sub("", name) for name in names]
    names = list(dict.fromkeys(names))
    shown = whole if fold(whole) != fold(names[0]) and not _BETWEEN_NAMES.search(whole) else None
    return CleanName(names[0], tuple(names[1:]), shown)


def clean_latin(name_en: str) -> tuple[str, ...]:
    """The English names that one official string holds."""
    parts = _BETWEEN_NAMES.split(_BRACKETS.sub(" ", name_en).strip())
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def _spelling(name: str, latin: str) -> str:
    for pattern, written in _WORDS:
        name = pattern.sub(written, name)
    name = _GLUED.sub(" ", name)
    # OCHA often writes the feminine ending without dots: «اطمه», Atmeh.
    if name.endswith("ه") and latin.casefold().endswith(_FEMININE_LATIN):
        name = name[:-1] + "ة"
    return " ".join(name.split())
