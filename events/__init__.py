"""What happened: triggers tied to their time, place, actors and numbers."""

from events.annotate import annotate
from events.contract import to_json
from events.extract import extract
from events.features import features
from events.model import Actor, Annotation, Count, Event, EventType, Span

__all__ = ["Actor", "Annotation", "Count", "Event", "EventType", "Span", "annotate", "extract", "features", "to_json"]
