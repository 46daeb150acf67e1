"""Whether it happened: read from what governs the trigger in its sentence."""

from dataclasses import dataclass
from typing import Final

from arabic import Text
from events.attribution import Attribution
from events.governing import VOID, governing_word, ruled_out
from events.happening import Happening
from events.kinds import ACTS, VIOLENT
from events.lexicon import words
from events.model import EventType
from events.morphology import Part
from events.patterns import Match

OCCURRED, CLAIMED, PLANNED, PROPOSED, DENIED = "occurred", "claimed", "planned", "proposed", "denied"
_MAKES: Final = {
    "negated": DENIED,
    "denied": DENIED,
    "failed": DENIED,
    "alleged": CLAIMED,
    "planned": PLANNED,
    "proposed": PROPOSED,
    "attempted": PROPOSED,
}
# Types whose noun after «ل» is an aim («لتهجير الأهالي»); violence after «ل» is suffered («تعرضت لقصف»).
_AIMS: Final = frozenset(
    (
        EventType.DISPLACEMENT, EventType.TERRITORY, EventType.AGREEMENT, EventType.AID,
        EventType.OFFER, EventType.DEPLOYMENT, EventType.DETENTION,
    )
)  # fmt: skip
_MAYBE: Final = words("maybe")
_THAT: Final = words("that")
_RELATIVE: Final = words("relative")
# What is not so is worth telling of these; that nobody was arrested or nothing agreed on is no event.
_DENIABLE: Final = VIOLENT | {EventType.TERRITORY, EventType.OFFER, EventType.STATEMENT}
_CHARGED: Final = 4  # words between a denial and the charge
_SOON: Final = 4  # words over which a verb of the future governs a verb
_LATER: Final = 10  # and a noun
_FUTURE: Final = ("سي", "ست", "سن")
_SHORTEST_FUTURE: Final = 4
_BEHIND: Final = 3  # words and quotes between a noun and «المحتمل»
_ITS_VERB: Final = 4  # words after a noun in which its verb comes: «العمليات العسكرية التركية ستستهدف»
_IF: Final = words("if")
_IN: Final = words("in")
_CASE: Final = words("case")
_RESPONSIBILITY: Final = words("responsibility")
_ZONE: Final = ("منطقه", "المنطقه")  # «منطقة آمنة», «منطقة حظر طيران»
_NO_FUTURE: Final = words("no_future")
_UNDERGONE: Final = words("undergone")


@dataclass(frozen=True, slots=True)
class Modality:
    """Factuality with its reason; ``void`` where the words only say what is not, or should stop."""

    factuality: str
    reason: str
    void: bool = False
    denial: bool = False  # somebody denies it; not merely told that it was not


def modality(text: Text, happening: Happening, attribution: Attribution | None) -> Modality:
    """The factuality of a happening, from the nearest word that governs it, else from its form and its source."""
    if happening.subtype == "siege_standing":
        return Modality(OCCURRED, "told of the place as it stands")
    condition = _condition(happening)
    if condition is not None:
        return condition
    governing = governing_word(text, happening)
    governed = _governed(text, happening, governing) if governing is not None else None
    return (
        governed
        or _said_not_to_be(happening)
        or _to_come(text, happening)
        or _by_form(text, happening)
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
    aim = name == "alleged" and happening.main.head.clitics.endswith("ل") and happening.type in _AIMS
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


def _by_form(text: Text, happening: Happening) -> Modality | None:
    """Future prefix, «أن» or «قد» with a present verb, «ل» with a verbal noun, «المحتمل» behind a noun."""
    main = happening.main
    before = text.tokens[main.pivot - 1].form if main.pivot > happening.scene.first else ""
    if main.head.part is Part.PRESENT:
        return _of_present(happening, before)
    if main.head.part is not Part.NOUN:
        return None
    return _by_what_follows(text, happening) or _aimed_at(happening, before)


def _by_what_follows(text: Text, happening: Happening) -> Modality | None:
    """An adjective or a verb behind the noun: «هجوم محتمل», «هجوم مفترض», «العمليات ستستهدف»."""
    main = happening.main
    behind = next((match for match in happening.scene.tables["after"] if 0 < match.first - main.last <= _BEHIND), None)
    if behind is not None and behind.entry.name == "alleged":
        return Modality(CLAIMED, "called a supposed one")
    if behind is not None:
        return Modality(PLANNED, "said to be coming")
    verb = next((form for form in text.forms[main.last + 1 : main.last + _ITS_VERB] if _is_future(form)), None)
    if verb is not None and happening.type not in ACTS:
        return Modality(PLANNED, f"of which «{verb}», a verb of the future, is said")
    return None


def _aimed_at(happening: Happening, before: str) -> Modality | None:
    """A verbal noun after «ل» is an aim, unless it was undergone or forced: «اضطروا للانسحاب»."""
    main = happening.main
    forced = any(
        match.entry.name == "ongoing" and 0 < main.first - match.last <= _BEHIND
        for match in happening.scene.tables["operator"]
    )
    aimed = (happening.type in _AIMS and happening.subtype != "access_denied") or happening.subtype == "siege_lifted"
    if forced or not aimed or not main.head.clitics.endswith("ل") or before in _UNDERGONE:
        return None
    return Modality(PROPOSED, "an aim after «ل»", void=_offered(happening))


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


def _to_come(text: Text, happening: Happening) -> Modality | None:
    """Under a verb of the future in its clause, with nothing told as past between: «ستبدأ قريبا معركة»."""
    main, scene = happening.main, happening.scene
    if main.head.part is Part.PAST or happening.type in ACTS:
        return None
    reach = _LATER if main.head.part is Part.NOUN else _SOON
    first = max(scene.clauses[scene.clause_of(main.pivot)].first, main.pivot - reach)
    told = [match.last for match in scene.tables["operator"] if match.entry.name == "factive"]
    for at in range(main.pivot - 1, first - 1, -1):
        if at in told or text.tokens[at].form in _RELATIVE:
            return None
        if _is_future(text.tokens[at].form):
            return Modality(PLANNED, f"under «{text.tokens[at].form}», a verb of the future")
    return None


def _is_future(form: str) -> bool:
    """«سيبدأ», «وستنطلق»; forms that only look so are listed."""
    body = form[1:] if form[:1] in "وف" and form[1:3] in _FUTURE else form
    return body[:2] in _FUTURE and len(body) > _SHORTEST_FUTURE and body not in _NO_FUTURE


def _of_present(happening: Happening, before: str) -> Modality | None:
    """A present verb after a future prefix, after «قد» or «أن», after «ل»."""
    clitics = happening.main.head.clitics
    if clitics.endswith("س"):
        return Modality(PLANNED, "a future verb")
    if happening.type in ACTS:
        return None
    if before in _MAYBE or before in _THAT:
        return Modality(PROPOSED, f"a verb under «{before}»")
    if clitics.endswith("ل") and happening.type not in VIOLENT:
        return Modality(PROPOSED, "an aim")
    return None


def _rejected(happening: Happening) -> bool:
    """What is refused in the same clause is the rejection's matter, no event beside it."""
    return any(
        str(match.entry.row["subtype"]) == "rejection" and happening.scene.clause_of(match.pivot) in happening.clauses
        for match in happening.scene.tables["trigger"]
    )


def _offered(happening: Happening) -> bool:
    """The aim of an offer told in the same sentence is the offer's, no event beside it."""
    return (
        any(str(match.entry.row["type"]) == EventType.OFFER.value for match in happening.scene.tables["trigger"])
        and happening.type is not EventType.OFFER
    )
