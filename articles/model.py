"""What was published, and what could not be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. ``published`` is what its source states (ISO date or time), else null."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    published_basis: str | None = None  # given, metadata, url, guess: where ``published`` comes from
    url: str | None = None
    source: str | None = None  # the outlet
    where: str | None = field(default=None, compare=False)  # the file or address it was read from
    row: int | None = field(default=None, compare=False)  # 1-based line or record in it
    published_by: str | None = field(default=None, compare=False)  # the exact place: "meta article:published_time"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be read: where (a file, and the row in it) and why, for a person."""

    where: str
    reason: str
    row: int | None = field(default=None)  # 1-based line or record in the file

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        return _printable(f"{self.where}{row}: {self.reason}")


def _printable(text: str) -> str:
    """File names and texts are other people's: no control character of theirs reaches a terminal or a log."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
