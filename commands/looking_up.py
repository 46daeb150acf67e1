"""`waqai place` and `waqai date`: how one name or one text is read, and why."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from commands.gazetteers import own_places
from commands.options import SOME, Places, Published
from commands.refusing import DONE, SOME_UNREAD, WrongCall, say
from commands.sources import dated

if TYPE_CHECKING:
    from gazetteer import Gazetteer

_SURE = 0.9  # a looked-up name that is spelt as some place is


def _holder(gazetteer: "Gazetteer", name: str) -> str:
    """The id of the widest place so called."""
    if name in gazetteer:
        return name
    widest = [candidate.place for candidate in gazetteer.lookup(name, limit=50) if candidate.score >= _SURE]
    if not widest:
        raise WrongCall(f"--within {name}: no such place is known")
    return max(widest, key=lambda one: len(gazetteer.held_by(one.id))).id


def place(
    name: str,
    *,
    within: Annotated[str | None, Parameter(help="id, pcode or name of a place that holds it")] = None,
    limit: Annotated[int, Parameter(validator=SOME)] = 10,
    places: Places = None,
) -> int:
    """Look a name up in the gazetteer: candidates, best first, and why."""
    from gazetteer import left_out, load

    gazetteer = load(own_places(places))
    if more := left_out(name):
        say(f"the last {more} of its parts were not looked at: it is longer than a name")
    holder = _holder(gazetteer, within) if within else None
    candidates = gazetteer.lookup(name, within=holder, limit=limit)
    for candidate in candidates:
        found = candidate.place
        holders = " < ".join(f"{held.name} ({held.kind})" for held in gazetteer.ancestors(found.id))
        print(f"{found.name} · {found.name_en}  {found.kind}  {found.id}  {found.lat:.4f},{found.lon:.4f}")
        print(f"    in {holders}\n    {candidate.reason}")
    if not candidates:
        say(f"«{name}»: no place of this name is known")
    return DONE if candidates else SOME_UNREAD


def date_(
    text: str,
    *,
    published: Published = None,
    prefer: Annotated[Literal["past", "future"], Parameter(help="which way an open weekday or day points")] = "past",
) -> None:
    """Show how the dates in a text are read, each with its reason."""
    from timex import tag

    for mention in tag(text, dated(published), prefer=prefer):
        interval = " / ".join(bound or ".." for bound in (mention.date_start, mention.date_end))
        print(f"{mention.text}\n    {mention.type} {mention.value}  {interval}  ({mention.granularity})")
        print(f"    {mention.rule}: {mention.reason}")
