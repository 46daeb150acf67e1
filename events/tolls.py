"""Killed, injured, detained, missing and displaced of one happening, from the numbers of people in its clauses."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from arabic import Text
from events.happening import Happening
from events.kinds import WORDS
from events.lexicon import words
from events.model import Count, EventType
from events.morphology import Part
from events.patterns import Match
from events.people import Counted, Headcount

_BEFORE, _AFTER = 14, 8  # words between the verb and its number, on either side
_BESIDES: Final = words("besides")
_BETWEEN: Final = "بين"
_MIXED: Final = words("mixed")
_NEAR: Final = 5
_MURDERED: Final = "اغتال"  # in the passive «اغتيل»
_OF_THE_WAR: Final = 1000  # deaths that no single happening but a disaster or a massacre has
_GROUP: Final = 4  # words from «من» to the next number of a list of groups
_BEFALLS: Final = {"execution": "deaths", "assassination": "deaths", "arrest": "detained", "abduction": "detained"}
_TELLING: Final = frozenset(("deaths", "injured", "missing"))
_LOST: Final = words("lost")
_AMONG_THE_LOST: Final = words("among_the_lost")
_BESIDE: Final = 2  # words between «مقتل» and a noun that counts by itself: «مقتل مدني»


def tolls(text: Text, happening: Happening, told: Counted, clauses: set[int]) -> dict[str, Count]:
    """Counts by kind: deaths, injured, detained, missing, displaced; the first told and what «و» adds to it."""
    found: dict[str, tuple[Count, Headcount]] = {}
    scene = happening.scene
    governors = _governors(happening)
    for number in told() if happening.type not in WORDS else ():
        if scene.clause_of(number.first) not in clauses:
            continue
        kind = _kind(text, happening, governors, number)
        if kind is None:
            continue
        known = found.get(kind)
        if known is None or (known[1].alone and not number.alone and not _glued(text, number)):
            found[kind] = (_people(number), number)  # «قتل انتحاري 32 شخصا»: the one named first is who did it
        elif _added(text, number, known[1].last):
            found[kind] = (_sum(known[0], _people(number)), number)
    return {kind: count for kind, (count, _) in found.items()}


def possible(happening: Happening, counts: Mapping[str, Count]) -> dict[str, Count]:
    """The counts that one happening can have."""
    return {kind: count for kind, count in counts.items() if _possible(happening, kind, count)}


def _possible(happening: Happening, kind: str, count: Count) -> bool:
    """A thousand dead are a war's or a disaster's; whom a release sets free are not detained."""
    if kind == "detained":
        return happening.subtype not in ("release", "prisoner_exchange")
    many = kind == "deaths" and (count.min or count.max or 0) >= _OF_THE_WAR
    return not many or happening.type is EventType.DISASTER or happening.subtype in ("massacre", "chemical_attack")


def _people(number: Headcount) -> Count:
    """Families are at least as many people as families."""
    return Count(number.count.min, None) if number.households else number.count


def _added(text: Text, number: Headcount, after: int) -> bool:
    """Is a number told in one breath with the one before, by «و», so that both count («مدنيان وعنصر»)?"""
    if number.first == after and text.forms[number.first].startswith("و"):
        return True
    if after < number.first <= after + 5 and text.forms[after].startswith("و") and number.modified != "":
        return True  # «وما لا يقل عن سبعة»
    if number.first == after + 1 and text.forms[after] == "و":  # «و26 عنصرا»: digits are a token of their own
        return True
    between = text.forms[after : number.first]
    glued = _glued(text, number)
    if glued and between[:1] == ["من"] and len(between) <= _GROUP:  # «7 من التنظيم و5 من الفصائل»
        return True
    if glued and len(between) <= _BESIDE:  # «رجل مسن و3 من أحفاده»
        return True
    return 0 < len(between) <= 8 and not _BESIDES.isdisjoint(between[-2:])


def _glued(text: Text, number: Headcount) -> bool:
    return text.forms[number.first].startswith("و") or text.forms[number.first - 1] == "و"


def _sum(one: Count, other: Count) -> Count:
    low = None if one.min is None or other.min is None else one.min + other.min
    high = None if one.max is None or other.max is None else one.max + other.max
    return Count(low, high)


def _kind(text: Text, happening: Happening, governors: Sequence[Match], number: Headcount) -> str | None:
    """What befell those whom a number counts: killed, injured, detained, missing, displaced; nothing if not told."""
    if _mixed(text, number):
        return None
    if _lost(text, number):
        return "missing"
    governing = _governing(happening, governors, number)
    if governing is not None and _did_it(text, governing, number):
        return None
    if governing is not None and number.kind == "bare" and not _same_clause(happening, governing, number):
        governing = None
    if governing is not None and _of_both(text, happening, governing, number):
        return None
    return _kind_of_noun(happening, governing, number) or _kind_of_verb(happening, governing, number)


def _kind_of_noun(happening: Happening, governing: Match | None, number: Headcount) -> str | None:
    """«ثلاثة قتلى»: the noun itself says what befell them; one alone must stand beside a verb."""
    if number.kind not in _TELLING:
        return None
    led = governing is not None and governing.first != number.first and _beside(happening, governing, number)
    return number.kind if not number.alone or led or number.dual else None


def _kind_of_verb(happening: Happening, governing: Match | None, number: Headcount) -> str | None:
    if number.kind in _TELLING:
        return None
    if governing is not None and (not number.alone or _beside(happening, governing, number)):
        return _befell(governing)
    counted = number.kind != "bare" and not number.alone
    return "displaced" if happening.type is EventType.DISPLACEMENT and counted else None


def _mixed(text: Text, number: Headcount) -> bool:
    """«العشرات بين قتيل وجريح», «1000 مقاتل من الحزب بين قتيل وجريح»: how many of each is not told."""
    after = text.forms[number.last : number.last + _NEAR]
    if _BETWEEN not in after:
        return False
    return after[0] == _BETWEEN or any(one == _BETWEEN and other in _MIXED for one, other in pairwise(after))


def _lost(text: Text, number: Headcount) -> bool:
    """«فقد سبعة أشخاص», «ثلاثة في عداد المفقودين»."""
    before = text.forms[max(0, number.first - 2) : number.first]
    after = text.forms[number.last : number.last + 2]
    return not _LOST.isdisjoint(before) or not _AMONG_THE_LOST.isdisjoint(after)


def _of_both(text: Text, happening: Happening, governing: Match, number: Headcount) -> bool:
    """«مقتل وإصابة 14 شخصا»: how many of each is not told."""
    joined = text.forms[governing.first].startswith("و") and 0 < number.first - governing.last <= _BESIDE
    counted = {match.first for table in ("people", "harm") for match in happening.scene.tables[table]}
    if any(at in counted for at in range(governing.first - 1 - _BESIDE, governing.first - 1)):
        return False  # «تسعة مدنيين قتلوا وأصيب 25»
    return joined and any(
        match.first == governing.first - 1 and _befell(match) != _befell(governing) for match in _governors(happening)
    )


def _beside(happening: Happening, governing: Match | None, number: Headcount) -> bool:
    """Right after what befell them, or after that and who did it: «خطف مسلحون مجهولون طبيبين»."""
    if governing is None or governing.first > number.first:
        return False
    named = {token for match in happening.scene.tables["actor"] for token in match.tokens}
    between = [token for token in range(governing.first + 1, number.first) if token not in named]
    return len(between) < (1 if number.definite else _BESIDE)


def _did_it(text: Text, governing: Match, number: Headcount) -> bool:
    """«اغتال مسلحان رئيس البلدية»: of a verb that is another word in the passive, the nominative is who did it."""
    word = text.forms[number.first]
    active = governing.head.part is Part.PAST and governing.head.stem.startswith(_MURDERED)
    return active and number.alone and number.dual and word.endswith("ان")


def _same_clause(happening: Happening, governing: Match, number: Headcount) -> bool:
    clause_of = happening.scene.clause_of
    return clause_of(governing.pivot) == clause_of(number.first)


def _befell(trigger: Match) -> str | None:
    """What a trigger says befell people, if it does."""
    row = trigger.entry.row
    return str(row["casualty"]) if "casualty" in row else _BEFALLS.get(str(row["subtype"]))


def _governors(happening: Happening) -> list[Match]:
    return [match for match in happening.triggers if _befell(match) is not None]


def _governing(happening: Happening, governors: Sequence[Match], number: Headcount) -> Match | None:
    """The trigger that says what befell those counted: the last one before the number, else the next one."""
    before = [match for match in governors if 0 <= number.first - match.first <= _BEFORE]
    if before:
        return max(before, key=lambda match: match.first)
    if _told_of_others(happening, number):
        return None
    after = [
        match
        for match in governors
        if 0 <= match.first - number.last <= _AFTER and _same_clause(happening, match, number)
    ]
    return min(after, key=lambda match: match.first) if after else None


def _told_of_others(happening: Happening, number: Headcount) -> bool:
    """Right after another happening's «قتل», a number is that one's: «قتل 64 وجرح 5»."""
    mine = {match.first for match in happening.triggers}
    casualties = (match for match in happening.scene.tables["trigger"] if "casualty" in match.entry.row)
    return any(0 < number.first - match.last <= _BESIDE and match.first not in mine for match in casualties)
