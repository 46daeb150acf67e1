"""How sure a reading is, and why: each thing that the text leaves open takes some away."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from events.findings import Findings
from events.happening import Happening
from events.mood import DENIED, OCCURRED

_PLAIN: Final = 0.95  # told by a verb, dated and placed by its own sentence: what remains is misreading
_LEAST: Final = 0.2


class Sureness(NamedTuple):
    """A confidence of 0 to 1 and the sentence that says what it rests on."""

    value: float
    reason: str


def confidence(happening: Happening, found: Findings) -> Sureness:
    """Of one reading; further sources make the event surer when accounts are merged."""
    doubts = list(_doubts(happening, found))
    value = max(_LEAST, _PLAIN - sum(cost for cost, _ in doubts))
    if not doubts:
        return Sureness(round(value, 2), "told by a verb, with a day and a place of its own")
    return Sureness(round(value, 2), "; ".join(reason for _, reason in doubts))


def _doubts(happening: Happening, found: Findings) -> Iterator[tuple[float, str]]:
    yield from _doubts_of_kind(happening, found)
    when, where = found.when, found.where
    if not when.stated:
        yield 0.1, "the text gives no day for it" if when.end else "nothing says when"
    elif when.precision == 3:
        yield 0.05, "dated to a month or longer"
    if not where.places:
        yield 0.15, "no place is named"
    elif where.carried:
        yield 0.1, "its place is named in another sentence"
    elif where.places[0].rivals:
        yield 0.05, "its place's name is also another place's"


def _doubts_of_kind(happening: Happening, found: Findings) -> Iterator[tuple[float, str]]:
    if happening.weak:
        yield 0.15, "its trigger may mean something else"
    if happening.subtype == "siege_standing":
        yield 0.2, "told as it stands, not as it came about"
    elif not happening.verbal:
        yield 0.05, "told by a noun, which may refer back"
    if found.mood.factuality not in (OCCURRED, DENIED):
        yield 0.05, f"{found.mood.factuality}: {found.mood.reason}"
