"""Who: the actors named beside a trigger, each with the part it plays."""

from collections.abc import Sequence, Set
from typing import Final

from arabic import Text
from events.actors import Known, in_time
from events.constructions import DOER, PARTY, TARGET, Named
from events.happening import Happening
from events.kinds import VIOLENT, WORDS
from events.lexicon import words
from events.model import Actor, EventType
from events.parts import part_of
from events.patterns import Match
from events.phrases import phrase_of

_REACH: Final = 14  # words between an actor and a trigger of its happening
_BEHIND: Final = 4  # words by which a trigger behind a mention must be nearer than one before it
_WHEREABOUTS: Final = words("whereabouts")
_SIDING: Final = words("siding")
OF_SYRIA: Final = frozenset(("state", "rebel"))  # kinds of parties that Syria alone has under such names
_SYRIAN: Final = ("سوري", "نظام", "اسد", "وطني")  # parts of words that say which country's
_TWO_SIDED: Final = WORDS | {EventType.BATTLE}
# One does it to another: who is named without a sign of either is not known to have a part.
_ONE_SIDED: Final = (VIOLENT | {EventType.DETENTION, EventType.DISPLACEMENT, EventType.PROTEST}) - {EventType.BATTLE}


def actors(
    text: Text,
    happening: Happening,
    days: tuple[str | None, str | None],
    country: str | None = None,
    *,
    foreign: bool = False,
) -> tuple[Actor, ...]:
    """The actors of a happening, each once, in the text's order.

    ``days`` (ISO, null where unknown) decide whom a name means that changed its bearer, ``country`` (ISO 3166)
    whose «قوات الأمن» are meant; of an article that is ``foreign`` they and «الثوار» are nobody's in Syria.
    """
    found: dict[str, Actor] = {}
    doers: set[int] = set()
    scene = happening.scene
    for match in scene.tables["actor"]:
        if scene.clause_of(match.first) not in happening.clauses:
            continue
        row = in_time(match.entry.name, *days)
        if row is None or not _concerns(text, happening, match, row):
            continue
        if (foreign and row.kind in OF_SYRIA) or _of_another_country(text, match, row, country):
            continue
        part = _part(text, happening, match, row, doers)
        if part is None:
            continue
        if part == DOER:
            doers.add(match.first)
        known = found.get(row.name)
        if known is None or known.role == PARTY:
            found[row.name] = Actor(row.name, part, row.name_en, row.kind)
    return tuple(found.values())


def _concerns(text: Text, happening: Happening, match: Match, row: Known) -> bool:
    """Is it named near the happening, as one who acts, not as who speaks or as the country where it was?"""
    scene = happening.scene
    if row.only_speaks or scene.clauses[scene.clause_of(match.first)].speech:
        return False
    if min(abs(match.first - trigger.first) for trigger in happening.triggers) > _REACH:
        return False
    before = text.forms[match.first - 1] if match.first > scene.first else ""
    return before not in _SIDING and not (len(match.tokens) == 1 and row.kind == "external" and before in _WHEREABOUTS)


def _of_another_country(text: Text, match: Match, row: Known, country: str | None) -> bool:
    """«قوات الأمن», «الجيش» of a happening abroad are not Syria's, unless they are said to be."""
    if row.kind != "state" or country in (None, "SY"):
        return False
    return not said_to_be_syrian(text, match)


def said_to_be_syrian(text: Text, match: Match) -> bool:
    """«قوات النظام», «الجيش السوري»: does the name itself say whose it is?"""
    return any(part in text.forms[token] for token in match.tokens for part in _SYRIAN)


def _part(text: Text, happening: Happening, match: Match, row: Known, doers: Set[int]) -> str | None:
    if row.kind == "civilians" and row.voice == "":
        return _of_civilians(happening)
    phrase = phrase_of(text, happening, match)
    nearest = _nearest(happening.triggers, match)
    part = part_of(Named(text, happening, phrase, nearest, doers))
    return None if part == PARTY and happening.type in _ONE_SIDED else part


def _of_civilians(happening: Happening) -> str | None:
    """Civilians suffer what is done, demonstrate themselves, and are no side of a battle or of talks."""
    if happening.type in _TWO_SIDED and not happening.casualty:
        return None
    return DOER if happening.type is EventType.PROTEST else TARGET


def _nearest(triggers: Sequence[Match], match: Match) -> Match:
    """The trigger nearest to a mention, one behind it only where it is clearly nearer."""

    def distance(trigger: Match) -> int:
        before = [match.first - token for token in trigger.tokens if token <= match.first]
        return min(before) if before else trigger.first - match.last + _BEHIND

    return min(triggers, key=distance)
