"""By whose word: the subject of a verb of saying, or who stands behind «بحسب»."""

from typing import Final, NamedTuple

from arabic import Kind, Text
from events.happening import Happening
from events.lexicon import words
from events.patterns import Match
from events.speakers import NAMED, Speaker, speaker

_LONGEST_NAME: Final = 9
_SPEECH_REACH: Final = 16  # words between a verb of saying and its «إن», its subject's titles among them
_SAYING: Final = words("saying")
_ENDS_NAME: Final = words("ends_name")
_NO_NAME: Final = words("no_name")
_THAT: Final = words("that")


class Attribution(NamedTuple):
    """Who says so, as printed, and of what kind; ``party`` where it is a party to the conflict."""

    text: str
    party: bool
    speech_clause: int | None
    kind: str
    carried: bool = False  # the speaker of the sentence before goes on: «وأضاف أن»


def attribution(text: Text, happening: Happening, before: Attribution | None) -> Attribution | None:
    """Who says so: the subject of the verb of saying, what follows «بحسب», or the speaker ``before``."""
    scene = happening.scene
    here = min(happening.clauses)
    spoken = [number for number, clause in enumerate(scene.clauses) if clause.speech and number < here]
    if spoken and not _shifted(happening, scene.clauses[spoken[-1]].last):
        number = spoken[-1]
        found = _cited(text, happening, number) or _speaker(
            text, happening, scene.clauses[number].first, scene.clauses[number].last
        )
        if found is not None:
            return Attribution(found.text, found.party, number, found.kind)
        return before._replace(speech_clause=number, carried=True) if before is not None else None
    near = range(here - 1, max(happening.clauses) + 2)
    for match in scene.tables["source"]:
        if scene.clause_of(match.first) not in near:
            continue
        found = _after(text, happening, match.last + 1)
        if found is not None:
            return Attribution(found.text, found.party, None, found.kind)
    return _denier(text, happening)


def _cited(text: Text, happening: Happening, number: int) -> Speaker | None:
    """Whom the speaker himself goes by: «ذكّر المتحدث بأنه حسب معلومات هيئة الأركان وجهت طائرات ضربة»."""
    scene = happening.scene
    for match in scene.tables["source"]:
        if scene.clause_of(match.first) > number and match.first < happening.main.first:
            return _after(text, happening, match.last + 1)
    return None


def _denier(text: Text, happening: Happening) -> Attribution | None:
    """Who denies it: «نفت وزارة الدفاع ... قصف», «التحالف نفى مسؤوليته عن قصف»."""
    scene = happening.scene
    for match in scene.tables["operator"]:
        clause = scene.clauses[scene.clause_of(match.first)]
        if match.entry.name != "denied" or match.first > happening.main.first or happening.main.pivot not in clause:
            continue
        named = [actor for actor in scene.tables["actor"] if clause.first <= actor.first < happening.main.first]
        subjects = [actor for actor in named if actor.first < match.first][:1] or named[:1]
        found = (
            speaker(text, subjects[0].first, subjects[0].last + 1, subjects, scene.introductions) if subjects else None
        )
        return Attribution(found.text, found.party, None, found.kind) if found is not None else None
    return None


def _shifted(happening: Happening, since: int) -> bool:
    """Has the sentence turned away («فيما», «بينما») from what was said?"""
    first = happening.scene.clauses[min(happening.clauses)].last
    return any(since <= match.first < first for match in happening.scene.tables["shift"])


def _speaker(text: Text, happening: Happening, first: int, last: int) -> Speaker | None:
    """Subject after the verb («قال المرصد إن»), or an actor before it («المرصد أفاد بأن»)."""
    scene = happening.scene
    verbs = [match for match in scene.tables["speech"] if first - _SPEECH_REACH <= match.first < last]
    if not verbs:
        return None
    first = min(first, verbs[-1].first)
    by_name: Speaker | None = None
    for verb in reversed(verbs):
        found = _subject(text, happening, verb, last - 1)
        if found is not None and found.text != NAMED:
            return found
        by_name = by_name or found
    if by_name is not None:
        return by_name
    ahead = [match for match in scene.tables["actor"] if first <= match.first and match.last < verbs[-1].first]
    return speaker(text, ahead[-1].first, ahead[-1].last + 1, ahead[-1:], scene.introductions) if ahead else None


def _subject(text: Text, happening: Happening, verb: Match, last: int) -> Speaker | None:
    """The name behind a verb of saying, or within one of several words: «أعاد المتحدث إلى الأذهان أن»."""
    behind = _named(text, happening, verb.last + 1, _end_of_name(text, verb.last + 1, last))
    if behind is not None or verb.last == verb.first:
        return behind
    return _named(text, happening, verb.first + 1, _end_of_name(text, verb.first + 1, verb.last))


def _after(text: Text, happening: Happening, start: int) -> Speaker | None:
    clause = happening.scene.clauses[happening.scene.clause_of(min(start, happening.scene.last - 1))]
    while start < clause.last and text.forms[start] in _SAYING:
        start += 1
    return _named(text, happening, start, _end_of_name(text, start, clause.last))


def _end_of_name(text: Text, start: int, limit: int) -> int:
    """A speaker's name ends at a sign, a preposition or a word that begins the message."""
    end, last = start, min(limit, start + _LONGEST_NAME)
    if start < last and (text.forms[start] in _NO_NAME or text.forms[start].startswith("لل")):
        return start
    while end < last and text.forms[end] not in _ENDS_NAME and text.words[end].kind in (Kind.WORD, Kind.LATIN):
        end += 1
    return end


def _named(text: Text, happening: Happening, start: int, end: int) -> Speaker | None:
    scene = happening.scene
    return speaker(text, start, end, scene.tables["actor"], scene.introductions) if end > start else None
