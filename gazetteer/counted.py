"""Numbers in names: «مزة ستة وثمانين» and «مزة 86», «الثامن من آذار» and «8 آذار» are one name."""

import re
from typing import Final

from arabic import analyse, read_cardinal, read_ordinal

# How numerals begin, folded: only names with such a word are read for numbers.
_NUMERAL: Final = re.compile(
    r"^و?(?:ال)?(?:واحد|احد|اثن|اثني|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع|عشر|ماي|مي|الف|اول|ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)"
)


def with_digits(words: list[str]) -> list[str]:
    """Folded words with their numerals in digits.

    >>> with_digits(["مزه", "سته", "وثمانين"])
    ['مزه', '86']
    """
    if not any(map(_NUMERAL.match, words)):
        return words
    tokens = analyse(" ".join(words)).tokens
    read: list[str] = []
    at = 0
    while at < len(tokens):
        numeral = read_cardinal(tokens, at, ("", "ال")) or read_ordinal(tokens, at)
        if numeral is None:
            read.append(tokens[at].form)
            at += 1
            continue
        read.append(str(numeral.value))
        at = numeral.last
        if at < len(tokens) - 1 and tokens[at].form == "من":
            at += 1
    return read
