"""Resolution: what a reading means for an article of a given day."""

from timex.resolution import clocks, compositions, days, distances, feasts, references
from timex.resolution.dispatch import resolve_reading

__all__ = ["clocks", "compositions", "days", "distances", "feasts", "references", "resolve_reading"]
