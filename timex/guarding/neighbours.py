"""Neighbours: the words around a part that was parsed, and the tables of guards.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from arabic import Kind, Token, fold
from timex.rule import Node

_OPENING: Final = frozenset('(«"“')
_MARKS: Final = 4  # around a text of one expression
_TABLE: Final = Path(__file__).with_name("guards.toml")


@cache
def table() -> Mapping[str, frozenset[str]]:
    """The tables of folded words by their names."""
    with _TABLE.open("rb") as rows:
        return {name: frozenset(map(fold, row["words"])) for name, row in tomllib.load(rows).items()}


def word_before(tokens: Sequence[Token], first: int, back: int = 1) -> str:
    """The folded word so many tokens before, within the line; nothing at its beginning."""
    index = first - back
    if index < 0 or any(tokens[i].gap == "\n" for i in range(index + 1, first + 1)):
        return ""
    return tokens[index].word.form


def bare(form: str) -> str:
    """A word without the conjunction or preposition before it, for a look into a table of heads."""
    return form[1:] if len(form) > 3 and form[0] in "وفبل" else form


def word_after(tokens: Sequence[Token], last: int) -> str:
    """The folded word after a part, within the line; nothing at its end."""
    return tokens[last].word.form if last < len(tokens) and tokens[last].gap != "\n" else ""


def named_thing(node: Node, tokens: Sequence[Token], *, beyond: bool = True) -> bool:
    """Does a word stand before it that makes it the name of a thing: مشفى تشرين, فريق (8 آذار)?

    ``beyond`` looks past an adjective too: «المعهد الثانوي 2 مارس».
    """
    back = 2 if word_before(tokens, node.first) in _OPENING else 1
    before, heads = word_before(tokens, node.first, back), table()["name_heads"]
    if before in heads or bare(before) in heads:
        return True
    if not beyond:
        return False
    institution = word_before(tokens, node.first, back + 1).removeprefix("ال")  # «المعهد الثانوي 2 مارس»
    return before.startswith("ال") and institution in table()["institutions"]


def nothing_else(node: Node, tokens: Sequence[Token]) -> bool:
    """Is the part all that the text says, but for marks?"""
    if len(tokens) > node.last - node.first + _MARKS:
        return False
    return all(t.kind is Kind.PUNCTUATION for t in (*tokens[: node.first], *tokens[node.last :]))


def of_nothing(node: Node, tokens: Sequence[Token]) -> bool:
    """«قبل قليل من وصول القافلة» is counted from what follows."""
    return word_after(tokens, node.last) != "من"
