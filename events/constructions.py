"""How the part of a mention is read: one function for each construction, nothing where it does not hold.

A mention stands in a phrase («مواقع لقوات النظام», «خمسة من عناصر التنظيم»), and what counts is what governs the
phrase: a preposition, a verb whose subject or object it is, or a noun of action.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from arabic import Kind, Text
from events.happening import Happening
from events.kinds import TALK, VIOLENT, WORDS
from events.lexicon import words
from events.model import EventType
from events.morphology import Part
from events.patterns import Match
from events.phrases import Phrase, bare

DOER, TARGET, PARTY, MEDIATOR = "doer", "target", "party", "mediator"
_ON: Final = words("on")
_BY: Final = words("by")
_BY_AFTER: Final = words("by_after")
_DOUBLE: Final = frozenset(("قبل", "يد", "ايدي", "جانب", "طرف"))  # folded; «من قبل», «على يد»
_MEDIATING: Final = words("mediating")
_SUFFERS: Final = words("suffers")
_OF_SOMEBODY: Final = words("of_somebody")
_BLAMING: Final = words("blaming")
_CARRYING: Final = words("carrying")
_MEANS: Final = words("means")
_PREPOSITIONS: Final = words("before_no_subject")
_BEFALLS: Final = words("befalls")
_TWO_SIDED: Final = frozenset((EventType.BATTLE,)) | WORDS
_OBJECT: Final = 5  # words between what was done and the thing of theirs it was done to
_SUBJECT: Final = 4  # words after a verb in which its subject comes


_LOOKED_AT: Final = 3  # words before a phrase that its constructions ask for


@dataclass(slots=True, eq=False)
class Named:
    """A mention in its happening: its phrase, the nearest trigger, and those whose part is known already."""

    text: Text
    happening: Happening
    phrase: Phrase
    trigger: Match
    doers: Set[int] = frozenset()  # tokens at which doers were named
    words_before: Sequence[str] = field(init=False)  # the nearest first; every construction looks at them

    def __post_init__(self) -> None:
        first = self.phrase.first
        words = self.text.words[max(first - _LOOKED_AT, self.happening.scene.first) : first]
        before = ["" if word.kind is Kind.PUNCTUATION else bare(word.form) for word in reversed(words)]
        self.words_before = before if len(before) == _LOOKED_AT else [*before, "", "", ""]

    def before(self, distance: int = 1) -> str:
        """The form of a word before the phrase, without «و» and «ف»; nothing where the sentence begins."""
        return self.words_before[distance - 1]

    @property
    def gap(self) -> list[str]:
        """The words between the trigger and the phrase behind it; some of the trigger's may stand further on."""
        last = max(token for token in self.trigger.tokens if token < self.phrase.first)
        return list(map(bare, self.text.forms[last + 1 : self.phrase.first]))

    @property
    def behind(self) -> bool:
        """Does the phrase follow the trigger's first word?"""
        return self.trigger.first < self.phrase.first

    @property
    def verb(self) -> bool:
        """Is the nearest trigger a verb?"""
        return self.trigger.head.part in (Part.PAST, Part.PRESENT)

    @property
    def casualty(self) -> bool:
        """Does the nearest trigger say what befell people?"""
        return "casualty" in self.trigger.entry.row


def within_the_trigger(named: Named) -> str | None:
    """«غارات روسية»: the words that say what was done also say whose it is."""
    shared = not set(named.phrase.mention.tokens).isdisjoint(named.trigger.tokens)
    return DOER if shared and named.happening.type is not EventType.BATTLE else None


def mediates(named: Named) -> str | None:
    """«برعاية روسيا»: who brings others together."""
    return None if _MEDIATING.isdisjoint(named.words_before[:2]) else MEDIATOR


def by_whom(named: Named) -> str | None:
    """«على يد», «من قبل», «برصاص»: who did it."""
    word, further = named.before(), named.before(2)
    if word in _DOUBLE and further not in _BY_AFTER:
        return None
    if named.phrase.means and named.phrase.preposition == "ب":
        return DOER
    return DOER if word in _BY else None


def blamed(named: Named) -> str | None:
    """«حمل الأهالي قوات النظام المسؤولية»: whom others hold to have done it."""
    blamed = not _BLAMING.isdisjoint(named.words_before)
    return DOER if blamed and named.happening.type not in WORDS else None


def suffers(named: Named) -> str | None:
    """«تعرضت قوات النظام لهجوم», «في صفوف قوات النظام»: who suffered it."""
    return None if _SUFFERS.isdisjoint(named.words_before[:2]) else TARGET


def against(named: Named) -> str | None:
    """«على قوات النظام», «مقرا لقوات النظام»: against whom it was done."""
    if named.happening.type in WORDS:
        return None
    after = named.phrase.mention.last + 1
    if after < named.happening.scene.last and named.text.forms[after] == "ان":  # «على المعارضة أن»
        return None
    if named.phrase.first - 1 in named.trigger.tokens and named.before() in _BEFALLS:
        return None
    if named.before() in _ON or (named.before(2) in _ON and named.before() in _OF_SOMEBODY):
        return TARGET
    if named.happening.subtype == "defection" and named.phrase.first - 1 in named.trigger.tokens:
        return TARGET  # «انشق عن»
    aimed = named.phrase.holding and not named.phrase.means and named.behind and len(named.gap) <= _OBJECT
    return TARGET if aimed and named.happening.type in VIOLENT else None


def carried(named: Named) -> str | None:
    """«شن ... هجوما»: the verb's subject, before the noun that says what was done."""
    return DOER if not named.behind and named.before() in _CARRYING and not named.phrase.holding else None


def among(named: Named) -> str | None:
    """«بين جيش الإسلام وفيلق الرحمن», «مع قوات النظام»: a side of what has two."""
    sided = named.happening.type in _TWO_SIDED
    return PARTY if sided and named.before() in ("بين", "مع", "وبين") and not named.phrase.persons else None


def befallen(named: Named) -> str | None:
    """«مقتل قيادي في ...»: the noun says what befell them, unless they do it to somebody named after."""
    if not named.behind or named.verb:
        return None
    noun = bare(named.text.forms[named.trigger.first])
    noun = noun[1:] if noun[0] in "بل" and noun[1:] in _BEFALLS else noun
    if noun not in _BEFALLS or not _PREPOSITIONS.isdisjoint(named.gap):
        return None
    if named.phrase.persons or named.phrase.holding or named.casualty:
        return TARGET
    return DOER if _object_follows(named) else TARGET


def _object_follows(named: Named) -> bool:
    """Is somebody or something named as the object right after the mention?"""
    tables = named.happening.scene.tables
    last = named.phrase.mention.last
    people = [match.first for name in ("people", "harm", "indefinite", "actor") for match in tables[name]]
    after = named.text.forms[last + 1 : last + 2]
    if any(last < at <= last + 4 for at in people) and not (after and after[0] in ("في", "من", "علي", "جراء")):
        return True
    return bool(after) and bare(after[0]).startswith(("لل", "لم", "لب", "لق", "لح"))


def harmed(named: Named) -> str | None:
    """After «قتل», «أصيب»: who is named is whom it befell, unless a force is named first and people after it."""
    if not named.casualty or not named.verb:
        return None
    if named.phrase.first < named.trigger.first:
        active = not named.phrase.persons and not named.phrase.holding and _object_follows_trigger(named)
        return DOER if active and named.before() not in _PREPOSITIONS else None
    gap = named.gap
    if not _PREPOSITIONS.isdisjoint(gap):
        return None
    plain = not (named.phrase.persons or named.phrase.holding) and not gap
    return DOER if plain and _object_follows(named) else TARGET


def _object_follows_trigger(named: Named) -> bool:
    tables = named.happening.scene.tables
    people = [match.first for name in ("people", "harm", "indefinite") for match in tables[name]]
    return any(0 < at - named.trigger.last <= 4 for at in people)


def of_the_action(named: Named) -> str | None:
    """«قصف قوات النظام», «هجوم من تنظيم الدولة»: the noun of action is theirs."""
    if named.casualty or not named.behind:
        return None
    if named.happening.type in _TWO_SIDED and named.happening.type is not EventType.BATTLE:
        return None
    between = [word for word in named.gap if word not in _MEANS]
    if named.phrase.preposition == "ل" and named.happening.type not in VIOLENT:
        return None  # «إيصال المساعدات للأهالي»: whom it reaches
    theirs = between == ["من"] or (not between and not named.verb)
    return DOER if theirs and not named.phrase.persons else None


def subject_behind(named: Named) -> str | None:
    """«قصفت قوات النظام», «سيطرت على البلدة قوات ...»: the verb's subject, else its object."""
    if not named.verb or named.casualty or not named.behind:
        return None
    if named.happening.type in TALK and named.phrase.preposition:
        return None
    gap = named.gap
    if not _PREPOSITIONS.isdisjoint(gap) or len(gap) > _SUBJECT:
        return None
    if not _subject_named(named):
        return DOER if not named.phrase.holding or named.phrase.means else TARGET
    joined = named.text.forms[named.phrase.first].startswith("و")
    return DOER if joined else TARGET


def _subject_named(named: Named) -> bool:
    """Did a doer come already, or a plural verb («خطفوا»), which follows its subject?"""
    clauses = named.happening.scene
    here = clauses.clauses[clauses.clause_of(named.trigger.pivot)]
    told = any(token in here and token < named.phrase.first for token in named.doers)
    return told or named.text.forms[named.trigger.pivot].endswith("وا")


def subject_before(named: Named) -> str | None:
    """«قوات النظام قصفت», «إن طائرات روسية شنت»: named before its verb."""
    if named.casualty or named.phrase.mention.last >= named.trigger.first:
        return None
    between = named.text.forms[named.phrase.mention.last + 1 : named.trigger.first]
    others = named.happening.scene.tables["people"] + named.happening.scene.tables["actor"]
    if any(named.phrase.mention.last < other.first < named.trigger.first for other in others):
        return None  # «تبحث الأجهزة الأمنية عن خمسة أشخاص خطفوا»
    close = len(between) <= 6 and "التي" not in between[-1:]
    governed = named.before() in _PREPOSITIONS or bool(named.phrase.preposition)
    return DOER if named.verb and close and not governed and not named.phrase.holding else None


def joined(named: Named) -> str | None:
    """«قوات النظام وحزب الله»: what is added by «و» right after a doer does the same."""
    first = named.phrase.mention.first
    if not named.text.forms[first].startswith("و"):
        return None
    return DOER if any(0 < first - token <= 3 for token in named.doers) else None
