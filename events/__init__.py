"""What happened: triggers tied to their time, place, actors and numbers."""

from events.account import Account, Copy
from events.accounts import accounts
from events.annotate import annotate
from events.contract import to_json
from events.extract import extract
from events.facts import Facts, facts_of
from events.features import features
from events.likeness import likeness
from events.merge import Merged, merge
from events.model import Actor, Annotation, Count, Event, EventType, Span
from events.union import span

__all__ = [
    "Account",
    "Actor",
    "Annotation",
    "Copy",
    "Count",
    "Event",
    "EventType",
    "Facts",
    "Merged",
    "Span",
    "accounts",
    "annotate",
    "extract",
    "facts_of",
    "features",
    "likeness",
    "merge",
    "span",
    "to_json",
]
