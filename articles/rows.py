"""One article as a row of a table or a JSONL line states it, checked."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from articles.dates import stated
from articles.decoding import check
from articles.model import Article
from articles.origin import UnreadableError

COLUMNS: Final = ("id", "text", "title", "published", "url", "source")
_NAMED_PROBLEMS: Final = 3
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_LINE: Final = re.compile(r"(?<= at) line \d+(?= column)")  # counted in the row: the refusal names the file's
_WEB: Final = re.compile(r"https?://", re.I)


class Row(BaseModel):
    """A row's fields; other columns are let be."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str = Field(min_length=1, max_length=500)
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None

    @field_validator("title", "published", "url", "source", mode="before")
    @classmethod
    def _blank_is_none(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("title", "url", "source")
    @classmethod
    def _whole_characters(cls, value: str | None) -> str | None:
        if value is not None:
            value.encode()  # UnicodeEncodeError, half of a surrogate pair, is a ValueError: the row is refused
        return value

    @field_validator("url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        # Maps and pages make links of it: javascript: and the like are let go of.
        return None if value and _SCHEME.match(value) and not _WEB.match(value) else value

    @field_validator("published", mode="before")
    @classmethod
    def _one_reading(cls, value: object) -> str | None:
        return None if value is None else stated(value if isinstance(value, date) else str(value))

    @field_validator("text")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            check(value)
        except UnreadableError as problem:  # pydantic gathers ValueErrors with the field's name
            raise ValueError(str(problem)) from problem
        return value

    def article(self, number: int) -> Article:
        """The row, the ``number``-th of its file, as an article; a table's date is metadata."""
        basis = "metadata" if self.published else None
        return Article(self.id, self.text, self.title, self.published, basis, self.url, self.source, row=number)


def renamed(values: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """A row whose columns are called otherwise, by our names; ``fields`` leads from ours to theirs."""
    taken = set(fields.values())
    kept = {name: value for name, value in values.items() if name not in taken and name not in fields}
    return kept | {ours: values[theirs] for ours, theirs in fields.items() if theirs in values}


def row_problem(problem: UnreadableError | ValidationError) -> str:
    """Why a row could not be read, in one line."""
    if isinstance(problem, UnreadableError):
        return str(problem)
    named = []
    for error in problem.errors(include_url=False, include_input=False)[:_NAMED_PROBLEMS]:
        field = ".".join(map(str, error["loc"]))
        message = _LINE.sub("", error["msg"].removeprefix("Value error, "))
        named.append(f"{field}: {message}" if field else message)
    return "; ".join(named)
