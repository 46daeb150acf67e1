"""Is a text Arabic? By its letters, and where others write with the same letters by its small words."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

from articles.origin import UnreadableError

_TABLE: Final = Path(__file__).with_name("languages.toml")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ARABIC_LETTER: Final = re.compile(
    r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_SHARE: Final = 0.5  # of the letters: an Arabic article quotes names in Latin ones, never half of it
_FEW_WORDS: Final = 4  # small words of another language that say enough


def refuse_foreign(text: str) -> None:
    """Raise ``UnreadableError`` for a text in another language than Arabic, naming what it looks like."""
    letters = len(_LETTER.findall(text))
    arabic = len(_ARABIC_LETTER.findall(text))
    if letters and arabic < _SHARE * letters:
        raise UnreadableError(
            f"not Arabic: {100 * (letters - arabic) // letters}% of its letters are of another script"
        )
    counts = Counter(_WORD.findall(text))
    said = {code: sum(counts[word] for word in words) for code, (_, words) in _small_words().items()}
    code = max(said, key=lambda one: said[one])
    if code != "ar" and said[code] >= _FEW_WORDS and said[code] > 2 * said["ar"]:
        raise UnreadableError(f"not Arabic: it reads as {_small_words()[code][0]}")


@cache
def _small_words() -> dict[str, tuple[str, frozenset[str]]]:
    """Name and small words of each language, as spelt: folding would make Persian words Arabic ones."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {code: (row["name"], frozenset(row["words"])) for code, row in table.items()}
