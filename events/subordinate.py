"""Times that belong to another verb than a happening's: «شبان عادوا في نيسان», «القيادي الذي انضم عام 2014»."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from operator import itemgetter
from typing import Final

from events.happening import Happening
from events.lexicon import words
from events.morphology import Part
from events.story import Sources
from timex import Timex, not_verbs, past_verbs

_SIGNS: Final = frozenset('،؛:.!؟|()«»"')
_INTRODUCING: Final = words("subordinating")
_NO_VERBS: Final = words("prepositions") | words("not")
_HAPPENS: Final = words("happens")
_FEMININE: Final = "ة"  # folded it looks like «ه»
_ARTICLE: Final = "ال"
_OF_PEOPLE: Final = "وا"
_ONCE: Final = words("once")
_OBJECTS: Final = ("هما", "هم", "ها", "ه")
_ENDINGS: Final = ("تا", "وا", "ت", "ا")
_AFTER: Final = words("after")
_SOON_AFTER: Final = words("soon_after")  # «بعد أن استهدفتها», «بعد وقت قصير على دخوله»: then it was, or nearly
_NEXT: Final = 1  # tokens between «بعد» and a time before which it stands
_REACH: Final = 9  # words between a subordinate verb and its time
_NEWS: Final = timedelta(days=7)  # what an article tells is seldom older; the background of those in it is
_FINE: Final = frozenset(("day", "daypart", "hour", "minute", "second"))
_SHORTEST: Final = 3  # letters


def of_another_verb(happening: Happening, token: int, timex: Timex, sources: Sources) -> bool:
    """Is an old time behind a happening's words that of a verb between them, which tells of somebody or something?

    «قتل القيادي الذي انضم إلى التنظيم في مارس 2014»: of the joining. «في غارة أمس» there is of the killing.
    """
    if not _old(timex, sources):
        return False
    scene, forms = happening.scene, sources.text.forms
    behind = [(at, match) for match in happening.triggers for at in match.tokens if at < token]
    if not behind:
        return False
    told, match = max(behind, key=itemgetter(0))
    noun = match.head.part is Part.NOUN and len(match.tokens) == 1
    spoken = {match.first for match in scene.tables["speech"]}
    for at in range(token - 1, max(told, token - _REACH), -1):
        if forms[at] in _SIGNS:
            return False
        if at not in spoken and (_described(forms, at, told + noun) or _told(happening, at)):
            return True
    return False


def of_what_came_before(happening: Happening, token: int, timex: Timex, sources: Sources) -> bool:
    """«صعدت ضرباتها بعد عملية في تشرين الأول 2023»: an old time behind «بعد» is that of what came before."""
    if not _old(timex, sources):
        return False
    forms = sources.text.forms
    told = max((at for match in happening.triggers for at in match.tokens if at < token), default=token)
    for at in range(token - 1, max(told, token - _REACH), -1):
        if forms[at] in _SIGNS:
            return False
        if forms[at] in _AFTER and token - at > _NEXT:  # «بعد عام 2011» itself says when
            return forms[at + 1] not in _SOON_AFTER
    return False


def _described(forms: Sequence[str], at: int, trigger: int) -> bool:
    """«القيادي الذي انضم»; «الهجوم الذي وقع» is the happening itself."""
    form, before = forms[at], at - 1
    while forms[before] in _ONCE:  # «الذي كان قد انضم»; but «كان عائدا» was at that time
        before -= 1
    if (
        forms[before] not in _INTRODUCING
        or form in _ONCE
        or not (_is_past(form) or (before == at - 1 and _may_be_past(form)))
    ):
        return False
    return before > trigger and form not in _HAPPENS


def _told(happening: Happening, at: int) -> bool:
    """A verb in the past without anything before it, of a noun that it describes: «شبانا عادوا», «صحفيا خطفه».

    Behind a noun that tells of a happening it may be what the noun did: only «فروا», of people, is not.
    """
    scene = happening.scene
    form = scene.form(at)
    if scene.form(at - 1) in _NO_VERBS or scene.text.published[scene.text.tokens[at].end - 1] == _FEMININE:
        return False
    if form.endswith(_OF_PEOPLE) and form not in _ONCE and _is_past(form):
        return True
    others = (match for match in happening.scene.tables["trigger"] if match not in happening.triggers)
    if not happening.verbal:
        return False
    if any(match.pivot == at and match.head.part is Part.PAST and not match.head.clitics for match in others):
        return True
    return len(form) > _SHORTEST and form not in _ONCE and _is_past(form)


def _old(timex: Timex, sources: Sources) -> bool:
    """Is it long before the article's news, or, where nobody knows when that was, no day?"""
    last = sources.last_day
    if last is None or sources.published is None or sources.published.date_start is None:
        return timex.granularity not in _FINE
    try:
        return date.fromisoformat((timex.date_end or "")[:10]) < date.fromisoformat(last) - _NEWS
    except ValueError:  # a month or year alone, or no end
        return (timex.date_end or "9")[:7] < last[:7]


@cache
def _background() -> frozenset[str]:
    return past_verbs() | words("background_verbs")


def stem_of(form: str) -> str:
    """A verb in the past without its ending and its object, if that is one that is known; else the form."""
    if form in _background() or form.startswith(_ARTICLE):
        return form
    for endings in (_OBJECTS, _ENDINGS):
        for ending in endings:
            stem = form.removesuffix(ending)
            if stem != form and len(stem) >= _SHORTEST and stem in _background():
                return stem
    return form


def _is_past(form: str) -> bool:
    """Is a folded word a verb in the past, its object with it: «التحقوا», «خطفه», «أقامها»?"""
    if form in not_verbs():
        return False
    return stem_of(form) in _background() or (form.endswith(_OF_PEOPLE) and len(form) > _SHORTEST + 1)


def _may_be_past(form: str) -> bool:
    """Behind «الذي»: anything that is no verb in the present, no preposition and no name of somebody."""
    present = form.startswith("ي") or (form.startswith("ت") and not form.endswith("ت"))
    return not present and form not in _NO_VERBS and not form.startswith("ال") and len(form) >= _SHORTEST
