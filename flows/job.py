"""What a run is asked to do; light, so that a server can start before the rooms are imported."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

STORE_NAME: Final = "waqai.gpkg"
GEOJSON_NAME: Final = "events.geojson"
MAP_NAME: Final = "map.html"


@dataclass(frozen=True, slots=True)
class Job:
    """What to read and where results go; ``published`` dates articles that state no date."""

    sources: tuple[str, ...]
    out: Path
    published: str | None = None
    store_url: str | None = None

    @property
    def store(self) -> str:
        """The store's address: the one named, else the folder's own."""
        return self.store_url or str(self.out / STORE_NAME)
