"""How articles are read: against which places, and of which of them events are asked for."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class About(StrEnum):
    """Which articles are read."""

    SYRIA = "syria"  # those that tell of Syria, or may
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Manner:
    """What decides a reading beside the article and the program."""

    own_places: Path | None = None  # a table of the user's own beside the gazetteer
    about: About = About.SYRIA

    def key(self, program: str) -> str:
        """Names the readings of a program, by its key, in this manner."""
        return program if self.about is About.ALL else f"{program}-{self.about}"


PLAIN = Manner()
