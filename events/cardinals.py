"""Which words may begin a number."""

from typing import Final

from arabic import Token, Word, read_cardinal

CLITICS: Final = ("", "ل", "ب", "و", "ف", "ول", "وب")  # before a number


def begins_cardinal(word: Word) -> bool:
    """Can a word begin a number? Such a word is one by itself too, or digits."""
    alone = Token(0, 0, len(word.surface), word, "", 0)
    return word.surface[:1].isdigit() or read_cardinal((alone,), 0, CLITICS) is not None
