"""Whether it happened, and by whose word: read from what governs the trigger in its sentence."""

from dataclasses import dataclass
from typing import Final

from arabic import Kind, Text
from events.happening import Happening
from events.kinds import ACTS, VIOLENT
from events.lexicon import PARTIES, words
from events.model import EventType
from events.morphology import Part
from events.patterns import Match

_OF_TIME: Final = frozenset(("past", "ongoing"))
_VOID: Final = frozenset(("ceased", "excluded", "called"))
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
_CHAIN: Final = 16  # words over which a demand governs what is added to it by «و»
_NOT: Final = words("not")
_UNDERGONE: Final = words("undergone")


_LONGEST_NAME: Final = 9
_SPEECH_REACH: Final = 16  # words between a verb of saying and its «إن», its subject's titles among them
_SAYING: Final = words("saying")
_ENDS_NAME: Final = words("ends_name")
_NO_NAME: Final = words("no_name")


@dataclass(frozen=True, slots=True)
class Modality:
    """Factuality with its reason; ``void`` where the words only say what is not, or should stop."""

    factuality: str
    reason: str
    void: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, as printed; ``party`` where it is a party to the conflict; the words' token range."""

    text: str
    party: bool
    speech_clause: int | None
    carried: bool = False  # the speaker of the sentence before goes on: «وأضاف أن»


def modality(text: Text, happening: Happening, attribution: Attribution | None) -> Modality:
    """The factuality of a happening, from the nearest word that governs it, else from its form and its source."""
    if happening.subtype == "siege_standing":
        return Modality(OCCURRED, "told of the place as it stands")
    governing = _governing(text, happening)
    governed = _governed(text, happening, governing) if governing is not None else None
    return governed or _by_form(text, happening) or _by_source(happening, attribution)


def _governed(text: Text, happening: Happening, governing: Match) -> Modality | None:
    """What the governing word makes of it; an offer or a statement under «طلب» is made all the same."""
    name = governing.entry.name
    quoted = text.quote(text.tokens[governing.first].start, text.tokens[governing.last].end)
    if _ruled_out(text, governing) or name in _VOID:
        return Modality(DENIED, f"«{quoted}» rules it out", void=True)
    factuality = _MAKES.get(name)
    if factuality is None or (happening.type in ACTS and factuality != DENIED):
        return None
    return Modality(factuality, f"under «{quoted}»", void=factuality == PROPOSED and _rejected(happening))


def _by_source(happening: Happening, attribution: Attribution | None) -> Modality:
    """A party's word about the war is a claim; what a noun presupposes is told as known."""
    if happening.type is EventType.OFFER and happening.subtype in ("proposal", "demand"):
        return Modality(PROPOSED, "a proposal is on the table, not carried out")
    asserted = happening.type not in ACTS and happening.main.head.part is not Part.NOUN
    if attribution is not None and attribution.party and asserted:
        return Modality(CLAIMED, f"by the word of {attribution.text}, a party")
    return Modality(OCCURRED, "told as a fact")


def _governing(text: Text, happening: Happening) -> Match | None:
    """The nearest operator before the trigger, in its clause and within its reach."""
    scene, main = happening.scene, happening.main
    first, chained = _governed_from(happening)
    best: Match | None = None
    reaching: list[Match] = []
    for match in scene.tables["operator"]:
        distance = main.pivot - match.last
        reach = match.entry.row["reach"]
        if match.entry.name in _OF_TIME or not isinstance(reach, int) or match.first in main.tokens:
            continue
        if match.entry.name == "attempted" and happening.type in VIOLENT:
            continue  # who tried to storm a town fought for it
        if chained and match.entry.name == "proposed":
            reach = _CHAIN
        if 0 < distance <= reach and match.first >= first and (best is None or match.last >= best.last):
            best = match
        if 0 < distance <= reach and match.first >= first:
            reaching.append(match)
    if best is not None and best.entry.name == "factive":
        best = next((match for match in reaching if match.entry.name in _VOID | {"denied"}), None)
    if best is None or _another_between(text, happening, best) or _negated(text, best):
        return None
    return best


def _negated(text: Text, operator: Match) -> bool:
    """«لم يمنع الاتفاق هجمات»: what was not prevented took place."""
    before = text.tokens[operator.first - 1].form if operator.first else ""
    return operator.entry.name in ("failed", "denied", "ceased") and before in _NOT


def _ruled_out(text: Text, operator: Match) -> bool:
    """«لا توجد ضرورة لنشر قواعد»: not even proposed."""
    before = text.tokens[max(0, operator.first - 3) : operator.first]
    return operator.entry.name in ("proposed", "planned", "attempted") and any(token.form in _NOT for token in before)


def _governed_from(happening: Happening) -> tuple[int, bool]:
    """Where the words that may govern the trigger begin; «وإيصال المساعدات» goes on with the clause before."""
    scene, main = happening.scene, happening.main
    number = scene.clause_of(main.pivot)
    chained = False
    while (
        number > 0
        and main.head.part is Part.NOUN
        and not scene.clauses[number - 1].speech
        and (main.pivot == scene.clauses[number].first or chained)
        and (chained or main.head.clitics.startswith("و"))
    ):
        number -= 1
        chained = True
    return scene.clauses[number].first, chained


def _another_between(text: Text, happening: Happening, operator: Match) -> bool:
    """A relative clause, or a finite verb of the happening's own, is not governed: «عرضا قدمته الفصائل التي قصفت»."""
    main = happening.main
    between = text.tokens[operator.last + 1 : main.pivot]
    if operator.entry.name == "called" and any(token.form in _THAT for token in between):
        return True
    if any(token.form in _RELATIVE for token in between):
        return True
    return main.head.part is Part.PAST and operator.entry.name == "proposed" and main.pivot - operator.last > 2


def _by_form(text: Text, happening: Happening) -> Modality | None:
    """Future prefix, «أن» with a present verb, «ل» with a verbal noun."""
    main = happening.main
    if main.head.part is Part.NOUN and any(
        0 < match.first - main.last <= 2 for match in happening.scene.tables["after"]
    ):
        return Modality(PLANNED, "said to be coming")
    before = text.tokens[main.pivot - 1].form if main.pivot > happening.scene.first else ""
    if main.head.part is Part.PRESENT:
        if main.head.clitics.endswith("س"):
            return Modality(PLANNED, "a future verb")
        if before in _MAYBE and happening.type not in ACTS:
            return Modality(PROPOSED, "it may be")
        if before in _THAT and happening.type not in ACTS:
            return Modality(PROPOSED, "a verb under «أن»")
        if main.head.clitics.endswith("ل") and happening.type not in ACTS | VIOLENT:
            return Modality(PROPOSED, "an aim")
    if (
        main.head.part is Part.NOUN
        and main.head.clitics.endswith("ل")
        and (happening.type in _AIMS or happening.subtype == "siege_lifted")
        and before not in _UNDERGONE
    ):
        return Modality(PROPOSED, "an aim after «ل»", void=_offered(happening))
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


def attribution(text: Text, happening: Happening, before: Attribution | None) -> Attribution | None:
    """Who says so: the subject of the verb of saying, what follows «بحسب», or the speaker ``before``."""
    scene = happening.scene
    here = min(happening.clauses)
    spoken = [number for number, clause in enumerate(scene.clauses) if clause.speech and number < here]
    if spoken and not _shifted(happening, scene.clauses[spoken[-1]].last):
        number = spoken[-1]
        found = _speaker(text, happening, scene.clauses[number].first, scene.clauses[number].last)
        if found is not None:
            return Attribution(found[0], found[1], number)
        return Attribution(before.text, before.party, number, carried=True) if before is not None else None
    near = range(here - 1, max(happening.clauses) + 2)
    for match in scene.tables["source"]:
        if scene.clause_of(match.first) not in near:
            continue
        found = _after(text, happening, match.last + 1)
        if found is not None:
            return Attribution(found[0], found[1], None)
    return None


def _shifted(happening: Happening, since: int) -> bool:
    """Has the sentence turned away («فيما», «بينما») from what was said?"""
    first = happening.scene.clauses[min(happening.clauses)].last
    return any(since <= match.first < first for match in happening.scene.tables["shift"])


def _speaker(text: Text, happening: Happening, first: int, last: int) -> tuple[str, bool] | None:
    """Subject after the verb («قال المرصد إن»), or an actor before it («المرصد أفاد بأن»)."""
    scene = happening.scene
    verbs = [match for match in scene.tables["speech"] if first - _SPEECH_REACH <= match.first < last]
    if not verbs:
        return None
    first = min(first, verbs[-1].first)
    for verb in reversed(verbs):
        named = _named(text, happening, verb.last + 1, _end_of_name(text, verb.last + 1, last - 1))
        if named is not None:
            return named
    ahead = [match for match in scene.tables["actor"] if first <= match.first and match.last < verbs[-1].first]
    return _actor(text, ahead[-1]) if ahead else None


def _after(text: Text, happening: Happening, start: int) -> tuple[str, bool] | None:
    clause = happening.scene.clauses[happening.scene.clause_of(min(start, happening.scene.last - 1))]
    while start < clause.last and text.tokens[start].form in _SAYING:
        start += 1
    return _named(text, happening, start, _end_of_name(text, start, clause.last))


def _end_of_name(text: Text, start: int, limit: int) -> int:
    """A speaker's name ends at a sign, a preposition or a word that begins the message."""
    end = start
    while end < min(limit, start + _LONGEST_NAME) and text.tokens[end].kind in (Kind.WORD, Kind.LATIN):
        if text.tokens[end].form in _ENDS_NAME or (end == start and text.tokens[end].form in _NO_NAME):
            break
        if end == start and text.tokens[end].form.startswith("لل"):
            break
        end += 1
    return end


def _named(text: Text, happening: Happening, start: int, end: int) -> tuple[str, bool] | None:
    if end <= start:
        return None
    actors = [match for match in happening.scene.tables["actor"] if start <= match.first < end]
    party = bool(actors) and str(actors[0].entry.row["kind"]) in PARTIES
    return text.quote(text.tokens[start].start, text.tokens[end - 1].end), party


def _actor(text: Text, match: Match) -> tuple[str, bool]:
    words = text.quote(text.tokens[match.first].start, text.tokens[match.last].end)
    return words, str(match.entry.row["kind"]) in PARTIES
