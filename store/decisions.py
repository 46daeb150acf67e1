"""What people have decided, as rows: which corrections hold for an event, and what they lay over it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, or_, select

from store.backend import Backend, is_empty
from store.schema import CORRECTION, TOMBSTONE
from store.written import load

MERGE: Final = "merge"  # the event is the same happening as the event ``value``
SPLIT: Final = "split"  # what the article ``value`` says of the event is another happening
STRUCTURAL: Final = (MERGE, SPLIT)


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction that holds."""

    key: int
    event: str
    field: str
    value: str | None
    patch: dict[str, Any]
    reviewer: str
    why: str
    made: str


def standing(connection: Connection, backend: Backend, events: Collection[str], *, structural: bool) -> list[Decision]:
    """The corrections of some events that hold, in their order; of merges also those that name one as the other."""
    if not events or is_empty(connection, CORRECTION):
        return []
    column = CORRECTION.c
    named = backend.among(column.event, events)
    if structural:
        named = or_(named, backend.among(column.value, events))
    rows = connection.execute(
        select(*(column[name] for name in ("key", "event", "field", "value", "patch", "reviewer", "why", "made")))
        .where(column.undone.is_(None), named, column.field.in_(STRUCTURAL) == structural)
        .order_by(column.key)
    )
    return [
        Decision(row.key, row.event, row.field, row.value, load(row.patch), row.reviewer, row.why, row.made)
        for row in rows
    ]


def overlays(connection: Connection, backend: Backend, events: Collection[str]) -> dict[str, list[Decision]]:
    """What holds for each event, also what was decided of an event that it has taken over."""
    if not events or is_empty(connection, CORRECTION):
        return {}
    rows = connection.execute(
        select(TOMBSTONE.c.id, TOMBSTONE.c.successor).where(backend.among(TOMBSTONE.c.successor, events))
    )
    former: dict[str, str] = {row.id: row.successor for row in rows}
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in standing(connection, backend, {*events, *former}, structural=False):
        found[former.get(decision.event) or decision.event].append(decision)
    return found


def overlay_of(decisions: Sequence[Decision], properties: dict[str, Any]) -> dict[str, Any]:
    """The properties to lay over an event's own; ``geometry`` among them where it was moved."""
    overlay: dict[str, Any] = {}
    for decision in decisions:
        overlay |= decision.patch
    fields, last = sorted({decision.field for decision in decisions}), decisions[-1]
    overlay["review"] = {
        "verdict": overlay.pop("verdict", "corrected"),
        "fields": fields,
        "by": last.reviewer,
        "why": last.why,
        "made": last.made,
    }
    overlay["reason"] = "; ".join([properties.get("reason") or "", *_reasons(decisions)])
    if set(fields) - {"verdict", "point"}:  # titles were made from what has now been corrected
        overlay |= {name: None for name in ("title", "title_en") if name in properties}
    return overlay


def _reasons(decisions: Iterable[Decision]) -> list[str]:
    return [f"{each.field} corrected by {each.reviewer}: {each.why}" for each in decisions]
