"""Deaths, injured and displaced of one happening, from the numbers of people in its clauses."""

from collections.abc import Sequence
from typing import Final

from arabic import Text
from events.happening import Happening
from events.lexicon import words
from events.model import Count, EventType
from events.patterns import Match
from events.people import Headcount

_BEFORE, _AFTER = 14, 8  # words between the verb and its number, on either side
_BESIDES: Final = words("besides")
_BETWEEN: Final = "بين"
_BESIDE: Final = 2  # words between «مقتل» and a noun that counts by itself: «مقتل مدني»


def tolls(text: Text, happening: Happening, told: Sequence[Headcount], clauses: set[int]) -> dict[str, Count]:
    """Counts by kind (deaths, injured, displaced), each the first told and what is added to it by «و»."""
    found: dict[str, tuple[Count, int]] = {}
    scene = happening.scene
    for number in told:
        if scene.clause_of(number.first) not in clauses:
            continue
        kind = _kind(text, happening, number)
        if kind is None:
            continue
        if kind not in found:
            found[kind] = (_people(number), number.last)
        elif _added(text, number, found[kind][1]):
            count, _ = found[kind]
            found[kind] = (_sum(count, _people(number)), number.last)
    return {kind: count for kind, (count, _) in found.items()}


def _people(number: Headcount) -> Count:
    """Families are at least as many people as families."""
    return Count(number.count.min, None) if number.households else number.count


def _added(text: Text, number: Headcount, after: int) -> bool:
    if number.first == after and text.tokens[number.first].form.startswith("و"):
        return True
    if after < number.first <= after + 5 and text.tokens[after].form.startswith("و") and number.modified != "":
        return True  # «وما لا يقل عن سبعة»
    if number.first == after + 1 and text.tokens[after].form == "و":  # «و26 عنصرا»: digits are a token of their own
        return True
    between = [token.form for token in text.tokens[after : number.first]]
    return 0 < len(between) <= 8 and any(form in _BESIDES for form in between[-2:])


def _sum(one: Count, other: Count) -> Count:
    low = None if one.min is None or other.min is None else one.min + other.min
    high = None if one.max is None or other.max is None else one.max + other.max
    return Count(low, high)


def _kind(text: Text, happening: Happening, number: Headcount) -> str | None:
    governing = _governing(happening, number)
    if governing is not None and number.kind == "bare" and not _same_clause(happening, governing, number):
        governing = None
    if number.last < len(text.tokens) and text.tokens[number.last].form == _BETWEEN:
        return None  # «العشرات بين قتيل وجريح»: how many of each is not told
    if number.kind in ("deaths", "injured"):
        led = governing is not None and governing.first != number.first and _beside(governing, number)
        return number.kind if not number.alone or led or number.dual else None
    if governing is not None and (not number.alone or _beside(governing, number)):
        return str(governing.entry.row["casualty"])
    if happening.type is EventType.DISPLACEMENT and number.kind != "bare" and not number.alone:
        return "displaced"
    return None


def _beside(governing: Match | None, number: Headcount) -> bool:
    return governing is not None and 0 <= number.first - governing.first <= _BESIDE


def _same_clause(happening: Happening, governing: Match, number: Headcount) -> bool:
    clause_of = happening.scene.clause_of
    return clause_of(governing.pivot) == clause_of(number.first)


def _governing(happening: Happening, number: Headcount) -> Match | None:
    """The casualty trigger whose number this is: the last one before it, else the next one."""
    casualties = [match for match in happening.triggers if "casualty" in match.entry.row]
    before = [match for match in casualties if 0 <= number.first - match.first <= _BEFORE]
    if before:
        return max(before, key=lambda match: match.first)
    after = [
        match
        for match in casualties
        if 0 <= match.first - number.last <= _AFTER and _same_clause(happening, match, number)
    ]
    return min(after, key=lambda match: match.first) if after else None
