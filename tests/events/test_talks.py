"""Talks lie where they are held; nothing lies where its sentence tells of something else."""

import pytest

from articles import Article
from events import annotate
from gazetteer import load


def places(text: str, kind: str) -> list[str | None]:
    article = Article(id="a", text=text, published="2016-05-14", published_basis="given")
    return [event.place_name for event in annotate(article, load()).events if event.type.value == kind]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أجرى الوزيران محادثات في موسكو حول الوضع في إدلب.", "موسكو"),
        ("يعقد مجلس الأمن الدولي جلسة طارئة اليوم بشأن الهجوم على خان شيخون.", None),
        ("بحث الوزيران أمس تطورات الأوضاع في مدينة حلب.", None),
        ("عقد وجهاء درعا اجتماعا مع ضباط روس أمس في مدينة إزرع.", "إزرع"),
        ("عقد الضباط اجتماعا مع وجهاء مدينة طفس أمس.", "طفس"),
        ("التقى الوفد ممثلين عن أهالي مدينة إنخل في بلدة غباغب.", "غباغب"),
        ("زار وفد من الأمم المتحدة مدينة داريا أمس.", "داريا"),
        ("أشاد الرئيسان بما جرى في مدينة حلب خلال محادثة هاتفية الليلة الماضية.", None),
        ("انطلقت محادثات أستانا أمس بحضور وفد الفصائل.", "أستانا"),
        ("اختتمت أمس قمة بغداد وناقشت الأزمة السورية.", "بغداد"),
        ("تناولت محادثات دمشق وأنقرة أمس ملف الحدود.", None),
        ("يصل إلى سوريا اليوم المبعوث الأمريكي إلى الشرق الأوسط.", "سوريا"),
        ("أجرى الوزيران محادثات هاتفية حول الغارات على مدينة إدلب.", None),
    ],
)
def test_talks_are_where_they_are_held(text: str, place: str | None) -> None:
    assert places(text, "diplomacy")[:1] == [place]


def test_what_a_capital_said_or_gave_happened_nowhere() -> None:
    assert places("دخلت قافلة مساعدات بموافقة من دمشق إلى مدينة دوما أمس.", "aid") == ["دوما"]
    denied = (
        "نفى التحالف أمس تنفيذه غارات على حي القصور في دير الزور، غداة اتهامه من دمشق بتنفيذ ضربات تسببت بمقتل مدنيين."
    )
    assert "دمشق" not in places(denied, "attack") + places(denied, "airstrike")
    assert places("وصلت قافلة مساعدات من دمشق إلى مدينة دوما أمس.", "aid") == ["دوما"]


FAR = (
    "قال الناطق إن الفصائل شاركت في القتال في مدينة البوكمال منذ بدايته، وإن رجالها صمدوا في وجه ما سماه أقوى آلة حرب "
    "عرفتها المنطقة كلها طوال السنوات الخمس، وإن العالم سيذكر لهم ذلك طويلا، وإن طائرات حربية شنت غارات عنيفة{}."
)


@pytest.mark.parametrize(("at", "place"), [("", None), (" على مدينة الميادين", "الميادين")])
def test_a_long_sentence_does_not_place_what_it_tells_last(at: str, place: str | None) -> None:
    assert places(FAR.format(at), "airstrike") == [place]


def test_who_comes_back_is_where_they_came_back_to() -> None:
    assert places("عاد مئات النازحين من مخيمات إدلب إلى مدينة تل رفعت أمس.", "displacement") == ["تل رفعت"]
    assert places("حملة أمنية في أحياء حمص وعودة نازحين إلى تل رفعت", "displacement") == ["تل رفعت"]


@pytest.mark.parametrize(
    "text",
    [
        "أقر الرئيس خلال لقائه ببعض أنصاره في دمشق بخسائر قواته في المعارك.",
        "وطالب المندوب السلطات في دمشق بالكشف عن مصير المعتقلين ووقف القصف.",
    ],
)
def test_where_it_is_spoken_of_is_not_where_it_was(text: str) -> None:
    article = Article(id="a", text=text, published="2016-05-14", published_basis="given")
    assert "دمشق" not in [event.place_name for event in annotate(article, load()).events]
