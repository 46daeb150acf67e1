"""Which part an actor plays in a happening: doer, target, party or mediator.

Small rules, each with its own examples, asked in turn; the first that knows decides. A mention stands in a phrase
(«مواقع لقوات النظام», «خمسة من عناصر التنظيم»), and what counts is what governs the phrase: a preposition, a verb
whose subject or object it is, or a noun of action.
"""

from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True)
class Scene:
    """A mention in its happening: its phrase, the nearest trigger, and those whose part is known already."""

    text: Text
    happening: Happening
    phrase: Phrase
    trigger: Match
    doers: frozenset[int] = field(default=frozenset())  # tokens at which doers were named

    def before(self, distance: int = 1) -> str:
        """The form of a word before the phrase, without «و» and «ف»; nothing where the sentence begins."""
        at = self.phrase.first - distance
        if at < self.happening.scene.first:
            return ""
        token = self.text.tokens[at]
        return "" if token.kind is Kind.PUNCTUATION else bare(token.form)

    @property
    def gap(self) -> list[str]:
        """The words between the trigger and the phrase behind it; some of the trigger's may stand further on."""
        last = max(token for token in self.trigger.tokens if token < self.phrase.first)
        return [bare(token.form) for token in self.text.tokens[last + 1 : self.phrase.first]]

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


@dataclass(frozen=True, slots=True)
class Rule:
    """One construction: its name, what it says of a mention (nothing where it does not hold), and examples.

    An example is a sentence and what part the actors in it play, by the names in the table.
    """

    name: str
    read: Callable[[Scene], str | None]
    examples: Mapping[str, Mapping[str, str]]


def part_of(scene: Scene) -> str:
    """The part that the first rule which knows gives a mention."""
    for rule in RULES:
        part = rule.read(scene)
        if part is not None:
            return part
    return PARTY


def _within_the_trigger(scene: Scene) -> str | None:
    shared = not set(scene.phrase.mention.tokens).isdisjoint(scene.trigger.tokens)
    return DOER if shared and scene.happening.type is not EventType.BATTLE else None


def _mediates(scene: Scene) -> str | None:
    return MEDIATOR if any(scene.before(distance) in _MEDIATING for distance in (1, 2)) else None


def _by_whom(scene: Scene) -> str | None:
    word, further = scene.before(), scene.before(2)
    if word in _DOUBLE and further not in _BY_AFTER:
        return None
    if scene.phrase.means and scene.phrase.preposition == "ب":
        return DOER
    return DOER if word in _BY else None


def _blamed(scene: Scene) -> str | None:
    blamed = any(scene.before(distance) in _BLAMING for distance in (1, 2, 3))
    return DOER if blamed and scene.happening.type not in WORDS else None


def _suffers(scene: Scene) -> str | None:
    if any(scene.before(distance) in _SUFFERS for distance in (1, 2)):
        return TARGET
    return None


def _against(scene: Scene) -> str | None:
    if scene.happening.type in WORDS:
        return None
    after = scene.phrase.mention.last + 1
    if after < scene.happening.scene.last and scene.text.tokens[after].form == "ان":  # «على المعارضة أن»
        return None
    if scene.phrase.first - 1 in scene.trigger.tokens and scene.before() in _BEFALLS:
        return None
    if scene.before() in _ON or (scene.before(2) in _ON and scene.before() in _OF_SOMEBODY):
        return TARGET
    if scene.happening.subtype == "defection" and scene.phrase.first - 1 in scene.trigger.tokens:
        return TARGET  # «انشق عن»
    aimed = scene.phrase.holding and not scene.phrase.means and scene.behind and len(scene.gap) <= _OBJECT
    return TARGET if aimed and scene.happening.type in VIOLENT else None


def _carried(scene: Scene) -> str | None:
    """«شن ... هجوما»: the verb's subject, before the noun that says what was done."""
    return DOER if not scene.behind and scene.before() in _CARRYING and not scene.phrase.holding else None


def _among(scene: Scene) -> str | None:
    sided = scene.happening.type in _TWO_SIDED
    return PARTY if sided and scene.before() in ("بين", "مع", "وبين") and not scene.phrase.persons else None


def _befallen(scene: Scene) -> str | None:
    """«مقتل قيادي في ...»: the noun says what befell them, unless they do it to somebody named after."""
    if not scene.behind or scene.verb:
        return None
    noun = bare(scene.text.tokens[scene.trigger.first].form)
    noun = noun[1:] if noun[0] in "بل" and noun[1:] in _BEFALLS else noun
    if noun not in _BEFALLS or any(word in _PREPOSITIONS for word in scene.gap):
        return None
    if scene.phrase.persons or scene.phrase.holding or scene.casualty:
        return TARGET
    return DOER if _object_follows(scene) else TARGET


def _object_follows(scene: Scene) -> bool:
    """Is somebody or something named as the object right after the mention?"""
    tables = scene.happening.scene.tables
    last = scene.phrase.mention.last
    people = [match.first for name in ("people", "harm", "indefinite", "actor") for match in tables[name]]
    after = scene.text.tokens[last + 1 : last + 3]
    if any(last < at <= last + 4 for at in people) and not (after and after[0].form in ("في", "من", "علي", "جراء")):
        return True
    return any(bare(token.form).startswith(("لل", "لم", "لب", "لق", "لح")) for token in after[:1])


def _harmed(scene: Scene) -> str | None:
    """After «قتل», «أصيب»: who is named is whom it befell, unless a force is named first and people after it."""
    if not scene.casualty or not scene.verb:
        return None
    if scene.phrase.first < scene.trigger.first:
        active = not scene.phrase.persons and not scene.phrase.holding and _object_follows_trigger(scene)
        return DOER if active and scene.before() not in _PREPOSITIONS else None
    if any(word in _PREPOSITIONS for word in scene.gap):
        return None
    plain = not (scene.phrase.persons or scene.phrase.holding) and not scene.gap
    return DOER if plain and _object_follows(scene) else TARGET


def _object_follows_trigger(scene: Scene) -> bool:
    tables = scene.happening.scene.tables
    people = [match.first for name in ("people", "harm", "indefinite") for match in tables[name]]
    return any(0 < at - scene.trigger.last <= 4 for at in people)


def _of_the_action(scene: Scene) -> str | None:
    """«قصف قوات النظام», «هجوم من تنظيم الدولة»: the noun of action is theirs."""
    if scene.casualty or not scene.behind:
        return None
    if scene.happening.type in _TWO_SIDED and scene.happening.type is not EventType.BATTLE:
        return None
    between = [word for word in scene.gap if word not in _MEANS]
    if scene.phrase.preposition == "ل" and scene.happening.type not in VIOLENT:
        return None  # «إيصال المساعدات للأهالي»: whom it reaches
    theirs = between == ["من"] or (not between and not scene.verb)
    return DOER if theirs and not scene.phrase.persons else None


def _subject_behind(scene: Scene) -> str | None:
    """«قصفت قوات النظام», «سيطرت على البلدة قوات ...»: the verb's subject, else its object."""
    if not scene.verb or scene.casualty or not scene.behind:
        return None
    if scene.happening.type in TALK and scene.phrase.preposition:
        return None
    if any(word in _PREPOSITIONS for word in scene.gap) or len(scene.gap) > _SUBJECT:
        return None
    if not _subject_named(scene):
        return DOER if not scene.phrase.holding or scene.phrase.means else TARGET
    joined = scene.text.tokens[scene.phrase.first].form.startswith("و")
    return DOER if joined else TARGET


def _subject_named(scene: Scene) -> bool:
    """Did a doer come already, or a plural verb («خطفوا»), which follows its subject?"""
    clauses = scene.happening.scene
    here = clauses.clauses[clauses.clause_of(scene.trigger.pivot)]
    named = any(token in here and token < scene.phrase.first for token in scene.doers)
    return named or scene.text.forms[scene.trigger.pivot].endswith("وا")


def _subject_before(scene: Scene) -> str | None:
    """«قوات النظام قصفت», «إن طائرات روسية شنت»: named before its verb."""
    if scene.casualty or scene.phrase.mention.last >= scene.trigger.first:
        return None
    between = scene.text.tokens[scene.phrase.mention.last + 1 : scene.trigger.first]
    others = scene.happening.scene.tables["people"] + scene.happening.scene.tables["actor"]
    if any(scene.phrase.mention.last < other.first < scene.trigger.first for other in others):
        return None  # «تبحث الأجهزة الأمنية عن خمسة أشخاص خطفوا»
    close = len(between) <= 6 and not any(token.form == "التي" for token in between[-1:])
    governed = scene.before() in _PREPOSITIONS or bool(scene.phrase.preposition)
    return DOER if scene.verb and close and not governed and not scene.phrase.holding else None


def _joined(scene: Scene) -> str | None:
    """«قوات النظام وحزب الله»: what is added by «و» right after a doer does the same."""
    first = scene.phrase.mention.first
    glued = scene.text.tokens[first].form.startswith("و")
    near = any(0 < first - token <= 3 for token in scene.doers)
    return DOER if glued and near else None


RULES: Final = (
    Rule(
        "mediator",
        _mediates,
        {
            "تم التوصل إلى اتفاق بين قوات النظام وفصائل المعارضة برعاية روسيا.": {
                "روسيا": MEDIATOR,
                "قوات النظام": PARTY,
                "فصائل المعارضة": PARTY,
            }
        },
    ),
    Rule(
        "by whom",
        _by_whom,
        {
            "قتل ثلاثة مدنيين على يد قوات النظام في الحراك.": {"قوات النظام": DOER, "مدنيون": TARGET},
            "سقوط مدينة الحراك في أيدي تنظيم الدولة.": {"تنظيم الدولة": DOER},
            "اعتقل شاب من قبل قوات سوريا الديمقراطية في الحراك.": {"قوات سوريا الديمقراطية": DOER},
            "قتل طفل برصاص حرس الحدود التركي قرب الحراك.": {"حرس الحدود التركي": DOER},
        },
    ),
    Rule(
        "blamed",
        _blamed,
        {"قتل ثلاثة مدنيين في الحراك وحمل الأهالي قوات النظام المسؤولية.": {"قوات النظام": DOER}},
    ),
    Rule("suffers", _suffers, {"تعرضت قوات النظام لهجوم قرب الحراك.": {"قوات النظام": TARGET}}),
    Rule(
        "against",
        _against,
        {
            "شن تنظيم الدولة هجوما على قوات النظام قرب الحراك.": {"تنظيم الدولة": DOER, "قوات النظام": TARGET},
            "قصف الطيران الروسي مقرا لهيئة تحرير الشام قرب الحراك.": {
                "هيئة تحرير الشام": TARGET,
                "الطيران الروسي": DOER,
            },
        },
    ),
    Rule("within the trigger", _within_the_trigger, {"شن الطيران غارات روسية على الحراك.": {"الطيران الروسي": DOER}}),
    Rule(
        "carried by a verb",
        _carried,
        {"ارتكبت قوات النظام مجزرة في الحراك.": {"قوات النظام": DOER}},
    ),
    Rule(
        "among",
        _among,
        {
            "اندلعت اشتباكات بين جيش الإسلام وفيلق الرحمن في الحراك.": {"جيش الإسلام": PARTY, "فيلق الرحمن": PARTY},
        },
    ),
    Rule(
        "befallen",
        _befallen,
        {
            "مقتل قيادي في أحرار الشام بانفجار عبوة ناسفة في الحراك.": {"أحرار الشام": TARGET},
            "اغتيال عنصر من الدفاع الوطني في الحراك.": {"قوات الدفاع الوطني": TARGET},
            "استهداف قوات النظام لمنازل المدنيين في الحراك.": {"قوات النظام": DOER},
        },
    ),
    Rule(
        "harmed",
        _harmed,
        {
            "قتل خمسة عناصر من قوات النظام في الحراك.": {"قوات النظام": TARGET},
            "قتلت قوات النظام سبعة مدنيين في الحراك.": {"قوات النظام": DOER, "مدنيون": TARGET},
        },
    ),
    Rule(
        "of the action",
        _of_the_action,
        {
            "أدى قصف قوات النظام على الحراك إلى مقتل طفلين.": {"قوات النظام": DOER},
            "تعرضت الحراك لقصف من قوات النظام.": {"قوات النظام": DOER},
        },
    ),
    Rule("joined", _joined, {"قصفت قوات النظام وحزب الله بلدة الحراك.": {"قوات النظام": DOER, "حزب الله": DOER}}),
    Rule(
        "subject behind its verb",
        _subject_behind,
        {
            "سيطرت هيئة تحرير الشام على الحراك.": {"هيئة تحرير الشام": DOER},
            "اعتقلت الأسايش شابين في الحراك.": {"الأسايش": DOER},
            "عناصر من جبهة النصرة خطفوا قائد الجيش الحر في الحراك.": {"الجيش السوري الحر": TARGET},
        },
    ),
    Rule(
        "subject before its verb",
        _subject_before,
        {"إن طائرات روسية استهدفت بلدة الحراك.": {"الطيران الروسي": DOER}},
    ),
)
