"""How OCHA's spellings become those of newspapers: one official string, the names it holds."""

import re
from dataclasses import dataclass
from typing import Final

from arabic import fold
from gazetteer.spelling import bare, joined, key_words, latin_key, rules

# «ميسلون / شير القاق», «الأيوبية_كاروز», «درعا - المحطة»: several names of one place.
_BETWEEN_NAMES: Final = re.compile(r"\s*(?:_+|/|\\|(?<=[\u0621-\u064a])-(?=[\u0621-\u064a])|\s*[-–]\s+|\s+[-–]\s*)\s*")
_BRACKETS: Final = re.compile(r"\s*\(([^)]*)\)\s*")
_LONGEST_CAPTION: Final = 3  # words
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
    whole = " ".join(official.strip(" -–_/").split())
    parts = [part for part in _BETWEEN_NAMES.split(_BRACKETS.sub(" ", whole).strip()) if len(part) > 1]
    parts += [held.strip() for held in _BRACKETS.findall(whole) if len(held.strip()) > 1]
    latin = [part for part in _BETWEEN_NAMES.split(_BRACKETS.sub(" ", name_en).strip()) if part]
    names = [_spelling(part, latin[i] if i < len(latin) else "") for i, part in enumerate(parts)]
    if area:
        names = [_CENTRE.sub("", name) for name in names]
    names = list(dict.fromkeys(names))
    shown = whole if fold(whole) != fold(names[0]) and len(names) == 1 else None
    return CleanName(names[0], tuple(names[1:]), shown)


def without_caption(name: str, holders: frozenset[str]) -> str:
    """A village's name without the area that OCHA adds to tell namesakes apart.

    ``holders`` are skeletons of the names of the areas that hold it, and of their last words.

    >>> without_caption("أم تينة منبج", frozenset(["منبج"]))
    'أم تينة'
    """
    words = name.split()
    for count in range(min(_LONGEST_CAPTION, len(words) - 1), 0, -1):
        base, caption = words[:-count], words[-count:]
        if joined(key_words(" ".join(caption))) in holders and not _only_heads(base):
            return " ".join(base).removesuffix(" قرب")
    return name


def without_latin_caption(name_en: str, holders: frozenset[str]) -> str:
    """The same for the English name: «Um Tinet Manbaj» is Um Tinet."""
    words = name_en.split()
    for count in range(min(_LONGEST_CAPTION, len(words) - 1), 0, -1):
        if latin_key(" ".join(words[-count:])) in holders:
            return " ".join(words[:-count]).removesuffix(" Near")
    return name_en


def _only_heads(words: list[str]) -> bool:
    """Is this only the first half of a name: «تل», «عين», «خربة»?"""
    held = rules()
    return all(bare(fold(w)) in held.heads or bare(fold(w)) in held.loose_heads or fold(w) in held.heads for w in words)


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
