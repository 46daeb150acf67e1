"""The times of a sentence that may be a happening's own."""

from collections.abc import Sequence
from typing import Final

from events.happening import Happening
from events.kinds import ACTS, VIOLENT
from events.lexicon import words
from events.model import EventType
from events.morphology import Part
from events.story import Sources
from events.subordinate import of_another_verb, of_what_came_before
from events.when import described, is_since, too_long_since
from timex import Timex

# «أفرجت عن رهائن تحتجزهم منذ آب»: these do not last.
_OF_A_MOMENT: Final = frozenset((EventType.DETENTION, EventType.EXPLOSION, EventType.AGREEMENT, EventType.AID))
_ABOUT_DEEDS: Final = frozenset((EventType.STATEMENT, EventType.PROTEST))
_LINES: Final = words("lines")
OUTBREAKS: Final = words("outbreaks")
_RELATIVE: Final = words("relative")
AFTER: Final = words("after_or_since")
_ANCHORED: Final = 7  # words between «بعد» and the time of what came before
CLOSE: Final = 8  # words within a relative clause
Known = Sequence[tuple[int, Timex]]


def own(happening: Happening, sources: Sources) -> Known:
    """The times of the sentence that may be the happening's.

    What is said or offered today may name a later day, which is not when it was said; a relative clause in the
    past has only the times inside it.
    """
    known = sources.times[happening.scene.number]
    if not known:
        return []
    last = sources.last_day
    if happening.type in ACTS and last is not None:
        known = [pair for pair in known if (pair[1].date_start or "")[:10] <= last]
    known = [
        pair for pair in known if not _of_an_anchor(sources, pair[0]) and not of_its_place(happening, pair[0], sources)
    ]
    if happening.type in _OF_A_MOMENT:
        known = [pair for pair in known if not is_since(sources.text, pair[0])]
    if happening.type in VIOLENT | {EventType.PROTEST}:
        known = [pair for pair in known if not too_long_since(sources.text, pair[1], pair[0], sources.published)]
    if happening.type in _ABOUT_DEEDS:
        known = [pair for pair in known if not _of_the_matter(happening, pair[0])]
    known = [
        pair
        for pair in known
        if not of_another_verb(happening, *pair, sources) and not of_what_came_before(happening, *pair, sources)
    ]
    if happening.verbal and described(sources.text, happening):
        known = [pair for pair in known if _inside(happening, pair[0])]
    return known


def _of_the_matter(happening: Happening, token: int) -> bool:
    """«اتهمت المنظمة النظام باستخدام قنابل في هجوم في أيار», «اعتصام احتجاجا على قتل ضابط ليل السادس»."""
    last = happening.main.last
    return any(
        last < match.first < token
        for match in happening.scene.tables["trigger"]
        if match not in happening.triggers and EventType(str(match.entry.row["type"])) in VIOLENT
    )


def _inside(happening: Happening, token: int) -> bool:
    """Does a time stand behind the verb of a relative clause, near it or before the clause ends?"""
    scene, verb = happening.scene, happening.main.pivot
    return 0 < token - verb <= CLOSE or (token > verb and scene.clause_of(token) == scene.clause_of(verb))


def _of_an_anchor(sources: Sources, token: int) -> bool:
    """«بعد اندلاع الأزمة في مارس 2011»: when the crisis broke out, not what is told to have come after it."""
    before = sources.text.forms[max(0, token - _ANCHORED) : token]
    if not _LINES.isdisjoint(before[-2:]):  # «انسحابها حتى حدود الرابع من حزيران 1967»: the name of a border
        return True
    return any(noun in OUTBREAKS and at > 0 and before[at - 1] in AFTER for at, noun in enumerate(before))


def of_its_place(happening: Happening, token: int, sources: Sources) -> bool:
    """«قصف البلدة التي يسيطر عليها التنظيم منذ أيار»: since when the place is held, not when it was shelled."""
    last = happening.main.last
    if not is_since(sources.text, token) or token <= last:
        return False
    return not _RELATIVE.isdisjoint(sources.text.forms[last + 1 : token])


def over_months(happening: Happening, known: Known) -> bool:
    """«خلال عشرة أشهر»: a length of time in the happening's clauses that no day can stand for."""
    scene = happening.scene
    if happening.main.head.part is Part.PRESENT:  # «تحاصرها منذ خمس سنوات»: it goes on to this day
        return False
    return any(
        timex.type == "DURATION" and timex.value.startswith("P") and timex.value.endswith(("M", "Y"))
        for token, timex in known
        if scene.clause_of(token) in happening.clauses and "T" not in timex.value
    )
