"""A happening: triggers of one sentence that tell of one thing."""

from dataclasses import dataclass, field

from events.model import EventType
from events.morphology import Part
from events.patterns import Match
from events.scan import Scene


@dataclass(slots=True)
class Happening:
    """Triggers of one sentence that tell of one thing, the telling one first."""

    scene: Scene
    type: EventType
    subtype: str
    main: Match
    triggers: list[Match] = field(default_factory=list)
    clauses: set[int] = field(default_factory=set)
    casualty: bool = False
    counted: bool = False
    weak: bool = False

    @property
    def verbal(self) -> bool:
        """Does a verb tell it?"""
        return self.main.head.part in (Part.PAST, Part.PRESENT)

    @property
    def definite(self) -> bool:
        """Does a noun with its article speak of it as known?"""
        return not self.verbal and self.main.head.stem.startswith("ال")
