"""The word that governs a trigger: a negation, a denial, a plan or a demand before it, within its reach."""

from typing import Final

from arabic import Text
from events.happening import Happening
from events.kinds import AIMS, VIOLENT
from events.lexicon import words
from events.model import EventType
from events.morphology import Part
from events.patterns import Match

_OF_TIME: Final = frozenset(("past", "ongoing"))
_CHAIN: Final = 16  # words over which a demand governs what is added to it by «و»
_EXCEPT: Final = words("except")
_ABOUT: Final = words("about_which")
VOID: Final = frozenset(("ceased", "excluded", "called", "breached"))
_THAT: Final = words("that")
_RELATIVE: Final = words("relative")
_NOT: Final = words("not")
_LACK: Final = frozenset(("عدم", "دون", "بدون"))
_GOES_ON: Final = words("goes_on")


def governing_word(text: Text, happening: Happening) -> Match | None:
    """The nearest operator before the trigger, in its clause and within its reach."""
    scene, main = happening.scene, happening.main
    first, chained = _governed_from(happening)
    best: Match | None = None
    reaching: list[Match] = []
    for match in scene.tables["operator"]:
        distance = main.pivot - match.last
        reach = match.entry.row.get("reach")
        if not isinstance(reach, int) or not _governs(match, happening):
            continue
        if chained and match.entry.name == "proposed":
            reach = _CHAIN
        if 0 < distance <= reach and match.first >= first and (best is None or match.last >= best.last):
            best = match
        if 0 < distance <= reach and match.first >= first:
            reaching.append(match)
    if best is not None and best.entry.name == "factive":
        best = next((match for match in reaching if match.entry.name in VOID | {"denied"}), None)
    if best is None or _another_between(text, happening, best) or _negated(text, best):
        return None
    return best


def _governs(operator: Match, happening: Happening) -> bool:
    """Does an operator say anything of happenings such as this one, wherever it stands?"""
    name = operator.entry.name
    if name in _OF_TIME or operator.first in happening.main.tokens:
        return False
    if name == "attempted" and happening.type in VIOLENT:
        return False  # who tried to storm a town fought for it
    if name == "aimed" and happening.type not in AIMS:
        return False  # «لبحث قصف البلدة»
    if name == "breached" and happening.type is not EventType.AGREEMENT:
        return False  # «خرق النظام الهدنة بقصف البلدة»
    return happening.scene.form(operator.last + 1) not in _GOES_ON  # «لا تزال الاشتباكات مستمرة», «ولا سيما»


def _negated(text: Text, operator: Match) -> bool:
    """«لم يمنع الاتفاق هجمات»: what was not prevented took place."""
    before = text.forms[operator.first - 1] if operator.first else ""
    return operator.entry.name in ("failed", "denied", "ceased") and (before in _NOT or before in _LACK)


def ruled_out(text: Text, operator: Match) -> bool:
    """«لا توجد ضرورة لنشر قواعد»: not even proposed."""
    before = text.forms[max(0, operator.first - 3) : operator.first]
    return operator.entry.name in ("proposed", "planned", "attempted") and not _NOT.isdisjoint(before)


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


def _in_relative_clause(happening: Happening, operator: Match) -> bool:
    """What lies in «الذي …» is not governed; but what is denied is what «الأنباء التي تحدثت عن …» say."""
    scene = happening.scene
    said = {match.first for match in scene.tables["speech"]} if operator.entry.name == "denied" else frozenset[int]()
    return any(
        scene.form(at) in _RELATIVE and at + 1 not in said for at in range(operator.last + 1, happening.main.pivot)
    )


def _another_between(text: Text, happening: Happening, operator: Match) -> bool:
    """A relative clause, or a finite verb of the happening's own, is not governed: «عرضا قدمته الفصائل التي قصفت»."""
    main = happening.main
    between = text.forms[operator.last + 1 : main.pivot]
    if operator.entry.name == "called" and not _THAT.isdisjoint(between):
        return True
    if not _EXCEPT.isdisjoint(between) or _in_relative_clause(happening, operator):
        return True
    if operator.entry.name in ("proposed", "planned") and not _ABOUT.isdisjoint(between):
        return True  # «مشروع قرار حول استخدام السلاح»: the draft is only about it
    return main.head.part is Part.PAST and operator.entry.name == "proposed" and main.pivot - operator.last > 2
