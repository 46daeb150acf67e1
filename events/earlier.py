"""Happenings that a text only speaks of as something earlier than what it tells."""

from typing import Final

from arabic import fold
from events.happening import Happening
from events.kinds import VIOLENT
from events.lexicon import words
from events.model import EventType
from events.morphology import Part
from events.story import Sources
from events.times import AFTER, CLOSE, OUTBREAKS, of_its_place
from events.when import too_long_since

_BLAMES: Final = frozenset(("condemnation",))
_BLAMED: Final = 12  # words between a condemnation and what is condemned
_CHARGED: Final = words("charged")
_CHARGE: Final = 4  # words between a charge and what is charged
_PACTS: Final = words("pacts")
_BATTLE: Final = fold("معركة")
_MATTERS: Final = words("matters")
_TAKEN_PART: Final = words("taken_part")
_UNDER: Final = words("under")
_PAST: Final = fold("الماضي")
_IN_THE: Final = frozenset(("في", "وفي"))
_GONE_BY: Final = words("gone_by")
_STRETCHES: Final = frozenset(map(fold, ("الفترة", "المدة", "الآونة")))
_AGO: Final = words("ago")
_OF_ITS_OWN: Final = 12  # words behind a noun in which its own time stands
_SOME_TIME: Final = 8  # words between the trigger and «قبل أيام»


def spoken_of(happening: Happening, sources: Sources) -> bool:
    """«مناقشات حول استخدام السلاح», «تطبيقا لاتفاق»: the day of the talk, or of what was done, is not its own."""
    if happening.verbal:
        return False
    if _named_after_its_place(happening, sources) or _known_agreement(happening):
        return True
    if _condemned(happening) or _charged(happening, sources):
        return True
    main = happening.main
    before = sources.text.forms[max(happening.scene.first, main.first - 3) : main.first]
    if happening.type is EventType.AGREEMENT:
        return not _UNDER.isdisjoint(before[-2:])
    return happening.type in VIOLENT and (not _MATTERS.isdisjoint(before[-2:]) or not _TAKEN_PART.isdisjoint(before))


def _condemned(happening: Happening) -> bool:
    """«أدانوا هجمات النظام»: what is condemned is older than the condemnation."""
    main, scene = happening.main, happening.scene
    return happening.type in VIOLENT and any(
        match.entry.row["subtype"] in _BLAMES and 0 < main.first - match.last <= _BLAMED
        for match in scene.tables["trigger"]
    )


def _charged(happening: Happening, sources: Sources) -> bool:
    """«متهم بقتل ضابط», «المسؤولية عن هجوم»: what somebody is charged with is older than the charge."""
    main = happening.main
    before = sources.text.forms[max(happening.scene.first, main.first - _CHARGE) : main.first]
    return happening.type in VIOLENT | {EventType.DETENTION} and not _CHARGED.isdisjoint(before)


def _known_agreement(happening: Happening) -> bool:
    """«اتفاق التهدئة», «هدنة حلب»: by its definite complement one that is known."""
    main = happening.main
    if happening.type is not EventType.AGREEMENT or main.head.stem not in _PACTS or main.head.clitics.strip("وف"):
        return False
    return happening.scene.form(main.first + 1).startswith("ال")


def _named_after_its_place(happening: Happening, sources: Sources) -> bool:
    """«مجزرة الحولة», «معركة كوباني»: a name by which what is long known is called."""
    main = happening.main
    named = happening.subtype == "massacre" or main.head.stem == _BATTLE
    if not named or len(main.tokens) > 1:
        return False
    return any(spot.token == main.last + 1 for spot in sources.spots[happening.scene.number])


def counted_from(happening: Happening, sources: Sources) -> bool:
    """«بعد أربعة أيام على هجوم»: the attack is what the days are counted from, earlier than what is told."""
    main = happening.main
    before = list(sources.text.forms[max(happening.scene.first, main.first - 6) : main.first])
    while before and before[-1] in OUTBREAKS:  # «على بدء غارات»
        before.pop()
    return len(before) > 2 and before[-1] in ("علي", "من") and any(form in AFTER for form in before[:-1])


def close_behind(happening: Happening, token: int) -> bool:
    """Does a time stand behind the trigger with no other verb between?"""
    scene, last = happening.scene, happening.main.last
    verbs = (*scene.tables["speech"], *scene.tables["trigger"])
    between = any(
        last < match.pivot < token and match.head.part in (Part.PAST, Part.PRESENT)
        for match in verbs
        if match not in happening.triggers and not match.entry.row.get("weak")
    )
    return 0 < token - last <= _OF_ITS_OWN and not between


def for_years(happening: Happening, sources: Sources) -> bool:
    """«معارك متواصلة منذ صيف 2012»: what has lasted so long is of no day."""
    main = happening.main
    return happening.type in VIOLENT and any(
        0 < token - main.last <= CLOSE
        and not of_its_place(happening, token, sources)
        and too_long_since(sources.text, timex, token, sources.published)
        for token, timex in sources.times[happening.scene.number]
    )


def some_time_ago(happening: Happening, sources: Sources) -> str:
    """«المعارك التي شهدتها المنطقة قبل أيام», «في الماضي»: words behind the trigger that say so and name no day."""
    main, scene = happening.main, happening.scene
    clause = scene.clauses[scene.clause_of(main.last)]
    for at in range(clause.first + 1, clause.last):
        if scene.form(at) in _GONE_BY and scene.form(at - 1) in _STRETCHES:
            return f"{scene.form(at - 1)} {scene.form(at)}"
    for at in range(main.last + 2, min(main.last + _SOME_TIME, clause.last)):
        if scene.form(at) == _PAST and scene.form(at - 1) in _IN_THE:
            return f"{scene.form(at - 1)} {scene.form(at)}"
    for token, timex in sources.times[happening.scene.number]:
        vague = timex.date_start is None and timex.date_end is None and timex.type != "SET"
        if vague and 0 < token - main.last <= _SOME_TIME and happening.scene.form(token) in _AGO:
            return timex.text
    return ""
