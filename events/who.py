"""Who: the actors named beside a trigger, and the part each plays."""

from typing import Final

from arabic import Text
from events.happening import Happening
from events.lexicon import words
from events.model import Actor, EventType
from events.morphology import Part
from events.patterns import Match

_ON: Final = words("on")
_BY: Final = words("by")
_TWO_SIDED: Final = frozenset(
    (EventType.BATTLE, EventType.AGREEMENT, EventType.DIPLOMACY, EventType.OFFER, EventType.STATEMENT)
)
_REACH: Final = 12
_KINDS: Final = {
    "military": "state",
    "militia": "state",
    "kurdish": "kurdish-led",
    "foreign": "external",
    "people": "civilians",
    "un": "external",
    "rescue": "unknown",
}


def actors(text: Text, happening: Happening) -> tuple[Actor, ...]:
    """The actors of a happening, each once, in the text's order."""
    scene = happening.scene
    found: dict[str, Actor] = {}
    for match in scene.tables["actor"]:
        clause = scene.clause_of(match.first)
        far = min(abs(match.first - trigger.first) for trigger in happening.triggers) > _REACH
        if clause not in happening.clauses or far or scene.clauses[clause].speech:
            continue
        kind = str(match.entry.row["kind"])
        if kind in ("media", "witness", "monitor"):
            continue
        role = "target" if kind == "people" else _role(text, happening, match)
        if kind == "people" and happening.type in _TWO_SIDED:
            continue
        row = match.entry.row
        found.setdefault(match.entry.name, Actor(match.entry.name, role, str(row["name_en"]), _KINDS.get(kind, kind)))
    return tuple(found.values())


def _role(text: Text, happening: Happening, match: Match) -> str:
    if happening.type in _TWO_SIDED:
        return "party"
    before = text.tokens[max(happening.scene.first, match.first - 2) : match.first]
    forms = [token.form for token in before]
    if any(form in _BY for form in forms):
        return "doer"
    if any(form in _ON for form in forms) or text.tokens[match.first].form.startswith(("لل", "لقوات")):
        return "target"
    if forms and forms[-1].startswith("ل") and len(forms[-1]) > 4:  # «لمعسكرات حزب العمال»
        return "target"
    main = happening.main
    if happening.casualty and main.head.part in (Part.PAST, Part.PRESENT):
        return "target"
    after_trigger = 0 < match.first - main.last <= 4
    before_verb = match.last < main.first and main.head.part in (Part.PAST, Part.PRESENT)
    return "doer" if after_trigger or before_verb else "party"
