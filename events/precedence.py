"""Of two triggers that stand together, which tells more, and which only says what the other led to: a closed table."""

from typing import Final

from events.happening import Happening
from events.kinds import VIOLENT
from events.model import EventType

# A happening of the left kind takes in triggers of the right kinds that stand beside it.
_TAKES_IN: Final[dict[EventType, frozenset[EventType]]] = {
    EventType.AIRSTRIKE: frozenset((EventType.SHELLING,)),
    EventType.OFFER: frozenset((EventType.AGREEMENT,)),
    EventType.DISASTER: frozenset((EventType.EXPLOSION,)),
}
# Fighters who leave their posts for elsewhere are evacuated: the posts are no event beside it.
_LEFT_BEHIND: Final = frozenset(("withdrawal", "handover"))
BOMBING: Final = frozenset((EventType.AIRSTRIKE, EventType.SHELLING))
CAUSES: Final = frozenset(
    (
        EventType.AIRSTRIKE,
        EventType.SHELLING,
        EventType.EXPLOSION,
        EventType.BATTLE,
        EventType.ATTACK,
        EventType.DISASTER,
    )
)
# Subtypes of ``attack`` that stay what they are whatever means is named beside them.
SOVEREIGN: Final = frozenset(("chemical_attack", "assassination", "execution"))
# Subtypes that yield to any other trigger of their own type.
GENERAL: Final = frozenset(
    (
        "attack",
        "killing",
        "injury",
        "airstrike",
        "bombardment",
        "explosion",
        "armed_clash",
        "agreement",
        "statement",
        "proposal",
        "siege_standing",
    )
)
_TARGETS: Final = frozenset(("base", "troop_movement"))
_NAMED: Final = 2  # tokens in which what was hit is named
_CLOSE: Final = 6  # words between a verb and its object


def takes_in(old: Happening, new: Happening) -> bool:
    """Does the old happening stay what it is when the new trigger joins it?"""
    if old.type is new.type:
        # A verdict, a defection, sanctions and a decree have nothing in common but their type.
        akin = old.type is not EventType.OTHER or old.subtype == new.subtype
        return akin and (new.subtype in GENERAL or old.subtype not in GENERAL)
    if (old.type in VIOLENT or old.subtype == "advance") and new.type is EventType.DEPLOYMENT:
        return _is_object(old, new)
    if old.subtype == "mine" and old.main.first < new.main.first < old.main.last:
        return True  # «انفجار قنبلة عنقودية من مخلفات القصف»: dropped long ago
    if old.type in BOMBING and new.subtype == "access_denied":
        return True  # «تسع غارات … وخروج مشفى عن الخدمة»: what they led to
    if old.type is EventType.DISPLACEMENT and new.subtype in _LEFT_BEHIND:
        return not new.verbal
    return _stays(old, new)


def _stays(old: Happening, new: Happening) -> bool:
    """Of two types, does the old one tell more than the new?"""
    if old.type is EventType.ATTACK and old.subtype in SOVEREIGN:
        return new.type in CAUSES
    if new.weak or new.subtype in ("massacre", "shooting"):
        return old.type in CAUSES
    if old.type is EventType.STATEMENT and old.subtype in ("call", "warning"):
        return (
            new.type in (EventType.AGREEMENT, EventType.OFFER, EventType.STATEMENT) and old.main.first < new.main.first
        )
    return new.type in _TAKES_IN.get(old.type, ())


def _is_object(old: Happening, new: Happening) -> bool:
    """«قصف رتلا لقوات النظام»: the column was hit; nobody tells of its coming."""
    main = new.main
    named = new.subtype in _TARGETS and main.last - main.first < _NAMED and main.first - old.main.last <= _NAMED
    whole = len(main.tokens) == 1 or named  # «استهداف نقطة المراقبة», «عبوة ناسفة دورية روسية»
    return not new.verbal and whole and 0 < main.first - old.main.pivot <= _CLOSE
