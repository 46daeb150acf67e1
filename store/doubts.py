"""What about an event a person should look at first, and why."""

from collections.abc import Mapping
from typing import Any, Final

from store.cql2 import Node, read_text

_SURE: Final = 0.7  # confidence
# Whatever ``doubts`` names, this finds, and nothing else; what a person has confirmed or rejected is settled.
UNSURE: Final[Node] = read_text(
    "verdict IS NULL AND (datetime IS NULL OR time_precision > 1 OR geometry IS NULL OR geo_precision > 1"
    f" OR confidence < {_SURE} OR factuality = 'claimed')"
)


def doubts(properties: Mapping[str, Any], geometry: object) -> list[str]:
    """Why an event is unsure, each as a phrase; nothing where it is not."""
    start, end, confidence = (properties.get(name) for name in ("date_start", "date_end", "confidence"))
    vague = start is not None and (properties.get("time_precision") or 1) > 1
    named = {
        "no day is told": start is None,
        f"its day lies in {start}/{end or '..'}": vague and start != end,
        f"its day is not certain: {start}": vague and start == end,
        "its place was not found": geometry is None,
        f"its place is known to {properties.get('uncertainty_km')} km": geometry is not None
        and (properties.get("geo_precision") or 1) > 1,
        f"confidence {confidence}": confidence is not None and confidence < _SURE,
        "claimed, not told as a fact": properties.get("factuality") == "claimed",
    }
    return [said for said, holds in named.items() if holds]
