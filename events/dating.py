"""Which time a happening has: its own clause's, the sentence's, the speaker's, the story's or the article's."""

from datetime import date, timedelta
from typing import Final

from events.attribution import Attribution
from events.earlier import close_behind, counted_from, for_years, some_time_ago, spoken_of
from events.happening import Happening
from events.kinds import WORDS
from events.lexicon import words
from events.model import EventType
from events.mood import DENIED, PLANNED, PROPOSED, Modality
from events.scan import Scene
from events.story import Sources, Story
from events.times import CLOSE, Known, over_months, own
from events.when import When, as_of, choose, is_since, long_ago, stated, unstated
from timex import Timex

_ANEW: Final = words("anew")
_MORROW: Final = words("morrow")
_DATE_AT_END: Final = 8  # tokens: «|| يوم السبت 14-11-2016 ||»


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
    known = own(happening, sources)
    if not happening.verbal and counted_from(happening, sources):
        known = [pair for pair in known if close_behind(happening, pair[0])]
        if not known:
            return _before(sources, "earlier than what is told; the text counts from it")
    earlier = spoken_of(happening, sources)
    if earlier:
        known = [pair for pair in known if 0 < pair[0] - happening.main.last <= CLOSE]
    found = _said(happening, clauses, known) if known else None
    if found is None and known and not earlier and _happened(happening, mood) and not long_ago(happening):
        found = None if some_time_ago(happening, sources) else _said_around(happening, source, known)
    if found is not None:
        return as_of(stated(sources.text, found[1], found[0], sources.published), sources.eve, found[1].value)
    if earlier:
        return _before(sources, "spoken of as something earlier")
    if for_years(happening, sources):
        return _before(sources, "going on for years")
    ago = some_time_ago(happening, sources)
    return _before(sources, f"«{ago}»: no day") if ago and _happened(happening, mood) else None


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
    known = own(happening, sources)
    if over_months(happening, known):
        return _before(sources, "told over months, up to the article's day")
    going_on = None if mood.factuality == DENIED else _told_before(happening, known, sources, story)
    return going_on or assumed


def _happened(happening: Happening, mood: Modality) -> bool:
    made = happening.type is EventType.OFFER and mood.factuality == PROPOSED
    return made or mood.factuality not in (PLANNED, PROPOSED)


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


def _said(happening: Happening, clauses: set[int], known: Known) -> tuple[int, Timex] | None:
    """The time of the triggers' clauses, else of those beside them that are nobody's."""
    scene = happening.scene
    for reach in (happening.clauses, clauses):
        found = choose([pair for pair in known if scene.clause_of(pair[0]) in reach], happening.main.pivot)
        if found is not None:
            return found
    return None


def _said_around(happening: Happening, source: Attribution | None, known: Known) -> tuple[int, Timex] | None:
    """The time at the head of the sentence, else that of the verb of saying above."""
    scene, at = happening.scene, happening.main.pivot
    fronted = [pair for pair in known if _fronted(scene, pair[0]) and _same_voice(scene, pair[0], at)]
    found = choose(fronted, at) or choose([pair for pair in known if _signed(scene, pair)], at)
    if found is None and source is not None and source.speech_clause is not None:
        found = choose([pair for pair in known if scene.clause_of(pair[0]) == source.speech_clause], at)
    return found


def _told_before(happening: Happening, known: Known, sources: Sources, story: Story) -> When | None:
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
