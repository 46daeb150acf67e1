"""When it happened: the time expression that belongs to a happening, and what its absence means."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from arabic import Text
from events.happening import Happening
from events.lexicon import words
from events.morphology import Part
from timex import Published, Timex

_EXACT: Final = frozenset(("minute", "hour", "daypart", "day", "second"))
_RELATIVE: Final = words("relative")
_SINCE: Final = words("since")
_COARSER: Final = 8  # words by which a day may stand farther from the trigger than a month does
_IS_DONE: Final = words("is_done")
_IN_A_TIME: Final = words("in_a_time")
_PARTS_OF_TIME: Final = words("parts_of_time")
_ERAS: Final = words("eras")
_ERA: Final = 5  # words between «في» and the time of the past that it is before
_HABIT: Final = 6  # words between «يتم» and what is done
_SOON: Final = 4  # words after a noun in which its verb may come: «الاشتباكات العنيفة استمرت»
_LONGEST_CURRENT: Final = 31  # days of an article's own interval that still date «today's» news


class When(NamedTuple):
    """Inclusive ISO bounds, granularity, ACLED's time precision, whether the text itself says so, and why."""

    start: str | None
    end: str | None
    granularity: str | None
    precision: int | None
    stated: bool
    reason: str
    span: tuple[int, int] | None = None  # the words that say so, offsets into the text


NEVER: Final = When(None, None, None, None, stated=False, reason="the text does not say when")


def as_of(when: When, eve: str | None, value: str) -> When:
    """«الساعات الأخيرة» of a daily whose news is of the day before (``eve``) ended then."""
    if eve is None or not value.startswith("PT") or when.start is None or when.end is None:
        return when
    start = date.fromisoformat(when.start[:10]) - timedelta(days=1)
    return when._replace(start=start.isoformat(), end=eve) if when.end[:10] > eve else when


def stated(text: Text, timex: Timex, at: int, published: Published | None) -> When:
    """The time that an expression at token ``at`` gives; what is so «since» it lasts until the article was written."""
    start, end = timex.date_start, timex.date_end
    since = is_since(text, at)
    last = published.date_end if published is not None else None
    if start and (since or not end) and last and start[:10] <= last[:10]:
        end = last
    precision = max(_precision(start, end, timex.granularity), 2 if since or timex.mod == "APPROX" else 1)
    span = (timex.start, timex.end)
    return When(start, end, timex.granularity, precision, stated=True, reason=_because(timex), span=span)


def _because(timex: Timex) -> str:
    """The expression and how it was read, the words quoted once."""
    return timex.reason if timex.reason.startswith("«") else f"«{timex.text}»: {timex.reason}"


def too_long_since(text: Text, timex: Timex, at: int, published: Published | None) -> bool:
    """«حكم الحزب الممتد منذ 48 عاما»: so long a time is the background's, not a fight's or a protest's."""
    last = published.date_end if published is not None else None
    if not is_since(text, at) or timex.date_start is None or last is None:
        return False
    return int(last[:4]) - int(timex.date_start[:4]) > 1


def is_since(text: Text, at: int) -> bool:
    """Does the expression at a token say since when, not when?"""
    return at > 0 and (text.forms[at - 1] in _SINCE or text.forms[at] in _SINCE)


def described(text: Text, happening: Happening) -> bool:
    """Is it told in a relative clause in the past («حاجز الذي سيطر عليه المعارضون»)?"""
    main = happening.main
    first = max(happening.scene.first, main.pivot - 2)
    before = text.forms[first : main.pivot]
    if _RELATIVE.isdisjoint(before):
        return False
    if main.head.part is Part.NOUN:  # «التي انتهت بتسليم المقرات»: under the clause's own verb, in the past
        return any(
            form in _RELATIVE and text.forms[at + 1][0] not in "يتن" for at, form in enumerate(before[:-1], first)
        )
    return main.head.part is Part.PAST


def _precision(start: str | None, end: str | None, granularity: str) -> int:
    """ACLED: 1 the day is known, 2 the week, 3 the month or less."""
    if start is None or end is None:
        return 3
    try:
        days = (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days
    except ValueError:  # a year or month alone, such as 2013-08: no day to count from
        return 3
    if days <= 1 and granularity in _EXACT:
        return 1
    return 1 if days == 0 else 2 if days <= 7 else 3


def usable(timex: Timex) -> bool:
    """Does the expression place something in time at all?"""
    return timex.type != "SET" and (timex.date_start is not None or timex.date_end is not None)


def _unresolved(timex: Timex) -> bool:
    """Is it a date of the calendar that lacks its year?"""
    return timex.type == "DATE" and timex.value.startswith("XXXX")


def choose(timexes: Sequence[tuple[int, Timex]], at: int) -> tuple[int, Timex] | None:
    """The expression nearest to the trigger at token ``at``, a finer one unless it stands much farther off.

    Nothing where that is a day whose year or week nobody knows, as «أمس» is in an article of unknown date: it was
    then, and not on a day named farther off.
    """
    known = [(token, timex) for token, timex in timexes if usable(timex) or _unresolved(timex)]
    if not known:
        return None
    nearest = min(known, key=lambda pair: abs(pair[0] - at) + _COARSER * (pair[1].granularity not in _EXACT))
    return nearest if usable(nearest[1]) else None


def unstated(
    text: Text, happening: Happening, published: Published | None, *, happened: bool, eve: str | None = None
) -> When:
    """No expression dates the happening: today's news, that of the day before (``eve``), something earlier, nothing."""
    if not happened or published is None or published.date_end is None:
        return NEVER
    if earlier(text, happening):
        return When(None, published.date_end, None, 3, stated=False, reason="told as something earlier, without a date")
    if published.date_start is None or _days(published) > _LONGEST_CURRENT:
        return When(None, published.date_end, None, 3, stated=False, reason="not dated; before the article was written")
    if eve is not None:
        return When(
            eve, eve, "day", 2, stated=False, reason=f"no date in the text: told with the article's news of {eve}"
        )
    start, end = published.date_start[:10], published.date_end[:10]
    reason = f"no date in the text: told as the news of the article's day, {end}"
    return When(start, end, "day" if start == end else "week", 2, stated=False, reason=reason)


def _days(published: Published) -> int:
    if published.date_start is None or published.date_end is None:
        return 10**6
    return (date.fromisoformat(published.date_end[:10]) - date.fromisoformat(published.date_start[:10])).days


def long_ago(happening: Happening) -> bool:
    """Is it told of the past before the article's news («كان قد», «على مدى أعوام»)?"""
    scene, main = happening.scene, happening.main
    clause = scene.clauses[scene.clause_of(main.pivot)]
    return any(
        match.entry.name == "past" and clause.first <= match.first < main.pivot for match in scene.tables["operator"]
    )


def _in_an_era(happening: Happening) -> bool:
    """«في الأيام الأولى من الحرب», «إبان الانتداب», «في عهد الأسد»: some time of the past, which has no date."""
    scene = happening.scene
    for number in happening.clauses:
        clause = scene.clauses[number]
        forms = scene.text.forms[clause.first : clause.last]
        for at, form in enumerate(forms):
            if form in _ERAS and _IN_A_TIME.intersection(forms[max(0, at - _ERA) : at]):
                before = list(forms[max(0, at - _ERA) : at])
                opened = max(number for number, word in enumerate(before) if word in _IN_A_TIME)
                if _PARTS_OF_TIME.issuperset(before[opened + 1 :]):
                    return True
    return False


def habitual(happening: Happening) -> bool:
    """«يتم عبر هذه الحدود توريد الأسلحة»: what is done again and again."""
    main, scene = happening.main, happening.scene
    first = max(scene.clauses[scene.clause_of(main.pivot)].first, main.first - _HABIT)
    return not _IS_DONE.isdisjoint(scene.text.forms[first : main.first]) and not happening.verbal


def earlier(text: Text, happening: Happening) -> bool:
    """Background: a pluperfect, a relative clause in the past, a definite noun that only refers back."""
    scene, main = happening.scene, happening.main
    clause = scene.clauses[scene.clause_of(main.pivot)]
    if long_ago(happening) or described(text, happening) or habitual(happening) or _in_an_era(happening):
        return True
    going_on = any(
        match.entry.name == "ongoing" and clause.first <= match.first <= main.last + _SOON
        for match in scene.tables["operator"]
    )
    return happening.definite and not going_on and not _still(text, main.last)


def _still(text: Text, last: int) -> bool:
    """«الهجوم الذي يشنه النظام»: defined by what goes on."""
    after = text.forms[last + 1 : last + 3]
    return len(after) == 2 and after[0] in ("الذي", "التي") and after[1][0] in "يت"
