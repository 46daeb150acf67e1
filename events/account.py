"""An account: what one article says of one event at one place, apart from what any other article says."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Account:
    """One article's reading of one event at one place. Everything in it can be written as JSON."""

    id: str  # of the article, family, place and days: the same reading gives the same id
    article: str
    event: str  # the event's id if no other account tells of it
    keys: tuple[str, ...]  # two accounts can be one happening only if they share one; none: merged with nothing
    feature: dict[str, Any]  # GeoJSON, as this article alone tells it; ``sources`` has an entry for each voice in it
    merging: dict[str, Any]  # what merging needs and no reader of the feature
    provenance: dict[str, Any]  # offsets into the article, reasons, and the gazetteer's row

    def to_row(self) -> dict[str, Any]:
        """The account as one JSON object."""
        return asdict(self) | {"keys": list(self.keys)}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Account":
        """The account of a row that ``to_row`` gave; raises ``KeyError`` where a field is absent."""
        return cls(
            row["id"],
            row["article"],
            row["event"],
            tuple(row["keys"]),
            row["feature"],
            row["merging"],
            row["provenance"],
        )


class Copy(NamedTuple):
    """An account that says what another one does in the same words, of another article."""

    id: str
    article: str
    sources: list[dict[str, Any]]  # its feature's
