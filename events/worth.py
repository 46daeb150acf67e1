"""What is worth telling: triggers that announce a happening rather than mention one."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from arabic import Text
from events.findings import Findings
from events.happening import Happening
from events.kinds import SPOKEN_OF, TALK, VIOLENT
from events.lexicon import words
from events.model import Count, EventType
from events.story import Story
from events.when import When

_SINCE: Final = words("since")
_LONG_SINCE: Final = words("long_since")
_SUMMING: Final = words("summing")
_OF_THE_WAR: Final = 1000  # deaths that no single undated happening has


_AFTER: Final = words("after_or_since")
_CONTROL: Final = words("control")
_TURN: Final = 4  # words before «سيطرة» that may say it is new
_THESE: Final = words("these")
_STRETCHES: Final = words("stretches")
_SHADOW: Final = words("shadow")
_IN: Final = words("in")
_AROUND: Final = 12  # words between «في ظل» and what goes on
_BESIDE: Final = 2  # words between «وقوع» and what took place
_SAID: Final = 10  # words between a verb of saying and what is said
_PACT_NOUNS: Final = words("pact_nouns")
_TURNS: Final = words("turns")
_KEEPING: Final = ("يحتفظ", "تحتفظ", "احتفظ", "ابقي", "يبقي")
_ON_THE_GROUND: Final = VIOLENT | {
    EventType.TERRITORY,
    EventType.SIEGE,
    EventType.DISPLACEMENT,
    EventType.DEPLOYMENT,
    EventType.DISASTER,
    EventType.AID,
}


def worth_telling(text: Text, happening: Happening, found: Findings, story: Story) -> bool:
    """A bare noun with neither place, time, number nor doer announces nothing."""
    counts, when, where = found.counts, found.when, found.where
    placed = bool(where.places) and not where.carried
    anchored = placed or when.stated or bool(counts)
    if happening.definite and not _definite(happening, story, placed=placed, anchored=anchored, when=when):
        return False
    if _standing(text, happening) or _mentioned(happening, found):
        return False
    if happening.casualty:
        return not _sum_of_months(text, happening, when) and _toll(happening, counts, when, placed=placed)
    if happening.weak or happening.subtype == "siege_standing":
        return anchored if happening.weak else placed
    if happening.type is EventType.STATEMENT:
        return _by_somebody(happening)
    return happening.verbal or happening.type in TALK or anchored or _by_somebody(happening)


def _mentioned(happening: Happening, found: Findings) -> bool:
    """What only stands around the thing told, dates it or sums it up."""
    return (
        all(match.entry.row.get("beside") for match in happening.triggers)  # «توفي» tells nothing by itself
        or _only_spoken_of(happening, found)
        or _only_dates(happening, found)
        or _known(happening, found)
        or _background(happening, found)
        or _war_toll(happening, found)
    )


def _only_dates(happening: Happening, found: Findings) -> bool:
    """«وقبل سريان الهدنة»: a known agreement by which something else is dated."""
    main = happening.main
    if happening.type is not EventType.AGREEMENT or happening.verbal or found.when.stated:
        return False
    return happening.scene.form(main.first - 1) in _AFTER or happening.scene.form(main.first - 2) in _AFTER


def _known(happening: Happening, found: Findings) -> bool:
    """Talks and pacts that a text only refers to."""
    return _known_talks(happening, found) or _known_pact(happening, found)


def _known_pact(happening: Happening, found: Findings) -> bool:
    """«الموقف من اتفاقية لم يعلم بها», «تقوم على تفاهمات»: pacts spoken of, of no time and of no town of the war."""
    main = happening.main
    if happening.type is not EventType.AGREEMENT or happening.verbal or len(main.tokens) > 1 or found.when.stated:
        return False
    place = found.where.places[0] if found.where.places and not found.where.carried else None
    near = place is not None and place.country == "SY" and place.kind != "country"
    return main.head.stem in _PACT_NOUNS and not near


def _known_talks(happening: Happening, found: Findings) -> bool:
    """«مقررات مؤتمر جنيف»: talks known by the city of their name, of which nothing is told where no time is given."""
    named = happening.type is EventType.DIPLOMACY and found.where.carried
    return named and not happening.verbal and not found.when.stated


def _standing(text: Text, happening: Happening) -> bool:
    """«سيطرة الأكراد على عفرين»: how things stand, unless something before the noun makes it a turn of things."""
    main, scene = happening.main, happening.scene
    if happening.subtype != "capture" or main.head.stem not in _CONTROL:
        return False
    before = text.forms[max(scene.first, main.first - _TURN) : main.first]
    if any(form.removeprefix("و").startswith(_KEEPING) for form in before):
        return True
    said = [match.last for match in scene.tables["speech"] if 0 < main.first - match.last <= _SAID]
    spoken = bool(said) and not any(said[-1] < match.first < main.first for match in scene.tables["complement"])
    return not (spoken or main.head.clitics or not _TURNS.isdisjoint(before[-2:]))


def _only_spoken_of(happening: Happening, found: Findings) -> bool:
    """A noun of the war that is nowhere and harms nobody: «الحصار والعقوبات»."""
    counts, when, where = found.counts, found.when, found.where
    if happening.type not in _ON_THE_GROUND or happening.verbal or counts:
        return False
    if when.stated and (_took_place(happening) or _killed_somebody(happening)):
        return False
    somewhere = bool(where.places) and where.places[0].kind == "country"  # named, or that of the parties
    return not where.places or (somewhere and not when.stated and len(happening.main.tokens) == 1)


def _background(happening: Happening, found: Findings) -> bool:
    """«يعاني السكان في ظل غارات التحالف»: what goes on around the thing told, without place, time or number."""
    main, scene = happening.main, happening.scene
    if happening.verbal or found.counts or found.when.stated:
        return False
    last = scene.text.tokens[main.last].end
    if any(place.start >= last for place in found.where.places) and not found.where.carried:
        return False  # «في ظل الهجوم على الزبداني»
    first = max(scene.clauses[min(happening.clauses)].first, main.first - _AROUND)
    return any(scene.form(at) in _SHADOW and scene.form(at - 1) in _IN for at in range(first, main.first))


def _killed_somebody(happening: Happening) -> bool:
    """«مقتل فلان في غارة أول الشهر»: one who is named rather than counted."""
    deaths = (match.entry.row.get("casualty") == "deaths" for match in happening.triggers)
    return happening.type in VIOLENT and any(deaths)


def _took_place(happening: Happening) -> bool:
    """«وقوع 28 مجزرة»: the word before says that it did."""
    return any(
        match.entry.name in ("ongoing", "factive") and 0 < happening.main.first - match.last <= _BESIDE
        for match in happening.scene.tables["operator"]
    )


def _definite(happening: Happening, story: Story, *, placed: bool, anchored: bool, when: When) -> bool:
    """«الاتفاق», «القصف»: known already; told only with a place, a time or a number, talk only once."""
    alone = len(happening.main.tokens) == 1
    if happening.type in SPOKEN_OF:
        return happening.type not in story.told and (not alone or placed or when.stated)
    return anchored or not alone


def _toll(happening: Happening, counts: Mapping[str, Count], when: When, *, placed: bool) -> bool:
    """«الجرحى» tells only with a number; a toll of months or of the war is no happening."""
    if happening.counted:
        return bool(counts)
    of_the_war = any((count.min or 0) >= _OF_THE_WAR for count in counts.values()) and not when.stated
    dated = when.stated and when.precision == 1  # «وكان 93 شخصا قتلوا الجمعة»
    if (not placed and when.precision == 3) or (_since_long(happening) and not dated) or of_the_war:
        return False
    return placed or bool(counts) or (when.stated and happening.verbal)


def _sum_of_months(text: Text, happening: Happening, when: When) -> bool:
    """«بلغت حصيلة القتلى خلال الشهر الماضي 85», «منذ مطلع العام»: the sum of many happenings, none of them told."""
    scene = happening.scene
    forms = text.forms[scene.first : scene.last]
    summed = not _SUMMING.isdisjoint(forms) and when.stated and when.precision == 3
    return summed or any(one in _SINCE and other in _LONG_SINCE for one, other in pairwise(forms))


def _war_toll(happening: Happening, found: Findings) -> bool:
    """«مقتل 2927 عنصرا جراء ضربات التحالف»: more than one undated deed ever killed."""
    if happening.type not in VIOLENT:
        return False
    return (found.summed and not found.when.stated) or _over_a_stretch(happening)


def _over_a_stretch(happening: Happening) -> bool:
    """«قتلوا جراء الغارات خلال هذه الفترة»: in a time that was told before, and is no day."""
    scene = happening.scene
    clauses = [scene.clauses[number] for number in happening.clauses]
    told = (pairwise(scene.text.forms[clause.first : clause.last]) for clause in clauses)
    return any(one in _THESE and other in _STRETCHES for pairs in told for one, other in pairs)


def _since_long(happening: Happening) -> bool:
    """«قتل 39 ألفا منذ بدء الاحتجاجات»: the war's toll, wherever the sentence is."""
    scene = happening.scene
    return any(
        match.entry.name == "past" and scene.clause_of(match.first) in happening.clauses
        for match in scene.tables["operator"]
    )


def _by_somebody(happening: Happening) -> bool:
    """Is an actor named in the happening's clauses?"""
    scene = happening.scene
    return any(scene.clause_of(match.first) in happening.clauses for match in scene.tables["actor"])
