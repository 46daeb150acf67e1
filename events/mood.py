"""Factuality: whether something happened, with the reason."""

from typing import NamedTuple

OCCURRED, CLAIMED, PLANNED, PROPOSED, DENIED = "occurred", "claimed", "planned", "proposed", "denied"


class Modality(NamedTuple):
    """Factuality with its reason; ``void`` where the words only say what is not, or should stop."""

    factuality: str
    reason: str
    void: bool = False
    denial: bool = False  # somebody denies it; not merely told that it was not
