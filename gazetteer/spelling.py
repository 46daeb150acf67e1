"""Spelling rules of Syrian naming: keys under which the spellings of one name meet.

``fold`` makes interchangeable letters one; here are the differences between whole words: the article, joined
and parted compounds, أبو/أبي, endings, letters confused in speech. Two names with one ``skeleton`` are taken
as spellings of each other; ``core`` also leaves out خربة, الشرقية and the like, so it only proposes.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from arabic import fold, plain

_BOUNDARY_INSIDE: Final = re.compile(r"(?<=[ةى])(?=[\u0621-\u064a])")  # «معرةالنعمان»: ة and ى end a word
_BRACKETS: Final = re.compile(r"[(\[{«\"].*?[)\]}»\"]")
_LETTERS: Final = re.compile(r"[\u0621-\u064a]+|[0-9]+|[a-z][a-z0-9]*")
_ARABIC: Final = re.compile(r"[\u0621-\u064a]")
_DOUBLED: Final = re.compile(r"(\D)\1+")
STRICT: Final = 0
LOOSE: Final = 1
_SHORTEST: Final = 2  # letters left where an article or a head is taken off
_LATIN_ARTICLES: Final = frozenset(
    ["al", "el", "ar", "as", "ash", "at", "ath", "an", "az", "ad", "er", "es", "esh", "et", "en", "ez", "ed", "ul", "l"]
)
# Latin letters and digraphs of the usual transliterations, by the Arabic sound they write.
_LATIN_SOUNDS: Final = (
    ("kh", "x"), ("gh", "g"), ("sh", "c"), ("ch", "c"), ("th", "t"), ("dh", "d"), ("zh", "j"), ("ph", "f"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("q", "k"), ("z", "d"), ("p", "b"), ("v", "f"), ("w", "u"), ("o", "u"), ("y", "i"), ("e", "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """The vocabulary of spelling.toml, folded; words without their article."""

    announcers: frozenset[str]
    loose_heads: frozenset[str]
    loose_tails: frozenset[str]
    heads: tuple[str, ...]
    words: dict[str, str]
    letters: dict[int, str]


@cache
def rules() -> Rules:
    """The rules, read once."""
    with Path(__file__).with_name("spelling.toml").open("rb") as table:
        stored = tomllib.load(table)
    words = {fold(written): fold(kept) for kept, others in stored["words"].items() for written in others}
    return Rules(
        announcers=frozenset(map(fold, stored["announcers"])),
        loose_heads=frozenset(map(fold, stored["loose_heads"])),
        loose_tails=frozenset(bare(fold(word)) for word in stored["loose_tails"]),
        heads=tuple(sorted(map(fold, stored["heads"]), key=len, reverse=True)),
        words=words,
        letters={ord(letter): kept for kept, others in stored["letters"].items() for letter in others},
    )


def bare(word: str) -> str:
    """A folded word without its article.

    >>> bare("الشعار"), bare("ال")
    ('شعار', 'ال')
    """
    return word[2:] if word.startswith("ال") and len(word) - 2 >= _SHORTEST else word


def split_words(name: str) -> list[str]:
    """The folded words of a name: brackets left out, joined words parted where a letter shows it.

    >>> split_words("معرةالنعمان (إدلب)")
    ['معره', 'النعمان']
    """
    if is_latin(name):
        return _LETTERS.findall(_without_marks(name))
    parted = _BOUNDARY_INSIDE.sub(" ", plain(_BRACKETS.sub(" ", name)).casefold())
    return _LETTERS.findall(fold(parted))


def is_latin(name: str) -> bool:
    """Is the name written without a single Arabic letter?"""
    return _ARABIC.search(name) is None


def _without_marks(name: str) -> str:
    """Latin letters without diacritics and apostrophes, in lower case."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm") and c not in "'`‘’ʿʾ")


def without_announcers(words: list[str]) -> list[str]:
    """The words after «قرية», «حي» and the like, as long as any remain."""
    first = 0
    while first < len(words) - 1 and bare(words[first]) in rules().announcers:
        first += 1
    return words[first:]


def skeleton(name: str) -> str:
    """The key under which all regular spellings of a name meet; no blanks.

    >>> skeleton("أم تينة") == skeleton("ام التينه"), skeleton("كفر نبل") == skeleton("كفرنبل")
    (True, True)
    """
    return "".join(_canonical(word) for word in without_announcers(split_words(name)))


def core(name: str) -> str:
    """The skeleton without خربة, تل, الشرقية, الكبير and the like; empty where nothing else remains."""
    words = without_announcers(split_words(name))
    held = rules()
    while len(words) > 1 and bare(words[0]) in held.loose_heads:
        words = words[1:]
    while len(words) > 1 and bare(words[-1]) in held.loose_tails:
        words = words[:-1]
    return "".join(_canonical(word) for word in words)


def _canonical(word: str) -> str:
    """One word's letters after all rules."""
    held = rules()
    for head in held.heads:  # «ابوالظهور»: the article shows where the compound is joined
        rest = word[len(head) :]
        if word.startswith(head) and rest.startswith("ال") and len(rest) - 2 >= _SHORTEST:
            return _canonical(head) + _canonical(rest)
    word = bare(word)
    word = held.words.get(word, word)
    if len(word) > _SHORTEST:
        word = word.removesuffix("ء")
        if word[-1] == "ا":  # «حسيا», «حسية», «حسياء»
            word = word[:-1] + "ه"
    return _DOUBLED.sub(r"\1", word.replace("ء", "").translate(held.letters))


def latin_key(name: str) -> str:
    """The sounds of a Latin transliteration: no article, no vowel quality beyond a, i, u, no doubling.

    >>> latin_key("Al-Shaykh Maqsoud") == latin_key("Ash Sheikh Maqsud")
    True
    """
    words = _LETTERS.findall(_without_marks(name))
    kept = [word for word in words if word not in _LATIN_ARTICLES] or words
    joined = "".join(kept)
    for written, sound in _LATIN_SOUNDS:
        joined = joined.replace(written, sound)
    joined = joined.replace("ai", "i").replace("ia", "i").replace("au", "u").removesuffix("h")
    return _DOUBLED.sub(r"\1", joined).rstrip("aiu")


def keys(name: str) -> list[tuple[int, str]]:
    """The keys of a name with their level: ``STRICT`` spellings of one name, ``LOOSE`` proposals."""
    if is_latin(name):
        return [(LOOSE, latin_key(name))]
    strict, loose = skeleton(name), core(name)
    return [(STRICT, strict), (LOOSE, loose)] if loose != strict else [(STRICT, strict)]


def running_variants(name: str) -> list[str]:
    """Other regular spellings of a name that may stand in running text."""
    return []
