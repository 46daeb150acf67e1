"""Families of event types that several rules speak of."""

from typing import Final

from events.model import EventType

VIOLENT: Final = frozenset(
    (EventType.BATTLE, EventType.AIRSTRIKE, EventType.SHELLING, EventType.EXPLOSION, EventType.ATTACK)
)
TALK: Final = frozenset((EventType.STATEMENT, EventType.DIPLOMACY))
# Told by words rather than deeds: their day is not the day of the fighting told around them.
WORDS: Final = TALK | {EventType.OFFER, EventType.AGREEMENT}
# Speech acts: a proposal made has occurred although what it proposes has not.
ACTS: Final = frozenset((EventType.OFFER, EventType.STATEMENT))
# Of these it matters that they are on the table; other things demanded are no events.
PROPOSABLE: Final = WORDS | {EventType.TERRITORY, EventType.DISPLACEMENT, EventType.DEPLOYMENT, EventType.BATTLE}
# What articles go on speaking of long after: «الاتفاق», «المبادرة», «المحادثات».
SPOKEN_OF: Final = frozenset((EventType.AGREEMENT, EventType.OFFER, EventType.DIPLOMACY))
# Types whose noun after «ل» is an aim («لتهجير الأهالي»); violence after «ل» is suffered («تعرضت لقصف»).
AIMS: Final = frozenset(
    (
        EventType.DISPLACEMENT, EventType.TERRITORY, EventType.AGREEMENT, EventType.AID,
        EventType.OFFER, EventType.DEPLOYMENT, EventType.DETENTION,
    )
)  # fmt: skip
