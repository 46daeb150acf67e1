"""Which part an actor plays in a happening: doer, target, party or mediator.

Small rules, each with its own examples, asked in turn; the first that knows decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from events.constructions import (
    DOER,
    MEDIATOR,
    PARTY,
    TARGET,
    Named,
    against,
    among,
    befallen,
    blamed,
    by_whom,
    carried,
    harmed,
    joined,
    mediates,
    of_the_action,
    subject_before,
    subject_behind,
    suffers,
    within_the_trigger,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One construction: its name, what it says of a mention (nothing where it does not hold), and examples.

    An example is a sentence and what part the actors in it play, by the names in the table.
    """

    name: str
    read: Callable[[Named], str | None]
    examples: Mapping[str, Mapping[str, str]]


def part_of(named: Named) -> str:
    """The part that the first rule which knows gives a mention."""
    for rule in RULES:
        part = rule.read(named)
        if part is not None:
            return part
    return PARTY


RULES: Final = (
    Rule(
        "mediator",
        mediates,
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
        by_whom,
        {
            "قتل ثلاثة مدنيين على يد قوات النظام في الحراك.": {"قوات النظام": DOER, "مدنيون": TARGET},
            "سقوط مدينة الحراك في أيدي تنظيم الدولة.": {"تنظيم الدولة": DOER},
            "اعتقل شاب من قبل قوات سوريا الديمقراطية في الحراك.": {"قوات سوريا الديمقراطية": DOER},
            "قتل طفل برصاص حرس الحدود التركي قرب الحراك.": {"حرس الحدود التركي": DOER},
        },
    ),
    Rule(
        "blamed",
        blamed,
        {"قتل ثلاثة مدنيين في الحراك وحمل الأهالي قوات النظام المسؤولية.": {"قوات النظام": DOER}},
    ),
    Rule("suffers", suffers, {"تعرضت قوات النظام لهجوم قرب الحراك.": {"قوات النظام": TARGET}}),
    Rule(
        "against",
        against,
        {
            "شن تنظيم الدولة هجوما على قوات النظام قرب الحراك.": {"تنظيم الدولة": DOER, "قوات النظام": TARGET},
            "قصف الطيران الروسي مقرا لهيئة تحرير الشام قرب الحراك.": {
                "هيئة تحرير الشام": TARGET,
                "الطيران الروسي": DOER,
            },
        },
    ),
    Rule("within the trigger", within_the_trigger, {"شن الطيران غارات روسية على الحراك.": {"الطيران الروسي": DOER}}),
    Rule(
        "carried by a verb",
        carried,
        {"ارتكبت قوات النظام مجزرة في الحراك.": {"قوات النظام": DOER}},
    ),
    Rule(
        "among",
        among,
        {
            "اندلعت اشتباكات بين جيش الإسلام وفيلق الرحمن في الحراك.": {"جيش الإسلام": PARTY, "فيلق الرحمن": PARTY},
        },
    ),
    Rule(
        "befallen",
        befallen,
        {
            "مقتل قيادي في أحرار الشام بانفجار عبوة ناسفة في الحراك.": {"أحرار الشام": TARGET},
            "اغتيال عنصر من الدفاع الوطني في الحراك.": {"قوات الدفاع الوطني": TARGET},
            "استهداف قوات النظام لمنازل المدنيين في الحراك.": {"قوات النظام": DOER},
        },
    ),
    Rule(
        "harmed",
        harmed,
        {
            "قتل خمسة عناصر من قوات النظام في الحراك.": {"قوات النظام": TARGET},
            "قتلت قوات النظام سبعة مدنيين في الحراك.": {"قوات النظام": DOER, "مدنيون": TARGET},
        },
    ),
    Rule(
        "of the action",
        of_the_action,
        {
            "أدى قصف قوات النظام على الحراك إلى مقتل طفلين.": {"قوات النظام": DOER},
            "تعرضت الحراك لقصف من قوات النظام.": {"قوات النظام": DOER},
        },
    ),
    Rule("joined", joined, {"قصفت قوات النظام وحزب الله بلدة الحراك.": {"قوات النظام": DOER, "حزب الله": DOER}}),
    Rule(
        "subject behind its verb",
        subject_behind,
        {
            "سيطرت هيئة تحرير الشام على الحراك.": {"هيئة تحرير الشام": DOER},
            "اعتقلت الأسايش شابين في الحراك.": {"الأسايش": DOER},
            "عناصر من جبهة النصرة خطفوا قائد الجيش الحر في الحراك.": {"الجيش السوري الحر": TARGET},
        },
    ),
    Rule(
        "subject before its verb",
        subject_before,
        {"إن طائرات روسية استهدفت بلدة الحراك.": {"الطيران الروسي": DOER}},
    ),
)
