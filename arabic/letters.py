"""Letters: which characters spell the same word, folded in one table.

Two readings of a string of letters are kept apart:

- ``plain``: as published, without what carries no letter (diacritics, tatweel, bidi and zero-width
  controls), presentation forms decomposed. «الأُسْبـوع» is «الأسبوع».
- ``form``: ``plain`` with the letters that writers interchange made one: hamza seats, alef maqsura
  and yeh, teh marbuta and heh, Persian and Urdu letter forms. «الأسبوع», «الاسبوع» are «الاسبوع».

Source of the character classes: the Unicode Character Database (through ``unicodedata``).
"""

import re
import unicodedata
from typing import Final

TATWEEL: Final = "\u0640"
# Zero-width and bidi controls; none of them is a letter and any may stand inside a copied word.
CONTROLS: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
LETTERS: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
DIGITS: Final = "0-9\u0660-\u0669\u06f0-\u06f9"

# Letters that stand for one another in Arabic news, and the one each is read as.
_INTERCHANGED: Final = {
    "ا": "أإآٱٲٳ",
    "و": "ؤۋۊۆۇۈ",
    "ي": "ىئیېۍےۓێ",
    "ه": "ةھہۀەۃۂۥ",
    "ك": "کڪګگ",
    "ف": "ڤڥ",
    "ب": "پ",
    "ج": "چ",
    "ز": "ژ",
    "ر": "ڕڒ",
    "ل": "ڵ",
    "ن": "ں",
}


def _plain_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for block in ((0xFB50, 0xFDFC), (0xFE70, 0xFEFD), (0x0675, 0x0679)):
        for code in range(*block):
            decomposed = unicodedata.normalize("NFKC", chr(code))
            if decomposed != chr(code):
                table[code] = "".join(c for c in decomposed if unicodedata.category(c) == "Lo")
    for code in range(0x0600, 0x0900):
        if unicodedata.category(chr(code)) == "Mn":
            table[code] = ""
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x2069)):
        table.update(dict.fromkeys(range(first, last + 1), ""))
    for single in (0x00AD, 0x061C, 0xFEFF, ord(TATWEEL)):
        table[single] = ""
    for zero in (0x0660, 0x06F0):
        table.update({zero + value: str(value) for value in range(10)})
    return table


_PLAIN: Final = _plain_table()
_MORE_THAN_LETTERS: Final = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
_FOLD: Final = {ord(letter): kept for kept, letters in _INTERCHANGED.items() for letter in letters}
_FORM: Final = {code: letters.translate(_FOLD) for code, letters in _PLAIN.items()} | _FOLD


def plain(letters: str) -> str:
    """The same letters without diacritics, tatweel, controls and presentation forms; Western digits.

    >>> plain("أمـــس")
    'أمس'
    """
    if not _MORE_THAN_LETTERS.search(letters):  # as nearly all published words
        return letters
    # Combining hamza and madda (decomposed input) belong to their letter: compose before they go.
    if any("\u0653" <= c <= "\u0655" for c in letters):
        letters = unicodedata.normalize("NFC", letters)
    return letters.translate(_PLAIN)


def fold(letters: str) -> str:
    """The one spelling under which all interchangeable spellings meet; words are compared by it.

    >>> fold("الإثنين") == fold("الاثنين"), fold("قُتـل") == fold("قتل")
    (True, True)
    """
    return letters.translate(_FORM)


def letter_offsets(published: str) -> list[int]:
    """For each letter of ``fold(published)``, the offset in ``published`` it comes from, and the end.

    A published character may give no letter (tatweel) or several (a ligature); offsets are half-open
    Unicode code points.
    """
    offsets: list[int] = []
    for index, character in enumerate(published):
        offsets.extend([index] * len(_FORM.get(ord(character), character)))
    offsets.append(len(published))
    return offsets
