"""Which words may begin a number."""

from typing import Final

from arabic import Token, Word, numeral_words, read_cardinal

CLITICS: Final = ("", "ل", "ب", "و", "ف", "ول", "وب")  # before a number
_BEGINNINGS: Final = frozenset(clitics + form for form in numeral_words() for clitics in CLITICS)


def begins_cardinal(word: Word) -> bool:
    """Can a word begin a number? Such a word is one by itself too, or digits."""
    if word.form not in _BEGINNINGS:  # as hardly any is
        return word.surface[:1].isdigit()
    alone = Token(0, 0, len(word.surface), word, "", 0)
    return word.surface[:1].isdigit() or read_cardinal((alone,), 0, CLITICS) is not None
