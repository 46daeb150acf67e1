"""What a hostile text repeats: letters of every kind, words of every list that rooms read by, patterns' worst cases."""

import csv
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[2]
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_SAMPLED: Final = 2  # words of each list: its first and the one in its middle
_PATTERN: Final = re.compile(r"[|/+={}()?\\[\]]| \.{1,3}(?= |$)")  # how lexicons write alternatives; a text has none

# Bidi controls, joiners and marks that show nothing; what encodings and programs take for an end.
CONTROLS: Final = {
    "nul": "\0",
    "bell": "\a",
    "escape": "\x1b[31m",
    "bidi": "\u202e\u2066\u2069\u202c\u200f\u200e\u061c",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "soft hyphen": "\u00ad",
    "line ends": "\r\n\u0085\u2028\u2029\v\f",
    "noncharacter": "\ufffe\uffff\ufdd0\U0010ffff",
    "private use": "\ue000\uf8ff",
    "tags": "\U000e0001\U000e0041",
    "variation": "\ufe0f\U000e0100",
    "tatweel": "ـ",
    "combining": "\u064b\u0651\u0300\u0e31",
    "replacement": "\ufffd",
    "ligature": "\ufdfa\ufdfb\ufdf2",
    "presentation": "ﻣﺪﯾﻨﺔ ﺣﻠﺐ ",
    "emoji": "👩\u200d👩\u200d👧\u200d👦🇸🇾",
}

# Where a pattern of ours could try many ways, the string that makes it try them. The names say whose.
WORST: Final = {
    "address of letters": "http://a.b/",
    "address without an end": "www.",
    "address of dots": "a.a.a.a.",
    "mail": "a@a.",
    "mail of names": "a.a-a_a@",
    "number of commas": "1,",
    "number of dots": "1.1.",
    "number of slashes": "1/",
    "number of dashes": "1-",
    "digits": "1",
    "arabic digits": "١",
    "decimal": "١٫٥٬",
    "percent": "5%",
    "stamp": "GMT -1/1/",
    "stamp of dashes": "GMT-|",
    "iso": "2016-12-",
    "iso days": "2016-12-07",
    "clock": "12:",
    "clocks": "12:30 ",
    "latin": "a",
    "latin with apostrophes": "a'",
    "latin with dashes": "a-",
    "accents": "e\u0301",
    "one letter": "و",
    "one long word": "ا",
    "conjunctions": "و و ",
    "prefixes": "وبال",
    "suffixes": "هما",
    "doubled": "لل",
    "brackets": "(",
    "closed brackets": ")(",
    "quotes": '"',
    "guillemets": "«",
    "closed guillemets": "«ا»",
    "commas": "،",
    "semicolons": "؛ ",
    "stops": ".",
    "stops and blanks": ". ",
    "questions": "؟ ",
    "ellipses": "… ",
    "blanks": " ",
    "tabs": "\t",
    "lines": "\n",
    "lines of a letter": "ا\n",
    "colons": ": ",
    "dashes": "- ",
    "long dashes": "—",
    "slashes": " / ",
    "bullets": "* ",
    "hashtags": "#حلب_",
    "mentions": "@ا ",
    "number and": "خمسة و",
    "twenty and": "وعشرين ",
    "thousands": "ألف ",
    "half": "نصف ",
    "between": "بين ",
    "from to": "من إلى ",
    "day of": "يوم ",
    "last": "الماضي ",
    "since": "منذ ",
    "in": "في ",
    "city": "مدينة ",
    "countryside": "ريف ",
    "countrysides": "ريف حلب ",
    "list of places": "حلب و",
    "commas of places": "حلب، ",
    "directions": "شمال غرب ",
    "kilometres": "على بعد 5 كم شمال ",
    "killed": "قتل ",
    "killed five": "قتل 5 ",
    "killed there": "قتل خمسة في حلب ",
    "killed there and then": "قتل خمسة مدنيين في قصف على حلب يوم الاثنين 5 آب 2013. ",
    "said that": "قال إن ",
    "said of saying": "قال إن قال ",
    "if": "لو أن ",
    "not": "لم ",
    "denied": "نفى أن ",
    "who": "الذي ",
    "son of": "بن ",
    "names": "أبو محمد بن ",
    "dateline": "دمشق - سانا - ",
    "the aforesaid": "المدينة ",
    "months": "كانون الثاني / ",
    "year": "عام 2016 ",
    "years": "2015 / 2016 ",
    "hijri": "7 محرم 1438 هـ ",
    "feast": "عيد الفطر ",
    "hour": "الساعة الخامسة ",
    "hours and": "الساعة الخامسة و",
}


def unicode_blocks() -> dict[str, str]:
    """A token for each kind of character in each 4,096 code points: what the tables of Unicode tell apart."""
    found: dict[tuple[int, str, str], str] = {}
    for point in range(sys.maxunicode + 1):
        letter = chr(point)
        kind = unicodedata.category(letter)
        if kind not in ("Cn", "Cs"):
            key = (point >> 12, kind, unicodedata.bidirectional(letter))
            if len(found.get(key, "")) < 8:
                found[key] = found.get(key, "") + letter
    return {f"U+{page:02X}000 {kind} {bidi}": token for (page, kind, bidi), token in found.items()}


def lexicon_words() -> dict[str, str]:
    """Two words of each list that a room reads by: every table, every key of it."""
    return {
        f"{path.relative_to(_ROOT)} {key} {word}": f"{word} "
        for path in _tables()
        for key, words in _lists(path)
        for word in _few(words)
    }


def _tables() -> Iterator[Path]:
    for room in ("arabic", "timex", "geo", "events", "gazetteer"):
        yield from sorted(path for kind in ("*.toml", "*.csv") for path in (_ROOT / room).rglob(kind))


def _lists(path: Path) -> Iterator[tuple[str, list[str]]]:
    if path.suffix == ".toml":
        yield from _listed(tomllib.loads(path.read_text(encoding="utf-8")), "")
        return
    with path.open(encoding="utf-8", newline="") as file:
        columns: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            for name, value in row.items():
                if value and _ARABIC.search(value):
                    columns.setdefault(name, []).append(value)
    yield from columns.items()


def _listed(value: Any, key: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _listed(inner, f"{key}.{name}".strip("."))
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield key, value
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _listed(inner, f"{key}[{number}]")
    elif isinstance(value, str):
        yield key, [value]


def _few(words: list[str]) -> list[str]:
    plain = [" ".join(_PATTERN.sub(" ", word).split()) for word in words if _ARABIC.search(word)]
    return [plain[at * len(plain) // _SAMPLED] for at in range(min(_SAMPLED, len(plain)))]


def everything() -> dict[str, str]:
    """The whole catalogue by name."""
    return CONTROLS | WORST | lexicon_words() | unicode_blocks()
