"""Word forms: which inflected forms belong to a verb or noun of the trigger tables.

A table names a verb by its past and present («قصف/يقصف») and a noun by its singular or broken plural
(«غارة»). Nothing is generated in advance: a form is cut into stem and ending, and the stem's class says
whether it takes that ending. All letters are folded (``arabic.fold``), so passives of sound verbs, case
endings and hamza seats need no forms of their own.
"""

import enum
from dataclasses import dataclass
from typing import Final

from arabic import fold


class Part(enum.IntEnum):
    """Part of speech of one reading."""

    PAST = 0
    PRESENT = 1
    NOUN = 2
    EXACT = 3  # particles and fixed words: no inflection but a conjunction before them


@dataclass(frozen=True, slots=True)
class Ending:
    """A stem and how it inflects: ``key`` is looked up, ``endings`` are allowed after it."""

    key: str
    part: Part
    endings: frozenset[str]


_PRONOUNS: Final = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "كم", "ك")
LONGEST_ENDING: Final = 6


def _with_pronouns(*bases: str) -> frozenset[str]:
    return frozenset(base + pronoun for base in bases for pronoun in _PRONOUNS)


_PAST_SOUND: Final = frozenset(("", "ت", "تا", "ا", "وا", "ن", "نا")) | _with_pronouns("", "ت", "و", "ا")
_PAST_DEFECTIVE: Final = frozenset(("ي", "ا", "ت", "تا", "وا", "يا", "ين", "ينا")) | _with_pronouns("ا", "ت", "و")
_PRESENT_SOUND: Final = frozenset(("", "ان", "ون", "وا", "ن", "ا")) | _with_pronouns("", "ون", "و", "ا", "ان")
_PRESENT_DEFECTIVE: Final = frozenset(("ي", "و", "ا", "يان", "وان", "ون", "وا", "يا")) | _with_pronouns(
    "ي", "و", "ا", "ون", "يان"
)
_NOUN: Final = frozenset(("", "ا", "ه", "ان", "ين", "ات")) | _with_pronouns("", "ات", "ا")
# Participles and nisbas name people and so have the plural of people: «مقاتلون», «مقاتلي الفصائل», «مدنيين».
_NOUN_OF_PEOPLE: Final = _NOUN | frozenset(("ون", "ي", "و")) | _with_pronouns("ي", "و")
# An article rules out what follows only an undefined noun: «الاجتماعي» is no meeting.
_AFTER_ARTICLE: Final = frozenset(("", "ه", "ان", "ين", "ات", "ون", "تان", "تين", "ي"))
_NOUN_FEMININE: Final = frozenset(("ه", "تان", "تين", "تا", "تي", "ات", "")) | _with_pronouns("ت", "ات", "تي", "تا")
_NOUN_DEFECTIVE: Final = frozenset(("ي", "يان", "يات")) | _with_pronouns("ا")
_PREFIXES: Final = "يتن"

# What may stand before a form: conjunctions before all, prepositions before nouns, the future before verbs.
BEFORE_PAST: Final = frozenset(("", "و", "ف"))
BEFORE_PRESENT: Final = frozenset(("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"))
BEFORE_NOUN: Final = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"))


def verb_stems(past: str, present: str) -> tuple[Ending, ...]:
    """The stems of a verb given as its third persons masculine: («نفى», «ينفي»)."""
    if present == "-":  # the past alone: the present says how things stand, not what happened («يسيطر على»)
        return verb_stems(past, past)[:1]
    past, present = fold(past), fold(present)
    ends_weak = past[-1] in "يا" and len(past) > 2
    stems = [Ending(past[:-1], Part.PAST, _PAST_DEFECTIVE) if ends_weak else Ending(past, Part.PAST, _PAST_SOUND)]
    body = present[1:]
    weak = body[-1] in "يوا" and len(body) > 1
    stems.append(
        Ending(body[:-1], Part.PRESENT, _PRESENT_DEFECTIVE) if weak else Ending(body, Part.PRESENT, _PRESENT_SOUND)
    )
    return tuple(stems)


def noun_stems(noun: str) -> tuple[Ending, ...]:
    """The stem of a noun: its feminine ending opens into ت before pronouns («غارة», «غارتها», «غارات»)."""
    folded = fold(noun)
    if noun[-1] == "ة":
        return (Ending(folded[:-1], Part.NOUN, _NOUN_FEMININE),)
    if noun[-1] == "ى":
        return (Ending(folded[:-1], Part.NOUN, _NOUN_DEFECTIVE),)
    people = folded[0] == "م" or folded[-1] == "ي"
    return (Ending(folded, Part.NOUN, _NOUN_OF_PEOPLE if people else _NOUN),)


def cuts(form: str) -> list[tuple[str, str, frozenset[Part]]]:
    """All ways to cut a clitic-less form into a stem and an ending, and the parts of speech each can be."""
    found: list[tuple[str, str, frozenset[Part]]] = []
    nominal, past, present = frozenset((Part.NOUN,)), frozenset((Part.PAST, Part.NOUN)), frozenset((Part.PRESENT,))
    for body, parts in _bodies(form, past, present, nominal):
        for cut in range(max(1, len(body) - LONGEST_ENDING), len(body) + 1):
            if parts is not nominal or (body[cut:] in _AFTER_ARTICLE and not (body[cut:] == "ي" and cut > 2)):
                found.append((body[:cut], body[cut:], parts))
    return found


def _bodies(
    form: str, past: frozenset[Part], present: frozenset[Part], nominal: frozenset[Part]
) -> list[tuple[str, frozenset[Part]]]:
    bodies = [(form, past)]
    if form.startswith("ال") and len(form) > 4:
        bodies.append((form[2:], nominal))
    if form[0] in _PREFIXES and len(form) > 2:
        bodies.append((form[1:], present))
    return bodies
