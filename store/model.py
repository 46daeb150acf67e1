"""What the store answers with, and how it refuses."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from events import EventType

TYPES: Final = frozenset(EventType)
FACTUALITIES: Final = frozenset({"occurred", "claimed", "planned", "proposed", "denied"})

Feature: TypeAlias = dict[str, Any]  # one feature of the GeoJSON contract


class StoreError(Exception):
    """The store cannot be used, or refuses what it was given; the message says which and why."""


class TooSlow(StoreError):  # noqa: N818  what happened, as the caller names it
    """A query took longer than its caller allowed."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one write did, or several, in events."""

    new: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.withdrawn + other.withdrawn,
        )

    def __str__(self) -> str:
        return f"{self.new} new, {self.changed} changed, {self.same} unchanged, {self.withdrawn} withdrawn"
