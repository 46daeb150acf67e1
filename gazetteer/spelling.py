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
from typing import Any, Final

from arabic import fold, plain
from gazetteer.counted import with_digits

_BOUNDARY_INSIDE: Final = re.compile(r"(?<=[ةى])(?=[\u0621-\u064a])")  # «معرةالنعمان»: ة and ى end a word
_FINAL_ALEF: Final = re.compile(r"ى(?![\u0621-\u064a])")
_BRACKETS: Final = re.compile(r"[(\[{].*?[)\]}]")
_LETTERS: Final = re.compile(r"[\u0621-\u064a]+|[0-9]+|[a-z][a-z0-9]*")
_ARABIC: Final = re.compile(r"[\u0621-\u064a]")
_DOUBLED: Final = re.compile(r"(\D)\1+")
_JOINED_ARTICLE: Final = re.compile(r"(?<=[\u0621-\u064a]{3})ال(?=[\u0621-\u064a]{3})")  # «بصرالحرير»
_SHORTEST: Final = 2  # letters left where an article or a head is taken off
_SHORTEST_ENDED: Final = 4  # words whose last vowel letter may be written otherwise
_LATIN_ARTICLES: Final = frozenset(
    ["al", "el", "ar", "as", "ash", "at", "ath", "an", "az", "ad", "er", "es", "esh", "et", "en", "ez", "ed", "ul", "l"]
)
_LATIN_JOINED_ARTICLE: Final = re.compile(r"^e(sh|[dnrstz])(?=\1)")  # «Ezzor»: the article takes the sun letter
# Latin letters and digraphs of the usual transliterations, by the Arabic sound they write.
_LATIN_SOUNDS: Final = (
    ("kh", "x"), ("gh", "g"), ("sh", "c"), ("ch", "c"), ("th", "t"), ("dh", "d"), ("zh", "j"), ("ph", "f"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("q", "k"), ("z", "d"), ("p", "b"), ("v", "f"), ("w", "u"), ("o", "u"), ("y", "i"),
    ("e", "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """The vocabulary of spelling.toml, folded; ``loose_tails`` and landmarks without their article."""

    announcers: dict[str, tuple[str, ...]]
    loose_heads: frozenset[str]
    loose_tails: frozenset[str]
    landmarks: frozenset[str]
    around: frozenset[str]
    locating: frozenset[str]
    generic_latin: frozenset[str]
    heads: tuple[str, ...]
    words: dict[str, str]
    letters: dict[int, str]
    sounds: frozenset[tuple[str, str]]
    shapes: frozenset[tuple[str, str]]
    vowels: frozenset[str]


@cache
def rules() -> Rules:
    """The rules, read once."""
    with Path(__file__).with_name("spelling.toml").open("rb") as table:
        stored = tomllib.load(table)
    lists, costs = stored["lists"], stored["costs"]
    words = {_letters(written): _letters(kept) for kept, others in stored["words"].items() for written in others}
    return Rules(
        announcers={_letters(word): tuple(kinds) for word, kinds in stored["announcers"].items()},
        loose_heads=frozenset(map(_letters, lists["loose_heads"])),
        loose_tails=frozenset(bare(_letters(word)) for word in lists["loose_tails"]),
        landmarks=frozenset(map(_letters, lists["landmarks"])),
        around=frozenset(map(_letters, lists["around"])),
        locating=frozenset(map(_letters, lists["locating"])),
        generic_latin=frozenset(lists["generic_latin"]),
        heads=tuple(sorted(map(_letters, lists["heads"]), key=len, reverse=True)),
        words=words,
        letters={ord(letter): kept for kept, others in stored["letters"].items() for letter in others},
        sounds=_both_ways(costs["sounds"]),
        shapes=_both_ways(costs["shapes"]),
        vowels=frozenset(costs["vowels"]),
    )


def _letters(word: str) -> str:
    """A single word as ``key_words`` gives it."""
    return fold(_FINAL_ALEF.sub("ا", plain(word)))


def _both_ways(pairs: list[Any]) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


def bare(word: str) -> str:
    """A folded word without its article.

    >>> bare("الشعار"), bare("ال")
    ('شعار', 'ال')
    """
    return word[2:] if word.startswith("ال") and len(word) - 2 >= _SHORTEST else word


def is_latin(name: str) -> bool:
    """Is the name written without a single Arabic letter?"""
    return _ARABIC.search(name) is None


def name_words(name: str) -> list[str]:
    """The folded words of a name as they stand in running text; what brackets hold is left out.

    >>> name_words("معرةالنعمان (إدلب)")
    ['معرهالنعمان']
    """
    if is_latin(name):
        return _LETTERS.findall(_without_marks(name))
    return _LETTERS.findall(fold(_BRACKETS.sub(" ", name)).casefold())


def _without_marks(name: str) -> str:
    """Latin letters without diacritics and apostrophes, in lower case."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm") and c not in "'`‘’ʿʾ")


def key_words(name: str) -> list[str]:
    """The words of a name for keys: joined words parted where a letter shows it, final ى read as ا."""
    letters = _FINAL_ALEF.sub("ا", plain(_BRACKETS.sub(" ", name)).casefold())
    return with_digits(_LETTERS.findall(fold(_BOUNDARY_INSIDE.sub(" ", letters))))


def announced(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The words after «قرية», «حي» and the like, and the kinds of place these announce."""
    first = 0
    kinds: tuple[str, ...] = ()
    held = rules().announcers
    while first < len(words) - 1 and words[first] in held:  # «الحارة» with its article is a town of its own
        kinds = held[words[first]]
        first += 1
    return words[first:], kinds


def skeleton(name: str) -> str:
    """The key under which all regular spellings of a name meet; no blanks.

    >>> skeleton("أم تينة") == skeleton("ام التينه"), skeleton("كفر نبل") == skeleton("كفرنبل")
    (True, True)
    """
    return joined(announced(key_words(name))[0])


def joined(words: list[str]) -> str:
    """The canonical letters of words, without blanks and doubled letters."""
    return _DOUBLED.sub(r"\1", "".join(map(canonical, words)))


def core_words(words: list[str]) -> list[str]:
    """The words without خربة, تل before and الشرقية, الكبير after the name, as long as any remain."""
    held = rules()
    while len(words) > 1 and bare(words[0]) in held.loose_heads:
        words = words[1:]
    while len(words) > 1 and (bare(words[-1]) in held.loose_tails or words[-1].isdigit()):
        words = words[:-1]
    return words


def core(name: str) -> str:
    """The skeleton of the words that remain when خربة, الشرقية and the like are left out."""
    return joined(core_words(announced(key_words(name))[0]))


def first_words(name: str) -> str:
    """The skeleton without the last word, where more than «تل» or «خربة» remains; else the whole."""
    words = announced(key_words(name))[0]
    held = rules()
    base = words[:-1]
    if not base or all(word in held.heads or bare(word) in held.loose_heads for word in base):
        base = words
    key = joined(base)
    return key if len(key) >= _SHORTEST_ENDED else joined(words)


@cache
def canonical(word: str) -> str:
    """One word's letters after all rules."""
    held = rules()
    for head in held.heads:  # «ابوالظهور»: the article shows where the compound is joined
        rest = word[len(head) :]
        if word.startswith(head) and rest.startswith("ال") and len(rest) - 2 > _SHORTEST:
            return canonical(head) + canonical(rest)
    word = _JOINED_ARTICLE.sub("", bare(word))
    word = held.words.get(word, word)
    if word.startswith("ابو") and len(word) - 3 > _SHORTEST:  # «ابوعمر»
        word = word[1:]
    if word.startswith("معر") and len(word) > _SHORTEST_ENDED and word[3] != "ت":  # «معردبسة», «معرة دبسة»
        word = "معرت" + word[3:]
    word = word.replace("ء", "")
    if len(word) >= _SHORTEST_ENDED and word[-1] == "ا":  # «حسيا», «حسية», «حسياء»
        word = word[:-1] + "ه"
    return word.translate(held.letters)


def latin_key(name: str) -> str:
    """The sounds of a Latin transliteration: no article, no vowel quality beyond a, i, u, no doubling.

    >>> latin_key("Al-Shaykh Maqsoud") == latin_key("Ash Sheikh Maqsud")
    True
    """
    words = _LETTERS.findall(_without_marks(name))
    words = [_LATIN_JOINED_ARTICLE.sub("", word) for word in words]
    kept = "".join([word for word in words if word not in _LATIN_ARTICLES] or words)
    for written, sound in _LATIN_SOUNDS:
        kept = kept.replace(written, sound)
    kept = kept.replace("ai", "i").replace("ia", "i").replace("au", "u").removesuffix("h")
    return _DOUBLED.sub(r"\1", kept).rstrip("aiu")
