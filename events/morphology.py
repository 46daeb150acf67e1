"""Word forms: which inflected forms belong to a verb or noun of the trigger tables.

A table names a verb by its past and present («قصف/يقصف») and a noun by its singular or broken plural
(«غارة»). Nothing is generated in advance: a form is cut into stem and ending, and the stem's class says
whether it takes that ending. All letters are folded (``arabic.fold``), so passives of sound verbs, case
endings and hamza seats need no forms of their own.
"""

import enum
from collections.abc import Container
from dataclasses import dataclass
from typing import Final, NamedTuple

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
    defined: frozenset[str] = frozenset()  # endings of a noun that carries the article


_PRONOUNS: Final = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "كم", "ك")


def _with_pronouns(*bases: str) -> frozenset[str]:
    return frozenset(base + pronoun for base in bases for pronoun in _PRONOUNS)


_PAST_SOUND: Final = frozenset(("", "ت", "تا", "ا", "وا", "ن", "نا")) | _with_pronouns("", "ت", "و", "ا")
_PAST_DEFECTIVE: Final = frozenset(("ي", "ا", "ت", "تا", "وا", "يا", "ين", "ينا")) | _with_pronouns("ا", "ت", "و")
_PLURAL_OF_HAMZA: Final = frozenset((fold("ؤوا"), fold("ؤا")))
_PRESENT_SOUND: Final = frozenset(("", "ان", "ون", "وا", "ن", "ا")) | _with_pronouns("", "ون", "و", "ا", "ان")
_PRESENT_DEFECTIVE: Final = frozenset(("ي", "و", "ا", "يان", "وان", "ون", "وا", "يا")) | _with_pronouns(
    "ي", "و", "ا", "ون", "يان"
)
_NOUN: Final = frozenset(("", "ا", "ان", "ين", "ات")) | _with_pronouns("", "ات", "ا")
# Participles and nisbas name people and so have the plural of people: «مقاتلون», «مقاتلي الفصائل», «مدنيين».
_NOUN_OF_PEOPLE: Final = _NOUN | frozenset(("ه", "ون", "ي", "و")) | _with_pronouns("ي", "و")
_NOUN_FEMININE: Final = frozenset(("ه", "تان", "تين", "تا", "تي", "ات")) | _with_pronouns("ت", "ات", "تي", "تا")
_NOUN_DEFECTIVE: Final = frozenset(("ي", "يان", "يات")) | _with_pronouns("ا")
# The article rules out attached pronouns, and with them «الشرطة» as a condition of his.
_DEFINED: Final = frozenset(("", "ان", "ين", "ات"))
_DEFINED_PEOPLE: Final = _DEFINED | frozenset(("ه", "ون"))
_DEFINED_FEMININE: Final = frozenset(("ه", "تان", "تين", "ات"))
_DEFINED_DEFECTIVE: Final = frozenset(("ي", "يان", "يات"))
_PREFIXES: Final = "يتن"
_HEH: Final = "ه"  # the feminine ending, folded
_ROOT_AND_ONE: Final = 4  # letters of «شهيد» and «ناشط»
_SECOND, _THIRD = 1, 2

# What may stand before a form: conjunctions before all, prepositions before nouns, the future before verbs.
BEFORE_PAST: Final = frozenset(("", "و", "ف"))
BEFORE_PRESENT: Final = frozenset(("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"))
BEFORE_NOUN: Final = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"))


def verb_stems(past: str, present: str) -> tuple[Ending, ...]:
    """The stems of a verb given as its third persons masculine: («نفى», «ينفي»)."""
    if present == "-":  # the past alone: the present says how things stand, not what happened («يسيطر على»)
        return verb_stems(past, past)[:1]
    hamza = past[-1] == "أ"
    past, present = fold(past), fold(present)
    if hamza:  # «بدأت», «بدأوا», «بدؤوا»; «ينشئون»
        body = present[1:]
        return (
            Ending(past, Part.PAST, _PAST_SOUND),
            Ending(body, Part.PRESENT, _PRESENT_SOUND),
            Ending(past[:-1], Part.PAST, _PLURAL_OF_HAMZA),
        )
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
        return (Ending(folded[:-1], Part.NOUN, _NOUN_FEMININE, _DEFINED_FEMININE),)
    if noun[-1] == "ى":
        return (Ending(folded[:-1], Part.NOUN, _NOUN_DEFECTIVE, _DEFINED_DEFECTIVE),)
    if folded[0] == "م" or folded[-1] == "ي":
        return (Ending(folded, Part.NOUN, _NOUN_OF_PEOPLE, _DEFINED_PEOPLE),)
    return (Ending(folded, Part.NOUN, _NOUN, _DEFINED),)


class Cut(NamedTuple):
    """One way to cut a form: the stem, the ending, which parts of speech it can be, whether it had the article."""

    key: str
    ending: str
    parts: frozenset[Part]
    defined: bool

    def fits(self, stem: Ending, *, feminine: bool = False) -> bool:
        """Does the ending go with the stem? One ``feminine``, published with «ة», is no pronoun: «شرطة», not «شرطه»."""
        if stem.part not in self.parts or self.ending not in (stem.defined if self.defined else stem.endings):
            return False
        return not feminine or (self.ending == _HEH and _has_feminine(stem))


def _has_feminine(stem: Ending) -> bool:
    """Nouns in «ة», and the feminine of those that name people: «مقاتلة», «شهيدة», «ناشطة»."""
    if stem.part is not Part.NOUN:
        return False
    named = len(stem.key) == _ROOT_AND_ONE and (stem.key[_SECOND] == "ا" or stem.key[_THIRD] == "ي")
    return named or stem.endings in (_NOUN_FEMININE, _NOUN_OF_PEOPLE)


_NOMINAL: Final = frozenset((Part.NOUN,))
_BARE: Final = frozenset((Part.PAST, Part.NOUN))
_PREFIXED: Final = frozenset((Part.PRESENT,))


def _lengths() -> dict[str, tuple[int, ...]]:
    """How many letters an ending may have, longest first, by the last two letters of a form, or the last one."""
    every = {
        ending
        for endings in (
            _PAST_SOUND, _PAST_DEFECTIVE, _PRESENT_SOUND, _PRESENT_DEFECTIVE, _NOUN_OF_PEOPLE, _NOUN_FEMININE,
            _NOUN_DEFECTIVE, _DEFINED_PEOPLE, _DEFINED_FEMININE, _DEFINED_DEFECTIVE,
        )
        for ending in endings
    }  # fmt: skip
    lasts = {ending[-2:] for ending in every} - {""}
    return {
        last: tuple(sorted({len(ending) for ending in every if last.endswith(ending[-2:])}, reverse=True))
        for last in lasts
    }


_LENGTHS: Final = _lengths()
_NO_ENDING: Final = (0,)


def cuts(form: str, keys: Container[str]) -> list[Cut]:
    """All ways to cut a form without clitics into one of the stems ``keys`` and an ending that some stem takes."""
    bodies = [(form, _BARE, False)]
    if form.startswith("ال") and len(form) > 4:
        bodies.append((form[2:], _NOMINAL, True))
    if form[0] in _PREFIXES and len(form) > 2:
        bodies.append((form[1:], _PREFIXED, False))
    found = []
    for body, parts, defined in bodies:
        for ending in _LENGTHS.get(body[-2:]) or _LENGTHS.get(body[-1]) or _NO_ENDING:
            cut = len(body) - ending
            if cut > 0 and body[:cut] in keys:
                found.append(Cut(body[:cut], body[cut:], parts, defined))
    return found
