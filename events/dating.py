"""Which time a happening has: its own clause's, the sentence's, the speaker's, the story's or the article's."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from arabic import fold
from events.attribution import Attribution
from events.factuality import DENIED, PLANNED, PROPOSED, Modality
from events.happening import Happening
from events.kinds import ACTS, VIOLENT, WORDS
from events.lexicon import words
from events.model import EventType
from events.morphology import Part
from events.scan import Scene
from events.story import Sources, Story
from events.when import When, as_of, choose, described, is_since, long_ago, stated, too_long_since, unstated
from timex import Timex

_Known = Sequence[tuple[int, Timex]]
_BLAMES: Final = frozenset(("condemnation",))
_BLAMED: Final = 12  # words between a condemnation and what is condemned
_PACTS: Final = words("pacts")
_BATTLE: Final = fold("معركة")
# «أفرجت عن رهائن تحتجزهم منذ آب»: these do not last.
_OF_A_MOMENT: Final = frozenset((EventType.DETENTION, EventType.EXPLOSION, EventType.AGREEMENT, EventType.AID))
_MATTERS: Final = words("matters")
_TAKEN_PART: Final = words("taken_part")
_ANEW: Final = words("anew")
_UNDER: Final = words("under")
_MORROW: Final = words("morrow")
_OUTBREAKS: Final = words("outbreaks")
_RELATIVE: Final = words("relative")
_AFTER: Final = words("after_or_since")
_ANCHORED: Final = 7  # words between «بعد» and the time of what came before
_AGO: Final = words("ago")
_OF_ITS_OWN: Final = 12  # words behind a noun in which its own time stands
_SOME_TIME: Final = 8  # words between the trigger and «قبل أيام»
_DATE_AT_END: Final = 8  # tokens: «|| يوم السبت 14-11-2016 ||»
_CLOSE: Final = 8  # words within a relative clause


def date_of(
    happening: Happening,
    clauses: set[int],
    mood: Modality,
    source: Attribution | None,
    *,
    sources: Sources,
    story: Story,
) -> When:
    """When a happening was, is or will be, with the words that say so."""
    day = _in_words(happening, clauses, mood, source, sources) or _by_the_story(happening, mood, sources, story)
    return _eve(day) if _on_the_morrow_of(happening, sources) else day


def _before(sources: Sources, reason: str) -> When:
    """Some time before the article was written."""
    return When(None, sources.eve or sources.last_day, None, 3, stated=False, reason=reason)


def _in_words(
    happening: Happening, clauses: set[int], mood: Modality, source: Attribution | None, sources: Sources
) -> When | None:
    """The time that the text gives it, or that the text only says it was earlier; null where neither."""
    if happening.subtype == "siege_standing":
        return _before(sources, "told of the place as it stands")
    known = _own(happening, sources)
    if not happening.verbal and _counted_from(happening, sources):
        known = [pair for pair in known if _close_behind(happening, pair[0])]
        if not known:
            return _before(sources, "earlier than what is told; the text counts from it")
    spoken_of = _spoken_of(happening, sources)
    if spoken_of:
        known = [pair for pair in known if 0 < pair[0] - happening.main.last <= _CLOSE]
    found = _said(happening, clauses, known) if known else None
    if found is None and known and not spoken_of and _happened(happening, mood) and not long_ago(happening):
        found = None if _some_time_ago(happening, sources) else _said_around(happening, source, known)
    if found is not None:
        return as_of(stated(sources.text, found[1], found[0], sources.published), sources.eve, found[1].value)
    if spoken_of:
        return _before(sources, "spoken of as something earlier")
    if _for_years(happening, sources):
        return _before(sources, "going on for years")
    ago = _some_time_ago(happening, sources)
    return _before(sources, f"«{ago}»: no day") if ago and _happened(happening, mood) else None


def _for_years(happening: Happening, sources: Sources) -> bool:
    """«معارك متواصلة منذ صيف 2012»: what has lasted so long is of no day."""
    main = happening.main
    return happening.type in VIOLENT and any(
        0 < token - main.last <= _CLOSE
        and not _of_its_place(happening, token, sources)
        and too_long_since(sources.text, timex, token, sources.published)
        for token, timex in sources.times[happening.scene.number]
    )


def _some_time_ago(happening: Happening, sources: Sources) -> str:
    """«المعارك التي شهدتها المنطقة قبل أيام»: the words behind the trigger that say it was, and name no day."""
    main = happening.main
    for token, timex in sources.times[happening.scene.number]:
        vague = timex.date_start is None and timex.date_end is None and timex.type != "SET"
        if vague and 0 < token - main.last <= _SOME_TIME and happening.scene.form(token) in _AGO:
            return timex.text
    return ""


def _close_behind(happening: Happening, token: int) -> bool:
    """Does a time stand behind the trigger with no other verb between?"""
    scene, last = happening.scene, happening.main.last
    verbs = (*scene.tables["speech"], *scene.tables["trigger"])
    between = any(
        last < match.pivot < token and match.head.part in (Part.PAST, Part.PRESENT)
        for match in verbs
        if match not in happening.triggers and not match.entry.row.get("weak")
    )
    return 0 < token - last <= _OF_ITS_OWN and not between


def _by_the_story(happening: Happening, mood: Modality, sources: Sources, story: Story) -> When:
    """The time of what goes on, of the article's news, or none."""
    section = sources.section_day(happening.scene.number)
    if section is not None and _happened(happening, mood) and not long_ago(happening):
        return When(
            section, section, "day", 2, stated=False, reason=f"no date in the sentence: its section is of {section}"
        )
    assumed = unstated(sources.text, happening, sources.published, happened=_happened(happening, mood), eve=sources.eve)
    if assumed.start is None:
        return assumed
    known = _own(happening, sources)
    if _over_months(happening, known):
        return _before(sources, "told over months, up to the article's day")
    going_on = None if mood.factuality == DENIED else _told_before(happening, known, sources, story)
    return going_on or assumed


def _happened(happening: Happening, mood: Modality) -> bool:
    made = happening.type is EventType.OFFER and mood.factuality == PROPOSED
    return made or mood.factuality not in (PLANNED, PROPOSED)


def _spoken_of(happening: Happening, sources: Sources) -> bool:
    """«مناقشات حول استخدام السلاح», «تطبيقا لاتفاق»: the day of the talk, or of what was done, is not its own."""
    if happening.verbal:
        return False
    if _named_after_its_place(happening, sources) or _condemned(happening) or _known_agreement(happening):
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


def _on_the_morrow_of(happening: Happening, sources: Sources) -> bool:
    """«غداة تفجير»: the day told is the one after the blast's."""
    main = happening.main
    before = sources.text.forms[max(happening.scene.first, main.first - 2) : main.first]
    return not _MORROW.isdisjoint(before)


def _eve(day: When) -> When:
    """The day before a day; what is no day stays as it is."""
    try:
        eve = (date.fromisoformat((day.start or "")[:10]) - timedelta(days=1)).isoformat()
    except ValueError:  # no start, or a month or year alone
        return day
    return When(eve, eve, "day", 2, stated=day.stated, reason=f"the day before: {day.reason}")


def _counted_from(happening: Happening, sources: Sources) -> bool:
    """«بعد أربعة أيام على هجوم»: the attack is what the days are counted from, earlier than what is told."""
    main = happening.main
    before = list(sources.text.forms[max(happening.scene.first, main.first - 6) : main.first])
    while before and before[-1] in _OUTBREAKS:  # «على بدء غارات»
        before.pop()
    return len(before) > 2 and before[-1] in ("علي", "من") and any(form in _AFTER for form in before[:-1])


def _own(happening: Happening, sources: Sources) -> _Known:
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
        pair for pair in known if not _of_an_anchor(sources, pair[0]) and not _of_its_place(happening, pair[0], sources)
    ]
    if happening.type in _OF_A_MOMENT:
        known = [pair for pair in known if not is_since(sources.text, pair[0])]
    if happening.type in VIOLENT | {EventType.PROTEST}:
        known = [pair for pair in known if not too_long_since(sources.text, pair[1], pair[0], sources.published)]
    if happening.verbal and described(sources.text, happening):
        known = [pair for pair in known if 0 < pair[0] - happening.main.pivot <= _CLOSE]
    return known


def _of_an_anchor(sources: Sources, token: int) -> bool:
    """«بعد اندلاع الأزمة في مارس 2011»: when the crisis broke out, not what is told to have come after it."""
    before = sources.text.forms[max(0, token - _ANCHORED) : token]
    return any(noun in _OUTBREAKS and at > 0 and before[at - 1] in _AFTER for at, noun in enumerate(before))


def _of_its_place(happening: Happening, token: int, sources: Sources) -> bool:
    """«قصف البلدة التي يسيطر عليها التنظيم منذ أيار»: since when the place is held, not when it was shelled."""
    last = happening.main.last
    if not is_since(sources.text, token) or token <= last:
        return False
    return not _RELATIVE.isdisjoint(sources.text.forms[last + 1 : token])


def _said(happening: Happening, clauses: set[int], known: _Known) -> tuple[int, Timex] | None:
    """The time of the triggers' clauses, else of those beside them that are nobody's."""
    scene = happening.scene
    for reach in (happening.clauses, clauses):
        found = choose([pair for pair in known if scene.clause_of(pair[0]) in reach], happening.main.pivot)
        if found is not None:
            return found
    return None


def _said_around(happening: Happening, source: Attribution | None, known: _Known) -> tuple[int, Timex] | None:
    """The time at the head of the sentence, else that of the verb of saying above."""
    scene, at = happening.scene, happening.main.pivot
    fronted = [pair for pair in known if _fronted(scene, pair[0]) and _same_voice(scene, pair[0], at)]
    found = choose(fronted, at) or choose([pair for pair in known if _signed(scene, pair)], at)
    if found is None and source is not None and source.speech_clause is not None:
        found = choose([pair for pair in known if scene.clause_of(pair[0]) == source.speech_clause], at)
    return found


def _over_months(happening: Happening, known: _Known) -> bool:
    """«خلال عشرة أشهر»: a length of time in the happening's clauses that no day can stand for."""
    scene = happening.scene
    if happening.main.head.part is Part.PRESENT:  # «تحاصرها منذ خمس سنوات»: it goes on to this day
        return False
    return any(
        timex.type == "DURATION" and timex.value.startswith("P") and timex.value.endswith(("M", "Y"))
        for token, timex in known
        if scene.clause_of(token) in happening.clauses and "T" not in timex.value
    )


def _told_before(happening: Happening, known: _Known, sources: Sources, story: Story) -> When | None:
    """The day of what the sentence, or the sentences before, told just before: the story goes on."""
    scene, at = happening.scene, happening.main.pivot
    earlier = [
        pair
        for pair in known
        if pair[0] < at and _same_voice(scene, pair[0], at) and not is_since(sources.text, pair[0])
    ]
    found = choose(earlier, at)
    day = stated(sources.text, found[1], found[0], sources.published) if found is not None else None
    if day is None or day.precision != 1:
        day = story.day(scene.number) if happening.type not in WORDS and _goes_on(happening, story, sources) else None
    if day is None or day.start is None or day.end is None:
        return None
    start, end = day.start[:10], day.end[:10]  # the day goes on, not the hour
    return When(start, end, "day", 2, stated=False, reason=f"the story goes on: {day.reason}")


def _goes_on(happening: Happening, story: Story, sources: Sources) -> bool:
    """Is a sentence part of the story before it? What the article tells of another day than its news' ends with it,
    unless the sentence refers back or goes on with «و» or «ثم»."""
    day, today = story.when, sources.eve or sources.last_day
    if day is None or day.start is None or today is None or day.start[:10] >= today:
        return True
    scene = happening.scene
    opening = scene.form(scene.first)
    anew = opening in _ANEW or any(match.first == scene.first for match in scene.tables["speech"])
    return happening.definite or (opening.startswith(("و", "ف", "ثم")) and not anew)


def _fronted(scene: Scene, token: int) -> bool:
    """«وقبل يومين رفض ...»: a time before the sentence's first trigger is said of the whole sentence."""
    triggers = scene.tables["trigger"]
    return not triggers or token < triggers[0].first


def _signed(scene: Scene, known: tuple[int, Timex]) -> bool:
    """A whole date behind the last word, as titles of posts and videos have it, dates all of the sentence."""
    token, timex = known
    whole = timex.granularity == "day" and any(letter.isdigit() for letter in timex.text[-4:])
    return whole and scene.last - token <= _DATE_AT_END


def _same_voice(scene: Scene, first: int, last: int) -> bool:
    """Do two tokens stand on the same side of every «قال فلان إن»?"""
    return not any(scene.clauses[n].speech for n in range(scene.clause_of(first), scene.clause_of(last)))
