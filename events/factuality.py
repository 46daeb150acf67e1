"""Whether it happened, and by whose word: read from what governs the trigger in its sentence."""

from dataclasses import dataclass
from typing import Final

from arabic import Text, fold
from events.happening import Happening
from events.lexicon import PARTIES
from events.model import EventType
from events.morphology import Part
from events.patterns import Match

OCCURRED, CLAIMED, PLANNED, PROPOSED, DENIED = "occurred", "claimed", "planned", "proposed", "denied"
# Types whose noun after «ل» is an aim («لتهجير الأهالي»); violence after «ل» is suffered («تعرضت لقصف»).
_AIMS: Final = frozenset(
    (
        EventType.DISPLACEMENT, EventType.TERRITORY, EventType.AGREEMENT, EventType.AID,
        EventType.OFFER, EventType.DEPLOYMENT, EventType.DETENTION,
    )
)  # fmt: skip
_VIOLENT: Final = frozenset(
    (EventType.BATTLE, EventType.AIRSTRIKE, EventType.SHELLING, EventType.EXPLOSION, EventType.ATTACK)
)
# Types that are speech acts themselves: a proposal made has occurred although what it proposes has not.
_ACTS: Final = frozenset((EventType.OFFER, EventType.STATEMENT))
_THAT: Final = frozenset(map(fold, ("أن", "بأن", "لأن")))
_UNDERGONE: Final = frozenset(map(fold, ("تعرض", "تعرضت", "يتعرض", "تتعرض", "أدى", "أدت", "نتيجة", "تعرضها", "تعرضه", "تنفيذا", "تطبيقا")))


@dataclass(frozen=True, slots=True)
class Modality:
    """Factuality with its reason; ``ceased`` where the text says the thing stopped or should stop."""

    factuality: str
    reason: str
    ceased: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, as printed; ``party`` where it is a party to the conflict; the words' token range."""

    text: str
    party: bool
    speech_clause: int | None


def modality(text: Text, happening: Happening, attribution: Attribution | None) -> Modality:
    """The factuality of a happening, from the nearest word that governs it."""
    main = happening.main
    governing = _governing(text, happening)
    if governing is not None:
        name = governing.entry.name
        words = text.quote(text.tokens[governing.first].start, text.tokens[governing.last].end)
        if name == "ceased":
            return Modality(PROPOSED, f"«{words}» ends it", ceased=True)
        if name in ("negated", "denied", "failed"):
            return Modality(DENIED, f"under «{words}»")
        if happening.type not in _ACTS:
            if name == "planned":
                return Modality(PLANNED, f"under «{words}»")
            if name == "proposed" or (name == "attempted" and happening.type not in _VIOLENT):
                return Modality(PROPOSED, f"under «{words}»")
    by_form = _by_form(text, happening)
    if by_form is not None:
        return by_form
    if happening.type is EventType.OFFER and happening.subtype in ("proposal", "demand"):
        return Modality(PROPOSED, "a proposal is on the table, not carried out")
    if attribution is not None and attribution.party and happening.type not in _ACTS and main.head.part is not Part.NOUN:
        return Modality(CLAIMED, f"by the word of {attribution.text}, a party")
    return Modality(OCCURRED, "told as a fact")


def _governing(text: Text, happening: Happening) -> Match | None:
    """The nearest operator before the trigger, in its clause and within its reach."""
    scene, main = happening.scene, happening.main
    clause = scene.clauses[scene.clause_of(main.first)]
    best: Match | None = None
    for match in scene.tables["operator"]:
        distance = main.first - match.last
        reach = match.entry.row["reach"]
        if match.entry.name == "past" or not isinstance(reach, int) or match.first in main.tokens:
            continue
        if 0 < distance <= reach and match.first >= clause.first and (best is None or match.last >= best.last):
            best = match
    if best is None or _another_between(happening, best):
        return None
    return best


def _another_between(happening: Happening, operator: Match) -> bool:
    """A finite verb of the happening's own after the operator's clause mate frees it: «دعا ... وقصفت»."""
    main = happening.main
    return main.head.part is Part.PAST and operator.entry.name == "proposed" and main.first - operator.last > 2


def _by_form(text: Text, happening: Happening) -> Modality | None:
    """Future prefix, «أن» with a present verb, «ل» with a verbal noun."""
    main = happening.main
    before = text.tokens[main.first - 1].form if main.first > happening.scene.first else ""
    if main.head.part is Part.PRESENT:
        if main.head.clitics.endswith("س"):
            return Modality(PLANNED, "a future verb")
        if before in _THAT and happening.type not in _ACTS:
            return Modality(PROPOSED, "a verb under «أن»")
        if main.head.clitics.endswith("ل") and happening.type not in _ACTS:
            return Modality(PROPOSED, "an aim")
    if main.head.part is Part.NOUN and main.head.clitics.endswith("ل") and happening.type in _AIMS and before not in _UNDERGONE:
        return Modality(PROPOSED, "an aim after «ل»")
    return None


def attribution(text: Text, happening: Happening) -> Attribution | None:
    """Who says so: the subject of the verb of saying before the trigger, or what follows «بحسب»."""
    scene = happening.scene
    here = min(happening.clauses)
    spoken = [number for number, clause in enumerate(scene.clauses) if clause.speech and number < here]
    if spoken:
        number = spoken[-1]
        found = _speaker(text, happening, scene.clauses[number].first, scene.clauses[number].last)
        if found is not None:
            return Attribution(found[0], found[1], number)
    for match in scene.tables["source"]:
        found = _after(text, happening, match.last + 1)
        if found is not None:
            return Attribution(found[0], found[1], None)
    return None


def _speaker(text: Text, happening: Happening, first: int, last: int) -> tuple[str, bool] | None:
    verbs = [match for match in happening.scene.tables["speech"] if first <= match.first < last]
    if not verbs:
        return None
    start = verbs[-1].last + 1
    words = [token for token in text.tokens[start : last - 1] if token.form not in _THAT]
    if not words:
        before = [match for match in happening.scene.tables["actor"] if match.last < verbs[-1].first]
        return _named(text, happening, before[-1].first, before[-1].last + 1) if before else None
    end = next((token.index for token in words if token.form in "،(«\"“”:"), words[-1].index + 1)
    return _named(text, happening, start, min(end, start + 9))


def _after(text: Text, happening: Happening, start: int) -> tuple[str, bool] | None:
    clause = happening.scene.clauses[happening.scene.clause_of(min(start, happening.scene.last - 1))]
    end = min(clause.last, start + 8)
    while end > start and not text.tokens[end - 1].form[0].isalnum():
        end -= 1
    return _named(text, happening, start, end)


def _named(text: Text, happening: Happening, start: int, end: int) -> tuple[str, bool] | None:
    if end <= start:
        return None
    actors = [match for match in happening.scene.tables["actor"] if start <= match.first < end]
    party = bool(actors) and str(actors[0].entry.row["kind"]) in PARTIES
    return text.quote(text.tokens[start].start, text.tokens[end - 1].end).strip("«»\"“”' "), party
