"""Letters, words, numbers and sentences of Arabic text; every room reads an article through this one."""

from arabic.glossary import Glossary
from arabic.letters import fold, letter_offsets, plain
from arabic.numerals import LONGEST, Numeral, numeral_parts, numeral_words, read_cardinal, read_ordinal
from arabic.text import Sentence, Text, Token, analyse, skim
from arabic.words import CLITICS, Kind, Lore, Recent, Stem, Word, stems

__all__ = [
    "CLITICS",
    "LONGEST",
    "Glossary",
    "Kind",
    "Lore",
    "Numeral",
    "Recent",
    "Sentence",
    "Stem",
    "Text",
    "Token",
    "Word",
    "analyse",
    "fold",
    "letter_offsets",
    "numeral_parts",
    "numeral_words",
    "plain",
    "read_cardinal",
    "read_ordinal",
    "skim",
    "stems",
]
