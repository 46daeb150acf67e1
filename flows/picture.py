"""What the published file and map show, in counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

UNPLACED: Final = "unplaced"
ABROAD: Final = "outside Syria or wider than a governorate"


@dataclass(slots=True)
class Picture:
    """Events by type and governorate; a governorate's name is English, as run.json's keys are."""

    events: int = 0
    mapped: int = 0  # of these on the map, the latest
    undated: int = 0
    unplaced: int = 0
    by_type: Counter[tuple[str, str]] = field(default_factory=Counter)

    def counting(self, features: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The features as they are, counted on their way."""
        for feature in features:
            told = feature["properties"]
            self.events += 1
            self.undated += told["date_start"] is None
            self.unplaced += told["lat"] is None
            where = UNPLACED if told["lat"] is None else told.get("admin1_name_en") or ABROAD
            self.by_type[told["type"], where] += 1
            yield feature

    def table(self) -> list[dict[str, Any]]:
        """A row for each type, a column for each governorate that has any, the largest first."""
        types, places = Counter[str](), Counter[str]()
        for (kind, where), count in self.by_type.items():
            types[kind] += count
            places[where] += count
        columns = sorted(places, key=lambda where: (-places[where], where))
        return [
            {"type": kind, "all": types[kind]} | {where: self.by_type[kind, where] for where in columns}
            for kind in sorted(types, key=lambda kind: (-types[kind], kind))
        ]
