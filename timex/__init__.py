"""When: time expressions of Arabic news, read as a native reads them."""

from timex.expression import Expression
from timex.finder import find, left_out
from timex.model import Published, Timex
from timex.publication import publication, read
from timex.tagger import resolve, tag
from timex.tense import not_verbs, past_verbs

__all__ = [
    "Expression",
    "Published",
    "Timex",
    "find",
    "left_out",
    "not_verbs",
    "past_verbs",
    "publication",
    "read",
    "resolve",
    "tag",
]
