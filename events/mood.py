"""Factuality: whether something happened, with the reason."""

from dataclasses import dataclass

OCCURRED, CLAIMED, PLANNED, PROPOSED, DENIED = "occurred", "claimed", "planned", "proposed", "denied"


@dataclass(frozen=True, slots=True)
class Modality:
    """Factuality with its reason; ``void`` where the words only say what is not, or should stop."""

    factuality: str
    reason: str
    void: bool = False
    denial: bool = False  # somebody denies it; not merely told that it was not
