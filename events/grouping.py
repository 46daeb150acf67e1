"""The triggers of a sentence that tell of one thing, brought together.

A sentence may name a raid, those it killed and the massacre it was called: one happening.
"""

from collections.abc import Callable
from typing import Final

from arabic import fold
from events.happening import Happening
from events.kinds import TALK
from events.lexicon import words
from events.model import EventType
from events.morphology import Part
from events.patterns import Match
from events.precedence import BOMBING, CAUSES, GENERAL, takes_in
from events.scan import Scene

Placed = Callable[[int], frozenset[str]]  # from a clause's number to the ids or names of the places in it
_ANOTHER: Final = words("another")
_ANSWER: Final = words("answer")
_MATTER: Final = fold("الأمر")
_DROVE: Final = words("drove")
_WHILE: Final = words("while")
_THAT_WHICH: Final = words("that_which")
_ALONG: Final = words("along")
_CLOSE: Final = 6  # words
_FAR: Final = 12  # words between an aircraft and its verb in one clause
_SUBJECT: Final = 2  # words in which a verb's subject comes
_MAYBE_FROM_THE_AIR: Final = frozenset(("attack", "offensive", "shooting"))
_RELATIVE: Final = words("relative")


def group(scene: Scene, places: Placed) -> list[Happening]:
    """The happenings of a sentence; ``places`` gives the places that a clause names."""
    happenings: list[Happening] = []
    for match in scene.tables["trigger"]:
        if not match.entry.row.get("casualty"):
            _take(happenings, _new(scene, match), places)
    for match in scene.tables["trigger"]:
        if match.entry.row.get("casualty"):
            _take_casualty(happenings, _new(scene, match), places)
    happenings = [happening for happening in happenings if len(happenings) == 1 or not _goes_along(happening)]
    happenings.sort(key=lambda happening: happening.main.first)
    return happenings


def _goes_along(happening: Happening) -> bool:
    """«الاشتباكات ترافقت مع قصف»: the clashes were told before; the shelling is what is new."""
    return happening.definite and happening.scene.form(happening.main.last + 1) in _ALONG


def _new(scene: Scene, match: Match) -> Happening:
    row = match.entry.row
    kind, subtype = EventType(str(row["type"])), str(row["subtype"])
    by_aircraft = kind is EventType.SHELLING or subtype in _MAYBE_FROM_THE_AIR
    if by_aircraft and _from_the_air(scene, match, close=_CLOSE if kind is EventType.SHELLING else _SUBJECT):
        kind, subtype = EventType.AIRSTRIKE, EventType.AIRSTRIKE.value
    return Happening(
        scene,
        kind,
        subtype,
        match,
        [match],
        {scene.clause_of(match.pivot)},
        casualty="casualty" in row,
        counted="counted" in row,
        weak=bool(row.get("weak")),
    )


def _from_the_air(scene: Scene, match: Match, close: int) -> bool:
    """Does an aircraft stand close before the trigger, or at most ``close`` words after it in its clause?"""
    here = scene.clause_of(match.pivot)
    for word in scene.tables["aircraft"]:
        distance = match.pivot - word.first
        there = scene.clause_of(word.first)
        told = all(scene.clauses[number].speech for number in range(there, here))  # «طائرات يعتقد أنها ... قصفت»
        if 0 < distance <= (_FAR if told else _CLOSE) or (there == here and 0 < -distance <= close):
            return True
    return False


def _take(happenings: list[Happening], new: Happening, places: Placed) -> None:
    for old in reversed(happenings):
        if _tells_on(old, new):
            new.type, new.subtype, new.weak = old.type, old.subtype, False
        if not _beside(old, new, places):
            continue
        if takes_in(old, new):
            _join(old, new)
            return
        if takes_in(new, old) and not (old.weak and _far_apart(old, new)):
            old.type, old.subtype, old.weak = new.type, new.subtype, new.weak
            if new.verbal or not (old.verbal or (new.definite and not old.definite)):
                old.main = new.main  # but «قصف الطيران … بالبراميل المتفجرة» is told by its first word
            _join(old, new)
            return
    happenings.append(new)


def _tells_on(old: Happening, new: Happening) -> bool:
    """«شن عشر غارات، استهدفت ثلاث منها بلدة»: what the raids struck was struck from the air."""
    near = min(new.clauses) - max(old.clauses) in (0, 1) and new.main.first > old.main.last
    return (
        near
        and new.weak
        and old.type in BOMBING
        and new.main.head.part is Part.PAST
        and new.main.head.stem.endswith("ت")
    )


def _far_apart(old: Happening, new: Happening) -> bool:
    """«استهدف الهجوم شبانا من كوباني التي دمرت في معارك»: another matter, in a clause that describes a place."""
    return new.main.first - old.main.pivot > _FAR or any(
        old.scene.form(at) in _RELATIVE for at in range(old.main.pivot, new.main.first)
    )


def _beside(old: Happening, new: Happening, places: Placed) -> bool:
    """In one clause, or in the next one where that names no place of its own."""
    there = min(new.clauses)
    if new.main.first > old.main.last and new.scene.form(new.main.last + 1) in _ANOTHER:  # «غارات أخرى»
        return False
    if there in old.clauses:
        return True
    if old.type in TALK or new.type in TALK:
        return False
    if _answers(old.scene, old.scene.clauses[there].first):
        return False
    near = there - max(old.clauses) == 1
    placed = _elsewhere(old, there, places)
    joined = new.main.head.part is Part.NOUN or new.type is old.type
    return near and joined and not placed and not _speech_between(old, new)


def _answers(scene: Scene, first: int) -> bool:
    """«ردا على هجوم», «ما دفع الجيش إلى قصف …»: one side's deed and the other's stand on either side of it."""
    if scene.form(first) in _ANSWER:
        return True
    first += scene.form(first) == _MATTER  # «الأمر الذي دفع»
    return scene.form(first) in _THAT_WHICH and scene.form(first + 1) in _DROVE


def _speech_between(old: Happening, new: Happening) -> bool:
    clauses = old.scene.clauses
    return any(clauses[number].speech for number in range(max(old.clauses), min(new.clauses)))


def _take_casualty(happenings: list[Happening], new: Happening, places: Placed) -> None:
    """Who was killed or hurt belongs to what killed or hurt them, named in the same breath."""
    there = min(new.clauses)
    causes = [
        old for old in happenings if old.type in CAUSES or old.subtype in ("crackdown", "lethal_crackdown", "riot")
    ]
    for old in sorted(causes, key=lambda old: (_aside(old), min(abs(there - clause) for clause in old.clauses))):
        if there in old.clauses or not _apart(old, there, places):
            _join(old, new)
            return
    happenings.append(new)


def _aside(happening: Happening) -> bool:
    """«تحطمت طائرة أثناء قصفها حيا، ما تسبب بمقتل …»: the crash is what killed."""
    return happening.scene.form(happening.main.first - 1) in _WHILE


def _apart(old: Happening, there: int, places: Placed) -> bool:
    """Do two clauses tell of two places, or does what somebody else said stand between them?"""
    nearest = min(old.clauses, key=lambda clause: abs(there - clause))
    first, last = min(nearest, there), max(nearest, there)
    clauses = old.scene.clauses
    spoken = any(clauses[number].speech for number in range(first, last))
    return spoken or last - first > 3 or _elsewhere(old, there, places)


def _elsewhere(old: Happening, there: int, places: Placed) -> bool:
    """Does a clause name a place, and the happening's clauses only others?"""
    here = frozenset().union(*map(places, old.clauses))
    return bool(here) and bool(places(there)) and here.isdisjoint(places(there))


def _join(old: Happening, new: Happening) -> None:
    old.triggers += [match for match in new.triggers if match not in old.triggers]
    old.clauses |= new.clauses
    old.weak = old.weak and (new.weak or new.casualty)
    if old.type is new.type and old.subtype in GENERAL and new.subtype not in GENERAL:
        old.subtype = new.subtype
