"""Whether it happened: read from what governs the trigger in its sentence."""

from typing import Final

from arabic import Text
from events.attribution import Attribution
from events.governing import VOID, governing_word, ruled_out
from events.happening import Happening
from events.kinds import ACTS, AIMS, VIOLENT
from events.lexicon import words
from events.model import EventType
from events.mood import CLAIMED, DENIED, OCCURRED, PLANNED, PROPOSED, Modality
from events.morphology import Part
from events.patterns import Match
from events.prospects import by_form, to_come

_MAKES: Final = {
    "negated": DENIED,
    "denied": DENIED,
    "failed": DENIED,
    "alleged": CLAIMED,
    "planned": PLANNED,
    "proposed": PROPOSED,
    "attempted": PROPOSED,
    "aimed": PROPOSED,
}
# What is not so is worth telling of these; that nobody was arrested or nothing agreed on is no event.
_DENIABLE: Final = VIOLENT | {EventType.TERRITORY, EventType.OFFER, EventType.STATEMENT}
_CHARGED: Final = 4  # words between a denial and the charge
_IF: Final = words("if")
_ASKING: Final = words("asking")
_IN: Final = words("in")
_CASE: Final = words("case")
_RESPONSIBILITY: Final = words("responsibility")
_REPORTS: Final = words("reports")
_OF_WHICH: Final = 5  # words between a report and what it tells
_REPORT: Final = 16  # words between what is reported and that it is untrue
_ZONE: Final = ("منطقه", "المنطقه")  # «منطقة آمنة», «منطقة حظر طيران»


def modality(text: Text, happening: Happening, attribution: Attribution | None) -> Modality:
    """The factuality of a happening, from the nearest word that governs it, else from its form and its source."""
    if happening.subtype == "siege_standing":
        return Modality(OCCURRED, "told of the place as it stands")
    open_ended = _condition(happening) or _question(happening)
    if open_ended is not None:
        return open_ended
    governing = governing_word(text, happening)
    governed = _governed(text, happening, governing) if governing is not None else None
    return (
        _reported_and_untrue(text, happening)
        or governed
        or _said_not_to_be(happening)
        or to_come(text, happening)
        or by_form(text, happening)
        or _by_source(happening, attribution)
    )


def _condition(happening: Happening) -> Modality | None:
    """«وفي حال تمكنت الفصائل من السيطرة على البلدة، …»: a sentence that begins with a condition tells nothing done."""
    scene = happening.scene
    opening = (scene.form(scene.first), scene.form(scene.first + 1))
    if opening[0] not in _IF and not (opening[0] in _IN and opening[1] in _CASE):
        return None
    if happening.type in ACTS or any(clause.speech for clause in scene.clauses[: min(happening.clauses)]):
        return None
    return Modality(PROPOSED, f"under «{' '.join(opening)}», a condition")


def _question(happening: Happening) -> Modality | None:
    """«هل يقصف التحالف مواقع النظام؟»: a question tells nothing."""
    scene = happening.scene
    clause = scene.clauses[scene.clause_of(happening.main.pivot)]
    if scene.form(clause.first) not in _ASKING or happening.main.pivot - clause.first > _OF_WHICH:
        return None
    return Modality(PROPOSED, f"asked after «{scene.form(clause.first)}»", void=True)


def _governed(text: Text, happening: Happening, governing: Match) -> Modality | None:
    """What the governing word makes of it; an offer or a statement under «طلب» is made all the same."""
    name = governing.entry.name
    quoted = text.quote(text.tokens[governing.first].start, text.tokens[governing.last].end)
    if _rules_out(text, happening, governing):
        return Modality(DENIED, f"«{quoted}» rules it out", void=True)
    if name == "denied" and _of_the_doer(happening, governing):
        return None
    factuality = DENIED if name == "alleged" and _denied_before(happening, governing) else _MAKES.get(name)
    if factuality is None or (happening.type in ACTS and factuality != DENIED):
        return None
    aim = name == "alleged" and happening.main.head.clitics.endswith("ل") and happening.type in AIMS
    void = aim or (factuality == PROPOSED and _rejected(happening))
    denial = factuality == DENIED and name in ("denied", "alleged")
    return Modality(factuality, f"under «{quoted}»", void=void, denial=denial)


def _rules_out(text: Text, happening: Happening, governing: Match) -> bool:
    """Do the words only say what is not, should not be, or may be agreed on one day?"""
    match governing.entry.name:
        case "failed":
            return governing.head.clitics.endswith("ل") or _wanted(happening, governing)
        case "negated":
            return happening.type not in _DENIABLE or happening.subtype in ("demand", "proposal")
        case "proposed" if happening.type is EventType.AGREEMENT and governing.head.stem in _IF:
            return True
        case name:
            return name in VOID or ruled_out(text, governing)


def _wanted(happening: Happening, operator: Match) -> bool:
    """«يتعين أن تمنع قواتها عن إطلاق النار»: that it be prevented is only wanted."""
    return any(
        match.entry.name in ("proposed", "planned") and 0 < operator.first - match.last <= _CHARGED
        for match in happening.scene.tables["operator"]
    )


def _of_the_doer(happening: Happening, denial: Match) -> bool:
    """«نفى مسؤوليته عن القصف»: who did it is denied, not that it was done."""
    return any(happening.scene.form(at) in _RESPONSIBILITY for at in range(denial.last + 1, happening.main.pivot))


def _denied_before(happening: Happening, charge: Match) -> bool:
    """«نفى المزاعم حول إقامة قواعد»: what denies the charge denies what is charged."""
    return any(
        match.entry.name == "denied" and 0 < charge.first - match.last <= _CHARGED
        for match in happening.scene.tables["operator"]
    )


def _by_source(happening: Happening, attribution: Attribution | None) -> Modality:
    """A party's word about the war is a claim; what a noun presupposes is told as known."""
    if happening.type is EventType.OFFER and happening.subtype in ("proposal", "demand"):
        return Modality(PROPOSED, "a proposal is on the table, not carried out")
    if happening.subtype == "border_control" and happening.main.head.stem.startswith(_ZONE):
        return Modality(PROPOSED, "a zone is spoken of, not set up")
    asserted = happening.type not in ACTS and happening.main.head.part is not Part.NOUN
    if attribution is not None and attribution.party and asserted:
        return Modality(CLAIMED, f"by the word of {attribution.text}, a party")
    return Modality(OCCURRED, "told as a fact")


def _said_not_to_be(happening: Happening) -> Modality | None:
    """«نفى المصدر أن صاروخا سقط»: all that follows a denial's «أن» is denied."""
    scene = happening.scene
    number = scene.clause_of(happening.main.pivot) - 1
    while number >= 0 and not scene.clauses[number].speech:
        number -= 1
    if number < 0 or happening.type in ACTS:
        return None
    voices = [match for match in scene.tables["speech"] if match.first in scene.clauses[number]]
    denials = {match.first for match in scene.tables["operator"] if match.entry.name == "denied"}
    if not voices or voices[-1].first not in denials or voices[-1].head.part is Part.NOUN:
        return None
    return Modality(DENIED, f"under «{scene.form(voices[-1].first)}»", denial=True)


def _reported_and_untrue(text: Text, happening: Happening) -> Modality | None:
    """«الأنباء عن سيطرة التنظيم على البلدة عارية عن الصحة»: what is reported before, and called untrue behind it."""
    scene, main = happening.scene, happening.main
    told = [match for match in scene.tables["operator"] if match.entry.name == "untrue"]
    untrue = next((match for match in told if 0 < match.first - main.last <= _REPORT), None)
    if untrue is None or happening.type in ACTS:
        return None
    first = max(scene.first, main.first - _OF_WHICH)
    if _REPORTS.isdisjoint(text.forms[first : main.first]):
        return None
    quoted = text.quote(text.tokens[untrue.first].start, text.tokens[untrue.last].end)
    return Modality(DENIED, f"a report that is called «{quoted}»", denial=True)


def _rejected(happening: Happening) -> bool:
    """What is refused in the same clause is the rejection's matter, no event beside it."""
    return any(
        str(match.entry.row["subtype"]) == "rejection" and happening.scene.clause_of(match.pivot) in happening.clauses
        for match in happening.scene.tables["trigger"]
    )
