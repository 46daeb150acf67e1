"""What a run did, for a person."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from articles import Refusal
from store import Written

_NAMED: Final = 200  # refusals a report names; the log names every one


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run, what it could not read, and where its results lie."""

    articles: int
    refusals: tuple[Refusal, ...]
    dates: int
    places: int
    events: int  # distinct happenings that these articles tell
    stored: Written
    published: int  # events in the GeoJSON and on the map: all that the store holds
    store: str
    geojson: Path
    map: Path
    seconds: float

    @property
    def status(self) -> int:
        """The command line's exit status: 1 if anything could not be read."""
        return 1 if self.refusals else 0

    def __str__(self) -> str:
        refused = f", {len(self.refusals)} refused" if self.refusals else ""
        return (
            f"{_many(self.articles, 'article')} read{refused}; {_many(self.dates, 'date')} and "
            f"{_many(self.places, 'place')} mentioned; {_many(self.events, 'event')} ({self.stored}); "
            f"{self.seconds:.1f} s"
        )

    def markdown(self) -> str:
        """The summary as a Prefect artifact: counts, results, and each refusal with its reason."""
        rows = {
            "articles read": self.articles,
            "articles refused": len(self.refusals),
            "date mentions": self.dates,
            "place mentions": self.places,
            "events told": self.events,
            "events in the store": f"{self.published} ({self.stored})",
            "seconds": f"{self.seconds:.1f}",
            "store": _code(self.store),
            "GeoJSON": _code(str(self.geojson)),
            "map": _code(str(self.map)),
        }
        lines = ["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows.items())]
        if self.refusals:
            lines += ["", "## Not read", "", *self._reasons()]
        return "\n".join(lines)

    def _reasons(self) -> list[str]:
        lines = [f"- {_code(str(refusal))}" for refusal in self.refusals[:_NAMED]]
        if len(self.refusals) > _NAMED:
            kinds = Counter(refusal.reason for refusal in self.refusals[_NAMED:])
            lines += [f"- and {count} more: {_code(reason)}" for reason, count in kinds.most_common(20)]
        return lines


def _many(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _code(text: str) -> str:
    """Text of others as a code span on one line: markup in a file name stays letters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return f"`{shown.replace('`', chr(39)).replace('|', '¦')}`"
