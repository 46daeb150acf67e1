"""What happened: triggers tied to their time, place, actors and numbers."""

from events.model import Actor, Annotation, Count, Event, EventType, Span

__all__ = ["Actor", "Annotation", "Count", "Event", "EventType", "Span"]
